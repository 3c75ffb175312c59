package evtx

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	// maxRuns bounds the runs of consecutive ids that are remembered. A log has one per
	// chunk that is out of place, and one per gap.
	maxRuns = 1 << 16
	// maxGaps is how many gaps are kept, the latest ones.
	maxGaps = 1000
	// maxSpans is how many spans of chunk numbers a note lists.
	maxSpans = 20
)

// span is a run of consecutive numbers, both ends included.
type span struct{ first, last uint64 }

// spans is a set of numbers that come mostly in order.
type spans struct {
	list []span
	full bool // numbers were left out
}

func (s *spans) add(n uint64) {
	if i := len(s.list) - 1; i >= 0 && n > 0 && s.list[i].last == n-1 {
		s.list[i].last = n
		return
	}
	if len(s.list) == maxRuns {
		s.merge()
	}
	if len(s.list) == maxRuns {
		s.full = true
		return
	}
	s.list = append(s.list, span{n, n})
}

// merge sorts the spans and joins those that touch.
func (s *spans) merge() {
	slices.SortFunc(s.list, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	out := s.list[:0]
	for _, n := range s.list {
		if i := len(out) - 1; i >= 0 && (n.first <= out[i].last || n.first-1 == out[i].last) {
			out[i].last = max(out[i].last, n.last)
			continue
		}
		out = append(out, n)
	}
	s.list = out
}

// gaps returns what is missing between the spans, the latest maxGaps of it, and how
// many gaps there are in all.
func (s *spans) gaps() (list []snapshot.RecordGap, all int) {
	s.merge()
	all = max(0, len(s.list)-1)
	for i := max(1, len(s.list)-maxGaps); i < len(s.list); i++ {
		list = append(list, snapshot.RecordGap{After: s.list[i-1].last, Before: s.list[i].first})
	}
	return list, all
}

// below drops the numbers from n on.
func (s *spans) below(n uint64) {
	out := s.list[:0]
	for _, r := range s.list {
		if r.first < n {
			out = append(out, span{r.first, min(r.last, n-1)})
		}
	}
	s.list = out
}

// only reports whether n is the one number of the set.
func (s *spans) only(n uint64) bool { return len(s.list) == 1 && s.list[0] == span{n, n} }

// String lists the numbers as "0, 4-6", and ends with an ellipsis after maxSpans spans.
func (s *spans) String() string {
	s.merge()
	var b strings.Builder
	for i, n := range s.list {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == maxSpans {
			b.WriteString("...")
			break
		}
		b.WriteString(strconv.FormatUint(n.first, 10))
		if n.last > n.first {
			b.WriteString("-" + strconv.FormatUint(n.last, 10))
		}
	}
	return b.String()
}
