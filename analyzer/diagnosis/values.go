package diagnosis

import (
	"math"
	"strconv"
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// factsOf returns the facts that apply, in the form of the JSON contract.
func factsOf(v *facts.Set) map[string]any {
	out := make(map[string]any)
	for _, name := range v.Names() {
		out[name] = factValue(name, v.Get(name))
	}
	return out
}

func factValue(name string, v facts.Value) any {
	f, _ := facts.Lookup(name)
	switch {
	case v.State != facts.Known:
		return nil
	case f.Type == facts.Bool:
		return v.Bool
	case f.Type == facts.String:
		return v.Str
	case f.Type == facts.Time:
		return time.UnixMilli(int64(math.Round(v.Num * 1000))).UTC().Format(time.RFC3339)
	case math.IsNaN(v.Num) || math.IsInf(v.Num, 0):
		return nil
	}
	return v.Num
}

func itoa(n int) string { return strconv.Itoa(n) }

// thousands writes 16384 as 16,384.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
