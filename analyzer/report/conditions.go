package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxConditions is how many conditions are shown as the reason of an answer.
const maxConditions = 2

// because returns the first of the conditions with the given answer, with the values that
// they read.
func (p *page) because(conditions []diagnosis.Condition, answer string) string {
	var out []string
	for _, c := range conditions {
		if c.Answer == answer && len(out) < maxConditions {
			out = append(out, p.condition(c))
		}
	}
	return join("; ", out...)
}

// How a condition on another rule, and one on a fact being known, are written.
var (
	onRule  = regexp.MustCompile(`^rule: ([a-z0-9-]+)(?:, state (present|absent|unknown))?$`)
	onKnown = regexp.MustCompile(`^known: (\S+)$`)
)

// condition returns a condition as a reader takes it: another rule by its title, a
// comparison with its parameters filled in and with the values that its facts have.
func (p *page) condition(c diagnosis.Condition) string {
	text := cut(c.Text, maxProse)
	if m := onRule.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf(p.t.RuleIs[m[2]], p.title(m[1]))
	}
	if m := onKnown.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf(p.t.IsKnown, cellValue(m[1]))
	}
	return p.comparison(filled(text, c.Values, isParam), c)
}

// comparison returns a comparison, and what is known of the facts in it.
func (p *page) comparison(text string, c diagnosis.Condition) string {
	names := factsIn(text)
	applies := func(name string) bool { _, ok := c.Values[name]; return ok }
	known := func(name string) bool { return c.Values[name] != nil }
	switch {
	case c.Answer == "false" && !all(names, applies):
		return fmt.Sprintf(p.t.NotApplying, cellValue(text))
	case !slices.ContainsFunc(names, known):
		return cellValue(text)
	case len(names) == 1:
		return fmt.Sprintf(p.t.Here, cellValue(text), cellValue(plain(c.Values[names[0]])))
	}
	return fmt.Sprintf(p.t.Here, cellValue(text), cellValue(filled(text, c.Values, applies)))
}

func all(names []string, holds func(string) bool) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !holds(n) })
}

// nameOrText matches the names of facts and parameters in a condition, and its quoted
// texts, in which a name is none.
var nameOrText = regexp.MustCompile(`"[^"]*"|'[^']*'|[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)+`)

func isName(match string) bool { return !strings.ContainsAny(match[:1], `"'`) }

func isParam(name string) bool { return strings.HasPrefix(name, "params.") }

// factsIn returns the names of the facts in a condition, each once.
func factsIn(text string) []string {
	var names []string
	for _, m := range nameOrText.FindAllString(text, -1) {
		if isName(m) && !isParam(m) && !slices.Contains(names, m) {
			names = append(names, m)
		}
	}
	return names
}

// filled returns a condition with the values of the chosen names in their places.
func filled(text string, values map[string]any, chosen func(string) bool) string {
	return nameOrText.ReplaceAllStringFunc(text, func(m string) string {
		v, ok := values[m]
		if !ok || !isName(m) || !chosen(m) {
			return m
		}
		return plain(v)
	})
}

// plain formats a value of a fact without markup.
func plain(v any) string {
	if f, ok := asFloat(v); ok {
		return number(f)
	}
	switch v {
	case nil:
		return notANumber
	case "":
		return `""`
	}
	return cut(fmt.Sprint(v), maxValue)
}
