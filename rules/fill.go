package rules

import (
	"strings"

	"github.com/portdx/portdx/rules/facts"
)

// fill writes a template with the values at hand. It reports false when a value is
// unknown, does not apply, or cannot be written: then the text must be left out.
func (e *env) fill(t *template) (string, bool) { return e.fillWith(t, format) }

// fillCommand writes numbers bare.
func (e *env) fillCommand(t *template) (string, bool) {
	return e.fillWith(t, func(v float64, _ facts.Unit) (string, bool) { return shortest(v), true })
}

func (e *env) fillWith(t *template, write func(float64, facts.Unit) (string, bool)) (string, bool) {
	var b strings.Builder
	one := false
	for _, p := range t.parts {
		if p.value == nil {
			if one {
				b.WriteString(singular(p.fixed))
			} else {
				b.WriteString(p.fixed)
			}
			one = false
			continue
		}
		s, ok := e.quote(p, write)
		if !ok {
			return "", false
		}
		b.WriteString(s)
		one = s == "1" && p.value.typ == facts.Number
	}
	return b.String(), true
}

// plurals are the English nouns that follow a number in texts, with what follows them where
// the number is 1. No Chinese text begins so.
var plurals = [...][2]string{
	{" ports were", " port was"}, {" connections were", " connection was"},
	{" ports are", " port is"}, {" connections are", " connection is"},
	{" ports hold", " port holds"}, {" ports wait", " port waits"}, {" ports go", " port goes"},
	{" ports", " port"}, {" connections", " connection"}, {" processes", " process"}, {" captures", " capture"},
	{" events", " event"}, {" starts", " start"}, {" records", " record"}, {" listeners", " listener"},
	{" live connections", " live connection"}, {" pool ports", " pool port"}, {" bound ports", " bound port"},
	{" UDP dynamic ports", " UDP dynamic port"}, {" TCP dynamic ports", " TCP dynamic port"},
}

// singular is the text that follows the number 1.
func singular(fixed string) string {
	for _, p := range plurals {
		if rest, ok := strings.CutPrefix(fixed, p[0]); ok && !startsWord(rest) {
			return p[1] + rest
		}
	}
	return fixed
}

func startsWord(s string) bool { return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] == '-') }

func (e *env) quote(p part, write func(float64, facts.Unit) (string, bool)) (string, bool) {
	v := e.value(p.value)
	switch {
	case v.State != facts.Known:
		return "", false
	case p.value.typ == facts.String:
		return v.Str, true
	}
	return write(v.Num, p.unit)
}

// values writes only the values of a template, with commas between them.
func (e *env) quoted(t *template) string {
	var all []string
	for _, p := range t.parts {
		if p.value == nil {
			continue
		}
		if s, ok := e.quote(p, format); ok {
			all = append(all, s)
		}
	}
	return strings.Join(all, ", ")
}

// text fills a text in the language of the reader.
func (e *env) text(b *bilingual, lang Lang) (Text, bool) {
	if b == nil {
		return Text{}, false
	}
	t := b.in(lang)
	s, ok := e.fill(t)
	return Text{Text: s, Facts: t.facts()}, ok
}
