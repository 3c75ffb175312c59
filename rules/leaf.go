package rules

import (
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/portdx/portdx/rules/facts"
)

// comparison is a leaf of a condition: two values and an operator between them.
type comparison struct {
	operator    string
	left, right *formula
	options     []facts.Value // on the right of "in", instead of right
}

var (
	orderOperators = []string{"<", "<=", ">", ">="}
	comparisons    = append([]string{"==", "!=", "in"}, orderOperators...)
)

// comparison compiles a leaf.
func (r *reader) comparison(n *node) *comparison {
	src := source{at: n, text: n.text}
	tree := r.parse(src)
	if tree == nil {
		return nil
	}
	top, ok := tree.Node.(*ast.BinaryNode)
	if !ok || !slices.Contains(comparisons, top.Operator) {
		r.errs.within(n, start(tree.Node), "a leaf is one comparison (== != < <= > >= in); combine leaves with all, any and not")
		return nil
	}
	c := &comparison{operator: top.Operator, left: r.compile(src, tree, top.Left)}
	if top.Operator == "in" {
		c.options = r.options(src, top.Right)
		return r.checkOptions(n, c)
	}
	c.right = r.compile(src, tree, top.Right)
	return r.checkSides(src, top, c)
}

// options reads the list of literals on the right of "in".
func (r *reader) options(src source, n ast.Node) []facts.Value {
	list, ok := n.(*ast.ArrayNode)
	if !ok || len(list.Nodes) == 0 {
		r.errs.within(src.at, start(n), "the right side of in is a list of numbers or texts, such as [1, 2]")
		return nil
	}
	var values []facts.Value
	for _, item := range list.Nodes {
		v, ok := literal(item)
		if !ok {
			r.errs.within(src.at, start(item), "a list holds numbers and texts only")
			return nil
		}
		values = append(values, v)
	}
	return values
}

// literal is the value of a literal; texts and numbers are told apart by isText.
func literal(n ast.Node) (facts.Value, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return facts.Value{State: facts.Known, Num: float64(n.Value)}, true
	case *ast.FloatNode:
		return facts.Value{State: facts.Known, Num: n.Value}, true
	case *ast.StringNode:
		return facts.Value{State: facts.Known, Str: n.Value}, true
	case *ast.UnaryNode:
		v, ok := literal(n.Node)
		v.Num = -v.Num
		return v, ok && n.Operator == "-" && v.Str == ""
	}
	return facts.Value{}, false
}

func (r *reader) checkOptions(n *node, c *comparison) *comparison {
	if c.left == nil || c.options == nil {
		return nil
	}
	for _, o := range c.options {
		if isText := o.Str != ""; isText != (c.left.typ == facts.String) || c.left.typ == facts.Bool || c.left.typ == facts.Time {
			r.errs.at(n, "a %s is not in a list of other values", c.left.typ)
			return nil
		}
	}
	return c
}

func (r *reader) checkSides(src source, top ast.Node, c *comparison) *comparison {
	switch {
	case c.left == nil || c.right == nil:
		return nil
	case c.left.typ != c.right.typ:
		r.errs.within(src.at, start(top), "a %s is compared with a %s", c.left.typ, c.right.typ)
		return nil
	case slices.Contains(orderOperators, c.operator) && (c.left.typ == facts.Bool || c.left.typ == facts.String):
		r.errs.within(src.at, start(top), "values of type %s have no order; use == or !=", c.left.typ)
		return nil
	case len(c.left.facts)+len(c.right.facts) == 0:
		r.errs.within(src.at, start(top), "the comparison reads no fact")
		return nil
	}
	return c
}

// facts returns the names of the facts that the leaf reads, sorted.
func (c *comparison) facts() []string {
	names := slices.Clone(c.left.facts)
	if c.right != nil {
		names = append(names, c.right.facts...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (c *comparison) params() []string {
	names := slices.Clone(c.left.params)
	if c.right != nil {
		names = append(names, c.right.params...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// holds answers the leaf: false when a side does not apply, else unknown when a side is.
func (c *comparison) holds(e *env) Truth {
	left := e.value(c.left)
	right := facts.Value{State: facts.Known}
	if c.right != nil {
		right = e.value(c.right)
	}
	switch {
	case left.State == facts.NotApplicable || right.State == facts.NotApplicable:
		return No
	case left.State == facts.Unknown || right.State == facts.Unknown:
		return Maybe
	case c.right == nil:
		return truthOf(slices.ContainsFunc(c.options, func(o facts.Value) bool { return o.Num == left.Num && o.Str == left.Str }))
	}
	return truthOf(compare(c.operator, c.left.typ, left, right))
}

func compare(operator string, t facts.Type, a, b facts.Value) bool {
	switch operator {
	case "==":
		return equal(t, a, b)
	case "!=":
		return !equal(t, a, b)
	case "<":
		return a.Num < b.Num
	case "<=":
		return a.Num <= b.Num
	case ">":
		return a.Num > b.Num
	}
	return a.Num >= b.Num
}

func equal(t facts.Type, a, b facts.Value) bool {
	switch t {
	case facts.Bool:
		return a.Bool == b.Bool
	case facts.String:
		return a.Str == b.Str
	}
	return a.Num == b.Num
}
