package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portdx/portdx/rules/facts"
)

// Limits of one text.
const (
	maxTextLength = 4000 // bytes
	maxTextValues = 40
)

// Lang is a language of the texts.
type Lang string

// The languages.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Text is a text for a reader, with the facts that it quotes.
type Text struct {
	Text  string
	Facts []string // sorted
}

// template is a text with values to be filled in.
type template struct{ parts []part }

// part is fixed text, or a value.
type part struct {
	fixed string
	value *formula
	unit  facts.Unit
}

// reading says what a kind of text may quote, and how a value is marked in it.
type reading struct {
	open         string // "{" or "${"
	types        []facts.Type
	bare, closed bool // numbers without separators; no values at all
}

var (
	prose   = reading{open: "{", types: []facts.Type{facts.Number, facts.Time, facts.String}}
	figures = reading{open: "{", types: []facts.Type{facts.Number, facts.Time}}
	fixed   = reading{open: "{", closed: true}
	command = reading{open: "${", types: []facts.Type{facts.Number}, bare: true}
)

// bilingual is a text in both languages.
type bilingual struct{ en, zh *template }

func (b *bilingual) in(lang Lang) *template {
	if lang == Chinese {
		return b.zh
	}
	return b.en
}

// fixedText returns a text that quotes nothing.
func (b *bilingual) fixedText(lang Lang) string {
	if b == nil || b.in(lang) == nil {
		return ""
	}
	return b.in(lang).head()
}

// texts reads {en: ..., zh: ...}.
func (r *reader) texts(n *node, as reading) *bilingual {
	if n == nil {
		return nil
	}
	fs := r.mapping(n, "en", "zh")
	return r.textsOf(n, fs, as)
}

// textsOf reads the keys en and zh of a mapping that holds others too.
func (r *reader) textsOf(n *node, fs fields, as reading) *bilingual {
	r.need(n, fs, "en", "zh")
	b := &bilingual{en: r.template(fs["en"], as), zh: r.template(fs["zh"], as)}
	if b.en == nil || b.zh == nil {
		return b
	}
	if en, zh := b.en.reads(), b.zh.reads(); !slices.Equal(en, zh) {
		r.errs.at(n, "en and zh do not quote the same values: %s; %s", oneOf(en), oneOf(zh))
	}
	return b
}

// template reads one text.
func (r *reader) template(n *node, as reading) *template {
	if n == nil || r.str(n) == "" {
		return nil
	}
	if len(n.text) > maxTextLength {
		r.errs.at(n, "the text is longer than %d bytes", maxTextLength)
		return nil
	}
	s := &templateScanner{reader: r, at: n, as: as}
	return s.scan(strings.TrimRight(n.text, " \n"))
}

// templateScanner splits a text into its parts.
type templateScanner struct {
	*reader
	at     *node
	as     reading
	fixed  strings.Builder
	parts  []part
	values int
}

func (s *templateScanner) scan(text string) *template {
	for pos := 0; pos < len(text); {
		rest := text[pos:]
		switch {
		case strings.HasPrefix(rest, s.escape()):
			s.fixed.WriteString(s.as.open)
			pos += len(s.escape())
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

// reads returns the facts and parameters that the text quotes, sorted.
func (t *template) reads() []string {
	names := t.facts()
	for _, p := range t.parts {
		if p.value != nil {
			for _, name := range p.value.params {
				names = append(names, "params."+name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (t *template) facts() []string {
	var names []string
	for _, p := range t.parts {
		if p.value != nil {
			names = append(names, p.value.facts...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// head is the fixed text before the first value, without what would dangle at its end.
func (t *template) head() string {
	if len(t.parts) == 0 || t.parts[0].value != nil {
		return ""
	}
	if len(t.parts) == 1 {
		return t.parts[0].fixed
	}
	return strings.TrimRight(t.parts[0].fixed, " :(：（")
}
