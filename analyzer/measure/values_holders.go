package measure

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// holderFacts names the largest destinations and processes. Where the capture has none
// the facts do not apply; where it does not show processes they stay unknown.
func (m *Measurement) holderFacts(v *facts.Set) {
	if m.Capture == nil {
		return
	}
	refs := []facts.Ref{refOf(m.Capture)}
	w := &m.Who
	var top *Destination
	if len(w.Destinations) > 0 && w.Destinations[0].Ports > 0 {
		top = &w.Destinations[0]
	}
	m.destinationFacts(v, "tcp.top_destination", top, allStates)
	if top != nil {
		v.Number("tcp.top_destination.share_of_used", share(top.Ports, m.dynamicUsed()), refs...)
		if top.Owner.PID != snapshot.NoPID {
			v.Number("tcp.top_destination.pid", float64(top.Owner.PID), refs...)
		}
		v.Bool("tcp.top_destination.local", top.Local, refs...)
		m.optional(v, "tcp.top_destination.listener", top.Server)
		m.optional(v, "tcp.top_destination.holder", top.Holder)
	}
	for name, s := range stateOfFact {
		if s != snapshot.Bound {
			m.destinationFacts(v, "tcp."+name+"_destination", w.ByState[s].Destination, s)
		}
		m.stateProcessFacts(v, "tcp."+name+"_process", s)
	}
	m.processFacts(v)
	if udp := m.udp; udp != nil && udp.HasPID {
		drop(v, "udp.top_process.")
		if len(w.UDP) > 0 {
			p := w.UDP[0]
			m.identityFacts(v, "udp.top_process", p.PID, refOf(udp))
			v.Number("udp.top_process.ports", float64(p.Ports), refOf(udp))
			v.Number("udp.top_process.share", share(p.Ports, m.UDP.Size()), refOf(udp))
		}
	}
}

// drop makes all facts below a prefix not apply.
func drop(v *facts.Set, prefix string) {
	for f := range facts.All() {
		if strings.HasPrefix(f.Name, prefix) {
			v.Drop(f.Name)
		}
	}
}

// destinationFacts counts the rows in one state as the destination's ports;
// allStates counts all of them.
func (m *Measurement) destinationFacts(v *facts.Set, prefix string, d *Destination, s snapshot.State) {
	drop(v, prefix+".")
	if d == nil {
		return
	}
	ports, refs := d.Ports, []facts.Ref{refOf(m.Capture)}
	if s != allStates {
		ports = min(d.Ports, d.States[s])
		refs = m.stateRef(s)
	}
	v.String(prefix+".address", d.Address, refs...)
	v.Number(prefix+".port", float64(d.Port), refs...)
	v.Number(prefix+".ports", float64(ports), refs...)
	m.shareFact(v, prefix+".share", ports, refs...)
}

// optional names a process where there is one: <prefix>_pid and <prefix>_name.
func (m *Measurement) optional(v *facts.Set, prefix string, pid uint32) {
	if pid == snapshot.NoPID {
		return
	}
	v.Number(prefix+"_pid", float64(pid), refOf(m.Capture))
	switch name := m.Name(pid); {
	case name != "":
		v.String(prefix+"_name", name)
	case m.isGone(pid):
		v.Drop(prefix + "_name")
	default:
		v.Unknown(prefix + "_name")
	}
}

// shareFact sets the share of the dynamic ports. Where rows contradict the range it is
// not known.
func (m *Measurement) shareFact(v *facts.Set, name string, ports int, refs ...facts.Ref) {
	if m.Outside.Contradicts {
		v.Unknown(name)
		return
	}
	v.Number(name, share(ports, m.DynamicSize()), refs...)
}

// allStates stands where a state would for a count over all of them.
const allStates = ^snapshot.State(0)

