package measure

import "github.com/portdx/portdx/parsers/snapshot"

// The bounds of netsh's `set dynamicport`: at least 255 ports, none beyond 65535.
// (Microsoft, KB929851.)
const (
	minRangeCount = 255
	lastPort      = 65535
)

// rangeStarts are the starts that a wider range is proposed at, each a wider step. The
// first is Windows' default. Below 10000 lie too many ports of services that may start
// after the change (1433, 3389, 5985, 8080), though netsh accepts starts from 1025 on.
var rangeStarts = [...]int{defaultStart, 32768, 16384, 10000}

// Proposal is a wider TCP range that contains the present one, so that it cannot shrink
// the pool whatever is excluded.
type Proposal struct {
	Pool      Pool
	Listeners int // captured listeners on the ports that it adds
}

// propose returns the smallest step that at least doubles the pool and would leave half
// of it free; failing that the widest. It is nil where the present range was not
// captured or nothing wider exists.
func (m *Measurement) propose() *Proposal {
	now := &m.range4
	if now.Assumed {
		return nil
	}
	var best *Pool
	for _, start := range rangeStarts {
		if start >= now.Start {
			continue
		}
		p := m.widen(start)
		if best == nil || p.Size() > best.Size() {
			best = &p
		}
		if p.Size() >= 2*now.Size() && p.Used*2 < p.Size() {
			break
		}
	}
	if best == nil || best.Size() <= now.Size() || best.Count < minRangeCount {
		return nil
	}
	out := &Proposal{Pool: *best}
	if m.Capture != nil {
		for _, u := range m.Capture.Summary.TCP {
			if (u.V4 | u.V6).Has(snapshot.Listen) && best.Has(u.Port) && !now.Has(u.Port) {
				out.Listeners++
			}
		}
	}
	return out
}

// widen returns the pool from start to the last port. Its use is what the present pool
// uses: ports below it are not taken for outbound connections yet.
func (m *Measurement) widen(start int) Pool {
	p := Pool{Start: start, Count: lastPort - start + 1, Families: m.range4.Families}
	p.exclude(m.Host.Exclusions, snapshot.TCP, snapshot.IPv4)
	p.Used = m.TCP.Used
	return p
}
