package rules

import (
	"strings"

	"github.com/portdx/portdx/rules/facts"
)

// maxConditions is how many conditions one file may hold.
const maxConditions = 600

// Op is the kind of a condition.
type Op string

// The kinds of conditions.
const (
	OpAll     Op = "all"
	OpAny     Op = "any"
	OpNot     Op = "not"
	OpAtLeast Op = "at_least"
	OpRule    Op = "rule"
	OpAnyRule Op = "any_rule"
	OpKnown   Op = "known"
	OpLeaf    Op = "leaf"
)

// Condition is a node of the tree that decides a rule.
type Condition struct {
	Op    Op
	Text  string       // of what has no parts: a comparison, "rule: id", "known: fact"
	Of    []*Condition // the parts of all, any, not and at_least
	Count int          // of at_least

	at     *node
	leaf   *comparison
	fact   string
	rule   string
	kind   Kind
	except []string
	guard  bool  // of a rule's guard, not of what it claims
	state  State // of rule and any_rule: makes them two-valued; empty: three-valued
}

// condition reads a tree. It returns nil after an error, and for an absent node.
func (r *reader) condition(n *node) *Condition {
	if n == nil {
		return nil
	}
	r.conditions++
	if r.conditions > maxConditions {
		if r.conditions == maxConditions+1 {
			r.errs.at(n, "more than %d conditions in one file", maxConditions)
		}
		return nil
	}
	switch n.kind {
	case scalarNode:
		return r.leaf(n)
	case mappingNode:
		return r.combined(n)
	}
	r.errs.at(n, "a condition is a comparison, or one of %s; put the list under all or any", oneOf(conditionKeys))
	return nil
}

func (r *reader) leaf(n *node) *Condition {
	if r.str(n) == "" {
		return nil
	}
	if n.scalar != textScalar {
		r.errs.at(n, "%q is no comparison", n.text)
		return nil
	}
	c := r.comparisons[n.text]
	if c == nil {
		if c = r.comparison(n); c == nil {
			return nil
		}
		if r.comparisons == nil {
			r.comparisons = make(map[string]*comparison)
		}
		r.comparisons[n.text] = c
	}
	return &Condition{Op: OpLeaf, Text: strings.Join(strings.Fields(n.text), " "), at: n, leaf: c}
}

var conditionKeys = []string{"all", "any", "not", "at_least", "rule", "any_rule", "known"}

// combined reads a mapping: one key, and beside rule or any_rule a state.
func (r *reader) combined(n *node) *Condition {
	fs := r.mapping(n, append(conditionKeys, "state")...)
	var keys []string
	for _, k := range conditionKeys {
		if fs[k] != nil {
			keys = append(keys, k)
		}
	}
	if len(keys) != 1 {
		r.errs.at(n, "a condition has exactly one of %s", oneOf(conditionKeys))
		return nil
	}
	c := &Condition{Op: Op(keys[0]), at: n}
	c.state = r.state(fs["state"])
	if fs["state"] != nil && c.Op != OpRule && c.Op != OpAnyRule {
		r.errs.at(fs["state"], "state stands beside rule or any_rule")
	}
	r.operand(c, fs[keys[0]])
	return c
}

func (r *reader) operand(c *Condition, n *node) {
	switch c.Op {
	case OpAll, OpAny:
		c.Of = r.conditionsOf(n)
	case OpNot:
		c.Of = []*Condition{r.condition(n)}
	case OpAtLeast:
		r.atLeast(c, n)
	case OpRule:
		c.rule, c.at = r.id(n), n
		r.link(n, toRule)
		c.Text = c.ruleText()
	case OpAnyRule:
		r.anyRule(c, n)
	case OpKnown:
		c.fact = r.factName(n)
		c.Text = "known: " + c.fact
	}
}

func (r *reader) conditionsOf(n *node) []*Condition {
	var parts []*Condition
	for _, item := range r.list(n) {
		parts = append(parts, r.condition(item))
	}
	return parts
}

func (r *reader) atLeast(c *Condition, n *node) {
	fs := r.mapping(n, "count", "of")
	r.need(n, fs, "count", "of")
	c.Count = r.count(fs["count"])
	if fs["of"] == nil {
		return
	}
	c.Of = r.conditionsOf(fs["of"])
	if c.Count > len(c.Of) && len(c.Of) > 0 {
		r.errs.at(fs["count"], "count is more than the %d conditions of the list", len(c.Of))
	}
}

func (r *reader) anyRule(c *Condition, n *node) {
	fs := r.mapping(n, "kind", "except", "state")
	r.need(n, fs, "kind")
	c.kind = r.kind(fs["kind"])
	c.except = r.linked(fs["except"], toRule)
	if fs["state"] != nil {
		c.state = r.state(fs["state"])
	}
	c.Text = c.ruleText()
}

// ruleText is how a report writes a condition on other rules.
func (c *Condition) ruleText() string {
	text := "rule: " + c.rule
	if c.Op == OpAnyRule {
		text = "any_rule: " + string(c.kind)
	}
	if len(c.except) > 0 {
		text += ", except " + oneOf(c.except)
	}
	if c.state != "" {
		text += ", state " + string(c.state)
	}
	return text
}

func (r *reader) state(n *node) State {
	if n == nil {
		return ""
	}
	return State(r.word(n, string(Present), string(Absent), string(Unknown)))
}

func (r *reader) kind(n *node) Kind {
	if n == nil {
		return ""
	}
	return Kind(r.word(n, kindNames()...))
}

// factName reads the name of a fact.
func (r *reader) factName(n *node) string {
	name := r.str(n)
	if _, ok := facts.Lookup(name); !ok && name != "" {
		r.errs.at(n, "unknown fact %q%s", name, didYouMean(name, factNames()))
	}
	return name
}

// walk visits a tree from its root, left to right.
func (c *Condition) walk(visit func(*Condition)) {
	if c == nil {
		return
	}
	visit(c)
	for _, part := range c.Of {
		part.walk(visit)
	}
}
