package measure

import (
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// minSlopeCaptures is how many captures growth needs: two show persistence, not growth.
const minSlopeCaptures = 3

// Trend is what changes over the captures whose times can be compared.
type Trend struct {
	Captures []*snapshot.Capture // with a time each, by time
	Span     time.Duration
	Apart    bool // two captures of one run of Windows are further apart than TIME_WAIT lasts

	// What grows is judged for each of these by itself: a restart of one service leaves
	// the connections of the others.
	Established, CloseWait, Bound Development
	// Hard is the use of the pool without the ports that only TIME_WAIT holds.
	Hard Development
	// TimeWait and Ports saturate with TIME_WAIT. They are slopes over Hard's stretch.
	TimeWait, Ports Slope

	Standing  Standing // of TIME_WAIT
	CloseOf   *Growth  // process with most CLOSE_WAIT
	BoundOf   *Growth  // process with most BOUND-only ports
	GrowingOf *Growth  // process that most of the growth is of

	detailed []*snapshot.Capture // those whose details were kept
	longest  time.Duration       // that TIME_WAIT lasts
}

// Growing returns what grows, the state of the largest rise first, or nil.
func (t *Trend) Growing() *Development {
	var top *Development
	for _, d := range []*Development{&t.Established, &t.CloseWait, &t.Bound} {
		if d.Growing == snapshot.AnswerYes && (top == nil || d.rise() > top.rise()) {
			top = d
		}
	}
	return top
}

// measureTrend compares the captures of the host.
func (m *Measurement) measureTrend() Trend {
	var t Trend
	if m.Capture == nil || m.Capture.At.Source == snapshot.TimeUnknown {
		return t
	}
	certain := !isDoubtful(m.Capture)
	for _, c := range m.Captures {
		if c.At.Source != snapshot.TimeUnknown && isDoubtful(c) != certain {
			t.Captures = append(t.Captures, c)
		}
	}
	n := len(t.Captures)
	if n < 2 {
		return t
	}
	_, high := m.Config.TimeWait()
	t.longest = time.Duration(high * float64(time.Second))
	t.Span = t.Captures[n-1].At.Time.Sub(t.Captures[0].At.Time)
	t.detailed = slices.DeleteFunc(slices.Clone(t.Captures), func(c *snapshot.Capture) bool { return c.Summary.Thin })
	for _, run := range m.boots(t.detailed) {
		t.Apart = t.Apart || run[len(run)-1].At.Time.Sub(run[0].At.Time) > t.longest
	}
	if !t.Apart {
		return t // TIME_WAIT alone outlasts them
	}
	m.develop(&t)
	return t
}

// boots divides captures by the starts of Windows that the log shows between them.
func (m *Measurement) boots(captures []*snapshot.Capture) [][]*snapshot.Capture {
	var runs [][]*snapshot.Capture
	for i, c := range captures {
		if i == 0 || m.Log.bootBetween(captures[i-1].At.Time, c.At.Time) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], c)
	}
	return runs
}

// develop follows each thing that can grow.
func (m *Measurement) develop(t *Trend) {
	t.Established = t.follow(m, t.detailed, m.established())
	t.CloseWait = t.follow(m, t.detailed, m.closeWait())
	shown := slices.DeleteFunc(slices.Clone(t.detailed), func(c *snapshot.Capture) bool { return !m.showsBound(c) })
	if len(shown) > 1 {
		t.Bound = t.follow(m, shown, m.boundSockets())
	}
	t.Hard = t.follow(m, t.detailed, m.hardPorts())
	if of := t.Hard.Judged; of != nil {
		t.TimeWait = slope(of, func(c *snapshot.Capture) float64 { return float64(c.Summary.Unlistened[snapshot.TimeWait]) })
		t.Ports = slope(of, func(c *snapshot.Capture) float64 { p := m.poolOf(&c.Summary); return float64(p.Used) })
	}
	t.Standing = m.standing(t)
	closeWait := func(u snapshot.ProcessUse) int { return int(u.CloseWait) }
	bound := func(u snapshot.ProcessUse) int { return int(u.Bound) }
	t.CloseOf = t.CloseWait.holder(closeWait)
	t.BoundOf = t.Bound.holder(bound)
	switch t.Growing() {
	case &t.Established:
		t.GrowingOf = t.Established.grower(func(u snapshot.ProcessUse) int { return int(u.Established) })
	case &t.CloseWait:
		t.GrowingOf = t.CloseWait.grower(closeWait)
	case &t.Bound:
		t.GrowingOf = t.Bound.grower(bound)
	}
}

