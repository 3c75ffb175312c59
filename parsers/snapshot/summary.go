package snapshot

import (
	"cmp"
	"slices"
)

// PortUse tells which states the rows of one local port are in, by the family of the
// socket.
type PortUse struct {
	Port   uint16
	V4, V6 StateMask
}

// ProcessUse counts what a process holds in one capture.
type ProcessUse struct {
	PID       uint32
	CloseWait int // CLOSE_WAIT rows on ports that nobody listens on
	Bound     int // ports whose only rows are BOUND
}

// Summary is what stays of a capture when its rows are dropped. It needs no port range:
// that may stand in a file which is read later.
type Summary struct {
	States  [NumStates]int // TCP rows by state
	UDPRows int
	TCP     []PortUse // by port
	UDP     []PortUse // by port
	// Unlistened counts rows on ports that nobody in the capture listens on.
	Unlistened [NumStates]int
	// Processes that hold CLOSE_WAIT or bound ports, by PID.
	Processes []ProcessUse
	// LongLived sketches the CLOSE_WAIT tuples: the SketchSize smallest hashes, sorted.
	LongLived []uint64
	// Sample sketches all TCP rows but BOUND ones: the SampleSize smallest hashes, sorted.
	Sample  []uint64
	MinLine [NumStates]int // first and last line of a row in each state
	MaxLine [NumStates]int
}

// SketchSize is how many tuple hashes a capture keeps. Up to that many CLOSE_WAIT rows
// persistence over captures is exact; beyond, it is estimated from the sample.
const SketchSize = 4096

// SampleSize is how many tuple hashes tell whether two captures show the same connections.
const SampleSize = 256

// Overlap returns the share of the smaller capture's connections that the other one shows
// as well, judged by the samples; 1 where one of them has no connection.
func (s *Summary) Overlap(o *Summary) float64 {
	small, large := s, o
	if o.TCPRows() < s.TCPRows() {
		small, large = o, s
	}
	limit := ^uint64(0)
	for _, sample := range [][]uint64{small.Sample, large.Sample} {
		if len(sample) == SampleSize {
			limit = min(limit, sample[len(sample)-1])
		}
	}
	of, both := 0, 0
	for _, h := range small.Sample {
		if h > limit {
			break
		}
		of++
		if _, ok := slices.BinarySearch(large.Sample, h); ok {
			both++
		}
	}
	if of == 0 {
		return 1
	}
	return float64(both) / float64(of)
}

// TCPRows returns the number of TCP rows.
func (s *Summary) TCPRows() int {
	n := 0
	for _, c := range s.States {
		n += c
	}
	return n
}

// Summarize counts a table in one pass over its rows, and one over its ports.
func Summarize(t *Table) Summary {
	var s Summary
	if len(t.Rows) == 0 {
		return s
	}
	var tcp, udp portMasks
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Proto == UDP {
			s.UDPRows++
			udp.add(r)
			continue
		}
		s.States[r.State]++
		s.noteLine(r)
		tcp.add(r)
		if r.State != Bound {
			s.sample(tupleHash(t, r))
		}
	}
	slices.Sort(s.Sample)
	s.TCP, s.UDP = tcp.list(), udp.list()
	s.countUnlistened(t, &tcp)
	return s
}

func (s *Summary) noteLine(r *Row) {
	line := int(r.Line)
	if s.MinLine[r.State] == 0 || line < s.MinLine[r.State] {
		s.MinLine[r.State] = line
	}
	s.MaxLine[r.State] = max(s.MaxLine[r.State], line)
}

