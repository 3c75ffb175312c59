package diagnosis

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestCompare puts the worst host first, whatever the order before.
func TestCompare(t *testing.T) {
	of := func(name, status, when, lean string, peak float64) *Diagnosis {
		return &Diagnosis{Host: Host{Name: name}, Verdict: Verdict{Status: status, When: when, Lean: lean}, Facts: map[string]any{"tcp.pool.utilization_peak": peak}}
	}
	want := []*Diagnosis{
		of("Z", "confirmed", "at-capture", "pressure", 0.9),
		of("Y", "confirmed", "earlier", "no-pressure", 0.1),
		of("X", "confirmed", "no-capture", "none", 0),
		of("V", "likely", "", "pressure", 0.95),
		of("W", "likely", "", "pressure", 0.85),
		of("U", "at-risk", "", "pressure", 0.6),
		of("T", "undetermined", "", "pressure", 0.6),
		of("S", "undetermined", "", "no-pressure", 0.1),
		of("Q", "not-found", "", "no-pressure", 0.1),
		of("R", "not-found", "", "no-pressure", 0.1),
		of("", "not-found", "", "no-pressure", 0.1),
		of("A", "undetermined", "", "none", 0),
		of("", "undetermined", "", "none", 0),
	}
	names := func(list []*Diagnosis) string {
		var out []string
		for _, d := range list {
			out = append(out, d.Host.Name)
		}
		return strings.Join(out, " ")
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		got := slices.Clone(want)
		rnd.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortStableFunc(got, Compare)
		if names(got) != names(want) {
			t.Fatalf("order %q, want %q", names(got), names(want))
		}
	}
}
