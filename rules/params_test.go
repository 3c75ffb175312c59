package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var paramFiles = map[string]string{
	"a.yaml": ruleWith("a", "cause", `
		params:
		  most: {value: 10, unit: connections, why: an example}
		  strict: {value: true, unit: none, why: an example}
		when: {all: [tcp.rows > params.most, capture.filtered == params.strict]}
		`),
	"b.yaml": ruleWith("b", "cause", ""),
}

func TestSetParam(t *testing.T) {
	set := mustLoad(t, paramFiles)
	v := values(map[string]any{"tcp.rows": 11, "capture.filtered": true})
	if got := states(set.Evaluate(Input{Values: v}))["a"]; got != Present {
		t.Errorf("by default: %s", got)
	}
	if err := set.SetParam("a.most", "20.5"); err != nil {
		t.Fatal(err)
	}
	if err := set.SetParam("a.strict", "true"); err != nil { // the default
		t.Fatal(err)
	}
	e := set.Evaluate(Input{Values: v})
	if got := states(e)["a"]; got != Absent {
		t.Errorf("changed: %s", got)
	}
	if got := result(t, e, "a").Leaves[0].Values["params.most"]; got != 20.5 {
		t.Errorf("the leaf shows %v", got)
	}
	if diff := cmp.Diff([]string{"a.most=20.5"}, set.Changed()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSetParamErrors(t *testing.T) {
	tests := []struct{ name, path, value, want string }{
		{"unknown rule", "aa.most", "1", `aa.most=1: no rule "aa"; did you mean "a"?`},
		{"no parameters", "b.most", "1", `b.most=1: "b" has no parameters`},
		{"unknown parameter", "a.mots", "1", `a.mots=1: "a" has no parameter "mots"; it has most, strict`},
		{"no parameter", "a", "1", `a=1: "a" has no parameter ""; it has most, strict`},
		{"no number", "a.most", "many", `a.most=many: "many" is no number`},
		{"not finite", "a.most", "inf", `a.most=inf: "inf" is no number`},
		{"no bool", "a.strict", "1", `a.strict=1: "1" is neither true nor false`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := mustLoad(t, paramFiles).SetParam(tt.path, tt.value)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestRunTests(t *testing.T) {
	set := mustLoad(t, map[string]string{
		"a.yaml": ruleWith("a", "cause", `
			when: {all: [tcp.rows > 5, {rule: b}, capture.time > events.last_near]}
			tests:
			  - name: stubbed
			    facts: {tcp.rows: 6, capture.time: 2026-03-10T09:00:00Z, events.last_near: "2026-03-10 08:00:00"}
			    rules: {b: present}
			    want: present
			  - name: evaluated
			    facts: {tcp.rows: 6, capture.time: 2, events.last_near: 1, host.os: Windows}
			    want: unknown
			  - name: wrong
			    facts: {tcp.rows: null}
			    want: present
			`),
		"b.yaml": ruleWith("b", "risk", "when: {not: host.os == \"x\"}\n"),
	})
	want := []TestResult{
		{"a", "stubbed", "a.yaml", 7, Present, Present},
		{"a", "evaluated", "a.yaml", 11, Unknown, Present},
		{"a", "wrong", "a.yaml", 14, Present, Absent},
	}
	got := set.RunTests()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !got[0].Passed() || got[1].Passed() {
		t.Error("Passed does not compare")
	}
}
