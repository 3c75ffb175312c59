package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/portdx/portdx/rules/facts"
)

// typed is what is known of a part of an expression before it is computed.
type typed struct {
	typ     facts.Type
	unit    facts.Unit
	literal bool
	unclear bool
}

// typeChecker admits the little that expressions may hold - facts, parameters, literals
// and arithmetic - and finds what they read. Everything else that the parser accepts is
// an error: calls, indexes, conditions, pipes.
type typeChecker struct {
	*reader
	src           source
	facts, params map[string]bool
}

func (c *typeChecker) fail(n ast.Node, format string, args ...any) (typed, bool) {
	c.errs.within(c.src.at, c.src.offset+start(n), format, args...)
	return typed{}, false
}

// start is the offset of the first character of a part.
func start(n ast.Node) int {
	from := n.Location().From
	switch n := n.(type) {
	case *ast.MemberNode:
		return min(from, start(n.Node))
	case *ast.BinaryNode:
		return min(from, start(n.Left))
	case *ast.ConditionalNode:
		return min(from, start(n.Cond))
	}
	return from
}

func (c *typeChecker) value(n ast.Node) (typed, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return typed{typ: facts.Number, literal: true}, true
	case *ast.StringNode:
		return typed{typ: facts.String, literal: true}, true
	case *ast.BoolNode:
		return typed{typ: facts.Bool, literal: true}, true
	case *ast.IdentifierNode, *ast.MemberNode:
		return c.name(n)
	case *ast.UnaryNode:
		return c.negative(n)
	case *ast.BinaryNode:
		return c.arithmetic(n)
	}
	return c.fail(n, "an expression holds facts, parameters, numbers, texts and + - * / only")
}

// name looks up a dotted name.
func (c *typeChecker) name(n ast.Node) (typed, bool) {
	path, ok := dotted(n)
	if !ok || !strings.Contains(c.src.text, path) {
		return c.fail(n, "a name is words with dots between them")
	}
	if p, ok := strings.CutPrefix(path, "params."); ok {
		return c.param(n, p)
	}
	fact, ok := facts.Lookup(path)
	if !ok {
		return c.fail(n, "unknown fact %q%s", path, didYouMean(path, factNames()))
	}
	c.facts[path] = true
	return typed{typ: fact.Type, unit: fact.Unit}, true
}

func (c *typeChecker) param(n ast.Node, name string) (typed, bool) {
	p := c.scope.param(name)
	if p == nil {
		return c.fail(n, "unknown parameter %q%s", name, didYouMean(name, c.scope.names()))
	}
	c.params[name], c.scope.used[name] = true, true
	return typed{typ: p.Type, unit: p.Unit}, true
}

// dotted returns a.b.c for member accesses.
func dotted(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value, true
	case *ast.MemberNode:
		property, isName := n.Property.(*ast.StringNode)
		parent, ok := dotted(n.Node)
		if !isName || !ok || n.Optional || n.Method {
			return "", false
		}
		return parent + "." + property.Value, true
	}
	return "", false
}

func (c *typeChecker) negative(n *ast.UnaryNode) (typed, bool) {
	if n.Operator != "-" {
		return c.fail(n, "%q is not allowed here; conditions are combined with all, any and not", n.Operator)
	}
	t, ok := c.value(n.Node)
	if ok && t.typ != facts.Number {
		return c.fail(n, "a %s has no negative", t.typ)
	}
	return t, ok
}

func (c *typeChecker) arithmetic(n *ast.BinaryNode) (typed, bool) {
	if !slices.Contains([]string{"+", "-", "*", "/"}, n.Operator) {
		return c.fail(n, "%q is not allowed here; a value is computed with + - * / only", n.Operator)
	}
	left, ok := c.value(n.Left)
	right, ok2 := c.value(n.Right)
	if !ok || !ok2 {
		return typed{}, false
	}
	switch {
	case left.typ == facts.Number && right.typ == facts.Number:
		return numbers(n.Operator, left, right), true
	case left.typ == facts.Time && right.typ == facts.Time && n.Operator == "-":
		return typed{typ: facts.Number, unit: facts.Seconds}, true
	case left.typ == facts.Time && right.typ == facts.Number && (n.Operator == "+" || n.Operator == "-"):
		return left, true
	}
	return c.fail(n, "%q does not work on a %s and a %s", n.Operator, left.typ, right.typ)
}

// numbers gives the result the unit that both sides agree on, else a plain count.
// Literals agree with everything.
func numbers(operator string, left, right typed) typed {
	t := typed{typ: facts.Number, unit: left.unit, unclear: left.unclear || right.unclear}
	switch {
	case left.literal && right.literal:
		t.literal = true
	case left.literal:
		t.unit = right.unit
		t.unclear = t.unclear || operator == "/"
	case right.literal:
	case operator == "/":
		t.unclear = true
	case left.unit != right.unit:
		t.unit = facts.Count
	}
	return t
}

func factNames() []string {
	var names []string
	for f := range facts.All() {
		names = append(names, f.Name)
	}
	return names
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
