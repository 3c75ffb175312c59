package diagnosis

import (
	"math"
	"time"

	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
)

// activityColumns is about how many columns an activity has; a column is whole hours.
const activityColumns = 60

// activity counts failed allocations and collisions over time, with the starts of
// Windows and the captures on the same axis.
func (b *builder) activity() *Activity {
	m := b.Measurement
	rows := make(map[string][]time.Time)
	for i := range m.Log.Events {
		if e := &m.Log.Events[i]; e.IsTCPIP(4231) || e.IsTCPIP(4266) || e.IsTCPIP(4227) {
			rows[itoa(int(e.ID))] = append(rows[itoa(int(e.ID))], e.Time)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	for _, boot := range m.Log.Boots {
		rows["start"] = append(rows["start"], boot.Start)
	}
	for _, c := range m.Captures {
		if c.At.Source != snapshot.TimeUnknown {
			rows["capture"] = append(rows["capture"], c.At.Time)
		}
	}
	first, last := span(m, rows)
	a := &Activity{Start: stamp(first), Hours: math.Max(1, math.Ceil(last.Sub(first).Hours()/activityColumns))}
	columns := int(last.Sub(first).Hours()/a.Hours) + 1
	for _, id := range []string{"4231", "4266", "4227", "start", "capture"} {
		if len(rows[id]) == 0 {
			continue
		}
		s := Series{ID: id, Counts: make([]int, columns)}
		for _, t := range rows[id] {
			s.Counts[int(t.Sub(first).Hours()/a.Hours)]++
		}
		a.Series = append(a.Series, s)
	}
	return a
}

// span returns the window of the log, widened to what lies outside of it.
func span(m *measure.Measurement, rows map[string][]time.Time) (first, last time.Time) {
	first, last = m.Log.First, m.Log.Last
	for _, times := range rows {
		for _, t := range times {
			if first.IsZero() || t.Before(first) {
				first = t
			}
			if t.After(last) {
				last = t
			}
		}
	}
	return first.Truncate(time.Hour), last
}
