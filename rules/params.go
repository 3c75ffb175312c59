package rules

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/rules/facts"
)

// Param is a named constant of a rule, or of a document such as verdict.yaml, that a
// user may change.
type Param struct {
	Name    string
	Type    facts.Type // Number, Bool or String
	Unit    facts.Unit
	Why     string // where the value comes from
	Default any    // float64, bool or string
	at      *node
}

// scope is what the formulas of one document may read beside facts. Values holds the
// parameters by name, as they are now.
type scope struct {
	owner  string
	params []*Param
	values map[string]any
	used   map[string]bool
}

func newScope(owner string) *scope {
	return &scope{owner: owner, values: map[string]any{}, used: map[string]bool{}}
}

func (s *scope) param(name string) *Param {
	i := slices.IndexFunc(s.params, func(p *Param) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return s.params[i]
}

func (s *scope) names() []string {
	var names []string
	for _, p := range s.params {
		names = append(names, p.Name)
	}
	return names
}

// units are the names of units as rules write them.
var units = []string{
	"none", string(facts.Count), string(facts.Ports), string(facts.Connections), string(facts.Events),
	string(facts.Share), string(facts.Seconds), string(facts.Hours), string(facts.PerSecond),
	string(facts.PerHour), string(facts.Timestamp),
}

func (r *reader) unit(n *node) facts.Unit { return unitNamed(r.word(n, units...)) }

func unitNamed(word string) facts.Unit {
	if word == "none" {
		return facts.None
	}
	return facts.Unit(word)
}

// params reads the parameters of a document into its scope.
func (r *reader) params(n *node) {
	if n == nil {
		return
	}
	for _, e := range r.entries(n) {
		if !namePattern.MatchString(e.key.text) {
			r.errs.at(e.key, "%q is no name of a parameter: lower case letters, digits and underscores", e.key.text)
			continue
		}
		fs := r.mapping(e.value, "value", "unit", "why")
		r.need(e.value, fs, "value", "unit", "why")
		p := &Param{Name: e.key.text, Unit: r.unit(fs["unit"]), at: e.key}
		if fs["why"] != nil {
			p.Why = r.str(fs["why"])
		}
		p.Type, p.Default = r.constant(fs["value"])
		r.scope.params = append(r.scope.params, p)
		r.scope.values[p.Name] = p.Default
	}
}

// constant reads a number, true, false, or a text.
func (r *reader) constant(n *node) (facts.Type, any) {
	switch {
	case n != nil && n.kind == scalarNode && n.scalar == boolScalar:
		return facts.Bool, n.text == "true" || n.text == "True" || n.text == "TRUE"
	case n != nil && n.kind == scalarNode && n.scalar == textScalar:
		return facts.String, r.str(n)
	}
	return facts.Number, r.number(n)
}

// unusedParams reports parameters that no formula of the document reads.
func (r *reader) unusedParams() {
	for _, p := range r.scope.params {
		if !r.scope.used[p.Name] {
			r.errs.at(p.at, "nothing reads the parameter %q", p.Name)
		}
	}
}

// SetParam changes a parameter: path is RULE.PARAM. It must not run while the set
// evaluates.
func (s *Set) SetParam(path, value string) error {
	owner, name, _ := strings.Cut(path, ".")
	sc := s.scopes[owner]
	if sc == nil {
		return fmt.Errorf("%s=%s: no rule %q%s", path, value, owner, didYouMean(owner, s.owners()))
	}
	p := sc.param(name)
	switch {
	case p == nil && len(sc.params) == 0:
		return fmt.Errorf("%s=%s: %q has no parameters", path, value, owner)
	case p == nil:
		return fmt.Errorf("%s=%s: %q has no parameter %q; it has %s", path, value, owner, name, oneOf(sc.names()))
	}
	v, err := p.parse(value)
	if err != nil {
		return fmt.Errorf("%s=%s: %w", path, value, err)
	}
	sc.values[name] = v
	return nil
}

func (p *Param) parse(value string) (any, error) {
	switch p.Type {
	case facts.Bool:
		if value != "true" && value != "false" {
			return nil, fmt.Errorf("%q is neither true nor false", value)
		}
		return value == "true", nil
	case facts.String:
		return value, nil
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return nil, fmt.Errorf("%q is no number", value)
	}
	return v, nil
}

// Changed returns the parameters that differ from their defaults, as RULE.PARAM=VALUE,
// sorted.
func (s *Set) Changed() []string {
	changed := []string{}
	for owner, sc := range s.scopes {
		for _, p := range sc.params {
			if v := sc.values[p.Name]; v != p.Default {
				changed = append(changed, owner+"."+p.Name+"="+plain(v))
			}
		}
	}
	slices.Sort(changed)
	return changed
}

// plain writes a constant as a user would type it.
func plain(v any) string {
	switch v := v.(type) {
	case float64:
		return shortest(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return v.(string)
}
