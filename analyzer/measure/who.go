package measure

import (
	"cmp"
	"maps"
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// Destination is a remote endpoint and the pool ports that outbound rows to it hold.
type Destination struct {
	Address string
	Port    int
	Ports   int
	States  [snapshot.NumStates]int // outbound rows to it
	Owner   Owner                   // whose TIME_WAIT rows to it most likely are
}

// Owner is a process that rows without an owner are ascribed to.
type Owner struct {
	PID   uint32 // snapshot.NoPID where nothing points at one
	Live  int    // live outbound connections to the endpoint with a PID
	Share float64
}

// Process is what one process holds.
type Process struct {
	PID      uint32
	Name     string
	Ports    int // distinct pool ports, inferred ones included
	Inferred int // of these, ports of TIME_WAIT rows ascribed to it
	Live     int // live connections that point at it as the owner of TIME_WAIT rows
	States   [snapshot.NumStates]int
	InPool   [snapshot.NumStates]int // distinct pool ports by state
}

// IsInferred reports whether most of the process's ports are ascribed, not shown.
func (p *Process) IsInferred() bool { return p.Inferred*2 > p.Ports }

// Image is all processes of one program.
type Image struct {
	Name      string
	Ports     int
	Processes int
}

// Who holds the ports of the analyzed capture, each list largest first.
type Who struct {
	Destinations []Destination
	Processes    []Process
	Images       []Image
	UDP          []Process // Ports counts UDP pool ports
	ByState      [snapshot.NumStates]TopOfState
}

// TopOfState is the endpoint and the process with most outbound rows in one state; nil
// where there is none.
type TopOfState struct {
	Destination *Destination
	Process     *Process
	Inferred    bool
}

// ownerMajority is the share of the live connections to an endpoint that one process
// must hold for TIME_WAIT rows to the endpoint to be ascribed to it.
const ownerMajority = 0.5

// findHolders ranks destinations and processes by the distinct pool ports they hold.
func (m *Measurement) findHolders() Who {
	var w Who
	t := m.Capture.Table
	owners := m.inferOwners(t)
	w.Destinations = m.rankDestinations(t, owners)
	w.Processes = m.rankProcesses(t, owners)
	w.Images = rankImages(w.Processes)
	if m.udp != nil && m.udp.Table != nil {
		w.UDP = m.rankUDP(m.udp.Table)
	}
	w.rankStates(t, m)
	return w
}

// outboundRows calls f for each outbound row.
func (m *Measurement) outboundRows(t *snapshot.Table, f func(r *snapshot.Row)) {
	for i := range t.Rows {
		if m.Flow.Of[i] == Outbound {
			f(&t.Rows[i])
		}
	}
}

// inferOwners finds the process behind TIME_WAIT rows, which carry PID 0: the one that
// holds most of the live connections to the same remote endpoint.
func (m *Measurement) inferOwners(t *snapshot.Table) map[endpoint]Owner {
	live := make(map[endpoint]map[uint32]int)
	m.outboundRows(t, func(r *snapshot.Row) {
		if r.PID == snapshot.NoPID || r.PID == 0 {
			return
		}
		e := endpoint{r.Remote, r.RPort}
		if live[e] == nil {
			live[e] = make(map[uint32]int)
		}
		live[e][r.PID]++
	})
	owners := make(map[endpoint]Owner, len(live))
	for e, pids := range live {
		o, total := Owner{PID: snapshot.NoPID}, 0
		for _, pid := range slices.Sorted(maps.Keys(pids)) {
			total += pids[pid]
			if pids[pid] > o.Live {
				o.PID, o.Live = pid, pids[pid]
			}
		}
		o.Share = share(o.Live, total)
		if o.Share > ownerMajority {
			owners[e] = o
		}
	}
	return owners
}

// rankDestinations counts distinct pool ports by remote endpoint. Pairs of endpoint and
// port are packed into one word and sorted: no map has an entry for each row.
func (m *Measurement) rankDestinations(t *snapshot.Table, owners map[endpoint]Owner) []Destination {
	pairs := make([]uint64, 0, len(t.Rows))
	states := make(map[endpoint]*[snapshot.NumStates]int)
	m.outboundRows(t, func(r *snapshot.Row) {
		e := endpoint{r.Remote, r.RPort}
		if states[e] == nil {
			states[e] = new([snapshot.NumStates]int)
		}
		states[e][r.State]++
		if m.poolFor(r.Family).Has(r.LPort) {
			pairs = append(pairs, uint64(r.Remote)<<32|uint64(r.RPort)<<16|uint64(r.LPort))
		}
	})
	slices.Sort(pairs)
	pairs = slices.Compact(pairs)
	ports := make(map[endpoint]int)
	for _, p := range pairs {
		ports[endpoint{uint32(p >> 32), uint16(p >> 16)}]++
	}
	out := make([]Destination, 0, len(states))
	ends := slices.SortedFunc(maps.Keys(states), func(a, b endpoint) int {
		return cmp.Or(cmp.Compare(a.addr, b.addr), cmp.Compare(a.port, b.port))
	})
	for _, e := range ends {
		s := states[e]
		d := Destination{Address: t.Addrs.Text(e.addr), Port: int(e.port), Ports: ports[e], States: *s, Owner: Owner{PID: snapshot.NoPID}}
		if o, ok := owners[e]; ok {
			d.Owner = o
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Destination) int {
		return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.Address, b.Address), cmp.Compare(a.Port, b.Port))
	})
	return out
}

