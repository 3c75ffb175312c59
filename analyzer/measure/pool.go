package measure

import (
	"math/bits"

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
	// Others splits Ports[HeldOther] by the first of SYN_SENT, SYN_RECEIVED, FIN_WAIT_1,
	// FIN_WAIT_2, CLOSING and LAST_ACK that a row of the port shows.
	Others       [snapshot.NumStates]int
	Used         int
	Peak         float64 // highest utilization over all captures
	PeakKnown    bool    // some capture shows the use
	Families     [2]bool // whether rows of IPv4 and of IPv6 count
	Known        bool    // a table that shows the use was captured
	Family       snapshot.Family
	Conflict     bool // two captured ranges of the family differ
	ExclConflict bool // two captured lists of its exclusions differ
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

// mask returns the states of a port in the families that count.
func (p *Pool) mask(u snapshot.PortUse) snapshot.StateMask {
	var mask snapshot.StateMask
	if p.Families[0] {
		mask |= u.V4
	}
	if p.Families[1] {
		mask |= u.V6
	}
	return mask
}

// count fills the use of the pool from the states of each port.
func (p *Pool) count(ports []snapshot.PortUse) {
	p.Ports, p.Others, p.Used = [NumHolders]int{}, [snapshot.NumStates]int{}, 0
	for _, u := range ports {
		if mask := p.mask(u); mask != 0 && p.Has(u.Port) {
			h := holderOf(mask)
			p.Ports[h]++
			p.Used++
			if h == HeldOther {
				p.Others[bits.TrailingZeros16(uint16(mask))]++
			}
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
