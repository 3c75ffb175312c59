package assemble

import (
	"sort"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// zoneSlack is how far a wall clock of an unknown zone may be from UTC (IANA: 14 hours).
const zoneSlack = 14 * time.Hour

// quarter is what the distances of zones from UTC are multiples of, in seconds.
const quarter = 15 * 60

// maxYears is how many years are tried for an event that shows none.
const maxYears = 10

// eventIndex finds events of a log by their record numbers, and by their times within
// quarter hours: a wall clock is a whole number of these from UTC.
type eventIndex struct {
	events  []snapshot.Event
	taken   []bool
	records map[recordKey]int
	phases  map[phaseKey][]int // by time
}

type recordKey struct {
	id     uint32
	record uint64
}

// phaseKey is an event's id and its minute within a quarter hour.
type phaseKey struct {
	id     uint32
	minute int64
}

func phaseOf(id uint32, t time.Time) phaseKey { return phaseKey{id, t.Unix() % quarter / 60} }

// indexOf indexes the failures of a list that is sorted by time.
func indexOf(events []snapshot.Event) *eventIndex {
	x := &eventIndex{events, make([]bool, len(events)), make(map[recordKey]int), make(map[phaseKey][]int)}
	for i := range events {
		e := &events[i]
		if !e.IsFailure() {
			continue
		}
		if e.RecordID != 0 {
			x.records[recordKey{e.ID, e.RecordID}] = i
		}
		k := phaseOf(e.ID, e.Time)
		x.phases[k] = append(x.phases[k], i)
	}
	return x
}

// take finds the event that is one without a certain time, and takes it, so that no other
// one is the same. A time may be off by the distance of a zone from UTC, up to slack. Where
// record numbers are known they have to agree; alone they do not tell, since a log that was
// cleared begins anew with 1.
func (x *eventIndex) take(h *Host, e *snapshot.Event, slack time.Duration) bool {
	take := func(i int) bool {
		ok := !x.taken[i]
		x.taken[i] = true
		return ok
	}
	record, known := x.records[recordKey{e.ID, e.RecordID}]
	known = known && e.RecordID != 0
	if e.Doubt == snapshot.DoubtTime {
		return known && take(record)
	}
	for _, t := range x.readings(h, e) {
		if known && x.events[record].Time.Sub(t).Abs() <= zoneSlack+time.Minute && take(record) {
			return true
		}
		list := x.phases[phaseOf(e.ID, t)]
		first := sort.Search(len(list), func(i int) bool { return !x.events[list[i]].Time.Before(t.Add(-slack - time.Second)) })
		for _, i := range list[first:] {
			other := &x.events[i]
			if other.Time.After(t.Add(slack + time.Minute)) {
				break
			}
			sameSecond := (other.Time.Unix()-t.Unix())%quarter == 0 || e.Doubt == snapshot.DoubtYear // which shows no seconds
			if sameSecond && (e.RecordID == 0 || other.RecordID == 0) && take(i) {
				return true
			}
		}
	}
	return false
}

// readings returns the times that an event may have, in the host's zone; of a year that is
// not shown those in the years of the log.
func (x *eventIndex) readings(h *Host, e *snapshot.Event) []time.Time {
	switch {
	case e.Doubt == snapshot.DoubtYear && len(x.events) > 0:
		first, last := x.events[0].Time.Year(), x.events[len(x.events)-1].Time.Year()
		var list []time.Time
		for year := max(first-1, last-maxYears); year <= last+1; year++ {
			if t := inYear(e.Time, year); !t.IsZero() {
				list = append(list, h.inZone(t))
			}
		}
		return list
	case e.Doubt == snapshot.DoubtDay && !e.Other.IsZero():
		return []time.Time{h.inZone(e.Time), h.inZone(e.Other)}
	case e.Doubt == snapshot.DoubtDay:
		return []time.Time{h.inZone(e.Time)}
	case e.Doubt == snapshot.DoubtClock:
		return []time.Time{e.Time, h.inZone(e.Time)}
	}
	return nil
}

// inYear returns a wall clock's time in a year, the zero time for a 29 February that it
// does not have.
func inYear(t time.Time, year int) time.Time {
	at := time.Date(year, t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	if at.Month() != t.Month() {
		return time.Time{}
	}
	return at
}
