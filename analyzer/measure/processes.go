package measure

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"

	"github.com/portdx/portdx/parsers/intern"
	"github.com/portdx/portdx/parsers/snapshot"
)

// rankProcesses counts distinct pool ports by process. Outbound rows of PID 0 count for
// the process that they are ascribed to.
func (w *Who) rankProcesses(m *Measurement, t *snapshot.Table, o *owners) {
	var pids intern.Table
	of := make([]uint32, t.Len())
	for i, r := range t.All() {
		pid := r.PID
		if pid == 0 {
			pid = o.of(i)
		}
		of[i] = noGroup
		if pid != 0 && pid != snapshot.NoPID && r.Proto == snapshot.TCP && m.Flow.Of[i] != Inbound {
			of[i] = pids.Add(intern.Key{Lo: uint64(pid)})
		}
	}
	top := best[Process]{keep: KeepHolders, compare: compareProcesses}
	images := make(map[string]*Image)
	groups, ports := m.group(t, of, pids.Len()), new(portStates)
	for g := range pids.Len() {
		p := m.newProcess(uint32(pids.Key(uint32(g)).Lo))
		p.Live = o.live[p.PID]
		for _, r := range groups.of(g) {
			if r.has(counts) {
				p.States[r.state()]++
			}
			if r.has(inPool) {
				ports.add(r)
			}
		}
		ports.countInto(&p)
		top.add(&p)
		w.noteProcess(&p)
		addImage(images, &p)
	}
	w.Processes, w.ProcessCount = top.list(), top.count
	w.Images = rankImages(images)
}

func (m *Measurement) newProcess(pid uint32) Process { return Process{PID: pid, Name: m.Name(pid)} }

// rankUDP counts distinct UDP pool ports by process.
func (w *Who) rankUDP(m *Measurement, t *snapshot.Table) {
	var pids intern.Table
	var procs []Process
	var seen intern.Table
	for _, r := range t.All() {
		if r.Proto != snapshot.UDP || r.PID == snapshot.NoPID || !m.UDP.Has(r.LPort) {
			continue
		}
		n := pids.Add(intern.Key{Lo: uint64(r.PID)})
		if int(n) == len(procs) {
			procs = append(procs, m.newProcess(r.PID))
		}
		if before := seen.Len(); int(seen.Add(intern.Key{Hi: uint64(r.PID), Lo: uint64(r.LPort)})) == before {
			procs[n].Ports++
		}
	}
	top := best[Process]{keep: KeepHolders, compare: compareProcesses}
	for i := range procs {
		top.add(&procs[i])
	}
	w.UDP, w.UDPCount = top.list(), top.count
}

func compareProcesses(a, b *Process) int {
	return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.PID, b.PID))
}

// portStates collects the states of one process's rows on each port.
type portStates struct {
	masks [1 << 16]snapshot.StateMask
	ports []uint16 // those with a mask
}

// ascribed stands in the place of a state for rows of PID 0. It is the last bit of a mask.
const ascribed = snapshot.State(15)

func (ps *portStates) add(r item) {
	state, port := r.state(), r.port()
	if r.pid() == 0 {
		state = ascribed
	}
	if ps.masks[port] == 0 {
		ps.ports = append(ps.ports, port)
	}
	ps.masks[port] |= 1 << state
}

// countInto counts the ports of a process, and empties the collection. A port is inferred
// if ascribed rows alone give it to the process.
func (ps *portStates) countInto(p *Process) {
	const inferred = snapshot.StateMask(1 << ascribed)
	for _, port := range ps.ports {
		mask := ps.masks[port]
		ps.masks[port] = 0
		p.Ports++
		if mask == inferred {
			p.Inferred++
		}
		if mask&inferred != 0 {
			mask = mask&^inferred | 1<<snapshot.TimeWait
		}
		for ; mask != 0; mask &= mask - 1 {
			p.InPool[bits.TrailingZeros16(uint16(mask))]++
		}
	}
	ps.ports = ps.ports[:0]
}

// noteProcess keeps the process if it has the most rows in some state.
func (w *Who) noteProcess(p *Process) {
	for s, rows := range p.States {
		if rows == 0 {
			continue
		}
		top := &w.ByState[s]
		if q := top.Process; q == nil || rows > q.States[s] || rows == q.States[s] && compareProcesses(p, q) < 0 {
			kept := *p
			top.Process = &kept
			top.Inferred = snapshot.State(s) == snapshot.TimeWait
		}
	}
}

// addImage adds up processes of one program: on a session host none is large alone.
func addImage(images map[string]*Image, p *Process) {
	if p.Name == "" {
		return
	}
	if images[p.Name] == nil {
		images[p.Name] = &Image{Name: p.Name}
	}
	images[p.Name].Ports += p.Ports
	images[p.Name].Processes++
}

func rankImages(images map[string]*Image) []Image {
	top := best[Image]{keep: KeepHolders, compare: func(a, b *Image) int {
		return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.Name, b.Name))
	}}
	for _, name := range slices.Sorted(maps.Keys(images)) {
		top.add(images[name])
	}
	return top.list()
}

// boundHolder returns the process with most ports whose only rows are BOUND. Its count
// stands in InPool[Bound] and States[Bound].
func (m *Measurement) boundHolder(t *snapshot.Table) *Process {
	if !m.Capture.HasBound() {
		return nil
	}
	var only portSet
	for _, u := range m.Capture.Summary.TCP {
		if u.V4|u.V6 == 1<<snapshot.Bound {
			only.add(u.Port)
		}
	}
	counts, inPool, counted := make(map[uint32]int), make(map[uint32]int), portSet{}
	for _, r := range t.All() {
		if r.Proto != snapshot.TCP || !only.has(r.LPort) || r.PID == snapshot.NoPID || !counted.add(r.LPort) {
			continue
		}
		counts[r.PID]++
		if m.dynamic.has(r.Family, r.LPort) {
			inPool[r.PID]++
		}
	}
	var top *Process
	for _, pid := range slices.Sorted(maps.Keys(counts)) {
		if top == nil || counts[pid] > top.States[snapshot.Bound] {
			p := m.newProcess(pid)
			p.States[snapshot.Bound], p.InPool[snapshot.Bound] = counts[pid], inPool[pid]
			top = &p
		}
	}
	return top
}