// established counts connections that the machine began and that live.
func (m *Measurement) established() quantity {
	return quantity{
		name:  "ESTABLISHED",
		count: func(s *snapshot.Summary) float64 { return float64(s.Unlistened[snapshot.Established]) },
		common: func(a, b *snapshot.Summary) float64 {
			return m.same(common(a.Established, b.Established, snapshot.TupleSample), a, b, snapshot.Established)
		},
		held:   func(u snapshot.ProcessUse) int { return int(u.Established) },
		tuples: true,
	}
}

// closeWait counts such connections that the remote side has closed.
func (m *Measurement) closeWait() quantity {
	return quantity{
		name:  "CLOSE_WAIT",
		count: func(s *snapshot.Summary) float64 { return float64(s.Unlistened[snapshot.CloseWait]) },
		common: func(a, b *snapshot.Summary) float64 {
			return m.same(common(a.LongLived, b.LongLived, snapshot.SketchSize), a, b, snapshot.CloseWait)
		},
		held:   func(u snapshot.ProcessUse) int { return int(u.CloseWait) },
		tuples: true,
	}
}

// same returns how many connections in a state are the same in two captures, of the share
// of the first one's tuples that both show. Connections to one endpoint that take the
// place of others have the tuples of the old ones as often as they take their ports.
func (m *Measurement) same(shown float64, a, b *snapshot.Summary, state snapshot.State) float64 {
	chance := min(maxChance, float64(b.Unlistened[state])/float64(max(1, m.TCP.Size())))
	return float64(a.Unlistened[state]) * max(0, (shown-chance)/(1-chance))
}

// maxChance bounds what chance may explain: where all tuples are shown again, they are the
// same connections even in a full pool.
const maxChance = 0.9

// boundSockets counts ports whose only rows are BOUND.
func (m *Measurement) boundSockets() quantity {
	is := func(u snapshot.PortUse) bool { return u.V4|u.V6 == 1<<snapshot.Bound }
	return quantity{
		name:   "BOUND",
		count:  func(s *snapshot.Summary) float64 { return float64(boundOnly(s)) },
		common: func(a, b *snapshot.Summary) float64 { return commonPorts(a, b, is) },
		held:   func(u snapshot.ProcessUse) int { return int(u.Bound) },
	}
}

// hardPorts counts the ports of the pool that more than TIME_WAIT holds. A port that two
// captures show need not be the same connection's: as many are held to have changed as
// the connections tell.
func (m *Measurement) hardPorts() quantity {
	pool := m.range4
	if m.FamiliesDiffer() && m.TCP.Family == snapshot.IPv6 {
		pool = m.range6
	}
	is := func(u snapshot.PortUse) bool {
		mask := pool.mask(u)
		return mask&^(1<<snapshot.TimeWait) != 0 && pool.Has(u.Port)
	}
	count := func(s *snapshot.Summary) float64 {
		n := 0
		for _, u := range s.TCP {
			if is(u) {
				n++
			}
		}
		return float64(n)
	}
	parts := []quantity{m.established(), m.closeWait()}
	return quantity{
		name:  "ports",
		count: count,
		common: func(a, b *snapshot.Summary) float64 {
			shown, gone := commonPorts(a, b, is), 0.0
			for _, p := range parts {
				gone += p.count(a) - p.common(a, b)
			}
			return max(0, min(shown, count(a)-gone))
		},
	}
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

// Slope is a change per hour: the Theil-Sen estimate (the median of all pairwise
// slopes) with the smallest and largest pair.
type Slope struct {
	Known          bool
	PerHour        float64
	Least, Largest float64
}

// slope estimates the change of a value per hour.
func slope(captures []*snapshot.Capture, value func(*snapshot.Capture) float64) Slope {
	if len(captures) < minSlopeCaptures {
		return Slope{}
	}
	values := make([]float64, len(captures))
	for i, c := range captures {
		values[i] = value(c)
	}
	return theilSen(hoursOf(captures), values)
}

// hoursOf returns the times of captures in hours since the first.
func hoursOf(captures []*snapshot.Capture) []float64 {
	hours := make([]float64, len(captures))
	for i, c := range captures {
		hours[i] = c.At.Time.Sub(captures[0].At.Time).Hours()
	}
	return hours
}

// theilSen estimates the change of values per hour; it is not known where no two of them
// are apart in time.
func theilSen(hours, values []float64) Slope {
	var pairs []float64
	step := (len(values) + maxSlopePoints - 1) / maxSlopePoints
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
	slices.Sort(pairs)
	n := len(pairs)
	return Slope{Known: true, PerHour: (pairs[(n-1)/2] + pairs[n/2]) / 2, Least: pairs[0], Largest: pairs[n-1]}
}

// maxSlopePoints bounds the values that a slope compares pairwise; of more, evenly
// spaced ones are taken.
const maxSlopePoints = 200
