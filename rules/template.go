package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portdx/portdx/rules/facts"
)

// templateScanner splits a text into its parts.
type templateScanner struct {
	*reader
	at     *node
	as     reading
	fixed  strings.Builder
	parts  []part
	values int
}

// marks are the characters that may begin something else than fixed text.
const marks = "${}"

func (s *templateScanner) scan(text string) *template {
	escape := s.escape()
	for pos := 0; pos < len(text); {
		rest := text[pos:]
		if plain := strings.IndexAny(rest, marks); plain != 0 {
			if plain < 0 {
				plain = len(rest)
			}
			s.fixed.WriteString(rest[:plain])
			pos += plain
			continue
		}
		switch {
		case strings.HasPrefix(rest, escape):
			s.fixed.WriteString(s.as.open)
			pos += len(escape)
		case strings.HasPrefix(rest, s.as.open):
			length, ok := s.value(text, pos+len(s.as.open))
			if !ok {
				return nil
			}
			pos += len(s.as.open) + length
		case !s.as.bare && strings.HasPrefix(rest, "}}"):
			s.fixed.WriteByte('}')
			pos += 2
		case !s.as.bare && rest[0] == '}':
			s.fail(text, pos, "a closing brace without an opening one; write }} for a brace")
			return nil
		default:
			s.fixed.WriteByte(rest[0])
			pos++
		}
	}
	s.flush()
	return &template{parts: s.parts}
}

// escape is how the opening mark itself is written.
func (s *templateScanner) escape() string { return s.as.open[:1] + s.as.open }

func (s *templateScanner) fail(text string, pos int, format string, args ...any) {
	s.errs.within(s.at, utf8.RuneCountInString(text[:pos]), format, args...)
}

func (s *templateScanner) flush() {
	if s.fixed.Len() > 0 {
		s.parts = append(s.parts, part{fixed: s.fixed.String()})
		s.fixed.Reset()
	}
}

// value reads "expression}" or "expression | unit}" at pos, and returns its length.
func (s *templateScanner) value(text string, pos int) (length int, ok bool) {
	inner, _, found := strings.Cut(text[pos:], "}")
	s.values++
	switch {
	case !found:
		s.fail(text, pos-1, "the brace is not closed; write %s for a brace", s.escape())
		return 0, false
	case s.as.closed:
		s.fail(text, pos-1, "this text is fixed: it quotes no values")
		return 0, false
	case s.values > maxTextValues:
		s.fail(text, pos, "more than %d values in one text", maxTextValues)
		return 0, false
	}
	expression, unit, hasUnit := strings.Cut(inner, "|")
	f := s.formula(source{at: s.at, offset: utf8.RuneCountInString(text[:pos]), text: expression})
	if f == nil || !s.admits(f, text, pos) {
		return 0, false
	}
	p := part{value: f, unit: f.unit}
	if hasUnit {
		p.unit, ok = s.givenUnit(f, text, pos+len(expression)+1, strings.TrimSpace(unit))
		if !ok {
			return 0, false
		}
	} else if f.unclear && !s.as.bare {
		s.fail(text, pos, "the unit of a quotient must be said: {%s | share}", strings.TrimSpace(expression))
		return 0, false
	}
	s.flush()
	s.parts = append(s.parts, p)
	return len(inner) + 1, true
}

func (s *templateScanner) admits(f *formula, text string, pos int) bool {
	if slices.Contains(s.as.types, f.typ) {
		return true
	}
	s.fail(text, pos, "a %s cannot be quoted in this text", f.typ)
	return false
}

func (s *templateScanner) givenUnit(f *formula, text string, pos int, unit string) (facts.Unit, bool) {
	switch {
	case s.as.bare:
		s.fail(text, pos, "numbers in commands have no unit")
		return "", false
	case !slices.Contains(units, unit):
		s.fail(text, pos, "unknown unit %q%s", unit, didYouMean(unit, units))
		return "", false
	case f.typ == facts.String || (f.typ == facts.Time) != (unit == string(facts.Timestamp)):
		s.fail(text, pos, "a %s has no unit %q", f.typ, unit)
		return "", false
	}
	return unitNamed(unit), true
}
