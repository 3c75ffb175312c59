package builtin_test

import (
	"testing"

	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/builtin"
)

// TestBuiltin loads the rules that come with portdx and runs the tests inside them.
func TestBuiltin(t *testing.T) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Fatalf("the rules do not load:\n%s", err)
	}
	tested := map[string]bool{}
	for _, r := range set.RunTests() {
		tested[r.Rule] = true
		if !r.Passed() {
			t.Errorf("%s:%d: %s: %s: got %s, want %s", r.File, r.Line, r.Rule, r.Name, r.Got, r.Want)
		}
	}
	for _, r := range set.Rules() {
		if !tested[r.ID] {
			t.Errorf("%s: the rule has no tests", r.File)
		}
	}
}

// TestSingleDocuments checks that what exists once is there.
func TestSingleDocuments(t *testing.T) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Skip("see TestBuiltin")
	}
	got := set.Evaluate(rules.Input{})
	if got.Verdict.Status != "undetermined" {
		t.Errorf("the verdict on no evidence is %q, want undetermined", got.Verdict.Status)
	}
	if len(got.Path) == 0 {
		t.Error("there is no decision path")
	}
	if len(got.Requests) == 0 {
		t.Error("nothing is asked for")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := rules.Load(builtin.FS); err != nil {
			b.Fatal(err)
		}
	}
}
