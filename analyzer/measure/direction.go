package measure

import (
	"github.com/portdx/portdx/parsers/intern"
	"github.com/portdx/portdx/parsers/snapshot"
)

// Direction tells which end opened a connection.
type Direction uint8

// The directions. Held ports (LISTENING, BOUND, UDP) have none.
const (
	Held Direction = iota
	Outbound
	Inbound
	Undirected
)

// Count is a number of rows and the lines they span.
type Count struct {
	Rows        int
	First, Last int
}

func (c *Count) add(line int) {
	if c.Rows == 0 || line < c.First {
		c.First = line
	}
	c.Last = max(c.Last, line)
	c.Rows++
}

// Flow is the direction of every row of a capture.
type Flow struct {
	Of     []Direction // by row
	Counts [4][snapshot.NumStates]Count
}

// endpoint is a local or remote end.
type endpoint struct {
	addr uint32
	port uint16
}

func (e endpoint) key() intern.Key { return intern.Key{Lo: uint64(e.addr)<<16 | uint64(e.port)} }

// listeners are the ports that a capture listens on, with the owners of the listeners.
type listeners struct {
	exact  map[endpoint]uint32
	any4ID map[uint16]uint32 // of 0.0.0.0
	any6ID map[uint16]uint32 // of [::]
	all    portSet           // ports with any of them
	some   portSet           // ports with an exact listener
	any4   portSet
	any6   portSet
}

func findListeners(t *snapshot.Table) *listeners {
	l := &listeners{exact: make(map[endpoint]uint32), any4ID: make(map[uint16]uint32), any6ID: make(map[uint16]uint32)}
	for _, r := range t.All() {
		if r.State != snapshot.Listen || r.Proto != snapshot.TCP {
			continue
		}
		l.all.add(r.LPort)
		switch {
		case !t.Addrs.At(r.Local).IsUnspecified():
			l.exact[endpoint{r.Local, r.LPort}] = r.PID
			l.some.add(r.LPort)
		case r.Family == snapshot.IPv6:
			l.any6.add(r.LPort)
			l.any6ID[r.LPort] = r.PID
		default:
			l.any4.add(r.LPort)
			l.any4ID[r.LPort] = r.PID
		}
	}
	return l
}

// owner returns the process that listens on an end of this machine, snapshot.NoPID where
// none does.
func (l *listeners) owner(e endpoint, f snapshot.Family) uint32 {
	if pid, ok := l.exact[e]; ok {
		return pid
	}
	if pid, ok := l.any4ID[e.port]; ok && f == snapshot.IPv4 {
		return pid
	}
	if pid, ok := l.any6ID[e.port]; ok {
		return pid
	}
	return snapshot.NoPID
}

// serves reports whether an end is a listener's: exactly, or a wildcard's of the same
// family.
func (l *listeners) serves(e endpoint, f snapshot.Family) bool {
	wildcard := &l.any4
	if f == snapshot.IPv6 {
		wildcard = &l.any6
	}
	if wildcard.has(e.port) {
		return true
	}
	if !l.some.has(e.port) {
		return false
	}
	_, ok := l.exact[e]
	return ok
}

// director decides directions by the table of the design, first match wins.
type director struct {
	m        *Measurement
	table    *snapshot.Table
	lists    *listeners
	nettcp   bool
	pairs    intern.Table // loopback connections, local end first
	ends     localEnds
	remotes  *remotePorts
	serving  portSet // ports that somebody listens on, or did in an earlier capture
	earlier  portSet
	loopback []bool // by address index
}

// direct decides the direction of every row of the analyzed capture.
func (m *Measurement) direct() Flow {
	t := m.Capture.Table
	d := &director{
		m: m, table: t, lists: findListeners(t), nettcp: m.Capture.Format == snapshot.KindNetTCP,
		remotes: new(remotePorts), loopback: make([]bool, t.Addrs.Len()),
	}
	for i := range d.loopback {
		d.loopback[i] = t.Addrs.At(uint32(i)).IsLoopback()
	}
	m.listeners, m.own = d.lists, make([]bool, t.Addrs.Len())
	d.seeEarlier()
	d.scan()
	d.weighShared()
	m.Outside = d.lookOutside()
	f := Flow{Of: make([]Direction, t.Len())}
	m.Accepted.closeWait = make(map[uint16]int)
	for i, r := range t.All() {
		way := d.of(r)
		f.Of[i] = way
		if r.Proto != snapshot.TCP {
			continue
		}
		f.Counts[way][r.State].add(int(r.Line))
		if way == Inbound {
			m.Accepted.add(r)
		}
		if way != Held && m.own[r.Remote] {
			m.Self.Rows++
		}
	}
	m.Accepted.rank()
	return f
}

