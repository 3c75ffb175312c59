package report

import (
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// ruledOut writes the rules that are absent, each with a condition that does not hold.
func (p *page) ruledOut() {
	var rows [][]string
	for _, f := range p.inState(stateAbsent) {
		if reason := p.whyAbsent(f); reason != "" {
			rows = append(rows, []string{p.title(f.Rule), reason})
		}
	}
	if len(rows) == 0 {
		return
	}
	p.heading(2, p.t.RuledTitle)
	p.para(p.ruledNotes()...)
	p.table(p.t.RuledHead, nil, rows)
}

// whyAbsent returns the conditions that make a rule absent; nothing where none explains
// it: a guard that does not hold rules nothing out. A risk is told apart from a cause by the pressure that is missing: that condition
// explains no absence, and a risk with an open condition is not ruled out for good.
func (p *page) whyAbsent(f *diagnosis.Finding) string {
	conditions := slices.DeleteFunc(slices.Clone(f.Conditions), func(c diagnosis.Condition) bool { return c.Guard })
	if f.Kind == kindRisk {
		if slices.ContainsFunc(conditions, isOpen) {
			return ""
		}
		conditions = slices.DeleteFunc(conditions, isOnRule)
	}
	return p.because(conditions, "false")
}

func isOpen(c diagnosis.Condition) bool { return c.Answer == "unknown" }

func isOnRule(c diagnosis.Condition) bool {
	return strings.HasPrefix(c.Text, "rule: ") || strings.HasPrefix(c.Text, "any_rule: ")
}

// ruledNotes says within which limits the rules are absent.
func (p *page) ruledNotes() []string {
	var notes []string
	if len(p.allLimits()) > 0 {
		notes = append(notes, p.t.RuledNote)
	}
	if p.d.Verdict.Status == statusConfirmed {
		notes = append(notes, p.t.RuledWhen[p.d.Verdict.When])
	}
	return notes
}

// cannotTell writes the rules that what was captured cannot decide.
func (p *page) cannotTell() {
	var rows [][]string
	for _, f := range p.inState(stateUnknown) {
		rows = append(rows, []string{p.title(f.Rule), p.because(f.Conditions, "unknown"), p.kinds(f.Missing)})
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
