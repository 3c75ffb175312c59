package snapshot

import "slices"

// Summarize counts a table in one pass over its rows, and one more that needs to know who
// listens.
func Summarize(t *Table) Summary { return new(summarizer).summarize(t) }

// summarizer is the room that summaries are made in. A file with thousands of captures
// uses one.
type summarizer struct {
	tcp, udp              portMasks
	sample, longLived     sketch
	established, timeWait sketch
	ends                  ends
	hashes                []uint64 // of addresses
	owners                map[uint32]int
	recent                [64]recentOwner // of owners
	processes             []ProcessUse
}

func (z *summarizer) summarize(t *Table) Summary {
	var s Summary
	if t.Len() == 0 {
		return s
	}
	z.sample.reset(SampleSize)
	z.longLived.reset(SketchSize)
	z.established.reset(TupleSample)
	z.timeWait.reset(TupleSample)
	z.hashes = addressHashes(t, z.hashes[:0])
	z.ends.reset(t.Addrs.Len())
	lines := make([]LineSpan, NumStates)
	for _, r := range t.All() {
		z.ends.local[r.Local] = true
		if r.Proto == UDP {
			s.UDPRows++
			z.udp.add(r)
			continue
		}
		s.States[r.State]++
		lines[r.State].add(r.Line)
		z.tcp.add(r)
		if r.State == Listen {
			z.ends.listen[r.Remote] = true
		}
		if r.State != Bound {
			z.sample.add(tupleHash(z.hashes, r))
		}
	}
	s.Own, s.Name = z.ends.own(t), z.ends.name(t)
	s.Lines, s.Sample = lines, z.sample.list()
	s.TCP, s.UDP = z.tcp.list(), z.udp.list()
	z.countUnlistened(t, &s)
	z.tcp.reset(s.TCP)
	z.udp.reset(s.UDP)
	return s
}

func (l *LineSpan) add(line uint32) {
	if l.First == 0 || line < l.First {
		l.First = line
	}
	l.Last = max(l.Last, line)
}

// countUnlistened counts the rows on ports without a listener, and what processes hold.
func (z *summarizer) countUnlistened(t *Table, s *Summary) {
	const onlyBound = StateMask(1 << Bound)
	clear(z.owners)
	clear(z.recent[:])
	z.processes = z.processes[:0]
	var listening, counted portBits
	for _, u := range s.TCP {
		if (u.V4 | u.V6).Has(Listen) {
			listening.add(u.Port)
		}
	}
	for _, r := range t.All() {
		if r.Proto == UDP || listening.has(r.LPort) {
			continue
		}
		s.Unlistened[r.State]++
		switch {
		case r.State == TimeWait:
			z.timeWait.add(tupleHash(z.hashes, r))
		case r.State == Established:
			z.established.add(tupleHash(z.hashes, r))
			if r.PID != NoPID {
				z.owner(r.PID).Established++
			}
		case r.State == CloseWait:
			z.longLived.add(tupleHash(z.hashes, r))
			if r.PID != NoPID {
				z.owner(r.PID).CloseWait++
			}
		case r.State == Bound && !counted.has(r.LPort) && z.tcp.mask(r.LPort) == onlyBound:
			counted.add(r.LPort)
			if r.PID != NoPID {
				z.owner(r.PID).Bound++
			}
		}
	}
	s.LongLived, s.Established, s.TimeWait = z.longLived.list(), z.established.list(), z.timeWait.list()
	s.Processes = slices.Clone(z.processes)
}

// recentOwner is a process and its place in the list, from 1; 0 for none.
type recentOwner struct{ pid, place uint32 }

func (z *summarizer) owner(pid uint32) *ProcessUse {
	recent := &z.recent[pid>>2%64] // process ids are multiples of four
	if recent.place > 0 && recent.pid == pid {
		return &z.processes[recent.place-1]
	}
	i, ok := z.owners[pid]
	if !ok {
		if z.owners == nil {
			z.owners = make(map[uint32]int)
		}
		i = len(z.processes)
		z.owners[pid] = i
		z.processes = append(z.processes, ProcessUse{PID: pid})
	}
	*recent = recentOwner{pid, uint32(i + 1)}
	return &z.processes[i]
}
