package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// minSlopeCaptures is how many captures a slope needs: two show persistence, not growth.
const minSlopeCaptures = 3

// Trend is what changes over the captures of one boot.
type Trend struct {
	Captures []*snapshot.Capture // of the analyzed capture's boot, with a time each
	Span     time.Duration
	Apart    bool // Span is longer than TIME_WAIT lasts; nothing is compared otherwise

	TimeWait, CloseWait, Established, Bound, Ports, Hard Slope
	// Persisting is the share of the first capture's CLOSE_WAIT connections that the
	// last one still shows.
	Persisting      float64
	PersistingKnown bool
	CloseWaitOf     *Growth // process with most CLOSE_WAIT in the last capture
	BoundOf         *Growth // process with most BOUND-only ports in the last capture

	detailed []*snapshot.Capture // those whose details were kept
}

// Slope is a change per hour: the Theil-Sen estimate (the median of all pairwise
// slopes) with the smallest and largest pair.
type Slope struct {
	Known          bool
	PerHour        float64
	Least, Largest float64
}

// Growth is what one process holds over the captures.
type Growth struct {
	PID           uint32
	First, Last   int
	SecondHighest int
}

// measureTrend compares the captures of the analyzed capture's boot.
func (m *Measurement) measureTrend() Trend {
	var t Trend
	if m.Capture == nil || m.Capture.At.Source == snapshot.TimeUnknown {
		return t
	}
	certain := !isDoubtful(m.Capture)
	for _, c := range m.Captures {
		if c.At.Source != snapshot.TimeUnknown && isDoubtful(c) != certain && !m.Log.bootBetween(c.At.Time, m.Capture.At.Time) {
			t.Captures = append(t.Captures, c)
		}
	}
	n := len(t.Captures)
	if n < 2 {
		return t
	}
	t.detailed = slices.DeleteFunc(slices.Clone(t.Captures), func(c *snapshot.Capture) bool { return c.Summary.Thin })
	first, last := t.Captures[0], t.Captures[n-1]
	t.Span = last.At.Time.Sub(first.At.Time)
	_, high := m.Config.TimeWait()
	if t.Span.Seconds() <= high {
		return t // too close: TIME_WAIT alone outlasts them
	}
	t.Apart = true
	state := func(s snapshot.State) Slope {
		return slope(t.Captures, func(c *snapshot.Capture) float64 { return float64(c.Summary.Unlistened[s]) })
	}
	t.TimeWait, t.CloseWait, t.Established = state(snapshot.TimeWait), state(snapshot.CloseWait), state(snapshot.Established)
	if n := len(t.detailed); n > 1 && t.detailed[n-1].At.Time.Sub(t.detailed[0].At.Time).Seconds() > high {
		m.compareDetails(&t)
	}
	return t
}

// compareDetails compares what only captures with details show.
func (m *Measurement) compareDetails(t *Trend) {
	t.Ports = slope(t.detailed, func(c *snapshot.Capture) float64 { p := m.poolOf(&c.Summary); return float64(p.Used) })
	t.Hard = slope(t.detailed, func(c *snapshot.Capture) float64 { p := m.poolOf(&c.Summary); return float64(p.Hard()) })
	if m.allShowBound(t.detailed) {
		t.Bound = slope(t.detailed, func(c *snapshot.Capture) float64 { return float64(boundOnly(&c.Summary)) })
	}
	first, last := t.detailed[0], t.detailed[len(t.detailed)-1]
	t.Persisting, t.PersistingKnown = persisting(first.Summary.LongLived, last.Summary.LongLived)
	if first.HasPID && last.HasPID {
		t.CloseWaitOf = growth(t.detailed, func(u snapshot.ProcessUse) int { return int(u.CloseWait) })
		t.BoundOf = growth(t.detailed, func(u snapshot.ProcessUse) int { return int(u.Bound) })
	}
}