// portSet is a set of ports.
type portSet [1 << 16 / 64]uint64

func (s *portSet) has(p uint16) bool { return s[p/64]&(1<<(p%64)) != 0 }

// add reports whether the port is new.
func (s *portSet) add(p uint16) bool {
	old := s[p/64]
	s[p/64] |= 1 << (p % 64)
	return old != s[p/64]
}

// ascribed stands in the place of a state for TIME_WAIT rows of an inferred owner. It
// fits into the four bits that a hold has for a state.
const ascribed = snapshot.State(15)

// hold packs a process, one of its pool ports, and the state of a row on it, so that
// sorting brings the rows of a process and a port together.
func hold(pid uint32, port uint16, s snapshot.State) uint64 {
	return uint64(pid)<<20 | uint64(port)<<4 | uint64(s)
}

// rankProcesses counts distinct pool ports by process.
func (m *Measurement) rankProcesses(t *snapshot.Table, owners map[endpoint]Owner) []Process {
	procs := make(map[uint32]*Process)
	pointing := make(map[endpoint]bool)
	var holds []uint64
	for i := range t.Rows {
		r := &t.Rows[i]
		pid, state := r.PID, r.State
		if pid == 0 && m.Flow.Of[i] == Outbound {
			if o, ok := owners[endpoint{r.Remote, r.RPort}]; ok {
				pid, state = o.PID, ascribed
				pointing[endpoint{r.Remote, r.RPort}] = true
			}
		}
		if pid == 0 || pid == snapshot.NoPID || r.Proto != snapshot.TCP || m.Flow.Of[i] == Inbound {
			continue
		}
		if procs[pid] == nil {
			procs[pid] = &Process{PID: pid, Name: m.name(pid)}
		}
		if m.Flow.Of[i] == Outbound || r.State == snapshot.Bound {
			procs[pid].States[r.State]++
		}
		if m.poolFor(r.Family).Has(r.LPort) {
			holds = append(holds, hold(pid, r.LPort, state))
		}
	}
	countHolds(procs, holds)
	for e := range pointing {
		if p := procs[owners[e].PID]; p != nil {
			p.Live += owners[e].Live
		}
	}
	return sortProcesses(procs)
}

