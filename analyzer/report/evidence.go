package report

import (
	"slices"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// evidence writes what was seen for every rule that is present, the ranked causes first.
func (p *page) evidence() {
	var rows [][]string
	said := map[string]bool{}
	for _, f := range p.present() {
		rows = append(rows, p.evidenceOf(f, said)...)
	}
	if len(rows) == 0 {
		return
	}
	p.heading(2, p.t.EvidenceTitle)
	p.table(p.t.EvidenceHead, nil, rows)
}

// evidenceOf returns the rows of a finding. A sentence that another finding said already
// is not repeated.
func (p *page) evidenceOf(f *diagnosis.Finding, said map[string]bool) [][]string {
	title := p.findingTitle(f)
	var rows [][]string
	for _, e := range f.Evidence {
		text, where := p.cell(e.Text), p.sources(e.Sources)
		if said[text+where] {
			continue
		}
		said[text+where] = true
		rows = append(rows, []string{title, text, where})
		title = ""
	}
	if len(rows) == 0 {
		rows = append(rows, []string{title, p.because(f.Conditions, "true"), ""})
	}
	return rows
}

func (p *page) findingTitle(f *diagnosis.Finding) string {
	title := p.title(f.Rule)
	if kind := p.t.Kind[f.Kind]; kind != "" {
		return kind + ": " + title
	}
	return title
}

// present returns the findings that are present: ranked causes first, the others as the
// diagnosis has them.
func (p *page) present() []*diagnosis.Finding {
	var out []*diagnosis.Finding
	for _, id := range p.d.Verdict.Causes {
		if f := p.finding(id); f != nil && f.State == statePresent && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	for i := range p.d.Findings {
		f := &p.d.Findings[i]
		if f.State == statePresent && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
