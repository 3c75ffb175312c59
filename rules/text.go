package rules

import (
	"slices"
	"strings"

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
