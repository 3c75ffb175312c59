package rules

import (
	"maps"
	"slices"

	"github.com/portdx/portdx/rules/facts"
)

// rule decides a rule once.
func (e *evaluator) rule(r *Rule) Truth {
	if t, ok := e.states[r.ID]; ok {
		return t
	}
	t := e.answer(r.When)
	e.states[r.ID] = t
	return t
}

// holds reports whether a condition is true; an absent one is.
func (e *evaluator) holds(c *Condition) bool { return e.answer(c) == Yes }

// answer decides a condition. No part is skipped: a report shows them all.
func (e *evaluator) answer(c *Condition) Truth {
	if c == nil {
		return Yes
	}
	switch c.Op {
	case OpAll:
		return all(e.answers(c.Of))
	case OpAny:
		return some(e.answers(c.Of))
	case OpNot:
		return not(e.answer(c.Of[0]))
	case OpAtLeast:
		return atLeast(c.Count, e.answers(c.Of))
	case OpKnown:
		return truthOf(e.values.Get(c.fact).State == facts.Known)
	case OpRule, OpAnyRule:
		return e.otherRules(c)
	}
	return c.leaf.holds(e.env)
}

func (e *evaluator) answers(cs []*Condition) []Truth {
	ts := make([]Truth, len(cs))
	for i, c := range cs {
		ts[i] = e.answer(c)
	}
	return ts
}

// otherRules answers from the results of other rules.
func (e *evaluator) otherRules(c *Condition) Truth {
	var ts []Truth
	for _, r := range e.set.dependsOn(c) {
		t := e.rule(r)
		if c.state != "" {
			t = truthOf(stateOf[t] == c.state)
		}
		ts = append(ts, t)
	}
	return some(ts)
}

// missing returns the facts that keep a condition unknown, sorted.
func (e *evaluator) missing(c *Condition) []string {
	set := map[string]bool{}
	e.addMissing(set, map[*Rule]bool{}, c)
	return slices.Sorted(maps.Keys(set))
}

// addMissing descends only where the answer is open; seen keeps it from entering a rule
// twice.
func (e *evaluator) addMissing(set map[string]bool, seen map[*Rule]bool, c *Condition) {
	if e.answer(c) != Maybe {
		return
	}
	if c.Op == OpLeaf {
		for _, name := range e.unknown(c.leaf.facts()) {
			set[name] = true
		}
	}
	for _, part := range c.Of {
		e.addMissing(set, seen, part)
	}
	for _, r := range e.set.dependsOn(c) {
		if !seen[r] {
			seen[r] = true
			e.addMissing(set, seen, r.When)
		}
	}
}

// sourcesOf returns the best artifact for each fact, in the order of the facts.
func sourcesOf(names []string) []string {
	var kinds []string
	for _, n := range names {
		f, _ := facts.Lookup(n)
		if len(f.Sources) > 0 && !slices.Contains(kinds, f.Sources[0]) {
			kinds = append(kinds, f.Sources[0])
		}
	}
	return kinds
}
