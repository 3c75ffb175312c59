package rules

import (
	"math"
	"strings"

	"github.com/expr-lang/expr/vm"

	"github.com/portdx/portdx/rules/facts"
)

// env computes formulas over one set of values. It serves one goroutine.
type env struct {
	values  *facts.Set
	vars    map[string]any // the known values, nested as expressions name them
	machine vm.VM
}

func newEnv(values *facts.Set) *env {
	e := &env{values: values, vars: map[string]any{}}
	for _, name := range values.Names() {
		if v := values.Get(name); v.State == facts.Known {
			setPath(e.vars, name, native(name, v))
		}
	}
	return e
}

// native is a known value as the virtual machine takes it.
func native(name string, v facts.Value) any {
	f, _ := facts.Lookup(name)
	switch f.Type {
	case facts.Bool:
		return v.Bool
	case facts.String:
		return v.Str
	}
	return v.Num
}

func setPath(vars map[string]any, path string, v any) {
	for {
		first, rest, more := strings.Cut(path, ".")
		if !more {
			vars[first] = v
			return
		}
		inner, ok := vars[first].(map[string]any)
		if !ok {
			inner = map[string]any{}
			vars[first] = inner
		}
		vars, path = inner, rest
	}
}

// value computes a formula. It does not apply when a fact that it reads does not, or
// when it is no finite number; else it is unknown when a fact is.
func (e *env) value(f *formula) facts.Value {
	state := facts.Known
	for _, name := range f.facts {
		state = min(state, e.values.Get(name).State)
	}
	switch {
	case state != facts.Known:
		return facts.Value{State: state}
	case f.constant != nil:
		return *f.constant
	case f.fact != "":
		v := e.values.Get(f.fact)
		v.Refs = nil
		return finite(v)
	}
	e.vars["params"] = f.scope.values
	result, err := e.machine.Run(f.program, e.vars)
	if err != nil {
		return facts.Value{}
	}
	return known(result)
}

func known(result any) facts.Value {
	v := facts.Value{State: facts.Known}
	switch result := result.(type) {
	case bool:
		v.Bool = result
	case string:
		v.Str = result
	case int:
		v.Num = float64(result)
	case float64:
		v.Num = result
	}
	return finite(v)
}

// finite makes a number that is none unknown.
func finite(v facts.Value) facts.Value {
	if math.IsInf(v.Num, 0) || math.IsNaN(v.Num) {
		return facts.Value{}
	}
	return v
}

// unknown returns the facts among names that are unknown.
func (e *env) unknown(names []string) []string {
	var out []string
	for _, n := range names {
		if e.values.Get(n).State == facts.Unknown {
			out = append(out, n)
		}
	}
	return out
}
