package report

import (
	"github.com/portdx/portdx/analyzer/diagnosis"
)

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
