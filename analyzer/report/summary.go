package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxLimits is how many things that are not known stand on the first screen; the others stand below.
const maxLimits = 4

// itemAsk is the summary's line that holds a question to the customer.
const itemAsk = "ask"

// firstScreen writes the verdict and the table that answers which kind, who, where to,
// since when, what first, and what is not known.
func (p *page) firstScreen() {
	p.heading(1, fmt.Sprintf(p.t.Title, p.host()))
	p.para(bold(p.sentence(p.label())), p.prose(p.d.Verdict.Headline))

	var s summary
	p.causes(&s)
	s.add(p.t.Summary["who"], slices.Concat(p.lines("who"), p.lines("who-close-wait"), p.lines("who-bound"))...)
	for _, id := range []string{"where", "since"} {
		s.add(p.t.Summary[id], p.lines(id)...)
	}
	if p.d.Verdict.Status == statusUndetermined {
		s.add(p.t.LeanLabel, p.t.Lean[p.d.Verdict.Lean])
	}
	s.add(p.t.Summary["first"], p.lines("first")...)
	s.add(p.t.Summary[itemAsk], p.lines(itemAsk)...)
	if p.d.Verdict.Status == statusUndetermined {
		s.add(p.t.AskFor, p.wanted())
	}
	s.add(p.t.Summary["unknown"], p.limits()...)
	s.add(p.t.Analyzed, p.analyzed())
	s.add(p.t.Host, cellValue(p.d.Host.OS))
	if len(s.rows) > 0 {
		p.table([]string{"", ""}, nil, s.rows)
	}
}

func (p *page) host() string {
	switch {
	case p.d.Host.Name != "":
		return value(p.d.Host.Name)
	case p.d.Bundle.Name != "":
		return fmt.Sprintf(p.t.UnnamedHost, value(p.d.Bundle.Name))
	}
	return p.t.NoName
}

// summary is the rows of the first screen's table.
type summary struct{ rows [][]string }

// add adds a row per text that is not empty, the first of them with the label.
func (s *summary) add(label string, texts ...string) {
	label = bold(label)
	for _, text := range texts {
		if text != "" {
			s.rows = append(s.rows, []string{label, text})
			label = ""
		}
	}
}

func (p *page) label() string {
	if p.d.Verdict.Label != "" {
		return prose(p.d.Verdict.Label)
	}
	if t, ok := p.t.Status[p.d.Verdict.Status]; ok {
		return t
	}
	return prose(p.d.Verdict.Status)
}

// sentence ends a text with a stop where it has no end.
func (p *page) sentence(markdown string) string {
	if last, _ := utf8.DecodeLastRuneInString(markdown); strings.ContainsRune(".!?:。！？：", last) || markdown == "" {
		return markdown
	}
	return markdown + p.t.Stop
}

// lines returns the summary's texts of an id.
func (p *page) lines(id string) []string {
	var out []string
	for _, f := range p.d.Summary {
		if f.ID == id {
			out = append(out, p.cell(f.Text))
		}
	}
	return out
}

// limits returns the first few things that are not known.
func (p *page) limits() []string {
	all := p.allLimits()
	if rest := len(all) - maxLimits; rest > 0 {
		all = append(all[:maxLimits], fmt.Sprintf(p.t.More, count(rest)))
	}
	return all
}

// allLimits returns what is not known, each once.
func (p *page) allLimits() []string {
	all := p.lines("unknown")
	for _, l := range p.d.Verdict.Limits {
		if text := p.cell(l); !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// wanted names the artifacts to ask for.
func (p *page) wanted() string {
	var names []string
	for _, r := range p.d.Requests {
		if n := p.artifactName(r.Artifact); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

func (p *page) finding(rule string) *diagnosis.Finding {
	for i := range p.d.Findings {
		if p.d.Findings[i].Rule == rule {
			return &p.d.Findings[i]
		}
	}
	return nil
}

// title returns the title of a rule, or its id where nothing names it.
func (p *page) title(rule string) string {
	if f := p.finding(rule); f != nil && f.Title != "" {
		return cell(f.Title)
	}
	return cellValue(rule)
}

// upperFirst makes the first letter of a fixed text a capital.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
