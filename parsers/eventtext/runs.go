package eventtext

import (
	"cmp"
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	// maxRuns bounds the runs of consecutive record ids that are remembered.
	maxRuns = 1 << 14
	// maxGaps is how many gaps are kept, the latest ones.
	maxGaps = 1000
)

// run is a span of consecutive record ids, both ends included.
type run struct{ first, last uint64 }

// runs is a set of record ids that come mostly in order, up or down.
type runs struct {
	list []run
	full bool // ids were left out
}

func (s *runs) add(n uint64) {
	if i := len(s.list) - 1; i >= 0 {
		switch r := &s.list[i]; {
		case n >= r.first && n <= r.last:
			return
		case n == r.last+1:
			r.last = n
			return
		case n+1 == r.first:
			r.first = n
			return
		}
	}
	if len(s.list) == maxRuns {
		s.merge()
	}
	if len(s.list) == maxRuns {
		s.full = true
		return
	}
	s.list = append(s.list, run{n, n})
}

// merge sorts the runs and joins those that touch.
func (s *runs) merge() {
	slices.SortFunc(s.list, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	out := s.list[:0]
	for _, r := range s.list {
		if i := len(out) - 1; i >= 0 && (r.first <= out[i].last || r.first-1 == out[i].last) {
			out[i].last = max(out[i].last, r.last)
			continue
		}
		out = append(out, r)
	}
	s.list = out
}

// ends returns the lowest and the highest id; both are 0 where there is none.
func (s *runs) ends() (first, last uint64) {
	s.merge()
	if n := len(s.list); n > 0 {
		return s.list[0].first, s.list[n-1].last
	}
	return 0, 0
}

// gaps returns what is missing between the runs, the latest maxGaps of it.
func (s *runs) gaps() []snapshot.RecordGap {
	s.merge()
	var list []snapshot.RecordGap
	for i := max(1, len(s.list)-maxGaps); i < len(s.list); i++ {
		list = append(list, snapshot.RecordGap{After: s.list[i-1].last, Before: s.list[i].first})
	}
	return list
}

// missing returns how many ids lie between the runs.
func (s *runs) missing() uint64 {
	s.merge()
	var n uint64
	for i := 1; i < len(s.list); i++ {
		n += s.list[i].first - s.list[i-1].last - 1
	}
	return n
}
