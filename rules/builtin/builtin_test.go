package builtin_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/builtin"
	"github.com/portdx/portdx/rules/facts"
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

// TestSingleDocuments checks that verdict, path and requests are there.
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

// TestTablesNotKept checks that no text denies a table whose rows were dropped at a limit.
func TestTablesNotKept(t *testing.T) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Skip("see TestBuiltin")
	}
	for _, tt := range []struct {
		count float64
		want  bool // the texts say that none was captured
	}{{0, true}, {3, false}} {
		v := everything(facts.Unknown)
		v.Number("capture.count", tt.count)
		got := set.Evaluate(rules.Input{Values: v})
		texts := append([]rules.Text{got.Verdict.Headline}, got.Verdict.Limits...)
		for _, a := range got.Summary {
			texts = append(texts, a.Text)
		}
		denies, all := 0, ""
		for _, text := range texts {
			all += text.Text + "\n"
			if strings.Contains(text.Text, "connection table") && strings.Contains(text.Text, "was captured") {
				denies++
			}
		}
		if (denies > 0) != tt.want || strings.Contains(all, "but not kept") == tt.want {
			t.Errorf("%v captures:\n%s", tt.count, all)
		}
	}
}

// everything sets all facts: to unknown, or to a number, true or a text.
func everything(state facts.State) *facts.Set {
	v := facts.NewSet()
	for f := range facts.All() {
		switch {
		case state == facts.Unknown:
			v.Unknown(f.Name)
		case f.Type == facts.Bool:
			v.Bool(f.Name, true)
		case f.Type == facts.String:
			v.String(f.Name, "text")
		default:
			v.Number(f.Name, 1000)
		}
	}
	return v
}

// TestSameResult evaluates many times at once: every run gives the same result.
func TestSameResult(t *testing.T) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Skip("see TestBuiltin")
	}
	byID := cmp.Comparer(func(a, b *rules.Rule) bool { return a.ID == b.ID })
	for _, state := range []facts.State{facts.Unknown, facts.Known} {
		in := rules.Input{Values: everything(state), Lang: rules.Chinese}
		runs := make([]*rules.Evaluation, 8)
		var wait sync.WaitGroup
		for i := range runs {
			wait.Go(func() { runs[i] = set.Evaluate(in) })
		}
		wait.Wait()
		for _, run := range runs[1:] {
			if diff := cmp.Diff(runs[0], run, byID); diff != "" {
				t.Fatalf("(-first +other)\n%s", diff)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := rules.Load(builtin.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		b.Fatal(err)
	}
	in := rules.Input{Values: everything(facts.Known)}
	for b.Loop() {
		set.Evaluate(in)
	}
}

// TestPages checks that each rule has a page and that the page names the rule's advice.
func TestPages(t *testing.T) {
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Skip("see TestBuiltin")
	}
	for _, r := range set.Rules() {
		page, err := os.ReadFile(filepath.Join("..", "..", "docs", "rules", r.ID+".md"))
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		for _, a := range r.Advice {
			if !strings.Contains(string(page), "/advice/"+a+".yaml)") {
				t.Errorf("%s: the page does not name the advice %s", r.ID, a)
			}
		}
	}
}
