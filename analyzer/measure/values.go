package measure

import (
	"maps"
	"slices"
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
	m.hostFacts(v)
	m.captureFacts(v)
	m.stateFacts(v)
	m.poolFacts(v, "tcp", &m.TCP)
	m.poolFacts(v, "tcp6", &m.TCP6)
	m.poolFacts(v, "udp", &m.UDP)
	m.exclusionFacts(v)
	if m.Capture != nil {
		m.outsideFacts(v)
		m.selfFacts(v)
		m.inboundFacts(v)
	}
	m.holderFacts(v)
	m.forgetTCP(v)
	m.eventFacts(v)
	m.settingFacts(v)
	m.reuseFacts(v)
	m.systemFacts(v)
	m.roleFacts(v)
	m.Counters.facts(v)
	m.countFacts(v)
	m.proposalFacts(v)
	m.udpProposalFacts(v)
	m.trendFacts(v)
	return v
}

// forgetTCP makes what a table says of TCP unknown where it is of UDP only. The range and
// its exclusions come from elsewhere.
func (m *Measurement) forgetTCP(v *facts.Set) {
	if !m.UDPOnly() {
		return
	}
	for f := range facts.All() {
		if strings.HasPrefix(f.Name, "tcp") && slices.Contains(f.Sources, string(snapshot.KindNetstat)) {
			v.Unknown(f.Name)
		}
	}
}

// hostFacts tells by which names the machine goes, and what is not certain about whose
// the files are.
func (m *Measurement) hostFacts(v *facts.Set) {
	h := m.Host
	set := func(name, value string) {
		if v.Drop(name); value != "" {
			v.String(name, value)
		}
	}
	set("host.name_source", string(h.NameSource))
	set("host.former_name", strings.Join(h.Former, ", "))
	names := slices.Sorted(maps.Values(h.Doubts.FileNames))
	set("host.file_name_doubt", strings.Join(slices.Compact(names), ", "))
	v.Number("host.unclear_folders", float64(len(h.Doubts.Folders)))
	v.Number("host.unassigned_files", float64(h.Doubts.Unassigned))
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
	v.Bool("capture.udp_only", m.UDPOnly(), ref)
	v.Bool("capture.selected", m.Filtered() && selects(c.Command), ref)
	v.Bool("capture.has_pid", c.HasPID, ref)
	if c.At.Source != snapshot.TimeUnknown {
		v.Number("capture.time", float64(c.At.Time.UnixMilli())/1000, ref)
		v.String("capture.time_source", string(c.At.Source), ref)
		v.Bool("capture.zone_assumed", !c.At.Zoned, ref)
		v.Drop("capture.zone")
		if c.At.Zone != "" {
			v.String("capture.zone", c.At.Zone, ref)
		}
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
	if p.ExclKnown && prefix == "tcp" {
		v.Bool(name("exclusions_conflict"), p.ExclConflict, p.ExclRef...)
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
	closing := 0
	for _, name := range facts.OtherStates {
		n(name+"_ports", float64(p.Others[stateOfFact[name]]))
		if name != "syn_sent" && name != "syn_received" {
			closing += p.Others[stateOfFact[name]]
		}
	}
	n("fin_wait_ports", float64(closing))
}
