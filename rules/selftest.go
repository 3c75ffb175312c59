package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// TestResult is the outcome of a test that stands in a rule file.
type TestResult struct {
	Rule, Name string
	File       string
	Line       int
	Want, Got  State
}

// Passed reports whether the rule ended as its test wants.
func (t TestResult) Passed() bool { return t.Want == t.Got }

// test is a test of a rule file.
type test struct {
	at    *node
	name  string
	facts *facts.Set
	stubs map[string]State // results of other rules that are not evaluated
	want  State
}

// tests reads the tests of the rule with the given id.
func (r *reader) tests(n *node, id string) []test {
	if n == nil {
		return nil
	}
	var tests []test
	seen := map[string]bool{}
	for _, item := range r.list(n) {
		fs := r.mapping(item, "name", "facts", "rules", "want")
		r.need(item, fs, "name", "want")
		t := test{at: item, facts: r.testFacts(fs["facts"]), stubs: r.stubs(fs["rules"]), want: r.state(fs["want"])}
		if fs["name"] != nil {
			t.name = r.str(fs["name"])
		}
		if seen[t.name] {
			r.errs.at(item, "the test %q stands twice", t.name)
		}
		seen[t.name] = true
		if t.stubs[id] != "" {
			r.errs.at(item, "a test cannot give the result of its own rule")
		}
		tests = append(tests, t)
	}
	return tests
}

func (r *reader) stubs(n *node) map[string]State {
	stubs := map[string]State{}
	if n == nil {
		return stubs
	}
	for _, e := range r.entries(n) {
		r.link(e.key, toRule)
		stubs[e.key.text] = r.state(e.value)
	}
	return stubs
}

// testFacts reads values by the name of their facts; null is unknown.
func (r *reader) testFacts(n *node) *facts.Set {
	values := facts.NewSet()
	if n == nil {
		return values
	}
	for _, e := range r.entries(n) {
		name := r.factName(e.key)
		if fact, ok := facts.Lookup(name); ok {
			r.testFact(values, fact, e.value)
		}
	}
	return values
}

func (r *reader) testFact(values *facts.Set, fact facts.Fact, n *node) {
	switch {
	case !r.is(n, scalarNode):
	case n.scalar == nullScalar:
		values.Unknown(fact.Name)
	case fact.Type == facts.Time && n.scalar == textScalar:
		values.Number(fact.Name, r.time(n))
	case fact.Type == facts.Time || fact.Type == facts.Number:
		values.Number(fact.Name, r.number(n))
	case fact.Type == facts.String:
		values.String(fact.Name, n.text)
	default:
		values.Bool(fact.Name, r.word(n, "true", "false") == "true")
	}
}

// timeLayouts are the ways to write a time in a test; without a zone it is UTC.
var timeLayouts = []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02"}

func (r *reader) time(n *node) float64 {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, strings.TrimSuffix(n.text, " UTC")); err == nil {
			return float64(t.Unix())
		}
	}
	r.errs.at(n, "%s is no time such as %s", strconv.Quote(n.text), timeLayouts[0])
	return 0
}

// RunTests runs the tests of all rules, in the order of the rules.
func (s *Set) RunTests() []TestResult {
	var results []TestResult
	for _, rule := range s.rules {
		for _, t := range rule.tests {
			results = append(results, s.run(rule, t))
		}
	}
	return results
}

// run evaluates only what the rule depends on.
func (s *Set) run(rule *Rule, t test) TestResult {
	e := newEvaluator(s, Input{Values: t.facts, Lang: English})
	for id, state := range t.stubs {
		e.states[id] = Truth(slices.Index(stateOf[:], state))
	}
	return TestResult{Rule: rule.ID, Name: t.name, File: rule.File, Line: t.at.line, Want: t.want, Got: stateOf[e.rule(rule)]}
}
