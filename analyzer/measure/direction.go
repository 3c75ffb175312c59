package measure

import (
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

// listeners are the ports that a capture listens on.
type listeners struct {
	exact  map[endpoint]bool
	any4   [1 << 16 / 64]uint64
	any6   [1 << 16 / 64]uint64
	any6ID map[uint16]uint32 // owner of the [::] listener
}

func bit(set *[1 << 16 / 64]uint64, port uint16) bool { return set[port/64]&(1<<(port%64)) != 0 }

func findListeners(t *snapshot.Table) *listeners {
	l := &listeners{exact: make(map[endpoint]bool), any6ID: make(map[uint16]uint32)}
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.State != snapshot.Listen || r.Proto != snapshot.TCP {
			continue
		}
		switch {
		case !t.Addrs.At(r.Local).IsUnspecified():
			l.exact[endpoint{r.Local, r.LPort}] = true
		case r.Family == snapshot.IPv6:
			l.any6[r.LPort/64] |= 1 << (r.LPort % 64)
			l.any6ID[r.LPort] = r.PID
		default:
			l.any4[r.LPort/64] |= 1 << (r.LPort % 64)
		}
	}
	return l
}

// serves reports whether an end is a listener's: exactly, or a wildcard's of the same
// family.
func (l *listeners) serves(e endpoint, f snapshot.Family) bool {
	if f == snapshot.IPv6 {
		return bit(&l.any6, e.port) || l.exact[e]
	}
	return bit(&l.any4, e.port) || l.exact[e]
}

// director decides directions by the table of the design, first match wins.
type director struct {
	m        *Measurement
	table    *snapshot.Table
	lists    *listeners
	nettcp   bool
	pairs    map[[2]endpoint]bool // loopback connections, local end first
	remotes  map[endpoint]endpoint
	shared   map[endpoint]bool // local ends with remote ones on two or more ports
	earlier  [1 << 16 / 64]uint64
	loopback []bool // by address index
}

// direct decides the direction of every row of the analyzed capture.
func (m *Measurement) direct() Flow {
	t := m.Capture.Table
	d := &director{
		m: m, table: t, lists: findListeners(t), nettcp: m.Capture.Format == snapshot.KindNetTCP,
		pairs: make(map[[2]endpoint]bool), remotes: make(map[endpoint]endpoint), shared: make(map[endpoint]bool),
		loopback: make([]bool, t.Addrs.Len()),
	}
	for i := range d.loopback {
		d.loopback[i] = t.Addrs.At(uint32(i)).IsLoopback()
	}
	d.scan()
	d.seeEarlier()
	f := Flow{Of: make([]Direction, len(t.Rows))}
	for i := range t.Rows {
		r := &t.Rows[i]
		f.Of[i] = d.of(r)
		if r.Proto == snapshot.TCP {
			f.Counts[f.Of[i]][r.State].add(int(r.Line))
		}
	}
	return f
}

// scan notes loopback pairs and local ends that several remote ends share. The clients of
// a listener use ports of their own; where the remote port is always the same, it is a
// service's, and the local port is one that Windows lets several connections share.
func (d *director) scan() {
	for i := range d.table.Rows {
		r := &d.table.Rows[i]
		if r.Proto != snapshot.TCP || r.State == snapshot.Listen || r.State == snapshot.Bound {
			continue
		}
		local, remote := endpoint{r.Local, r.LPort}, endpoint{r.Remote, r.RPort}
		if d.loopback[r.Local] {
			d.pairs[[2]endpoint{local, remote}] = true
		}
		if first, ok := d.remotes[local]; !ok {
			d.remotes[local] = remote
		} else if first.port != remote.port {
			d.shared[local] = true
		}
	}
}

// seeEarlier notes the ports that earlier captures of the same boot listen on.
func (d *director) seeEarlier() {
	for _, c := range d.m.Captures[:d.m.Index-1] {
		if d.m.Log.bootBetween(c.At.Time, d.m.Capture.At.Time) {
			continue
		}
		for _, u := range c.Summary.TCP {
			if (u.V4 | u.V6).Has(snapshot.Listen) {
				d.earlier[u.Port/64] |= 1 << (u.Port % 64)
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
	case r.Family == snapshot.IPv4 && bit(&d.lists.any6, r.LPort):
		if d.nettcp || r.PID != snapshot.NoPID && r.PID == d.lists.any6ID[r.LPort] {
			return Inbound
		}
		return Undirected
	case d.loopback[r.Local] && d.pairs[[2]endpoint{remote, local}]:
		if d.lists.serves(remote, r.Family) || r.Family == snapshot.IPv4 && bit(&d.lists.any6, r.RPort) {
			return Outbound
		}
		return Undirected
	case bit(&d.earlier, r.LPort):
		return Inbound // its listener is gone
	case d.m.AutoReuse.Has(r.LPort): // before the next: such ports have several remote ends
		return Outbound
	case d.shared[local]:
		return Inbound
	case d.m.poolFor(r.Family).Has(r.LPort):
		return Outbound
	}
	return Undirected
}

// poolFor returns the pool that sockets of a family take their ports from: the one of
// IPv4 unless IPv6 is known to have its own.
func (m *Measurement) poolFor(f snapshot.Family) *Pool {
	if f == snapshot.IPv6 && !m.range6.Assumed {
		return &m.range6
	}
	return &m.range4
}
