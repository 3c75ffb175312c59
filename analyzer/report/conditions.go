package report

import (
	"fmt"
	"regexp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxConditions is how many conditions are shown as the reason of an answer.
const maxConditions = 2

// because returns the first conditions of a rule with the given answer, with the values
// that they read.
func (p *page) because(f *diagnosis.Finding, answer string) string {
	var out []string
	for _, c := range f.Conditions {
		if c.Answer == answer && len(out) < maxConditions {
			out = append(out, p.condition(c))
		}
	}
	return join("; ", out...)
}

// condition returns a condition as it is written, and once more with its values in the
// places of their names.
func (p *page) condition(c diagnosis.Condition) string {
	known := false
	here := factName.ReplaceAllStringFunc(cut(c.Text, maxProse), func(name string) string {
		v, ok := c.Values[name]
		if !ok {
			return name
		}
		known = known || v != nil
		return plain(v)
	})
	if !known {
		return cellValue(c.Text)
	}
	return fmt.Sprintf(p.t.Here, cellValue(c.Text), cellValue(here))
}

// factName matches the names of facts and parameters in a condition.
var factName = regexp.MustCompile(`[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)+`)

// plain formats a value of a fact without markup.
func plain(v any) string {
	if f, ok := asFloat(v); ok {
		return number(f)
	}
	if v == nil {
		return notANumber
	}
	return fmt.Sprint(v)
}
