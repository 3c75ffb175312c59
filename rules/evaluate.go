package rules

import (
	"cmp"
	"slices"
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// Input is what is known of one host.
type Input struct {
	Values *facts.Set // nil: nothing applies
	// Artifacts are the kinds that were read, as the JSON of a diagnosis names them.
	Artifacts map[string]bool
	Lang      Lang // English unless Chinese
}

// Evaluation is what the rules say of one host. All texts are in the language of the
// input; values in them come from the customer's files as they are.
type Evaluation struct {
	// Results has one entry per rule: causes that are present, largest first and views
	// last; then the others by kind and id.
	Results  []Result
	Verdict  Verdict
	Summary  []Item
	Path     []PathStep
	Advice   []Advice
	Requests []Request
}

// Result is what became of one rule.
type Result struct {
	Rule     *Rule
	State    State
	Severity Severity
	Title    string
	// Explains is the number of ports that a cause accounts for, in any state, and Share
	// that number over the pool; nil where unknown.
	Explains *float64
	Share    *float64
	Extent   Text // the share in words, where it is not of the pool
	Leaves   []Leaf
	Evidence []Text // of rules that are present
	// MissingFacts would decide a rule that is unknown; Missing are the kinds of
	// artifacts that would make them known, the best one for each.
	MissingFacts []string
	Missing      []string
}

// Leaf is a condition without parts, and its answer.
type Leaf struct {
	Text   string
	Answer Truth
	Guard  bool // must hold for the rule to speak, and proves nothing where it does not
	// Values are the facts and parameters that it reads: a float64, bool or string, a
	// time as RFC 3339, or nil where unknown. Facts that do not apply are left out.
	Values map[string]any
	Facts  []string
}

// Evaluate decides every rule and what follows from the results.
func (s *Set) Evaluate(in Input) *Evaluation {
	e := newEvaluator(s, in)
	results := e.results()
	advice := e.advise(results)
	verdict := e.verdict(results)
	return &Evaluation{
		Results:  results,
		Verdict:  verdict,
		Summary:  e.summary(advice),
		Path:     e.path(),
		Advice:   advice,
		Requests: e.requests(results, verdict),
	}
}

// evaluator is one evaluation under way.
type evaluator struct {
	*env
	set       *Set
	lang      Lang
	artifacts map[string]bool
	states    map[string]Truth // of the rules decided so far
}

func newEvaluator(s *Set, in Input) *evaluator {
	values := in.Values
	if values == nil {
		values = facts.NewSet()
	}
	return &evaluator{env: newEnv(values), set: s, lang: in.Lang, artifacts: in.Artifacts, states: map[string]Truth{}}
}

// results decides all rules and ranks them.
func (e *evaluator) results() []Result {
	results := make([]Result, 0, len(e.set.rules))
	for _, r := range e.set.rules {
		results = append(results, e.result(r))
	}
	slices.SortStableFunc(results, byRank)
	return results
}

// byRank puts causes that are present first: the one with the largest share, those whose
// share is unknown, views. All others keep their order.
func byRank(a, b Result) int {
	return cmp.Or(a.class()-b.class(), cmp.Compare(b.weight(), a.weight()))
}

func (r Result) class() int {
	switch {
	case r.Rule.Kind != Cause || r.State != Present:
		return 3
	case r.Rule.View:
		return 2
	case r.Share == nil:
		return 1
	}
	return 0
}

// weight ranks causes within the class of those that have a share.
func (r Result) weight() float64 {
	if r.class() != 0 {
		return 0
	}
	return *r.Share
}

func (e *evaluator) result(rule *Rule) Result {
	state := stateOf[e.rule(rule)]
	res := Result{
		Rule:     rule,
		State:    state,
		Severity: e.severity(rule),
		Title:    rule.Title(e.lang),
		Leaves:   e.leaves(rule.When),
	}
	res.Explains, res.Share = e.explains(rule)
	if rule.extent != nil && state == Present {
		res.Extent, _ = e.text(rule.extent, e.lang)
	}
	if state == Present {
		res.Evidence = e.items(rule.evidence)
	}
	if state == Unknown {
		res.MissingFacts = e.missing(rule.When)
		res.Missing = sourcesOf(res.MissingFacts)
	}
	return res
}

func (e *evaluator) severity(rule *Rule) Severity {
	for _, c := range rule.severities {
		if e.holds(c.when) {
			return c.severity
		}
	}
	return Info
}

func (e *evaluator) explains(rule *Rule) (ports, share *float64) {
	if rule.explains == nil {
		return nil, nil
	}
	n, of := e.value(rule.explains), e.value(rule.shareOf)
	if n.State != facts.Known || n.Num < 0 {
		return nil, nil
	}
	if of.State == facts.Known && of.Num > 0 {
		s := n.Num / of.Num
		share = &s
	}
	return &n.Num, share
}

// items returns the texts that hold and can be written.
func (e *evaluator) items(items []item) []Text {
	var texts []Text
	for _, i := range items {
		if !e.holds(i.when) {
			continue
		}
		if t, ok := e.text(i.text, e.lang); ok {
			texts = append(texts, t)
		}
	}
	return texts
}

// leaves answers the parts of a condition that have no parts.
func (e *evaluator) leaves(c *Condition) []Leaf {
	leaves := []Leaf{}
	c.walk(func(c *Condition) {
		if len(c.Of) == 0 {
			leaves = append(leaves, Leaf{Text: c.Text, Answer: e.answer(c), Guard: c.guard, Values: e.shown(c), Facts: c.facts()})
		}
	})
	return leaves
}

// facts returns the facts that a condition without parts reads itself.
func (c *Condition) facts() []string {
	switch c.Op {
	case OpLeaf:
		return c.leaf.facts()
	case OpKnown:
		return []string{c.fact}
	}
	return nil
}

// shown returns the values that a leaf reads.
func (e *evaluator) shown(c *Condition) map[string]any {
	values := map[string]any{}
	for _, name := range c.facts() {
		switch v := e.values.Get(name); v.State {
		case facts.Unknown:
			values[name] = nil
		case facts.Known:
			values[name] = shownValue(name, v)
		}
	}
	if c.Op == OpLeaf {
		for _, name := range c.leaf.params() {
			values["params."+name] = c.leaf.left.scope.values[name]
		}
	}
	return values
}

func shownValue(name string, v facts.Value) any {
	if f, _ := facts.Lookup(name); f.Type == facts.Time && v.Num >= 0 && v.Num <= maxTime {
		return time.Unix(int64(v.Num), 0).UTC().Format(time.RFC3339)
	}
	return native(name, v)
}
