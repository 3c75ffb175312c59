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

func (a *AutoReuse) facts(v *facts.Set) {
	if a.Known {
		v.Bool("tcp.pool.auto_reuse", len(a.Ranges) > 0, a.Refs...)
	}
}
