package measure

import (
	"cmp"
	"math/bits"

	"github.com/portdx/portdx/parsers/intern"
	"github.com/portdx/portdx/parsers/snapshot"
)

// owners are the processes that TIME_WAIT rows are ascribed to.
type owners struct {
	end  []uint32       // number of each row's remote endpoint; noGroup unless it is outbound
	pid  []uint32       // by number; snapshot.NoPID where nothing points at a process
	live map[uint32]int // live connections that point at a process
}

// of returns the process that the row with an index is ascribed to.
func (o *owners) of(row int) uint32 {
	if n := o.end[row]; n != noGroup {
		return o.pid[n]
	}
	return snapshot.NoPID
}

// rankDestinations counts distinct pool ports by remote endpoint, and infers the owner of
// the rows to each.
func (w *Who) rankDestinations(m *Measurement, t *snapshot.Table) *owners {
	ends := newRemoteEnds(t)
	end := m.numberRemotes(t, ends)
	groups := m.group(t, end, ends.len())
	o := &owners{end: end, pid: make([]uint32, ends.len()), live: make(map[uint32]int)}
	ports := new(roundPorts)
	top := best[Destination]{keep: KeepHolders, compare: compareDestinations}
	var d counted // one for all: there may be as many destinations as rows
	for g := range ends.len() {
		ports.next()
		d.count(groups.of(g), ports)
		d.end = ends.list[g]
		d.addr, d.Port, d.group = t.Addrs.At(d.end.addr), int(d.end.port), uint32(g)
		o.pid[g] = d.Owner.PID
		if d.Owner.PID != snapshot.NoPID && d.unowned {
			o.live[d.Owner.PID] += d.Owner.Live
		}
		top.add(&d.Destination)
		w.noteDestination(&d)
	}
	w.Destinations, w.DestinationCount = top.list(), top.count
	kept := w.kept()
	for _, d := range kept {
		d.Address = t.Addrs.Text(d.end.addr)
		d.Local, d.Server = m.own[d.end.addr], snapshot.NoPID
		if d.Local {
			d.Server = m.listeners.owner(d.end, d.addr.Family())
		}
	}
	findSharers(t, end, ends.len(), kept)
	m.doubtOwners(t, o, kept)
	return o
}

// kept returns the destinations that are listed or the first in some state.
func (w *Who) kept() []*Destination {
	var all []*Destination
	for i := range w.Destinations {
		all = append(all, &w.Destinations[i])
	}
	for s := range w.ByState {
		if d := w.ByState[s].Destination; d != nil {
			all = append(all, d)
		}
	}
	return all
}

// findSharers names the processes that have live connections to the same destination.
func findSharers(t *snapshot.Table, end []uint32, n int, kept []*Destination) {
	live := make(map[uint32]map[uint32]int) // by endpoint and process
	for _, d := range kept {
		if d.Sharing > 1 {
			live[d.group] = make(map[uint32]int)
		}
	}
	if len(live) == 0 {
		return
	}
	shared := make([]bool, n) // by endpoint: spares most rows the map
	for g := range live {
		shared[g] = true
	}
	for i, r := range t.All() {
		if e := end[i]; e != noGroup && shared[e] && isLive(r.State) && r.PID != 0 && r.PID != snapshot.NoPID {
			live[e][r.PID]++
		}
	}
	for _, d := range kept {
		of := live[d.group]
		if of == nil {
			continue
		}
		top := best[Sharer]{keep: keepSharers, compare: func(a, b *Sharer) int {
			return cmp.Or(cmp.Compare(b.Live, a.Live), cmp.Compare(a.PID, b.PID))
		}}
		for pid, n := range of {
			top.add(&Sharer{pid, n})
		}
		d.Sharers, d.Sharing = top.list(), len(of)
	}
}

// isLive reports whether a connection in this state is open at both ends, or about to be.
func isLive(s snapshot.State) bool { return s == snapshot.Established || s == snapshot.SynSent }

// numberRemotes numbers the remote endpoints of outbound rows.
func (m *Measurement) numberRemotes(t *snapshot.Table, ends *remoteEnds) []uint32 {
	of := make([]uint32, t.Len())
	for i, r := range t.All() {
		if of[i] = noGroup; m.Flow.Of[i] == Outbound {
			of[i] = ends.add(endpoint{r.Remote, r.RPort})
		}
	}
	return of
}