func (m *Measurement) stateProcessFacts(v *facts.Set, prefix string, s snapshot.State) {
	if !m.Capture.HasPID {
		return
	}
	drop(v, prefix+".")
	p := m.Who.ByState[s].Process
	if s == snapshot.TimeWait {
		m.candidateFacts(v, prefix)
		if d := m.Who.ByState[s].Destination; p != nil && d.Owner.PID == snapshot.NoPID && d.States[s] > p.States[s] {
			p = nil // whose most of them are is not known
		}
	}
	if p == nil {
		if s == snapshot.TimeWait && m.Flow.Counts[Outbound][s].Rows > 0 { // rows, but no owner to infer
			v.Unknown(prefix+".pid", prefix+".name", prefix+".image", prefix+".protected", prefix+".listed")
		}
		if s == snapshot.Bound && !m.showsBound(m.Capture) {
			v.Unknown(prefix+".pid", prefix+".name", prefix+".image", prefix+".protected", prefix+".listed", prefix+".count", prefix+".ports", prefix+".share")
		}
		return
	}
	refs := m.stateRef(s)
	m.identityFacts(v, prefix, p.PID, refs...)
	v.Number(prefix+".count", float64(p.States[s]), refs...)
	v.Number(prefix+".ports", float64(p.InPool[s]), refs...)
	m.shareFact(v, prefix+".share", p.InPool[s], refs...)
	v.Bool(prefix+".inferred", m.Who.ByState[s].Inferred, refs...)
	if s == snapshot.TimeWait {
		v.Number(prefix+".live", float64(p.Live), refs...)
	}
}

// candidateFacts names the processes with live connections to the endpoint that most rows
// in TIME_WAIT go to, where none of them can be told to be their owner: several share it, or
// the only one keeps its connections open.
func (m *Measurement) candidateFacts(v *facts.Set, prefix string) {
	d := m.Who.ByState[snapshot.TimeWait].Destination
	switch {
	case d == nil:
		return
	case d.Owner.Persists:
		v.Number(prefix+".candidates", 1, refOf(m.Capture))
		m.candidate(v, prefix+".first", Sharer{d.Owner.Keeps, d.Owner.Live})
	case len(d.Sharers) == keepSharers:
		v.Number(prefix+".candidates", float64(d.Sharing), refOf(m.Capture))
		m.candidate(v, prefix+".first", d.Sharers[0])
		m.candidate(v, prefix+".second", d.Sharers[1])
	}
	if d.Owner.PID == snapshot.NoPID {
		v.Bool(prefix+".persists", d.Owner.Persists, refOf(m.Capture))
	}
}

func (m *Measurement) candidate(v *facts.Set, prefix string, s Sharer) {
	m.optional(v, prefix, s.PID)
	v.Number(prefix+"_live", float64(s.Live), refOf(m.Capture))
}

func (m *Measurement) processFacts(v *facts.Set) {
	if !m.Capture.HasPID {
		return
	}
	drop(v, "tcp.top_process.")
	ref := refOf(m.Capture)
	if p := m.Who.Processes; len(p) > 0 && p[0].Ports > 0 {
		m.identityFacts(v, "tcp.top_process", p[0].PID, ref)
		v.Number("tcp.top_process.ports", float64(p[0].Ports), ref)
		m.shareFact(v, "tcp.top_process.share", p[0].Ports, ref)
		v.Number("tcp.top_process.share_of_used", share(p[0].Ports, m.dynamicUsed()), ref)
		v.Bool("tcp.top_process.inferred", p[0].IsInferred(), ref)
		v.Number("tcp.top_process.inferred_ports", float64(p[0].Inferred), ref)
		v.Number("tcp.top_process.shown_ports", float64(p[0].Ports-p[0].Inferred), ref)
	}
	if im := m.Who.Images; len(im) > 0 && im[0].Ports > 0 {
		v.String("tcp.top_image.name", im[0].Name, ref)
		v.Number("tcp.top_image.ports", float64(im[0].Ports), ref)
		v.Number("tcp.top_image.processes", float64(im[0].Processes), ref)
	}
}
