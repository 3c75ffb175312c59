package rules

import (
	"math/rand/v2"
	"testing"
)

func TestNot(t *testing.T) {
	for _, tt := range []struct{ in, want Truth }{{No, Yes}, {Maybe, Maybe}, {Yes, No}} {
		if got := not(tt.in); got != tt.want {
			t.Errorf("not(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestPairs(t *testing.T) {
	tests := []struct{ a, b, all, some Truth }{
		{No, No, No, No}, {No, Maybe, No, Maybe}, {No, Yes, No, Yes},
		{Maybe, No, No, Maybe}, {Maybe, Maybe, Maybe, Maybe}, {Maybe, Yes, Maybe, Yes},
		{Yes, No, No, Yes}, {Yes, Maybe, Maybe, Yes}, {Yes, Yes, Yes, Yes},
	}
	for _, tt := range tests {
		if got := all([]Truth{tt.a, tt.b}); got != tt.all {
			t.Errorf("all(%s, %s) = %s, want %s", tt.a, tt.b, got, tt.all)
		}
		if got := some([]Truth{tt.a, tt.b}); got != tt.some {
			t.Errorf("any(%s, %s) = %s, want %s", tt.a, tt.b, got, tt.some)
		}
	}
}

func TestAtLeast(t *testing.T) {
	tests := []struct {
		name  string
		count int
		of    []Truth
		want  Truth
	}{
		{"reached", 2, []Truth{Yes, No, Yes}, Yes},
		{"reached whatever the rest", 2, []Truth{Yes, Maybe, Yes}, Yes},
		{"still reachable", 2, []Truth{Yes, Maybe, No}, Maybe},
		{"only by unknown ones", 2, []Truth{Maybe, Maybe, No}, Maybe},
		{"out of reach", 2, []Truth{Maybe, No, No}, No},
		{"all needed", 3, []Truth{Yes, Yes, Maybe}, Maybe},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := atLeast(tt.count, tt.of); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// formulaTree is a condition over numbered inputs.
type formulaTree struct {
	op    int // input, not, all, any, at least
	input int
	count int
	of    []*formulaTree
}

func randomTree(r *rand.Rand, inputs, depth int) *formulaTree {
	if depth == 0 || r.IntN(4) == 0 {
		return &formulaTree{input: r.IntN(inputs)}
	}
	t := &formulaTree{op: 1 + r.IntN(4)}
	parts := 1
	if t.op > 1 {
		parts = 1 + r.IntN(3)
	}
	for range parts {
		t.of = append(t.of, randomTree(r, inputs, depth-1))
	}
	t.count = 1 + r.IntN(parts)
	return t
}

func (f *formulaTree) answer(in []Truth) Truth {
	var of []Truth
	for _, part := range f.of {
		of = append(of, part.answer(in))
	}
	switch f.op {
	case 1:
		return not(of[0])
	case 2:
		return all(of)
	case 3:
		return some(of)
	case 4:
		return atLeast(f.count, of)
	}
	return in[f.input]
}

// completions calls visit with every way to decide the unknown inputs.
func completions(in []Truth, visit func([]Truth)) {
	for i, t := range in {
		if t != Maybe {
			continue
		}
		for _, decided := range []Truth{No, Yes} {
			next := append([]Truth{}, in...)
			next[i] = decided
			completions(next, visit)
		}
		return
	}
	visit(in)
}

// TestCompletions checks on random trees that an answer which is not unknown is that of
// every completion, and that learning one more input never takes such an answer back.
func TestCompletions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		tree := randomTree(r, 4, 4)
		in := make([]Truth, 4)
		for i := range in {
			in[i] = Truth(r.IntN(3))
		}
		got := tree.answer(in)
		completions(in, func(full []Truth) {
			complete := tree.answer(full)
			if complete == Maybe {
				t.Fatalf("unknown without an unknown input: %v", full)
			}
			if got != Maybe && got != complete {
				t.Fatalf("%v answers %s, but its completion %v answers %s", in, got, full, complete)
			}
		})
		for i := range in {
			if in[i] != Maybe {
				continue
			}
			more := append([]Truth{}, in...)
			more[i] = Truth(2 * r.IntN(2))
			if later := tree.answer(more); got != Maybe && later != got {
				t.Fatalf("%v answers %s, and with more known %v %s", in, got, more, later)
			}
		}
	}
}

// TestAtLeastIsExact checks that atLeast is unknown only where completions differ.
func TestAtLeastIsExact(t *testing.T) {
	for n := range 81 {
		in := []Truth{Truth(n % 3), Truth(n / 3 % 3), Truth(n / 9 % 3), Truth(n / 27)}
		for count := 1; count <= 4; count++ {
			answers := map[Truth]bool{}
			completions(in, func(full []Truth) { answers[atLeast(count, full)] = true })
			want := Maybe
			if len(answers) == 1 {
				want = truthOf(answers[Yes])
			}
			if got := atLeast(count, in); got != want {
				t.Errorf("atLeast(%d, %v) = %s, want %s", count, in, got, want)
			}
		}
	}
}
