package events

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestSpans(t *testing.T) {
	tests := []struct {
		name    string
		numbers []uint64
		text    string
		gaps    []snapshot.RecordGap
	}{
		{name: "none", text: ""},
		{name: "one", numbers: []uint64{7}, text: "7"},
		{name: "run", numbers: []uint64{0, 1, 2}, text: "0-2"},
		{
			name: "oldest chunk last", numbers: []uint64{10, 11, 20, 21, 8, 9}, text: "8-11, 20-21",
			gaps: []snapshot.RecordGap{{After: 11, Before: 20}},
		},
		{name: "twice", numbers: []uint64{4, 5, 4, 5, 6}, text: "4-6"},
		{
			name: "extremes", numbers: []uint64{^uint64(0), 0}, text: "0, 18446744073709551615",
			gaps: []snapshot.RecordGap{{After: 0, Before: ^uint64(0)}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s Spans
			for _, n := range tt.numbers {
				s.Add(n)
			}
			gaps, all := s.Gaps()
			if diff := cmp.Diff(tt.gaps, gaps); diff != "" || all != len(tt.gaps) {
				t.Errorf("%d gaps (-want +got):\n%s", all, diff)
			}
			if got := s.String(); got != tt.text {
				t.Errorf("String() = %q, want %q", got, tt.text)
			}
		})
	}
}

func TestSpansAreBounded(t *testing.T) {
	var s Spans
	for n := range uint64(maxRuns + 10) {
		s.Add(2 * n)
	}
	gaps, all := s.Gaps()
	if !s.full || len(s.list) != maxRuns || len(gaps) != maxGaps || all != maxRuns-1 {
		t.Errorf("full %v, %d runs, %d gaps of %d", s.full, len(s.list), len(gaps), all)
	}
	if want := uint64(2 * (maxRuns - 1)); gaps[maxGaps-1].Before != want {
		t.Errorf("last gap ends before %d, want %d", gaps[maxGaps-1].Before, want)
	}
	if n := strings.Count(s.String(), ","); n != maxSpans {
		t.Errorf("%d commas, want %d", n, maxSpans)
	}
}

// TestSpansAgreeWithASet compares the spans with a set.
func TestSpansAgreeWithASet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var s Spans
		set := make(map[uint64]bool)
		n := uint64(50)
		for range 100 {
			switch r.IntN(8) {
			case 0:
				n = r.Uint64N(100)
			case 1, 2, 3:
				n++
			default:
				n = max(1, n) - 1
			}
			s.Add(n)
			set[n] = true
		}
		var first, last, missing uint64 = 1 << 40, 0, 0
		for k := range set {
			first, last = min(first, k), max(last, k)
		}
		for k := first; k <= last; k++ {
			if !set[k] {
				missing++
			}
		}
		gotFirst, gotLast := s.Ends()
		if gotFirst != first || gotLast != last || s.Missing() != missing {
			t.Fatalf("%d-%d and %d missing, want %d-%d and %d", gotFirst, gotLast, s.Missing(), first, last, missing)
		}
	}
}
