package rules

import (
	"github.com/portdx/portdx/rules/facts"
)

// Kind tells what a rule claims.
type Kind string

// The kinds of rules, in the order in which results are listed.
const (
	Cause   Kind = "cause"   // why allocation fails, or will
	Symptom Kind = "symptom" // what was observed
	Risk    Kind = "risk"    // a configuration that can hurt
	Caution Kind = "caution" // keeps a reader from a wrong conclusion
)

var kinds = []Kind{Cause, Symptom, Risk, Caution}

func kindNames() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return names
}

// State is what became of a rule.
type State string

// The states of a rule.
const (
	Present State = "present"
	Absent  State = "absent"
	Unknown State = "unknown"
)

var stateOf = [...]State{No: Absent, Maybe: Unknown, Yes: Present}

// Severity tells how much a rule that is present matters.
type Severity string

// The severities.
const (
	Info     Severity = "info"
	Warning  Severity = "warning"
	Critical Severity = "critical"
)

// defaultShareOf is the pool that ports of a cause are compared with.
const defaultShareOf = "tcp.pool.size"

// Rule is one rule as it was loaded. Its fields are not to be changed.
type Rule struct {
	ID         string
	Kind       Kind
	File       string // as the file system names it
	Source     string // the YAML
	When       *Condition
	Params     []*Param
	Advice     []string
	References []string
	Tables     []string
	// View reports a cause that looks at ports which other causes explain.
	View bool

	at         *node
	title      *bilingual
	severities []severityCase
	explains   *formula
	shareOf    *formula
	extent     *bilingual // what the share is of, in words; nil for the pool
	evidence   []item
	tests      []test
	links      []link
}

type severityCase struct {
	when     *Condition
	severity Severity
}

// item is a text that is given when its condition is true and its values are known.
type item struct {
	id   string
	when *Condition
	text *bilingual
}

// Title returns the name of what the rule claims.
func (r *Rule) Title(lang Lang) string { return r.title.fixedText(lang) }

var ruleKeys = []string{
	"id", "kind", "severity", "title", "params", "when", "guard", "explains", "share_of", "extent",
	"evidence", "tables", "advice", "references", "tests",
}

// rule reads a rule file.
func (r *reader) rule(n *node) *Rule {
	fs := r.mapping(n, ruleKeys...)
	r.need(n, fs, "id", "kind", "severity", "title")
	r.params(fs["params"])
	rule := &Rule{
		ID:         r.ownID(fs["id"]),
		Kind:       r.kind(fs["kind"]),
		File:       n.file.name,
		Source:     string(n.file.data),
		at:         n,
		title:      r.texts(fs["title"], fixed),
		severities: r.severities(fs["severity"]),
		When:       guarded(r.condition(fs["when"]), r.condition(fs["guard"])),
		evidence:   r.evidence(fs["evidence"]),
		Tables:     r.ids(fs["tables"]),
		Advice:     r.linked(fs["advice"], toAdvice),
		References: r.linked(fs["references"], toReference),
	}
	if fs["extent"] != nil {
		rule.extent = r.texts(fs["extent"], prose)
	}
	r.explains(rule, fs)
	rule.tests = r.tests(fs["tests"], rule.ID)
	rule.Params = r.scope.params
	r.unusedParams()
	rule.links = r.links
	return rule
}

// guarded joins the condition of a rule with its guard: what must hold for the rule to speak
// at all. A guard that does not hold is no evidence against what the rule claims.
func guarded(when, guard *Condition) *Condition {
	if when == nil || guard == nil {
		return when
	}
	guard.walk(func(c *Condition) { c.guard = true })
	return &Condition{Op: OpAll, Of: []*Condition{when, guard}, at: when.at}
}

func (r *reader) explains(rule *Rule, fs fields) {
	rule.explains = r.amount(fs["explains"])
	rule.shareOf = r.amount(fs["share_of"])
	rule.View = rule.Kind == Cause && fs["explains"] == nil
	switch {
	case fs["explains"] != nil && rule.Kind != Cause:
		r.errs.at(fs["explains"], "only a cause explains ports")
	case fs["share_of"] != nil && fs["explains"] == nil:
		r.errs.at(fs["share_of"], "share_of needs explains")
	case fs["extent"] != nil && fs["explains"] == nil:
		r.errs.at(fs["extent"], "extent needs explains")
	case fs["explains"] != nil && fs["share_of"] == nil:
		rule.shareOf = r.formula(source{at: fs["explains"], text: defaultShareOf})
	}
}

// amount reads an expression that is a number.
func (r *reader) amount(n *node) *formula {
	if n == nil || r.str(n) == "" {
		return nil
	}
	f := r.formula(source{at: n, text: n.text})
	if f != nil && f.typ != facts.Number {
		r.errs.at(n, "this must be a number, not a %s", f.typ)
	}
	return f
}

func (r *reader) severities(n *node) []severityCase {
	if n == nil {
		return nil
	}
	if n.kind != listNode {
		return []severityCase{{severity: r.severity(n)}}
	}
	var cases []severityCase
	for i, item := range r.list(n) {
		fs := r.mapping(item, "when", "severity")
		r.need(item, fs, "severity")
		if fs["when"] == nil && i < len(n.items)-1 {
			r.errs.at(item, "only the last severity may lack when")
		}
		cases = append(cases, severityCase{r.condition(fs["when"]), r.severity(fs["severity"])})
	}
	return cases
}

func (r *reader) severity(n *node) Severity {
	if n == nil {
		return ""
	}
	return Severity(r.word(n, string(Info), string(Warning), string(Critical)))
}

func (r *reader) evidence(n *node) []item {
	if n == nil {
		return nil
	}
	return r.itemsOf(n)
}

// itemsOf reads a list of texts with optional conditions.
func (r *reader) itemsOf(n *node) []item {
	var items []item
	for _, i := range r.list(n) {
		items = append(items, r.itemOf(i))
	}
	return items
}

func (r *reader) itemOf(n *node) item {
	fs := r.mapping(n, "when", "en", "zh")
	return item{when: r.condition(fs["when"]), text: r.textsOf(n, fs, prose)}
}
