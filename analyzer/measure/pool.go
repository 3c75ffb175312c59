package measure

import (
	"slices"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// The dynamic port ranges that Windows starts with. (Microsoft, "The default dynamic
// port range for TCP/IP has changed", KB929851.)
const (
	defaultStart, defaultCount = 49152, 16384
	legacyStart, legacyCount   = 1025, 3976 // to 5000, before Windows Vista
	firstVistaBuild            = 6000
)

// Holder tells what holds a port: the first of these that any of its rows shows.
type Holder int

// The holders, in the order of precedence.
const (
	HeldListen Holder = iota
	HeldEstablished
	HeldCloseWait
	HeldOther
	HeldBound
	HeldTimeWait
	NumHolders int = iota
)

var holderNames = [NumHolders]string{"listen", "established", "close_wait", "other", "bound", "time_wait"}

func (h Holder) String() string { return holderNames[h] }

// Pool is a dynamic port range, less what is excluded, and how it is used.
type Pool struct {
	Start, Count int
	Assumed      bool // the range was not captured
	Excluded     int
	ExclKnown    bool
	Ports        [NumHolders]int // disjoint
	Used         int
	Peak         float64 // highest utilization over all captures
	PeakKnown    bool    // some capture shows the use
	Families     [2]bool // whether rows of IPv4 and of IPv6 count
	Known        bool    // a table that shows the use was captured
	Family       snapshot.Family
	Conflict     bool // two captured ranges of the family differ
	RangeRef     []facts.Ref
	ExclRef      []facts.Ref

	out *portSet // the excluded ports; nil for none
}

// End returns the last port of the range.
func (p *Pool) End() int { return p.Start + p.Count - 1 }

// Size returns the ports that can be allocated.
func (p *Pool) Size() int { return p.Count - p.Excluded }

// Free returns the ports that no row shows.
func (p *Pool) Free() int { return p.Size() - p.Used }

// Hard returns the used ports without those that only TIME_WAIT holds.
func (p *Pool) Hard() int { return p.Used - p.Ports[HeldTimeWait] }

// Utilization returns the used share of the pool; 0 for an empty one.
func (p *Pool) Utilization() float64 { return share(p.Used, p.Size()) }

func share(n, of int) float64 {
	if of <= 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Has reports whether the port can be allocated from the pool.
func (p *Pool) Has(port uint16) bool {
	n := int(port)
	if n < p.Start || n > p.End() {
		return false
	}
	return p.out == nil || !p.out.has(port)
}

// count fills the use of the pool from the states of each port.
func (p *Pool) count(ports []snapshot.PortUse) {
	p.Ports, p.Used = [NumHolders]int{}, 0
	for _, u := range ports {
		var mask snapshot.StateMask
		if p.Families[0] {
			mask |= u.V4
		}
		if p.Families[1] {
			mask |= u.V6
		}
		if mask != 0 && p.Has(u.Port) {
			p.Ports[holderOf(mask)]++
			p.Used++
		}
	}
}

func holderOf(m snapshot.StateMask) Holder {
	const timeWait = snapshot.StateMask(1 << snapshot.TimeWait)
	const bound = snapshot.StateMask(1 << snapshot.Bound)
	switch {
	case m.Has(snapshot.Listen):
		return HeldListen
	case m.Has(snapshot.Established):
		return HeldEstablished
	case m.Has(snapshot.CloseWait):
		return HeldCloseWait
	case m&^(timeWait|bound) != 0:
		return HeldOther
	case m.Has(snapshot.Bound):
		return HeldBound
	}
	return HeldTimeWait
}

// settleRanges finds the range and exclusions of each pool. Where the TCP ranges of the
// families differ, each family's rows count in its own range only.
func (m *Measurement) settleRanges() {
	m.TCP = m.newPool(snapshot.TCP, snapshot.IPv4)
	m.TCP6 = m.newPool(snapshot.TCP, snapshot.IPv6)
	m.UDP = m.newPool(snapshot.UDP, snapshot.IPv4)
	both := [2]bool{true, true}
	m.TCP.Families, m.UDP.Families, m.TCP6.Families = both, both, both
	m.range4, m.range6 = m.TCP, m.TCP6
	if m.FamiliesDiffer() {
		m.TCP.Families, m.TCP6.Families = [2]bool{true, false}, [2]bool{false, true}
		m.range4, m.range6 = m.TCP, m.TCP6
	}
}

// FamiliesDiffer reports whether both TCP ranges were captured and are not the same.
func (m *Measurement) FamiliesDiffer() bool {
	a, b := &m.range4, &m.range6
	return !a.Assumed && !b.Assumed && (a.Start != b.Start || a.Count != b.Count)
}

func (m *Measurement) newPool(proto snapshot.Proto, family snapshot.Family) Pool {
	p := Pool{Start: defaultStart, Count: defaultCount, Assumed: true, Family: family}
	if b := m.Build(); b > 0 && b < firstVistaBuild {
		p.Start, p.Count = legacyStart, legacyCount
	}
	if r := findRange(m.Host.Ranges, proto, family); r != nil {
		p.Start, p.Count, p.Assumed = r.Start, r.Count, false
		p.RangeRef = []facts.Ref{{File: r.Path, Line: r.Line, LastLine: r.Line}}
		p.Conflict = conflicts(m.Host.Ranges, r)
	}
	p.exclude(m.Host.Exclusions, proto, family)
	return p
}

// findRange prefers a range that names the family over one that names none.
func findRange(ranges []assemble.Range, proto snapshot.Proto, family snapshot.Family) *assemble.Range {
	var found *assemble.Range
	for i, r := range ranges {
		if r.Proto != proto || r.Family != family && r.Family != snapshot.FamilyUnknown {
			continue
		}
		if found == nil || found.Family == snapshot.FamilyUnknown && r.Family == family {
			found = &ranges[i]
		}
	}
	return found
}

// conflicts reports whether another range of the same kind says something else, as in a
// bundle with the output from before and after a change.
func conflicts(ranges []assemble.Range, r *assemble.Range) bool {
	return slices.ContainsFunc(ranges, func(o assemble.Range) bool {
		return o.Proto == r.Proto && o.Family == r.Family && (o.Start != r.Start || o.Count != r.Count)
	})
}

// exclude takes out the exclusions that lie in the range.
func (p *Pool) exclude(lists []assemble.Exclusions, proto snapshot.Proto, family snapshot.Family) {
	for _, l := range lists {
		if l.Proto != proto || l.Family != family && l.Family != snapshot.FamilyUnknown {
			continue
		}
		p.ExclKnown = true
		last := l.Line
		for _, s := range l.Spans {
			last = max(last, s.Line)
			p.takeOut(s)
		}
		p.ExclRef = append(p.ExclRef, facts.Ref{File: l.Path, Line: l.Line, LastLine: last})
	}
}

// takeOut excludes the ports of a span that lie in the range.
func (p *Pool) takeOut(s snapshot.PortSpan) {
	for n := max(s.Start, p.Start); n <= min(s.End, p.End()); n++ {
		if p.out == nil {
			p.out = new(portSet)
		}
		if p.out.add(uint16(n)) {
			p.Excluded++
		}
	}
}

// poolOf returns the TCP pool as one capture uses it: of two families with ranges of
// their own the fuller one.
func (m *Measurement) poolOf(s *snapshot.Summary) Pool {
	p := m.range4
	p.count(s.TCP)
	if m.FamiliesDiffer() {
		p6 := m.range6
		p6.count(s.TCP)
		if p6.Utilization() > p.Utilization() {
			return p6
		}
	}
	return p
}

// fillPools counts the analyzed capture, and the highest use of all captures.
func (m *Measurement) fillPools() {
	m.fillUDP()
	if m.Capture == nil {
		return
	}
	m.TCP6.count(m.Capture.Summary.TCP)
	m.TCP = m.poolOf(&m.Capture.Summary)
	m.TCP.Peak, m.TCP.PeakKnown, m.TCP.Known = m.peak, true, true
	m.TCP6.Known = !m.TCP6.Assumed
	m.TCP6.Peak, m.TCP6.PeakKnown = m.TCP6.Utilization(), m.TCP6.Known
}

// fillUDP counts the UDP endpoints of the analyzed capture's moment; without a TCP table,
// those of the fullest capture.
func (m *Measurement) fillUDP() {
	for _, c := range m.Host.Captures {
		udp := udpOf(c)
		if udp == nil {
			continue
		}
		p := m.UDP
		p.count(udp.Summary.UDP)
		u := p.Utilization()
		fullest := !m.UDP.PeakKnown || u > m.UDP.Peak
		m.UDP.PeakKnown, m.UDP.Peak = true, max(m.UDP.Peak, u)
		if c == m.Capture || m.Capture == nil && fullest {
			m.UDP.Known, m.UDP.Ports, m.UDP.Used = true, p.Ports, p.Used
			m.udp = udp
		}
	}
}

// udpOf returns the capture that shows the UDP endpoints of c's moment, or nil.
func udpOf(c *snapshot.Capture) *snapshot.Capture {
	if c.Summary.UDPRows > 0 {
		return c
	}
	return c.UDP
}

// PoolAt returns the TCP pool as any capture of the host uses it.
func (m *Measurement) PoolAt(c *snapshot.Capture) *Pool {
	p := m.poolOf(&c.Summary)
	return &p
}
