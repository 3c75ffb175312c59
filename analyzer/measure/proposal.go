package measure

import (
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// The bounds of netsh's `set dynamicport`: at least 255 ports, none beyond 65535.
// (Microsoft, KB929851.)
const (
	minRangeCount = 255
	lastPort      = 65535
)

// rangeStarts are the starts that a larger range is proposed at, each a wider step. The
// first is Windows' default. Below 10000 lie too many ports of services that may start
// after the change (1433, 3389, 5985, 8080), though netsh accepts starts from 1025 on.
var rangeStarts = []int{defaultStart, 32768, 16384, 10000}

// nodeStarts take the place of rangeStarts on a node of Kubernetes: services are reached on
// ports 30000-32767 there (kubernetes.io, "Service", type NodePort), and the node images of
// public clouds begin their range at 33000.
var nodeStarts = []int{defaultStart, 33000}

// The first RPC endpoints of Windows' own services, which listen in the default range on
// every machine, take these ports.
const (
	firstRPC = 49664
	lastRPC  = 49727
)

// certainGain is how many times as many ports a range needs for it to be larger whatever
// is excluded, where the exclusions were not captured and it does not contain the
// present one.
const certainGain = 2

// Proposal is a larger range for the family whose ports are in use.
type Proposal struct {
	Now       Pool // the present range of that family
	Pool      Pool
	Listeners []int // captured listeners on the ports that it adds, without Windows' own RPC
}

// Adds returns how many ports the pool gains.
func (p *Proposal) Adds() int { return p.Pool.Size() - p.Now.Size() }

// propose returns the smallest step that at least doubles the pool and would leave half
// of it free; failing that the largest. It is nil where the present range was not
// captured, where two captures of it differ, or where nothing larger exists.
func (m *Measurement) propose() *Proposal {
	now := m.busyRange()
	best := m.larger(now, snapshot.TCP, m.TCP.Used)
	if best == nil {
		return nil
	}
	return &Proposal{Now: *now, Pool: *best, Listeners: m.listenersIn(best, now)}
}

// proposeUDP does the same for the UDP range of IPv4.
func (m *Measurement) proposeUDP() *Proposal {
	best := m.larger(&m.UDP, snapshot.UDP, m.UDP.Used)
	if best == nil {
		return nil
	}
	return &Proposal{Now: m.UDP, Pool: *best}
}

func (m *Measurement) larger(now *Pool, proto snapshot.Proto, used int) *Pool {
	if now.Assumed || now.Conflict {
		return nil
	}
	starts := rangeStarts
	if m.KubernetesNode() {
		starts = nodeStarts
	}
	var best *Pool
	for _, start := range starts {
		p := m.widen(now, proto, start, used)
		if p.Size() <= now.Size() || p.Count < minRangeCount || !isCertain(now, &p) {
			continue
		}
		if best == nil || p.Size() > best.Size() {
			best = &p
		}
		if p.Size() >= 2*now.Size() && p.Used*2 < p.Size() {
			break
		}
	}
	return best
}

// busyRange returns the range of the family that holds most of the pool ports in use.
// While the range of IPv6 was not captured it is that of IPv4.
func (m *Measurement) busyRange() *Pool {
	if m.range6.Assumed || m.Capture == nil {
		return &m.range4
	}
	four, six := m.range4, m.range6
	four.Families, six.Families = [2]bool{true, false}, [2]bool{false, true}
	four.count(m.Capture.Summary.TCP)
	six.count(m.Capture.Summary.TCP)
	if six.Utilization() > four.Utilization() {
		return &m.range6
	}
	return &m.range4
}

// isCertain reports whether the new range is larger whatever is excluded.
func isCertain(now, p *Pool) bool {
	contains := p.Start <= now.Start && p.End() >= now.End()
	return contains || now.ExclKnown || p.Count >= certainGain*now.Count
}

// widen returns the pool from start to the last port. Its use is what the present pool
// uses: ports below it are not taken for outbound connections yet.
func (m *Measurement) widen(now *Pool, proto snapshot.Proto, start, used int) Pool {
	p := Pool{Start: start, Count: lastPort - start + 1, Families: now.Families, Family: now.Family}
	p.exclude(m.Host.Exclusions, proto, now.Family)
	p.Used = used
	return p
}

// listenersIn returns the ports that are listened on in one pool and not in the other,
// without those of Windows' own RPC endpoints.
func (m *Measurement) listenersIn(in, not *Pool) []int {
	var ports []int
	if m.Capture == nil {
		return nil
	}
	for _, u := range m.Capture.Summary.TCP {
		if isRPC := u.Port >= firstRPC && u.Port <= lastRPC; isRPC {
			continue
		}
		if (u.V4 | u.V6).Has(snapshot.Listen) && in.Has(u.Port) && !not.Has(u.Port) {
			ports = append(ports, int(u.Port))
		}
	}
	slices.Sort(ports)
	return ports
}
