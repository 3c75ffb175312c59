package measure

import (
	"strings"

	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// trendFacts compares captures. With one capture, or captures that TIME_WAIT outlasts,
// all of it is unknown, and of growth with fewer than three.
func (m *Measurement) trendFacts(v *facts.Set) {
	t := &m.Trend
	if !t.Apart {
		return
	}
	refs := refsOf(t.Captures)
	v.Bool("trend.apart", true, refs[0], refs[len(refs)-1])
	developmentFacts(v, "established", &t.Established)
	developmentFacts(v, "close_wait", &t.CloseWait)
	developmentFacts(v, "bound", &t.Bound)
	m.holderGrowth(v, "close_wait", &t.CloseWait, t.CloseOf)
	m.holderGrowth(v, "bound", &t.Bound, t.BoundOf)
	m.poolGrowth(v)
	m.growing(v)
	m.standingFacts(v)
}

func refsOf(captures []*snapshot.Capture) []facts.Ref {
	refs := make([]facts.Ref, len(captures))
	for i, c := range captures {
		refs[i] = refOf(c)
	}
	return refs
}

// developmentFacts says how connections in one state, or ports, go.
func developmentFacts(v *facts.Set, name string, d *Development) {
	name = "trend." + name + "_"
	if d.Growing != snapshot.AnswerUnknown {
		v.Bool(name+"growing", d.Growing == snapshot.AnswerYes, d.refs()...)
	}
	if d.Slope.Known {
		v.Number(name+"per_hour", d.Slope.PerHour, d.refs()...)
	}
	if name == "trend.bound_" {
		return
	}
	if p := d.persistent(); p != nil {
		v.Drop(name + "persisting")
		if d.PersistingKnown {
			v.Number(name+"persisting", d.Persisting, refsOf(p.captures)...)
		}
	}
	if d.StayingKnown {
		v.Number(name+"staying", d.Staying, d.refs()...)
	}
}

// refs returns the captures that are judged; without any, all.
func (d *Development) refs() []facts.Ref {
	if d.Judged != nil {
		return refsOf(d.Judged)
	}
	var refs []facts.Ref
	for _, st := range d.all {
		refs = append(refs, refsOf(st.captures)...)
	}
	return refs
}

// holderGrowth says what the process that holds most has held. Where captures do not show
// processes that is unknown.
func (m *Measurement) holderGrowth(v *facts.Set, name string, d *Development, g *Growth) {
	p := d.persistent()
	if p == nil || slices.ContainsFunc(p.captures, func(c *snapshot.Capture) bool { return !c.HasPID }) {
		return
	}
	name = "trend." + name + "_process."
	drop(v, name)
	if g == nil {
		return
	}
	refs := refsOf(p.captures)
	m.identityFacts(v, strings.TrimSuffix(name, "."), g.PID, refs...)
	v.Number(name+"first", float64(g.First), refs...)
	v.Number(name+"last", float64(g.Last), refs...)
	if name == "trend.close_wait_process." {
		v.Number(name+"second_highest", float64(g.SecondHighest), refs...)
	}
}

// poolGrowth says how the use of the pool grows, and until when it is full.
func (m *Measurement) poolGrowth(v *facts.Set) {
	t := &m.Trend
	d := &t.Hard
	if d.Growing != snapshot.AnswerUnknown {
		v.Bool("trend.growing", d.Growing == snapshot.AnswerYes, d.refs()...)
	}
	if d.Judged == nil {
		return
	}
	refs := d.refs()
	size := m.poolOf(&d.Judged[len(d.Judged)-1].Summary)
	v.Number("trend.utilization_hard", share(int(d.Last), size.Size()), refs[len(refs)-1])
	for name, s := range map[string]Slope{"ports": t.Ports, "hard": d.Slope, "time_wait": t.TimeWait} {
		if s.Known {
			v.Number("trend."+name+"_per_hour", s.PerHour, refs...)
		}
	}
	if t.Ports.Known {
		v.Number("trend.ports_per_hour_low", t.Ports.Least, refs...)
		v.Number("trend.ports_per_hour_high", t.Ports.Largest, refs...)
	}
	if d.Growing == snapshot.AnswerNo {
		v.Drop("trend.hours_to_exhaustion_low", "trend.hours_to_exhaustion_high")
	}
	if low, high, ok := m.hoursToFull(); ok {
		v.Number("trend.hours_to_exhaustion_low", low, refs...)
		v.Number("trend.hours_to_exhaustion_high", high, refs...)
	}
}

// growing says what grows most and whose it is.
func (m *Measurement) growing(v *facts.Set) {
	t := &m.Trend
	d := t.Growing()
	if d == nil {
		d = &t.Hard
		if t.Established.Growing == snapshot.AnswerNo && t.CloseWait.Growing == snapshot.AnswerNo {
			v.Drop("trend.growing_state", "trend.growing_first", "trend.growing_last")
			drop(v, "trend.growing_process.")
		}
	} else {
		v.String("trend.growing_state", d.Name, d.refs()...)
		v.Number("trend.growing_first", d.First, d.refs()...)
		v.Number("trend.growing_last", d.Last, d.refs()...)
		m.growingProcess(v, d)
	}
	v.Number("trend.resets", float64(d.Resets), refsOf(t.Captures)...)
	v.Drop("trend.earlier_peak")
	if d.Resets > 0 {
		v.Number("trend.earlier_peak", d.Earlier, refsOf(t.Captures)...)
	}
	if d.Judged != nil {
		v.Number("trend.captures", float64(len(d.Judged)), d.refs()...)
		v.Number("trend.span_hours", d.Judged[len(d.Judged)-1].At.Time.Sub(d.Judged[0].At.Time).Hours(), d.refs()...)
	}
}

func (m *Measurement) growingProcess(v *facts.Set, d *Development) {
	if slices.ContainsFunc(d.Judged, func(c *snapshot.Capture) bool { return !c.HasPID }) {
		return
	}
	drop(v, "trend.growing_process.")
	g := m.Trend.GrowingOf
	if g == nil {
		return
	}
	m.identityFacts(v, "trend.growing_process", g.PID, d.refs()...)
	v.Number("trend.growing_process.first", float64(g.First), d.refs()...)
	v.Number("trend.growing_process.last", float64(g.Last), d.refs()...)
}

// standingFacts says whether TIME_WAIT ends.
func (m *Measurement) standingFacts(v *facts.Set) {
	s := &m.Trend.Standing
	refs := refsOf(m.Trend.detailed)
	if !s.Known {
		if !slices.ContainsFunc(m.Trend.detailed, func(c *snapshot.Capture) bool { return c.Summary.Unlistened[snapshot.TimeWait] > 0 }) {
			drop(v, "trend.time_wait_persisting")
		}
		return
	}
	v.Number("trend.time_wait_persisting", s.Share, refs...)
	v.Number("trend.time_wait_persisting_count", s.Count, refs...)
	v.Number("trend.time_wait_persisting_chance", s.Chance, refs...)
	v.Number("trend.time_wait_persisting_hours", s.Span.Hours(), refs...)
}
