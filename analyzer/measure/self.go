package measure

import (
	"cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// Self is what the analyzed capture shows of connections of the machine to itself.
type Self struct {
	Rows int // with a remote address of the machine's own
	// RemotePorts counts the dynamic ports that stand as remote ports of such rows and
	// in no row as a local one. They were client ports of the same pool: the server's
	// side closed first, and its row is all that is left. Whether the client's port is
	// still taken, the table does not tell.
	RemotePorts int
	Server      Server // on which most of those rows are
	// Agent is the program on this machine that most other dynamic ports are connected to.
	Agent Agent

	first, last int // lines of the rows that RemotePorts were counted from
}

// Server is a local end that connections were accepted on.
type Server struct {
	Address string
	Port    int
	PID     uint32 // of its listener; snapshot.NoPID where none is seen
}

// Agent is a program that others on the machine connect to.
type Agent struct {
	PID   uint32
	Ports int // distinct dynamic ports of the connections to it
	Own   int // dynamic ports that it holds itself
}

// lookInside finds out what the connections of the machine to itself are, where it has any.
func (m *Measurement) lookInside() {
	s := &m.Self
	s.Server.PID, s.Agent.PID = snapshot.NoPID, snapshot.NoPID
	if s.Rows == 0 {
		return
	}
	t := m.Capture.Table
	var local portSet
	for _, u := range m.Capture.Summary.TCP {
		local.add(u.Port)
	}
	var remote portSet
	served, agents := make(map[uint16]int), make(map[uint32]int)
	ends := make(map[uint16]endpoint)
	for i, r := range t.All() {
		if !m.own[r.Remote] || !isConnection(r) {
			continue
		}
		switch {
		case m.Flow.Of[i] == Outbound:
			if pid := m.listeners.owner(endpoint{r.Remote, r.RPort}, r.Family); pid != snapshot.NoPID {
				agents[pid]++
			}
		case m.dynamic.has(r.Family, r.RPort) && !local.has(r.RPort):
			if remote.add(r.RPort) {
				s.RemotePorts++
			}
			if s.first == 0 {
				s.first = int(r.Line)
			}
			s.first, s.last = min(s.first, int(r.Line)), max(s.last, int(r.Line))
			served[r.LPort]++
			ends[r.LPort] = endpoint{r.Local, r.LPort}
		}
	}
	if port, ok := most(served); ok {
		end := ends[port]
		s.Server = Server{t.Addrs.Text(end.addr), int(port), m.listeners.owner(end, t.Addrs.At(end.addr).Family())}
	}
	if pid, ok := most(agents); ok {
		s.Agent = Agent{PID: pid, Ports: m.portsTo(pid)}
	}
}

// portsTo counts the dynamic ports of the connections to a program on this machine.
func (m *Measurement) portsTo(pid uint32) int {
	var ports portSet
	n := 0
	for i, r := range m.Capture.Table.All() {
		if m.Flow.Of[i] == Outbound && m.own[r.Remote] && m.dynamic.has(r.Family, r.LPort) &&
			m.listeners.owner(endpoint{r.Remote, r.RPort}, r.Family) == pid && ports.add(r.LPort) {
			n++
		}
	}
	return n
}

// most returns the key with the largest count, of equals the smallest key.
func most[K cmp.Ordered](counts map[K]int) (top K, ok bool) {
	for k, n := range counts {
		if !ok || n > counts[top] || n == counts[top] && k < top {
			top, ok = k, true
		}
	}
	return top, ok
}

func (m *Measurement) selfFacts(v *facts.Set) {
	s, ref := &m.Self, refOf(m.Capture)
	v.Number("tcp.self.rows", float64(s.Rows), ref)
	if s.first > 0 {
		ref.Line, ref.LastLine = s.first, s.last
	}
	v.Number("tcp.self.remote_ports", float64(s.RemotePorts), ref)
	drop(v, "tcp.self_server.")
	if s.Server.Port > 0 {
		v.String("tcp.self_server.address", s.Server.Address, ref)
		v.Number("tcp.self_server.port", float64(s.Server.Port), ref)
		if s.Server.PID != snapshot.NoPID {
			m.identityFacts(v, "tcp.self_server", s.Server.PID, refOf(m.Capture))
		}
	}
	if !m.Capture.HasPID {
		return
	}
	drop(v, "tcp.local_agent.")
	if a := s.Agent; a.PID != snapshot.NoPID {
		m.identityFacts(v, "tcp.local_agent", a.PID, refOf(m.Capture))
		v.Number("tcp.local_agent.ports", float64(a.Ports), refOf(m.Capture))
		v.Number("tcp.local_agent.share_of_used", share(a.Ports, m.dynamicUsed()), refOf(m.Capture))
		v.Number("tcp.local_agent.own_ports", float64(a.Own), refOf(m.Capture))
	}
}