// scan notes loopback pairs, local ends that several remote ends share, the remote ports
// of services, and the machine's own addresses.
func (d *director) scan() {
	own := d.m.own
	for _, r := range d.table.All() {
		if r.Proto != snapshot.TCP {
			continue
		}
		own[r.Local] = true
		if r.State == snapshot.Listen || r.State == snapshot.Bound {
			continue
		}
		if d.loopback[r.Local] {
			d.pairs.Add(pair(endpoint{r.Local, r.LPort}, endpoint{r.Remote, r.RPort}))
		}
		if !d.isServed(r) {
			d.remotes.add(r.RPort, r.LPort)
			d.ends.add(endpoint{r.Local, r.LPort}, r.RPort)
		}
	}
	for i := range own {
		if own[i] || d.loopback[i] {
			a := d.table.Addrs.At(uint32(i))
			own[i] = a.Kind != snapshot.AddrNone && !a.IsUnspecified()
		}
	}
}

// weighShared finds out which of the local ends that several remote ends share are a
// server's. Its clients have ports of their own; the remote ports of a client repeat over
// many local ports.
func (d *director) weighShared() {
	if !d.ends.anyShared {
		return
	}
	for _, r := range d.table.All() {
		if isConnection(r) && !d.isServed(r) {
			d.ends.weigh(endpoint{r.Local, r.LPort}, d.remotes.isService(r.RPort))
		}
	}
}

// isServed reports whether a row is on a port whose listener is or was seen.
func (d *director) isServed(r *snapshot.Row) bool {
	return d.serving.has(r.LPort) &&
		(d.lists.serves(endpoint{r.Local, r.LPort}, r.Family) || d.earlier.has(r.LPort) || d.lists.any6.has(r.LPort))
}

// isConnection reports whether a row has a remote end.
func isConnection(r *snapshot.Row) bool {
	return r.Proto == snapshot.TCP && r.State != snapshot.Listen && r.State != snapshot.Bound
}

// pair is the key of a connection.
func pair(local, remote endpoint) intern.Key {
	return intern.Key{Hi: local.key().Lo, Lo: remote.key().Lo}
}

// seeEarlier notes the ports that earlier captures of the same boot listen on.
func (d *director) seeEarlier() {
	d.serving = d.lists.all
	for _, c := range d.m.Captures[:d.m.Index-1] {
		if d.m.Log.bootBetween(c.At.Time, d.m.Capture.At.Time) {
			continue
		}
		for _, u := range c.Summary.TCP {
			if (u.V4 | u.V6).Has(snapshot.Listen) {
				d.earlier.add(u.Port)
				d.serving.add(u.Port)
			}
		}
	}
}

func (d *director) of(r *snapshot.Row) Direction {
	local, remote := endpoint{r.Local, r.LPort}, endpoint{r.Remote, r.RPort}
	switch {
	case r.Proto != snapshot.TCP || r.State == snapshot.Listen || r.State == snapshot.Bound:
		return Held
	case r.State == snapshot.SynSent:
		return Outbound
	case r.State == snapshot.SynReceived, d.lists.serves(local, r.Family):
		return Inbound
	case r.Family == snapshot.IPv4 && d.lists.any6.has(r.LPort):
		if d.nettcp || r.PID != snapshot.NoPID && r.PID == d.lists.any6ID[r.LPort] {
			return Inbound
		}
		return Undirected
	case d.loopback[r.Local] && d.isPair(remote, local):
		if d.lists.serves(remote, r.Family) || r.Family == snapshot.IPv4 && d.lists.any6.has(r.RPort) {
			return Outbound
		}
		return Undirected
	case d.earlier.has(r.LPort):
		return Inbound // its listener is gone
	case d.m.AutoReuse.Has(r.LPort): // before the next: such ports have several remote ends
		return Outbound
	case d.ends.isServer(local):
		return Inbound
	case d.m.dynamic.has(r.Family, r.LPort):
		return Outbound
	}
	return Undirected
}

func (d *director) isPair(local, remote endpoint) bool {
	_, ok := d.pairs.Find(pair(local, remote))
	return ok
}

// poolFor returns the pool that sockets of a family take their ports from: the one of
// IPv4 unless IPv6 is known to have its own.
func (m *Measurement) poolFor(f snapshot.Family) *Pool {
	if f == snapshot.IPv6 && !m.range6.Assumed {
		return &m.range6
	}
	return &m.range4
}
