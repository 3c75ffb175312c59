package measure

import (
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

func (m *Measurement) settingFacts(v *facts.Set) {
	settingFact(v, "registry.tcp_timed_wait_delay", &m.Config.TimedWaitDelay)
	settingFact(v, "registry.max_user_port", &m.Config.MaxUserPort)
	low, high := m.Config.TimeWait()
	var refs []facts.Ref
	if m.Config.TimedWaitDelay.Known {
		refs = []facts.Ref{m.Config.TimedWaitDelay.Ref}
	}
	v.Number("time_wait.seconds_low", low, refs...)
	v.Number("time_wait.seconds_high", high, refs...)
	if m.Capture != nil {
		rows := float64(m.Flow.Counts[Outbound][snapshot.TimeWait].Rows)
		v.Number("rate.opens_per_second_low", rows/high, m.stateRef(snapshot.TimeWait)...)
		v.Number("rate.opens_per_second_high", rows/low, m.stateRef(snapshot.TimeWait)...)
	}
}

// settingFact tells what is known of a value. One that is there and no number stays
// unknown: what Windows makes of it is not documented.
func settingFact(v *facts.Set, name string, s *Setting) {
	v.Drop(name+"_told", name+"_meant", name+"_type", name+"_bytes")
	if s.Told != nil {
		v.Number(name+"_told", float64(s.Told.Value), s.Told.Ref)
	}
	if !s.Known {
		return
	}
	v.Bool(name+"_set", s.Set, s.Ref)
	v.Bool(name+"_mistyped", s.NoNumber, s.Ref)
	switch {
	case !s.Set:
		v.Drop(name)
	case s.NoNumber:
		v.String(name+"_type", s.Type, s.Ref)
		if s.Bytes >= 0 {
			v.Number(name+"_bytes", float64(s.Bytes), s.Ref)
		}
	default:
		v.Number(name, float64(s.Value), s.Ref)
		if s.Meant > 0 {
			v.Number(name+"_meant", float64(s.Meant), s.Ref)
		}
	}
}

// proposalFacts describes the wider range. Where the present one was not captured
// nothing can be proposed, and the facts are unknown.
func (m *Measurement) proposalFacts(v *facts.Set) {
	now := m.busyRange()
	if now.Assumed || now.Conflict {
		return
	}
	drop(v, "proposal.range.")
	if m.Proposal == nil {
		return
	}
	p, refs := &m.Proposal.Pool, now.RangeRef
	v.String("proposal.range.family", now.Family.String(), refs...)
	v.Number("proposal.range.present_start", float64(now.Start), refs...)
	v.Number("proposal.range.present_count", float64(now.Count), refs...)
	v.Number("proposal.range.present_size", float64(now.Size()), refs...)
	v.Number("proposal.range.start", float64(p.Start), refs...)
	v.Number("proposal.range.end", float64(p.End()), refs...)
	v.Number("proposal.range.count", float64(p.Count), refs...)
	v.Number("proposal.range.size", float64(p.Size()), refs...)
	v.Number("proposal.range.adds", float64(m.Proposal.Adds()), refs...)
	if m.Capture == nil {
		v.Unknown("proposal.range.utilization", "proposal.range.listeners", "proposal.range.listener_ports")
		return
	}
	v.Number("proposal.range.utilization", p.Utilization(), refs...)
	v.Number("proposal.range.listeners", float64(len(m.Proposal.Listeners)), m.stateRef(snapshot.Listen)...)
	if len(m.Proposal.Listeners) > 0 {
		v.String("proposal.range.listener_ports", portList(m.Proposal.Listeners), m.stateRef(snapshot.Listen)...)
	}
}

// maxNamedPorts is how many ports a list names.
const maxNamedPorts = 10

// portList names ports, the first few of many.
func portList(ports []int) string {
	var words []string
	for i, p := range ports {
		if i == maxNamedPorts {
			words = append(words, "...")
			break
		}
		words = append(words, strconv.Itoa(p))
	}
	return strings.Join(words, ", ")
}

// trendFacts compares captures. With one capture all of it is unknown.
func (m *Measurement) trendFacts(v *facts.Set) {
	t := &m.Trend
	if !t.Apart {
		return
	}
	refs := make([]facts.Ref, len(t.Captures))
	for i, c := range t.Captures {
		refs[i] = refOf(c)
	}
	for name, s := range map[string]Slope{
		"time_wait": t.TimeWait, "close_wait": t.CloseWait, "established": t.Established, "bound": t.Bound, "ports": t.Ports,
	} {
		if s.Known {
			v.Number("trend."+name+"_per_hour", s.PerHour, refs...)
		}
	}
	if t.Ports.Known {
		v.Number("trend.ports_per_hour_low", t.Ports.Least, refs...)
		v.Number("trend.ports_per_hour_high", t.Ports.Largest, refs...)
		v.Drop("trend.hours_to_exhaustion_low", "trend.hours_to_exhaustion_high")
		if low, high, ok := m.hoursToFull(); ok {
			v.Number("trend.hours_to_exhaustion_low", low, refs...)
			v.Number("trend.hours_to_exhaustion_high", high, refs...)
		}
	}
	v.Bool("trend.apart", true, refs[0], refs[len(refs)-1])
	v.Drop("trend.close_wait_persisting")
	if t.PersistingKnown {
		v.Number("trend.close_wait_persisting", t.Persisting, refs[0], refs[len(refs)-1])
	}
	if t.Captures[0].HasPID && t.Captures[len(t.Captures)-1].HasPID {
		m.growthFacts(v, refs)
	}
}

func (m *Measurement) growthFacts(v *facts.Set, refs []facts.Ref) {
	drop(v, "trend.close_wait_process.")
	if g := m.Trend.CloseWaitOf; g != nil {
		v.Number("trend.close_wait_process.pid", float64(g.PID), refs...)
		m.nameFact(v, "trend.close_wait_process.name", m.Name(g.PID))
		v.Number("trend.close_wait_process.first", float64(g.First), refs...)
		v.Number("trend.close_wait_process.last", float64(g.Last), refs...)
		v.Number("trend.close_wait_process.second_highest", float64(g.SecondHighest), refs...)
	}
	if !m.allShowBound(m.Trend.Captures) {
		return
	}
	drop(v, "trend.bound_process.")
	if g := m.Trend.BoundOf; g != nil {
		v.Number("trend.bound_process.pid", float64(g.PID), refs...)
		v.Number("trend.bound_process.first", float64(g.First), refs...)
		v.Number("trend.bound_process.last", float64(g.Last), refs...)
	}
}
