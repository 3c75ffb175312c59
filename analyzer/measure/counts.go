package measure

import (
	"net"
	"net/netip"
	"strconv"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Counts are what outputs that count connections show. They count rows: no port and no
// direction is in them, and nothing of the pool is measured by them.
type Counts struct {
	Sections int
	States   [snapshot.NumStates]Counted
	Total    Counted // in all states
	Lines    Counted // of netstat, those of UDP included
	Rows     Counted // that may hold a dynamic port each
	UDP      Counted

	Image         Counted // the program, where process ids were not told
	Process       Counted // that most rows belong to, in one state where states were told apart
	Destination   Counted // remote address and port
	RemoteAddress Counted
	RemotePort    Counted
	LocalPort     Counted
	UDPProcess    Counted
}

// Counted is the largest number that was counted of something, and where it stands. N is 0
// where nothing of it was counted.
type Counted struct {
	N     int
	Entry snapshot.CountEntry
	Ref   facts.Ref
}

// known reports whether something was counted.
func (c *Counted) known() bool { return c.Ref.File != "" }

// take keeps a number that is larger, or the first one.
func (c *Counted) take(n int, e snapshot.CountEntry, ref facts.Ref) {
	if !c.known() || n > c.N {
		*c = Counted{n, e, ref}
	}
}

// readCounts puts together what the sections count. Of a state or an owner that several
// count, the largest number is taken: the question is whether ports ran out.
func readCounts(h *assemble.Host) Counts {
	var m Counts
	m.Sections = len(h.Counts)
	for i := range h.Counts {
		m.section(&h.Counts[i])
	}
	m.Rows = m.rows()
	return m
}

func (m *Counts) section(c *assemble.Counts) {
	whole := facts.Ref{File: c.Path, Line: c.Line, LastLine: c.LastLine}
	if c.Proto == snapshot.UDP {
		m.udp(c, whole)
		return
	}
	switch {
	case c.Lines:
		m.Lines.take(c.Rows, snapshot.CountEntry{}, whole)
	case !c.Filtered && c.By != snapshot.CountByOther:
		m.Total.take(c.Rows, snapshot.CountEntry{}, whole)
	}
	for s, n := range c.States {
		// That a state has no rows shows where all states were counted, or this one alone.
		if n > 0 || s > 0 && (c.By&snapshot.CountByState != 0 && !c.Filtered && !c.Cut || c.State == snapshot.State(s) && len(c.Entries) > 0) {
			m.States[s].take(n, snapshot.CountEntry{}, whole)
		}
	}
	for _, e := range c.Entries {
		ref := facts.Ref{File: c.Path, Line: e.Line, LastLine: e.Line}
		m.entry(c.By, e, ref)
	}
}

// entry takes over a group.
func (m *Counts) entry(by snapshot.CountBy, e snapshot.CountEntry, ref facts.Ref) {
	const ends = snapshot.CountByRemoteAddress | snapshot.CountByRemotePort
	if by&snapshot.CountByProcess != 0 && e.PID != snapshot.NoPID && e.PID != 0 {
		m.Process.take(e.Count, e, ref)
	}
	if by&snapshot.CountByImage != 0 && by&snapshot.CountByProcess == 0 && e.Process != "" {
		m.Image.take(e.Count, e, ref)
	}
	switch {
	case by&ends == ends && isDestination(e.Address) && e.Port > 0:
		m.Destination.take(e.Count, e, ref)
	case by&ends == snapshot.CountByRemoteAddress && isDestination(e.Address):
		m.RemoteAddress.take(e.Count, e, ref)
	case by&ends == snapshot.CountByRemotePort && e.Port > 0:
		m.RemotePort.take(e.Count, e, ref)
	case by&snapshot.CountByLocalPort != 0 && by&ends == 0 && e.Port > 0:
		m.LocalPort.take(e.Count, e, ref)
	}
}

func (m *Counts) udp(c *assemble.Counts, whole facts.Ref) {
	if c.By != snapshot.CountByOther {
		m.UDP.take(c.Rows, snapshot.CountEntry{}, whole)
	}
	for _, e := range c.Entries {
		if c.By&snapshot.CountByProcess != 0 && e.PID != snapshot.NoPID && e.PID != 0 {
			m.UDPProcess.take(e.Count, e, facts.Ref{File: c.Path, Line: e.Line, LastLine: e.Line})
		}
	}
}

// isDestination reports whether an address is one to connect to: listeners and bound
// sockets show 0.0.0.0 or :: for it.
func isDestination(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && !a.IsUnspecified()
}

// rows returns how many rows may hold a dynamic port each: those in all states without
// listeners, or what else was counted. Rows that share one local port hold one port.
func (m *Counts) rows() Counted {
	var out Counted
	if m.Total.known() {
		out.take(max(0, m.Total.N-m.States[snapshot.Listen].N), snapshot.CountEntry{}, m.Total.Ref)
	}
	sum, largest := 0, Counted{}
	for s, c := range m.States {
		if !c.known() || snapshot.State(s) == snapshot.Listen {
			continue
		}
		sum += c.N
		largest.take(c.N, c.Entry, c.Ref)
	}
	if largest.known() {
		out.take(sum, snapshot.CountEntry{}, largest.Ref)
	}
	for _, c := range []Counted{m.Destination, m.RemoteAddress, m.RemotePort, m.Process, m.Image} {
		if c.known() {
			out.take(c.N, snapshot.CountEntry{}, c.Ref)
		}
	}
	if !out.known() && m.Lines.known() {
		out = m.Lines
	}
	if m.LocalPort.N > 1 {
		out.N = max(0, out.N-m.LocalPort.N+1)
	}
	return out
}

// topState returns the state that most rows are in, listeners left out.
func (m *Counts) topState() (top snapshot.State, of Counted) {
	for s, c := range m.States {
		if s := snapshot.State(s); c.N > of.N && s != snapshot.Listen {
			top, of = s, c
		}
	}
	return top, of
}

// countFacts gives the counts to the rules. What was not counted does not apply: a table
// decides all of it, and more counts are never asked for.
func (m *Measurement) countFacts(v *facts.Set) {
	drop(v, "counts.")
	c := &m.Counts
	v.Number("counts.sections", float64(c.Sections))
	if c.Sections == 0 {
		return
	}
	set := func(name string, n *Counted) {
		if n.known() {
			v.Number(name, float64(n.N), n.Ref)
		}
	}
	set("counts.total", &c.Total)
	set("counts.lines", &c.Lines)
	set("counts.listening", &c.States[snapshot.Listen])
	for name, s := range stateOfFact {
		set("counts."+name, &c.States[s])
	}
	set("counts.rows", &c.Rows)
	if c.Rows.known() {
		v.Number("counts.share", share(c.Rows.N, m.TCP.Size()), c.Rows.Ref)
	}
	if s, n := c.topState(); n.known() {
		v.String("counts.top_state.name", s.String(), n.Ref)
		v.Number("counts.top_state.count", float64(n.N), n.Ref)
	}
	m.countedProcess(v, "counts.top_process", &c.Process)
	if c.Image.known() {
		v.String("counts.top_image.name", c.Image.Entry.Process, c.Image.Ref)
		v.Number("counts.top_image.count", float64(c.Image.N), c.Image.Ref)
	}
	m.countedEnd(v, "counts.top_destination", &c.Destination, true, true)
	m.countedEnd(v, "counts.top_remote_address", &c.RemoteAddress, true, false)
	m.countedEnd(v, "counts.top_remote_port", &c.RemotePort, false, true)
	m.countedEnd(v, "counts.top_local_port", &c.LocalPort, false, true)
	set("counts.udp", &c.UDP)
	if c.UDP.known() {
		v.Number("counts.udp_share", share(c.UDP.N, m.UDP.Size()), c.UDP.Ref)
	}
	m.countedProcess(v, "counts.udp_process", &c.UDPProcess)
}

func (m *Measurement) countedProcess(v *facts.Set, prefix string, c *Counted) {
	if !c.known() {
		return
	}
	v.Number(prefix+".pid", float64(c.Entry.PID), c.Ref)
	v.Number(prefix+".count", float64(c.N), c.Ref)
	if name := m.Name(c.Entry.PID); name != "" {
		v.String(prefix+".name", name)
	} else {
		v.Unknown(prefix + ".name")
	}
	if c.Entry.State != snapshot.StateNone && prefix == "counts.top_process" {
		v.String(prefix+".state", c.Entry.State.String(), c.Ref)
	}
}

func (m *Measurement) countedEnd(v *facts.Set, prefix string, c *Counted, address, port bool) {
	if !c.known() {
		return
	}
	v.Number(prefix+".count", float64(c.N), c.Ref)
	if address {
		v.String(prefix+".address", c.Entry.Address, c.Ref)
	}
	if port {
		v.Number(prefix+".port", float64(c.Entry.Port), c.Ref)
	}
	if prefix != "counts.top_destination" {
		return
	}
	v.String(prefix+".endpoint", net.JoinHostPort(c.Entry.Address, strconv.Itoa(c.Entry.Port)), c.Ref)
	if c.Entry.State != snapshot.StateNone {
		v.String(prefix+".state", c.Entry.State.String(), c.Ref)
	}
}
