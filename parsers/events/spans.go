package events

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	// maxRuns bounds the runs of consecutive numbers that are remembered. A log has one
	// per chunk that is out of place, and one per gap.
	maxRuns = 1 << 16
	// maxGaps is how many gaps are kept, the latest ones.
	maxGaps = 1000
	// maxSpans is how many spans of chunk numbers a note lists.
	maxSpans = 20
)

// span is a run of consecutive numbers, both ends included.
type span struct{ first, last uint64 }

// Spans is a set of numbers that come mostly in order, up or down: record ids, numbers of
// chunks. The zero value is empty. Its size is bounded; see Full.
type Spans struct {
	list []span
	full bool
}

// Add enters a number.
func (s *Spans) Add(n uint64) {
	if i := len(s.list) - 1; i >= 0 {
		switch r := &s.list[i]; {
		case n >= r.first && n <= r.last:
			return
		case n > 0 && n-1 == r.last:
			r.last = n
			return
		case r.first > 0 && n == r.first-1:
			r.first = n
			return
		}
	}
	if s.full {
		return
	}
	if len(s.list) == maxRuns {
		s.merge()
		if s.full = len(s.list) > maxRuns/2; s.full { // the next time would be soon
			return
		}
	}
	s.list = append(s.list, span{n, n})
}

// Full reports whether numbers had to be left out.
func (s *Spans) Full() bool { return s.full }

// Empty reports whether no number was entered.
func (s *Spans) Empty() bool { return len(s.list) == 0 }

// merge sorts the spans and joins those that touch.
func (s *Spans) merge() {
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

// Ends returns the lowest and the highest number; both are 0 where there is none.
func (s *Spans) Ends() (first, last uint64) {
	s.merge()
	if n := len(s.list); n > 0 {
		return s.list[0].first, s.list[n-1].last
	}
	return 0, 0
}

// Gaps returns what is missing between the spans, the latest thousand of it, and how many
// gaps there are in all.
func (s *Spans) Gaps() (list []snapshot.RecordGap, all int) {
	s.merge()
	all = max(0, len(s.list)-1)
	for i := max(1, len(s.list)-maxGaps); i < len(s.list); i++ {
		list = append(list, snapshot.RecordGap{After: s.list[i-1].last, Before: s.list[i].first})
	}
	return list, all
}

// Missing returns how many numbers lie between the spans.
func (s *Spans) Missing() uint64 {
	s.merge()
	var n uint64
	for i := 1; i < len(s.list); i++ {
		n += s.list[i].first - s.list[i-1].last - 1
	}
	return n
}

// Below drops the numbers from n on.
func (s *Spans) Below(n uint64) {
	out := s.list[:0]
	for _, r := range s.list {
		if r.first < n {
			out = append(out, span{r.first, min(r.last, n-1)})
		}
	}
	s.list = out
}

// Only reports whether n is the one number of the set.
func (s *Spans) Only(n uint64) bool { return len(s.list) == 1 && s.list[0] == span{n, n} }

// String lists the numbers as "0, 4-6", and ends with an ellipsis after maxSpans spans.
func (s *Spans) String() string {
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
