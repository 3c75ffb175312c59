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
	if m.Capture != nil && !m.UDPOnly() {
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
		v.Unknown("proposal.range.utilization", "proposal.range.listeners", "proposal.range.listener_ports", "proposal.range.first_listener")
		return
	}
	v.Number("proposal.range.utilization", p.Utilization(), refs...)
	v.Number("proposal.range.listeners", float64(len(m.Proposal.Listeners)), m.stateRef(snapshot.Listen)...)
	if len(m.Proposal.Listeners) > 0 {
		v.Number("proposal.range.first_listener", float64(m.Proposal.Listeners[0]), m.stateRef(snapshot.Listen)...)
		v.String("proposal.range.listener_ports", portList(m.Proposal.Listeners), m.stateRef(snapshot.Listen)...)
	}
}

// udpProposalFacts describes the larger UDP range in the same way.
func (m *Measurement) udpProposalFacts(v *facts.Set) {
	if m.UDP.Assumed || m.UDP.Conflict {
		return
	}
	drop(v, "proposal.udp.")
	if m.UDPRange == nil {
		return
	}
	now, p, refs := &m.UDPRange.Now, &m.UDPRange.Pool, m.UDP.RangeRef
	for name, n := range map[string]int{
		"present_start": now.Start, "present_count": now.Count, "present_size": now.Size(),
		"start": p.Start, "end": p.End(), "count": p.Count, "size": p.Size(),
	} {
		v.Number("proposal.udp."+name, float64(n), refs...)
	}
}

// maxNamedRuns is how many runs of ports a list names.
const maxNamedRuns = 100

// portList names sorted ports, runs of them as a range; of more than maxNamedRuns it says
// how many runs are left out.
func portList(ports []int) string {
	var words []string
	for i := 0; i < len(ports); {
		last := i
		for last+1 < len(ports) && ports[last+1] == ports[last]+1 {
			last++
		}
		word := strconv.Itoa(ports[i])
		if last > i {
			word += "-" + strconv.Itoa(ports[last])
		}
		words = append(words, word)
		i = last + 1
	}
	if rest := len(words) - maxNamedRuns; rest > 0 {
		words = append(words[:maxNamedRuns], "+"+strconv.Itoa(rest))
	}
	return strings.Join(words, ", ")
}