func (m *Measurement) allShowBound(captures []*snapshot.Capture) bool {
	return !slices.ContainsFunc(captures, func(c *snapshot.Capture) bool { return !m.showsBound(c) })
}

func boundOnly(s *snapshot.Summary) int {
	n := 0
	for _, u := range s.TCP {
		if u.V4|u.V6 == 1<<snapshot.Bound {
			n++
		}
	}
	return n
}

// isDoubtful reports whether copying or unpacking may have changed a capture's time. Such
// times are not compared with others.
func isDoubtful(c *snapshot.Capture) bool {
	return c.At.Source == snapshot.TimeArchive || c.At.Source == snapshot.TimeFile
}

// slope estimates the change of a value per hour.
func slope(captures []*snapshot.Capture, value func(*snapshot.Capture) float64) Slope {
	if len(captures) < minSlopeCaptures {
		return Slope{}
	}
	values, hours := make([]float64, len(captures)), make([]float64, len(captures))
	for i, c := range captures {
		values[i], hours[i] = value(c), c.At.Time.Sub(captures[0].At.Time).Hours()
	}
	return theilSen(hours, values)
}

// theilSen estimates the change of values per hour; it is not known where no two of them
// are apart in time.
func theilSen(hours, values []float64) Slope {
	var pairs []float64
	step := max(1, len(values)/maxSlopePoints)
	for i := 0; i < len(values); i += step {
		for j := i + step; j < len(values); j += step {
			if dt := hours[j] - hours[i]; dt > 0 {
				pairs = append(pairs, (values[j]-values[i])/dt)
			}
		}
	}
	if len(pairs) < minSlopeCaptures {
		return Slope{}
	}
	return Slope{Known: true, PerHour: median(pairs), Least: slices.Min(pairs), Largest: slices.Max(pairs)}
}

// maxSlopePoints bounds the values that a slope compares pairwise; of more, evenly
// spaced ones are taken.
const maxSlopePoints = 500

// persisting compares two samples of the smallest hashes. Where a sample is full, only
// hashes up to its largest can be compared.
func persisting(first, last []uint64) (float64, bool) {
	if len(first) == 0 {
		return 0, false
	}
	limit := ^uint64(0)
	for _, s := range [][]uint64{first, last} {
		if len(s) == snapshot.SketchSize {
			limit = min(limit, s[len(s)-1])
		}
	}
	of, still := 0, 0
	for _, h := range first {
		if h > limit {
			break
		}
		of++
		if _, ok := slices.BinarySearch(last, h); ok {
			still++
		}
	}
	return share(still, of), of > 0
}

// growth follows the process that holds most in the last capture.
func growth(captures []*snapshot.Capture, held func(snapshot.ProcessUse) int) *Growth {
	last := captures[len(captures)-1].Summary.Processes
	if len(last) == 0 {
		return nil
	}
	top := slices.MaxFunc(last, func(a, b snapshot.ProcessUse) int {
		return cmp.Or(cmp.Compare(held(a), held(b)), cmp.Compare(b.PID, a.PID))
	})
	if held(top) == 0 {
		return nil
	}
	g := &Growth{PID: top.PID, Last: held(top)}
	counts := make([]int, len(captures))
	for i, c := range captures {
		for _, u := range c.Summary.Processes {
			if u.PID == top.PID {
				counts[i] = held(u)
			}
		}
	}
	g.First = counts[0]
	slices.Sort(counts)
	g.SecondHighest = counts[len(counts)-2]
	return g
}

// hoursToFull returns the time until no port is free at the largest and the smallest
// pairwise slope. TIME_WAIT is left out: it saturates. It is not known unless all
// slopes are positive.
func (m *Measurement) hoursToFull() (low, high float64, ok bool) {
	s := m.Trend.Hard
	if !s.Known || s.Least <= 0 {
		return 0, 0, false
	}
	p := m.poolOf(&m.Trend.detailed[len(m.Trend.detailed)-1].Summary)
	free := float64(p.Free())
	return free / s.Largest, free / s.Least, true
}
