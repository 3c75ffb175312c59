package report

import (
	"strings"
	"testing"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// TestOtherAnswers checks that a question has one box for the answers that were not given,
// with at most five of them in it.
func TestOtherAnswers(t *testing.T) {
	d := &diagnosis.Diagnosis{Path: []diagnosis.Node{
		{Question: "How many?", Answer: "one", Others: []string{"two", "three", "four", "five", "six", "seven", "eight"}},
		{Question: "Which?", Answer: "this", Others: []string{strings.Repeat("long ", 60), "that"}},
		{Question: "Why?", Answer: "so"},
	}}
	got := markdown(t, d)
	for _, want := range []string{
		`  n0 -.-> x0("two / three / four / five / six / 2 more")` + "\n",
		`  n1 -.-> x1("` + strings.Repeat("long ", 9) + `lo… / that")` + "\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the chart does not hold %q:\n%s", want, got)
		}
	}
	if boxes := strings.Count(got, "-.->"); boxes != 2 {
		t.Errorf("%d dotted boxes, want 2:\n%s", boxes, got)
	}
}