// countUnlistened counts the rows on ports without a listener, and what processes hold.
func (s *Summary) countUnlistened(t *Table, ports *portMasks) {
	use := make(map[uint32]*ProcessUse)
	owner := func(pid uint32) *ProcessUse {
		u := use[pid]
		if u == nil {
			u = &ProcessUse{PID: pid}
			use[pid] = u
		}
		return u
	}
	const onlyBound = StateMask(1 << Bound)
	var seen [1 << 16 / 64]uint64
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Proto == UDP {
			continue
		}
		mask := ports.mask(r.LPort)
		if mask.Has(Listen) {
			continue
		}
		s.Unlistened[r.State]++
		switch {
		case r.State == CloseWait:
			s.LongLived = append(s.LongLived, tupleHash(t, r))
			if r.PID != NoPID {
				owner(r.PID).CloseWait++
			}
		case mask == onlyBound && seen[r.LPort/64]&(1<<(r.LPort%64)) == 0:
			seen[r.LPort/64] |= 1 << (r.LPort % 64)
			if r.PID != NoPID {
				owner(r.PID).Bound++
			}
		}
	}
	slices.Sort(s.LongLived)
	s.LongLived = slices.Compact(s.LongLived)
	if len(s.LongLived) > SketchSize {
		s.LongLived = slices.Clone(s.LongLived[:SketchSize])
	}
	for _, u := range use {
		s.Processes = append(s.Processes, *u)
	}
	slices.SortFunc(s.Processes, func(a, b ProcessUse) int { return cmp.Compare(a.PID, b.PID) })
}

// sample keeps the smallest hashes: the slice is a heap with the largest of them on top.
func (s *Summary) sample(h uint64) {
	if len(s.Sample) < SampleSize {
		s.Sample = append(s.Sample, h)
		for i := len(s.Sample) - 1; i > 0 && s.Sample[(i-1)/2] < s.Sample[i]; i = (i - 1) / 2 {
			s.Sample[i], s.Sample[(i-1)/2] = s.Sample[(i-1)/2], s.Sample[i]
		}
		return
	}
	if h >= s.Sample[0] {
		return
	}
	s.Sample[0] = h
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < len(s.Sample) && s.Sample[child+1] > s.Sample[child] {
			child++
		}
		if child >= len(s.Sample) || s.Sample[child] <= s.Sample[i] {
			return
		}
		s.Sample[i], s.Sample[child] = s.Sample[child], s.Sample[i]
		i = child
	}
}

// tupleHash mixes the four parts of a connection. It is unseeded on purpose: samples of
// two captures must agree, and a crafted collision can only spoil an estimate.
func tupleHash(t *Table, r *Row) uint64 {
	h := uint64(r.LPort)<<16 | uint64(r.RPort)
	for _, i := range [2]uint32{r.Local, r.Remote} {
		a := t.Addrs.At(i)
		if a.Kind == AddrName {
			for _, c := range []byte(t.Addrs.Text(i)) {
				h = mix(h ^ uint64(c))
			}
			continue
		}
		h = mix(mix(h^a.Hi) ^ a.Lo)
	}
	return mix(h)
}

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// portMasks collects the states of each local port. Pages of 256 ports are made when
// they are first used, so a small capture stays cheap.
type portMasks struct {
	pages [256]*[256]PortUse
}

func (p *portMasks) add(r *Row) {
	page := p.pages[r.LPort>>8]
	if page == nil {
		page = new([256]PortUse)
		p.pages[r.LPort>>8] = page
	}
	u := &page[r.LPort&0xff]
	if r.Family == IPv6 {
		u.V6 = u.V6.With(r.State)
	} else {
		u.V4 = u.V4.With(r.State)
	}
}

func (p *portMasks) mask(port uint16) StateMask {
	page := p.pages[port>>8]
	if page == nil {
		return 0
	}
	u := page[port&0xff]
	return u.V4 | u.V6
}

func (p *portMasks) list() []PortUse {
	n := 0
	for _, page := range p.pages {
		if page != nil {
			for _, u := range page {
				if u.V4|u.V6 != 0 {
					n++
				}
			}
		}
	}
	out := make([]PortUse, 0, n)
	for hi, page := range p.pages {
		if page == nil {
			continue
		}
		for lo, u := range page {
			if u.V4|u.V6 != 0 {
				u.Port = uint16(hi<<8 | lo)
				out = append(out, u)
			}
		}
	}
	return out
}
