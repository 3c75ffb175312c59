package measure

import (
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// When an inferred owner is doubted: almost all of its live connections were there in
// another capture, some time before or after, and the pace at which the rest were replaced
// explains less than half of the rows in TIME_WAIT. What stays open leaves none.
const (
	persistingShare = 0.9
	persistingGap   = time.Minute
	maxDoubted      = 16 // destinations that are compared
)

// localEndOf is a local end, whatever table it stands in.
type localEndOf struct {
	addr snapshot.Addr
	port uint16
}

// doubtOwners withdraws the owner of rows in TIME_WAIT where its live connections to the
// destination persist over captures.
func (m *Measurement) doubtOwners(t *snapshot.Table, o *owners, kept []*Destination) {
	others := m.comparable()
	if len(others) == 0 {
		return
	}
	doubted := make(map[uint32]bool)
	for _, d := range kept {
		if d.Owner.PID == snapshot.NoPID || d.States[snapshot.TimeWait] == 0 {
			continue
		}
		persists, seen := doubted[d.group]
		if !seen {
			if len(doubted) == maxDoubted {
				continue
			}
			persists = m.persists(t, o.end, d, others)
			doubted[d.group] = persists
			if persists {
				o.pid[d.group] = snapshot.NoPID
				o.live[d.Owner.PID] -= d.Owner.Live
			}
		}
		if persists {
			d.Owner = Owner{PID: snapshot.NoPID, Live: d.Owner.Live, Persists: true, Keeps: d.Owner.PID}
		}
	}
}

// comparable returns the other captures of the boot whose rows are kept and that lie
// apart from the analyzed one.
func (m *Measurement) comparable() []*snapshot.Capture {
	var others []*snapshot.Capture
	at := m.Capture.At
	if at.Source == snapshot.TimeUnknown {
		return nil
	}
	for _, c := range m.Captures {
		if c == m.Capture || c.Table == nil || c.At.Source == snapshot.TimeUnknown || isDoubtful(c) != isDoubtful(m.Capture) {
			continue
		}
		if c.At.Time.Sub(at.Time).Abs() >= persistingGap && !m.Log.bootBetween(c.At.Time, at.Time) {
			others = append(others, c)
		}
	}
	return others
}

// persists reports whether the live connections of a destination's owner stay open.
func (m *Measurement) persists(t *snapshot.Table, end []uint32, d *Destination, others []*snapshot.Capture) bool {
	if d.addr.Kind == snapshot.AddrName { // its index is the table's own
		return false
	}
	live := make(map[localEndOf]bool, d.Owner.Live)
	for i, r := range t.All() {
		if end[i] == d.group && isLive(r.State) {
			live[localEndOf{t.Addrs.At(r.Local), r.LPort}] = true
		}
	}
	for _, c := range others {
		still := 0
		for _, r := range c.Table.All() {
			if r.RPort == uint16(d.Port) && r.State == snapshot.Established && r.Proto == snapshot.TCP && c.Table.Addrs.At(r.Remote) == d.addr &&
				live[localEndOf{c.Table.Addrs.At(r.Local), r.LPort}] {
				still++
			}
		}
		gap := c.At.Time.Sub(m.Capture.At.Time).Abs().Seconds()
		_, timeWait := m.Config.TimeWait()
		replaced := float64(max(1, len(live)-still)) * timeWait / gap
		if share(still, len(live)) >= persistingShare && 2*replaced < float64(d.States[snapshot.TimeWait]) {
			return true
		}
	}
	return false
}