// remoteEnds numbers remote endpoints. Most addresses come with one port only, and are
// found by their index.
type remoteEnds struct {
	list  []endpoint   // by number
	first []uint32     // by address, the number of its first endpoint plus one
	far   intern.Table // further endpoints
	farNo []uint32     // their numbers
}

func newRemoteEnds(t *snapshot.Table) *remoteEnds {
	return &remoteEnds{list: make([]endpoint, 0, t.Addrs.Len()), first: make([]uint32, t.Addrs.Len())}
}

func (e *remoteEnds) len() int { return len(e.list) }

func (e *remoteEnds) add(end endpoint) uint32 {
	n := e.first[end.addr]
	if n == 0 {
		e.list = append(e.list, end)
		e.first[end.addr] = uint32(len(e.list))
		return uint32(len(e.list) - 1)
	}
	if e.list[n-1].port == end.port {
		return n - 1
	}
	f := e.far.Add(end.key())
	if int(f) == len(e.farNo) {
		e.farNo = append(e.farNo, uint32(len(e.list)))
		e.list = append(e.list, end)
	}
	return e.farNo[f]
}

// counted is a destination while its rows are counted.
type counted struct {
	Destination
	unowned bool   // rows to it belong to PID 0
	seen    uint32 // a bit for each state of its rows
}

// count counts the rows to a destination.
func (d *counted) count(rows []item, ports *roundPorts) {
	*d = counted{}
	d.Owner, d.Holder = Owner{PID: snapshot.NoPID}, snapshot.NoPID
	var holder majority
	for _, r := range rows {
		d.States[r.state()]++
		d.seen |= 1 << r.state()
		if r.has(inPool) && ports.add(r.port()) {
			d.Ports++
		}
		switch pid := r.pid(); {
		case pid == 0:
			d.unowned = true
		case pid != snapshot.NoPID:
			holder.vote(pid)
			if isLive(r.state()) {
				d.own(pid)
			}
		}
	}
	if d.Sharing > 1 {
		d.Owner = Owner{PID: snapshot.NoPID}
	}
	if holder.votes == 0 {
		return
	}
	mine := 0
	for _, r := range rows {
		if r.pid() == holder.pid {
			mine++
		}
	}
	if 2*mine > holder.votes {
		d.Holder = holder.pid
	}
}

// own counts a live connection of a process.
func (d *counted) own(pid uint32) {
	switch {
	case d.Sharing == 0:
		d.Owner, d.Sharing = Owner{PID: pid, Live: 1}, 1
	case d.Owner.PID == pid:
		d.Owner.Live++
	default:
		d.Sharing = 2 // or more
	}
}

// majority finds the only process that can have more than half of the votes. (Boyer and
// Moore, "MJRTY: A Fast Majority Vote Algorithm".)
type majority struct {
	pid          uint32
	ahead, votes int
}

func (m *majority) vote(pid uint32) {
	m.votes++
	switch {
	case m.ahead == 0:
		m.pid, m.ahead = pid, 1
	case m.pid == pid:
		m.ahead++
	default:
		m.ahead--
	}
}

// compareDestinations puts those with most ports first, and equal ones in the order of
// their addresses.
func compareDestinations(a, b *Destination) int {
	if a.Ports != b.Ports {
		return cmp.Compare(b.Ports, a.Ports)
	}
	return cmp.Or(
		cmp.Compare(a.addr.Kind, b.addr.Kind), cmp.Compare(a.addr.Hi, b.addr.Hi),
		cmp.Compare(a.addr.Lo, b.addr.Lo), cmp.Compare(a.Port, b.Port),
	)
}

// noteDestination keeps the destination if it has the most rows in some state.
func (w *Who) noteDestination(d *counted) {
	for seen := d.seen; seen != 0; seen &= seen - 1 {
		s := bits.TrailingZeros32(seen)
		top, rows := &w.ByState[s].Destination, d.States[s]
		if *top == nil || rows > (*top).States[s] || rows == (*top).States[s] && compareDestinations(&d.Destination, *top) < 0 {
			kept := d.Destination
			*top = &kept
		}
	}
}