// countHolds counts the distinct ports of each process, and those that only ascribed rows
// give it.
func countHolds(procs map[uint32]*Process, holds []uint64) {
	slices.Sort(holds)
	holds = slices.Compact(holds)
	for i, h := range holds {
		p, s := procs[uint32(h>>20)], snapshot.State(h&15)
		first := i == 0 || holds[i-1]>>4 != h>>4
		if first {
			p.Ports++
		}
		if s != ascribed {
			p.InPool[s]++
			continue
		}
		p.InPool[snapshot.TimeWait]++
		if first { // states sort below, so no other row shows the port
			p.Inferred++
		}
	}
}

func sortProcesses(procs map[uint32]*Process) []Process {
	out := make([]Process, 0, len(procs))
	for _, p := range procs {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Process) int { return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.PID, b.PID)) })
	return out
}

func (m *Measurement) rankUDP(t *snapshot.Table) []Process {
	procs := make(map[uint32]*Process)
	var holds []uint64
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Proto != snapshot.UDP || r.PID == snapshot.NoPID || !m.UDP.Has(r.LPort) {
			continue
		}
		if procs[r.PID] == nil {
			procs[r.PID] = &Process{PID: r.PID, Name: m.name(r.PID)}
		}
		holds = append(holds, hold(r.PID, r.LPort, r.State))
	}
	countHolds(procs, holds)
	return sortProcesses(procs)
}

// rankImages adds up processes of one program: on a session host none is large alone.
func rankImages(procs []Process) []Image {
	byName := make(map[string]*Image)
	for _, p := range procs {
		if p.Name == "" {
			continue
		}
		if byName[p.Name] == nil {
			byName[p.Name] = &Image{Name: p.Name}
		}
		byName[p.Name].Ports += p.Ports
		byName[p.Name].Processes++
	}
	out := make([]Image, 0, len(byName))
	for _, im := range byName {
		out = append(out, *im)
	}
	slices.SortFunc(out, func(a, b Image) int { return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.Name, b.Name)) })
	return out
}

// rankStates finds the largest endpoint and process of each state.
func (w *Who) rankStates(t *snapshot.Table, m *Measurement) {
	for s := range w.ByState {
		top := &w.ByState[s]
		for i := range w.Destinations {
			d := &w.Destinations[i]
			if d.States[s] > 0 && (top.Destination == nil || d.States[s] > top.Destination.States[s]) {
				top.Destination = d
			}
		}
		for i := range w.Processes {
			p := &w.Processes[i]
			if p.States[s] > 0 && (top.Process == nil || p.States[s] > top.Process.States[s]) {
				top.Process = p
			}
		}
		top.Inferred = snapshot.State(s) == snapshot.TimeWait && top.Process != nil
	}
	w.ByState[snapshot.Bound].Process = w.boundHolder(t, m)
}

// boundHolder returns the process with most ports whose only rows are BOUND. Its count
// stands in InPool[Bound] and States[Bound].
func (w *Who) boundHolder(t *snapshot.Table, m *Measurement) *Process {
	only := make(map[uint16]bool)
	for _, u := range m.Capture.Summary.TCP {
		if u.V4|u.V6 == 1<<snapshot.Bound {
			only[u.Port] = true
		}
	}
	counts, inPool := make(map[uint32]int), make(map[uint32]int)
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Proto != snapshot.TCP || !only[r.LPort] || r.PID == snapshot.NoPID {
			continue
		}
		delete(only, r.LPort)
		counts[r.PID]++
		if m.poolFor(r.Family).Has(r.LPort) {
			inPool[r.PID]++
		}
	}
	var top *Process
	for _, pid := range slices.Sorted(maps.Keys(counts)) {
		if top == nil || counts[pid] > top.States[snapshot.Bound] {
			top = &Process{PID: pid, Name: m.name(pid)}
			top.States[snapshot.Bound], top.InPool[snapshot.Bound] = counts[pid], inPool[pid]
		}
	}
	return top
}
