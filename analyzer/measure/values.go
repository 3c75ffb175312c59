package measure

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Facts gives the measurement to the rules. What the captures cannot show is unknown;
// what makes no sense for them is left out.
func (m *Measurement) Facts() *facts.Set {
	v := facts.NewSet()
	for f := range facts.All() {
		if len(f.Sources) > 0 {
			v.Unknown(f.Name)
		}
	}
	for name, fact := range facts.Reports {
		for _, r := range m.reported {
			if r == name {
				v.Bool(fact, true)
			}
		}
	}
	m.captureFacts(v)
	m.stateFacts(v)
	m.poolFacts(v, "tcp", &m.TCP)
	m.poolFacts(v, "tcp6", &m.TCP6)
	m.poolFacts(v, "udp", &m.UDP)
	m.holderFacts(v)
	m.eventFacts(v)
	m.settingFacts(v)
	m.AutoReuse.facts(v)
	m.systemFacts(v)
	m.Counters.facts(v)
	m.proposalFacts(v)
	m.trendFacts(v)
	return v
}

func (m *Measurement) captureFacts(v *facts.Set) {
	v.Number("capture.count", float64(len(m.Captures)))
	c := m.Capture
	if c == nil {
		return
	}
	ref := refOf(c)
	v.Number("capture.index", float64(m.Index))
	v.String("capture.format", string(c.Format), ref)
	v.Bool("capture.filtered", m.Filtered(), ref)
	v.Bool("capture.has_pid", c.HasPID, ref)
	if c.At.Source != snapshot.TimeUnknown {
		v.Number("capture.time", float64(c.At.Time.UnixMilli())/1000, ref)
		v.String("capture.time_source", string(c.At.Source), ref)
		v.Bool("capture.zone_assumed", !c.At.Zoned, ref)
	}
	switch {
	case len(m.Captures) == 1:
		v.Number("capture.span_hours", 0, ref)
	case len(m.Trend.Captures) > 1:
		v.Number("capture.span_hours", m.Trend.Span.Hours(), refOf(m.Trend.Captures[0]), refOf(m.Trend.Captures[len(m.Trend.Captures)-1]))
	}
}

// stateOfFact maps the names of facts to states.
var stateOfFact = map[string]snapshot.State{
	"established": snapshot.Established, "time_wait": snapshot.TimeWait, "close_wait": snapshot.CloseWait,
	"syn_sent": snapshot.SynSent, "syn_received": snapshot.SynReceived, "fin_wait_1": snapshot.FinWait1,
	"fin_wait_2": snapshot.FinWait2, "closing": snapshot.Closing, "last_ack": snapshot.LastAck,
	"bound": snapshot.Bound,
}

func (m *Measurement) stateFacts(v *facts.Set) {
	c := m.Capture
	if c == nil {
		return
	}
	all := refOf(c)
	v.Number("tcp.rows", float64(c.Summary.TCPRows()), all)
	v.Number("tcp.listening", float64(c.Summary.States[snapshot.Listen]), m.stateRef(snapshot.Listen)...)
	if m.showsBound(c) {
		v.Number("tcp.bound", float64(boundOnly(&c.Summary)), m.stateRef(snapshot.Bound)...)
	}
	for _, name := range facts.States {
		s := stateOfFact[name]
		v.Number("tcp."+name, float64(c.Summary.States[s]), m.stateRef(s)...)
		for d, word := range map[Direction]string{Outbound: "outbound", Inbound: "inbound", Undirected: "undirected"} {
			n := m.Flow.Counts[d][s]
			ref := all
			if n.Rows > 0 {
				ref.Line, ref.LastLine = n.First, n.Last
			}
			v.Number("tcp."+word+"."+name, float64(n.Rows), ref)
		}
	}
}

// stateRef returns the lines that the rows of a state span, or the table's where there
// are none: that nothing is there can be seen in the whole of it only.
func (m *Measurement) stateRef(s snapshot.State) []facts.Ref {
	ref := refOf(m.Capture)
	if m.Capture.Summary.States[s] > 0 {
		l := m.Capture.Summary.Lines[s]
		ref.Line, ref.LastLine = int(l.First), int(l.Last)
	}
	return []facts.Ref{ref}
}

