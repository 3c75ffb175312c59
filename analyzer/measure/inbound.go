package measure

import (
	"github.com/portdx/portdx/parsers/intern"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Accepted is what the analyzed capture shows of inbound connections. They hold no
// dynamic port.
type Accepted struct {
	pids intern.Table
	uses []AcceptedUse // by number of the process
	last uint32        // the process of use
	use  *AcceptedUse
	// closeWait counts rows in CLOSE_WAIT by local port.
	closeWait map[uint16]int

	CloseWaitPID  uint32 // the process with most CLOSE_WAIT; snapshot.NoPID for none
	closeWaitPort int    // the local port with most
}

// AcceptedUse counts the inbound connections of a process.
type AcceptedUse struct{ Established, CloseWait int }

// Of returns the inbound connections of a process.
func (a *Accepted) Of(pid uint32) AcceptedUse {
	if n, ok := a.pids.Find(intern.Key{Lo: uint64(pid)}); ok {
		return a.uses[n]
	}
	return AcceptedUse{}
}

// add counts an inbound connection.
func (a *Accepted) add(r *snapshot.Row) {
	if r.State != snapshot.Established && r.State != snapshot.CloseWait {
		return
	}
	if r.State == snapshot.CloseWait {
		a.closeWait[r.LPort]++
	}
	if r.PID == snapshot.NoPID {
		return
	}
	if a.use == nil || r.PID != a.last { // rows of one process mostly follow one another
		n := a.pids.Add(intern.Key{Lo: uint64(r.PID)})
		if int(n) == len(a.uses) {
			a.uses = append(a.uses, AcceptedUse{})
		}
		a.last, a.use = r.PID, &a.uses[n]
	}
	if r.State == snapshot.CloseWait {
		a.use.CloseWait++
	} else {
		a.use.Established++
	}
}

// rank finds the process and the local port with most rows in CLOSE_WAIT.
func (a *Accepted) rank() {
	a.CloseWaitPID, a.use = snapshot.NoPID, nil
	if port, ok := most(a.closeWait); ok {
		a.closeWaitPort = int(port)
	}
	top := 0
	for n := range a.uses {
		pid := uint32(a.pids.Key(uint32(n)).Lo)
		if c := a.uses[n].CloseWait; c > top || c == top && c > 0 && pid < a.CloseWaitPID {
			top, a.CloseWaitPID = c, pid
		}
	}
}

// inboundFacts names whose inbound connections stay in CLOSE_WAIT, and who their clients
// are.
func (m *Measurement) inboundFacts(v *facts.Set) {
	const prefix = "tcp.inbound_close_wait"
	drop(v, prefix+".")
	a := &m.Accepted
	if a.closeWaitPort == 0 {
		return
	}
	refs := m.stateRef(snapshot.CloseWait)
	v.Number(prefix+".port", float64(a.closeWaitPort), refs...)
	address, count := m.closeWaitClient()
	v.String(prefix+".address", address, refs...)
	v.Number(prefix+".address_count", float64(count), refs...)
	switch {
	case a.CloseWaitPID != snapshot.NoPID:
		m.identityFacts(v, prefix, a.CloseWaitPID, refs...)
		use := a.Of(a.CloseWaitPID)
		v.Number(prefix+".count", float64(use.CloseWait), refs...)
		v.Number(prefix+".live", float64(use.Established), refs...)
	case !m.Capture.HasPID:
		v.Unknown(prefix+".pid", prefix+".name", prefix+".image", prefix+".protected", prefix+".listed", prefix+".count", prefix+".live")
	}
}

// closeWaitClient returns the remote address with most inbound rows in CLOSE_WAIT.
func (m *Measurement) closeWaitClient() (address string, rows int) {
	t := m.Capture.Table
	counts := make(map[uint32]int)
	for i, r := range t.All() {
		if r.State == snapshot.CloseWait && m.Flow.Of[i] == Inbound {
			counts[r.Remote]++
		}
	}
	top, _ := most(counts)
	return t.Addrs.Text(top), counts[top]
}
