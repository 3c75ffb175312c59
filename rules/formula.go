package rules

import (
	"errors"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	exprfile "github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"github.com/portdx/portdx/rules/facts"
)

// Limits of one expression.
const (
	maxExpressionLength = 1000 // bytes
	maxExpressionNodes  = 64
)

// formula computes one value from facts and parameters: it is a side of a comparison, a
// value in a text, or the ports that a cause explains.
type formula struct {
	typ     facts.Type
	unit    facts.Unit
	unclear bool     // the unit of a quotient does not follow from its parts
	facts   []string // that it reads, sorted
	params  []string
	scope   *scope

	// What computes it: the value of the only fact that it names, a constant, or a
	// program.
	fact     string
	constant *facts.Value
	program  *vm.Program
}

// source is an expression and where it stands.
type source struct {
	at     *node
	offset int // in characters, from the start of the scalar's text
	text   string
}

// parse returns the syntax tree of an expression, nil after an error.
func (r *reader) parse(src source) *parser.Tree {
	if len(src.text) > maxExpressionLength {
		r.errs.within(src.at, src.offset, "the expression is longer than %d bytes", maxExpressionLength)
		return nil
	}
	tree, err := parseSafely(src.text)
	if err == nil {
		return tree
	}
	offset, message := src.offset, err.Error()
	var located *exprfile.Error
	if errors.As(err, &located) {
		offset, message = offset+located.From, located.Message
	}
	r.errs.within(src.at, offset, "%s", message)
	return nil
}

// parseSafely turns a panic of the parser, as past its limit of nodes, into an error.
func parseSafely(text string) (tree *parser.Tree, err error) {
	defer func() {
		if recover() != nil {
			tree, err = nil, errors.New("this is no expression that can be read")
		}
	}()
	// A configuration without the library's functions: there is nothing to call.
	return parser.ParseWithConfig(text, &conf.Config{MaxNodes: maxExpressionNodes})
}

// formula compiles an expression that is a value and no comparison. One that the file has
// already, as the texts of two languages do, is compiled once.
func (r *reader) formula(src source) *formula {
	text := strings.TrimSpace(src.text)
	if f := r.formulas[text]; f != nil {
		return f
	}
	tree := r.parse(src)
	if tree == nil {
		return nil
	}
	f := r.compile(src, tree, tree.Node)
	if f != nil {
		if r.formulas == nil {
			r.formulas = make(map[string]*formula)
		}
		r.formulas[text] = f
	}
	return f
}

// compile checks one part of a tree and compiles it.
func (r *reader) compile(src source, tree *parser.Tree, n ast.Node) *formula {
	c := &typeChecker{reader: r, src: src, facts: map[string]bool{}, params: map[string]bool{}}
	t, ok := c.value(n)
	if !ok {
		return nil
	}
	f := &formula{typ: t.typ, unit: t.unit, unclear: t.unclear, scope: r.scope, facts: sorted(c.facts), params: sorted(c.params)}
	if v, ok := literal(n); ok {
		f.constant = &v
		return f
	}
	if path, ok := dotted(n); ok && len(f.facts) == 1 {
		f.fact = path
		return f
	}
	config := &conf.Config{}
	config.WithEnv(f.types())
	part := &parser.Tree{Node: n, Source: tree.Source}
	_, err := checker.Check(part, config)
	if err == nil {
		f.program, err = compiler.Compile(part, config)
	}
	if err != nil {
		r.errs.within(src.at, src.offset, "the expression cannot be compiled: %s", err)
		return nil
	}
	return f
}

// types is the environment that the formula is compiled in: what it reads, no more.
func (f *formula) types() types.Map {
	env := types.Map{}
	for _, name := range f.facts {
		fact, _ := facts.Lookup(name)
		addType(env, name, fact.Type)
	}
	for _, name := range f.params {
		addType(env, "params."+name, f.scope.param(name).Type)
	}
	return env
}

func addType(env types.Map, path string, t facts.Type) {
	segments := strings.Split(path, ".")
	for _, s := range segments[:len(segments)-1] {
		inner, ok := env[s].(types.Map)
		if !ok {
			inner = types.Map{}
			env[s] = inner
		}
		env = inner
	}
	last := segments[len(segments)-1]
	switch t {
	case facts.Bool:
		env[last] = types.Bool
	case facts.String:
		env[last] = types.String
	default:
		env[last] = types.Float64
	}
}