func (m *Measurement) poolFacts(v *facts.Set, prefix string, p *Pool) {
	name := func(s string) string { return prefix + ".pool." + s }
	n := func(s string, value float64, refs ...facts.Ref) { v.Number(name(s), value, refs...) }
	if prefix == "tcp6" && p.Assumed {
		v.Bool(name("assumed"), true)
		return
	}
	n("start", float64(p.Start), p.RangeRef...)
	n("end", float64(p.End()), p.RangeRef...)
	n("count", float64(p.Count), p.RangeRef...)
	n("size", float64(p.Size()), append(p.RangeRef, p.ExclRef...)...)
	v.Bool(name("assumed"), p.Assumed, p.RangeRef...)
	v.Bool(name("exclusions_known"), p.ExclKnown, p.ExclRef...)
	if p.ExclKnown {
		n("excluded", float64(p.Excluded), p.ExclRef...)
	}
	if prefix == "tcp" && !p.Assumed {
		n("captured_count", float64(p.Count), p.RangeRef...)
		v.Bool(name("conflict"), p.Conflict, p.RangeRef...)
	}
	if prefix == "tcp" {
		v.String(name("family"), m.familyOf(p), p.RangeRef...)
	}
	if prefix == "tcp" && !m.TCP6.Assumed && !m.range4.Assumed {
		v.Bool("tcp.pool.families_differ", m.FamiliesDiffer(), append(m.range4.RangeRef, m.range6.RangeRef...)...)
	}
	if p.PeakKnown {
		n("utilization_peak", max(p.Peak, p.Utilization()), m.useRefs(prefix)...)
	}
	if p.Known {
		m.useFacts(v, prefix, p)
	}
}

// familyOf names the families whose rows count in a pool.
func (m *Measurement) familyOf(p *Pool) string {
	if !m.FamiliesDiffer() {
		return "both"
	}
	return p.Family.String()
}

// useRefs returns the table that shows the use of a pool.
func (m *Measurement) useRefs(prefix string) []facts.Ref {
	switch {
	case prefix == "udp" && m.udp != nil:
		return []facts.Ref{refOf(m.udp)}
	case prefix == "udp" || m.Capture == nil:
		return nil
	}
	return []facts.Ref{refOf(m.Capture)}
}

func (m *Measurement) useFacts(v *facts.Set, prefix string, p *Pool) {
	refs := m.useRefs(prefix)
	n := func(s string, value float64) { v.Number(prefix+".pool."+s, value, refs...) }
	n("used", float64(p.Used))
	n("free", float64(p.Free()))
	n("utilization", p.Utilization())
	if prefix == "udp" {
		return
	}
	shows := m.showsBound(m.Capture)
	v.Bool(prefix+".pool.bound_known", shows, refs...)
	n("used_hard", float64(p.Hard()))
	n("utilization_hard", share(p.Hard(), p.Size()))
	for h, ports := range p.Ports {
		if Holder(h) == HeldBound && !shows {
			continue
		}
		n(Holder(h).String()+"_ports", float64(ports))
	}
}

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
			v.Number("udp.top_process.pid", float64(p.PID), refOf(udp))
			m.nameFact(v, "udp.top_process.name", p.Name)
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

func (m *Measurement) nameFact(v *facts.Set, fact, name string) {
	if name == "" {
		v.Unknown(fact)
		return
	}
	v.String(fact, name)
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
			v.Unknown(prefix+".pid", prefix+".name")
		}
		if s == snapshot.Bound && !m.showsBound(m.Capture) {
			v.Unknown(prefix+".pid", prefix+".name", prefix+".count", prefix+".ports")
		}
		return
	}
	refs := m.stateRef(s)
	v.Number(prefix+".pid", float64(p.PID), refs...)
	m.nameFact(v, prefix+".name", p.Name)
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
		v.Number("tcp.top_process.pid", float64(p[0].PID), ref)
		m.nameFact(v, "tcp.top_process.name", p[0].Name)
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
