package measure

import (
	"slices"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
)

// zoneSlack is how far the times of one record can lie apart in two exports, of which one
// names no zone.
const zoneSlack = 26 * time.Hour

// distinct returns the events of all logs, each once: an export repeats those of the log
// that it was made from. Where both carry a record id it decides; a log that was cleared
// begins anew with 1, so times must not be far apart. Otherwise an event is known by its
// id and its second, which is all that most exports print; of two such events of one log
// both count.
func distinct(logs []assemble.Log) []Event {
	logs = slices.Clone(logs)
	slices.SortStableFunc(logs, func(a, b assemble.Log) int { // exact times first
		switch {
		case a.Zoned == b.Zoned:
			return 0
		case a.Zoned:
			return -1
		}
		return 1
	})
	type recordKey struct {
		id       uint32
		recordID uint64
	}
	type secondKey struct {
		id     uint32
		second int64
	}
	var out []Event
	records := make(map[recordKey][]time.Time)
	known := make(map[secondKey]int)
	for _, log := range logs {
		for _, e := range log.Events {
			k := recordKey{e.ID, e.RecordID}
			near := func(t time.Time) bool { return t.Sub(e.Time).Abs() <= zoneSlack }
			if e.RecordID == 0 || slices.ContainsFunc(records[k], near) {
				continue
			}
			records[k] = append(records[k], e.Time)
			known[secondKey{e.ID, e.Time.Unix()}]++
			out = append(out, Event{Event: e, Path: log.Path})
		}
	}
	for _, log := range logs {
		here := make(map[secondKey]int)
		for _, e := range log.Events {
			if e.RecordID != 0 {
				continue
			}
			k := secondKey{e.ID, e.Time.Unix()}
			if here[k]++; here[k] > known[k] {
				known[k] = here[k]
				out = append(out, Event{Event: e, Path: log.Path})
			}
		}
	}
	return out
}
