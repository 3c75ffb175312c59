package measure

import (
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Transient are the pool ports that are held by a connection which is being opened or closed,
// parts of [HeldOther].
type Transient struct {
	SynSent int // SYN_SENT, and no row of an open connection
	FinWait int // FIN_WAIT_1, FIN_WAIT_2, CLOSING or LAST_ACK, and neither of those
}

// transient counts the ports of a pool in states that pass.
func transient(p *Pool, ports []snapshot.PortUse) Transient {
	var t Transient
	for _, u := range ports {
		var mask snapshot.StateMask
		if p.Families[0] {
			mask |= u.V4
		}
		if p.Families[1] {
			mask |= u.V6
		}
		if mask == 0 || !p.Has(u.Port) || holderOf(mask) != HeldOther {
			continue
		}
		switch {
		case mask.Has(snapshot.SynSent):
			t.SynSent++
		case mask.Has(snapshot.FinWait1), mask.Has(snapshot.FinWait2), mask.Has(snapshot.Closing), mask.Has(snapshot.LastAck):
			t.FinWait++
		}
	}
	return t
}

func (m *Measurement) transientFacts(v *facts.Set) {
	if m.Capture == nil {
		return
	}
	t := transient(&m.TCP, m.Capture.Summary.TCP)
	v.Number("tcp.pool.syn_sent_ports", float64(t.SynSent), m.stateRef(snapshot.SynSent)...)
	v.Number("tcp.pool.fin_wait_ports", float64(t.FinWait), m.stateRef(snapshot.FinWait2)...)
}
