package rules

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/portdx/portdx/rules/facts"
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

// inputs are the facts that random conditions ask, "is it above zero?".
var inputs = []string{"tcp.rows", "tcp.bound", "tcp.listening", "tcp.pool.size"}

// randomCondition writes a condition over the inputs.
func randomCondition(r *rand.Rand, depth int) string {
	kind := r.IntN(5)
	if depth == 0 || kind == 0 {
		return inputs[r.IntN(len(inputs))] + " > 0"
	}
	if kind == 1 {
		return "{not: " + randomCondition(r, depth-1) + "}"
	}
	parts := make([]string, 1+r.IntN(3))
	for i := range parts {
		parts[i] = randomCondition(r, depth-1)
	}
	list := "[" + strings.Join(parts, ", ") + "]"
	switch kind {
	case 2:
		return "{all: " + list + "}"
	case 3:
		return "{any: " + list + "}"
	}
	return fmt.Sprintf("{at_least: {count: %d, of: %s}}", 1+r.IntN(len(parts)), list)
}

// answerOf evaluates the rule a when the inputs are as given.
func answerOf(s *Set, in []Truth) Truth {
	v := facts.NewSet()
	for i, t := range in {
		if t == Maybe {
			v.Unknown(inputs[i])
		} else {
			v.Number(inputs[i], float64(t))
		}
	}
	return newEvaluator(s, Input{Values: v}).rule(s.Rule("a"))
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

// TestCompletions checks on random conditions that an answer which is not unknown is that
// of every completion, and that learning one more input never takes such an answer back.
func TestCompletions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		when := randomCondition(r, 4)
		set := mustLoad(t, map[string]string{"a.yaml": ruleWith("a", "cause", "when: "+when+"\n")})
		for range 5 {
			in := make([]Truth, len(inputs))
			for i := range in {
				in[i] = Truth(r.IntN(3))
			}
			checkCompletions(t, set, when, in)
			checkMonotone(t, set, when, in)
		}
	}
}

func checkCompletions(t *testing.T, set *Set, when string, in []Truth) {
	t.Helper()
	got := answerOf(set, in)
	completions(in, func(full []Truth) {
		complete := answerOf(set, full)
		if complete == Maybe {
			t.Fatalf("%s: unknown without an unknown input: %v", when, full)
		}
		if got != Maybe && got != complete {
			t.Fatalf("%s: %v answers %s, but its completion %v answers %s", when, in, got, full, complete)
		}
	})
}

func checkMonotone(t *testing.T, set *Set, when string, in []Truth) {
	t.Helper()
	got := answerOf(set, in)
	for i := range in {
		for _, learned := range []Truth{No, Yes} {
			more := append([]Truth{}, in...)
			more[i] = learned
			if in[i] != Maybe || got == Maybe {
				continue
			}
			if later := answerOf(set, more); later != got {
				t.Fatalf("%s: %v answers %s, and with more known %v %s", when, in, got, more, later)
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
