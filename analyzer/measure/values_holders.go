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
		v.Number("tcp.top_destination.share_of_used", share(top.Ports, m.TCP.Used), refs...)
		if top.Owner.PID != snapshot.NoPID {
			v.Number("tcp.top_destination.pid", float64(top.Owner.PID), refs...)
		}
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
	v.Number(prefix+".share", share(ports, m.TCP.Size()), refs...)
}

// allStates stands where a state would for a count over all of them.
const allStates = ^snapshot.State(0)

func (m *Measurement) stateProcessFacts(v *facts.Set, prefix string, s snapshot.State) {
	if !m.Capture.HasPID {
		return
	}
	drop(v, prefix+".")
	p := m.Who.ByState[s].Process
	if p == nil {
		if s == snapshot.TimeWait && m.Flow.Counts[Outbound][s].Rows > 0 { // rows, but no owner to infer
			v.Unknown(prefix+".pid", prefix+".name", prefix+".image", prefix+".protected")
		}
		if s == snapshot.Bound && !m.showsBound(m.Capture) {
			v.Unknown(prefix+".pid", prefix+".name", prefix+".image", prefix+".protected", prefix+".count", prefix+".ports")
		}
		return
	}
	refs := m.stateRef(s)
	m.identityFacts(v, prefix, p.PID, refs...)
	v.Number(prefix+".count", float64(p.States[s]), refs...)
	v.Number(prefix+".ports", float64(p.InPool[s]), refs...)
	v.Bool(prefix+".inferred", m.Who.ByState[s].Inferred, refs...)
	if s == snapshot.TimeWait {
		v.Number(prefix+".live", float64(p.Live), refs...)
	}
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
		v.Number("tcp.top_process.share", share(p[0].Ports, m.TCP.Size()), ref)
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
