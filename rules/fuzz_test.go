package rules

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/portdx/portdx/rules/facts"
)

// FuzzLoad puts any bytes at every place of the layout: loading ends with a set that
// evaluates, or with errors that can be printed.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{
		ruleWith("a", "cause", "when: tcp.rows > 5\nexplains: tcp.rows\n"),
		ruleWith("a", "cause", paramRule),
		adviceFiles["advice/now.yaml"], adviceFiles["advice/guarded.yaml"], adviceFiles["references.yaml"],
		"ladder: [{status: a, label: {en: a, zh: a}, headline: [{en: '{tcp.rows}', zh: '{tcp.rows}'}]}]\nlean: [{is: none}]\n",
		"items: [{id: who, en: '{tcp.rows}', zh: '{tcp.rows}'}]\n",
		"start: a\nnodes: [{id: a, question: {en: a, zh: a}, branches: [{id: b, answer: {en: a, zh: a}}]}]\n",
		"requests: [{id: a, artifact: netstat, reason: absent, facts: [tcp.*], command: x, why: {en: a, zh: a}}]\n",
		"when:\n- &a b\n- *a\n", "\xef\xbb\xbfid: a\n", "a: |\n  {x\n", "? [a]\n: b\n",
	} {
		f.Add(undented(s))
	}
	f.Fuzz(func(t *testing.T, content string) {
		for _, name := range []string{"causes/a.yaml", "advice/now.yaml", "verdict.yaml", "summary.yaml", "path.yaml", "requests.yaml", "references.yaml"} {
			set, err := Load(fstest.MapFS{name: {Data: []byte(content)}})
			var all Errors
			switch {
			case err == nil:
				set.Evaluate(Input{Values: everything(facts.Unknown), Lang: Chinese})
				set.Evaluate(Input{Values: everything(facts.Known)})
				set.RunTests()
			case !errors.As(err, &all) || len(all) == 0 || err.Error() == "":
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}

const paramRule = `
params: {most: {value: 10, unit: connections, why: an example}}
when: {any: [tcp.rows > params.most, {not: {known: tcp.bound}}, {at_least: {count: 1, of: [host.os in ["a"]]}}, {any_rule: {kind: risk}}]}
evidence: [{en: "{tcp.rows / params.most | share}", zh: "{tcp.rows / params.most | share}"}]
tests: [{name: a, facts: {tcp.rows: 11, capture.time: null}, want: present}]
`

// everything sets all facts, to zero where they are known.
func everything(state facts.State) *facts.Set {
	s := facts.NewSet()
	for f := range facts.All() {
		switch {
		case state == facts.Unknown:
			s.Unknown(f.Name)
		case f.Type == facts.Bool:
			s.Bool(f.Name, false)
		case f.Type == facts.String:
			s.String(f.Name, "")
		default:
			s.Number(f.Name, 0)
		}
	}
	return s
}
