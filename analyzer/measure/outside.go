package measure

import (
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Outside are the ports outside the pool that rows show as clients: nobody listens on
// them, and they are connected to services or bound. Programs that choose their own ports
// have some; many of them contradict a range that is only assumed.
type Outside struct {
	Ports     int
	Low, High int
	First     int // lines of the rows
	Last      int
	// Contradicts reports that the assumed range is not the machine's. The ports then
	// count as dynamic ones.
	Contradicts bool
}

// From how many client ports outside the assumed range it is contradicted: a program may
// bind dozens of ports of its own choice. Fewer do where more clients are outside than in.
const (
	manyOutside = 100
	someOutside = 20
)

// lookOutside finds the client ports outside the pool.
func (d *director) lookOutside() Outside {
	var o Outside
	var bound portSet
	if d.candidates(&bound) < someOutside {
		return o
	}
	var ports, inside portSet
	within := 0
	for _, r := range d.table.All() {
		if r.Proto != snapshot.TCP || r.LPort < firstClient || d.serving.has(r.LPort) {
			continue
		}
		switch {
		case r.State == snapshot.Bound:
			if !bound.has(r.LPort) {
				continue
			}
		case !isConnection(r) || r.State == snapshot.SynReceived || !d.remotes.isService(r.RPort) || d.ends.isServer(endpoint{r.Local, r.LPort}):
			continue
		}
		if d.m.poolFor(r.Family).Has(r.LPort) {
			if inside.add(r.LPort) {
				within++
			}
			continue
		}
		if d.m.AutoReuse.Has(r.LPort) {
			continue
		}
		if ports.add(r.LPort) {
			o.Ports++
			if o.Low == 0 || int(r.LPort) < o.Low {
				o.Low = int(r.LPort)
			}
			o.High = max(o.High, int(r.LPort))
		}
		if o.First == 0 {
			o.First = int(r.Line)
		}
		o.First, o.Last = min(o.First, int(r.Line)), max(o.Last, int(r.Line))
	}
	if d.m.range4.Assumed && (o.Ports >= manyOutside || o.Ports >= someOutside && o.Ports > within) {
		o.Contradicts = true
		d.m.addDynamic(&ports)
	}
	return o
}

// candidates counts the ports outside the pool that nobody listens on, and collects those
// that are only bound.
func (d *director) candidates(bound *portSet) int {
	n := 0
	for _, u := range d.m.Capture.Summary.TCP {
		if u.Port < firstClient || d.serving.has(u.Port) {
			continue
		}
		if u.V4|u.V6 == 1<<snapshot.Bound {
			bound.add(u.Port)
		}
		if !d.m.range4.Has(u.Port) {
			n++
		}
	}
	return n
}

// dynamicPorts are the local ports that Windows gives to connections, by family: those of
// the pool, of the auto-reuse range, and clients' outside a range that is contradicted.
type dynamicPorts [snapshot.IPv6 + 1]portSet

func (d *dynamicPorts) has(f snapshot.Family, port uint16) bool { return d[f].has(port) }

// settleDynamic collects the ports of the pools.
func (m *Measurement) settleDynamic() {
	m.dynamic = new(dynamicPorts)
	for f := range m.dynamic {
		p := m.poolFor(snapshot.Family(f))
		for n := max(p.Start, 0); n <= min(p.End(), 1<<16-1); n++ {
			if p.Has(uint16(n)) {
				m.dynamic[f].add(uint16(n))
			}
		}
	}
}

// addDynamic lets ports outside the pools count as dynamic ones.
func (m *Measurement) addDynamic(ports *portSet) {
	if m.extra == nil {
		m.extra = new(portSet)
	}
	for i, bits := range ports {
		m.extra[i] |= bits
		for f := range m.dynamic {
			m.dynamic[f][i] |= bits
		}
	}
}

// DynamicSize returns how many dynamic ports there are: those of the pool, and those of
// the auto-reuse range outside it. Where rows contradict the range it is not known.
func (m *Measurement) DynamicSize() int { return m.TCP.Size() + m.AutoReuse.beyond }

// dynamicUsed returns how many dynamic ports are in use.
func (m *Measurement) dynamicUsed() int {
	used := m.TCP.Used
	if m.extra == nil {
		return used
	}
	for _, u := range m.Capture.Summary.TCP {
		if m.extra.has(u.Port) {
			used++
		}
	}
	return used
}

func (m *Measurement) outsideFacts(v *facts.Set) {
	o := &m.Outside
	ref := refOf(m.Capture)
	if o.Ports > 0 {
		ref.Line, ref.LastLine = o.First, o.Last
	}
	v.Number("tcp.outside.ports", float64(o.Ports), ref)
	v.Drop("tcp.outside.low", "tcp.outside.high")
	if o.Ports > 0 {
		v.Number("tcp.outside.low", float64(o.Low), ref)
		v.Number("tcp.outside.high", float64(o.High), ref)
	}
	v.Bool("tcp.pool.contradicted", o.Contradicts, ref)
}
