package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

const (
	// maxSources is how many places are named for one sentence.
	maxSources = 4
	// maxConditions is how many conditions are shown as the reason of an answer.
	maxConditions = 2
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
		text, where := cell(e.Text), p.sources(e.Sources)
		if said[text+where] {
			continue
		}
		said[text+where] = true
		rows = append(rows, []string{title, text, where})
		title = ""
	}
	if len(rows) == 0 {
		rows = append(rows, []string{title, p.because(f, "true"), ""})
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

// sources names the places that a sentence was read from.
func (p *page) sources(all []diagnosis.Source) string {
	var places []string
	for _, s := range all[:min(len(all), maxSources)] {
		places = append(places, p.source(s))
	}
	if rest := len(all) - maxSources; rest > 0 {
		places = append(places, fmt.Sprintf(p.t.MoreSources, count(rest)))
	}
	return join("; ", places...)
}

func (p *page) source(s diagnosis.Source) string {
	file := cellValue(s.File)
	switch {
	case file == "":
		return ""
	case s.LastRecord > s.Record:
		return file + " " + fmt.Sprintf(p.t.Records, s.Record, s.LastRecord)
	case s.Record > 0:
		return file + " " + fmt.Sprintf(p.t.Record, s.Record)
	case s.Line <= 0:
		return file
	case s.LastLine > s.Line:
		return file + " " + fmt.Sprintf(p.t.Lines, strconv.Itoa(s.Line), strconv.Itoa(s.LastLine))
	}
	return file + " " + fmt.Sprintf(p.t.Line, strconv.Itoa(s.Line))
}

// ruledOut writes the rules that are absent, each with a condition that does not hold.
func (p *page) ruledOut() {
	var rows [][]string
	for _, f := range p.inState(stateAbsent) {
		rows = append(rows, []string{p.title(f.Rule), p.because(f, "false")})
	}
	if len(rows) == 0 {
		return
	}
	p.heading(2, p.t.RuledTitle)
	if len(p.allLimits()) > 0 {
		p.para(p.t.RuledNote)
	}
	p.table(p.t.RuledHead, nil, rows)
}

// cannotTell writes the rules that what was captured cannot decide.
func (p *page) cannotTell() {
	var rows [][]string
	for _, f := range p.inState(stateUnknown) {
		rows = append(rows, []string{p.title(f.Rule), p.because(f, "unknown"), p.kinds(f.Missing)})
	}
	limits := p.allLimits()
	if len(limits) <= maxLimits {
		limits = nil
	}
	if len(rows) == 0 && len(limits) == 0 {
		return
	}
	p.heading(2, p.t.OpenTitle)
	p.para(p.t.OpenNote)
	p.list(limits...)
	if len(rows) > 0 {
		p.table(p.t.OpenHead, nil, rows)
	}
}

// inState returns the findings of a state without cautions: that nothing needs to be
// minded is no news.
func (p *page) inState(state string) []*diagnosis.Finding {
	var out []*diagnosis.Finding
	for i := range p.d.Findings {
		if f := &p.d.Findings[i]; f.State == state && f.Kind != kindCaution {
			out = append(out, f)
		}
	}
	return out
}

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

// scalar formats a value of a fact inside a table.
func (p *page) scalar(v any) string {
	if f, ok := asFloat(v); ok {
		return number(f)
	}
	switch v := v.(type) {
	case nil:
		return p.t.Unknown
	case bool:
		if v {
			return p.t.Yes
		}
		return p.t.No
	case string:
		return cellValue(v)
	}
	return cellValue(fmt.Sprint(v))
}

// kinds names kinds of artifacts.
func (p *page) kinds(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, p.artifactName(id))
	}
	return join(", ", names...)
}

func (p *page) artifactName(kind string) string {
	if name, ok := p.t.ArtifactKind[kind]; ok {
		return name
	}
	return cellValue(kind)
}
