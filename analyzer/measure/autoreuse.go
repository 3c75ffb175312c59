package measure

import (
	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/rules/facts"
)

// AutoReuse tells whether outbound connections share ports: Windows takes the ports of
// the ranges that Get-NetTCPSetting shows as AutoReusePortRange for connections to
// several remote endpoints at once.
type AutoReuse struct {
	Known  bool
	Ranges []assemble.Range // empty where it is known to be off
	Refs   []facts.Ref      // where it is set, or shown to be off
	Count  int              // ports in the ranges
	Used   int              // of these, ports that rows of the analyzed capture show
	beyond int              // ports outside the pool
}

func readAutoReuse(h *assemble.Host) AutoReuse {
	var a AutoReuse
	for _, r := range h.AutoReuse {
		a.Known = true
		if r.Count > 0 {
			a.Ranges = append(a.Ranges, r)
		}
	}
	for _, r := range h.AutoReuse {
		if r.Count > 0 || len(a.Ranges) == 0 {
			a.Refs = append(a.Refs, facts.Ref{File: r.Path, Line: r.Line, LastLine: r.Line})
		}
	}
	return a
}

// Has reports whether connections may share the port.
func (a *AutoReuse) Has(port uint16) bool {
	for _, r := range a.Ranges {
		if int(port) >= r.Start && int(port) <= r.End() {
			return true
		}
	}
	return false
}

// settleReuse counts the ports of the auto-reuse ranges: a pool of their own, which
// connect draws from. Those outside the dynamic range count as dynamic too.
func (m *Measurement) settleReuse() {
	a := &m.AutoReuse
	var all, beyond portSet
	for _, r := range a.Ranges {
		for n := max(r.Start, 1); n <= min(r.End(), 1<<16-1); n++ {
			port := uint16(n)
			if !all.add(port) {
				continue
			}
			a.Count++
			if !m.range4.Has(port) {
				beyond.add(port)
				a.beyond++
			}
		}
	}
	if a.beyond > 0 {
		m.addDynamic(&beyond)
	}
	if m.Capture == nil {
		return
	}
	for _, u := range m.Capture.Summary.TCP {
		if all.has(u.Port) {
			a.Used++
		}
	}
}

func (m *Measurement) reuseFacts(v *facts.Set) {
	a := &m.AutoReuse
	if !a.Known {
		return
	}
	v.Bool("tcp.pool.auto_reuse", len(a.Ranges) > 0, a.Refs...)
	drop(v, "tcp.reuse_pool.")
	if a.Count == 0 {
		return
	}
	v.Number("tcp.reuse_pool.start", float64(a.Ranges[0].Start), a.Refs...)
	v.Number("tcp.reuse_pool.end", float64(a.Ranges[0].End()), a.Refs...)
	v.Number("tcp.reuse_pool.count", float64(a.Count), a.Refs...)
	if m.Capture == nil {
		v.Unknown("tcp.reuse_pool.used", "tcp.reuse_pool.utilization")
		return
	}
	v.Number("tcp.reuse_pool.used", float64(a.Used), refOf(m.Capture))
	v.Number("tcp.reuse_pool.utilization", share(a.Used, a.Count), refOf(m.Capture))
}
