package report

import "fmt"

// maxCauses is how many causes stand on the first screen.
const maxCauses = 4

// causes adds the ranked causes with the share of the pool that each accounts for.
func (p *page) causes(s *summary) {
	label := p.t.Summary["cause"]
	ids := p.d.Verdict.Causes
	if len(ids) == 0 {
		s.add(label, p.noCause())
		return
	}
	for _, id := range ids[:min(len(ids), maxCauses)] {
		s.add(label, p.cause(id))
		label = p.t.Also
	}
	if rest := len(ids) - maxCauses; rest > 0 {
		s.add(label, fmt.Sprintf(p.t.More, count(rest)))
	}
}

func (p *page) cause(id string) string {
	text := bold(p.title(id))
	f := p.finding(id)
	switch {
	case f == nil:
	case f.Extent != "":
		text += ", " + cell(f.Extent)
	case f.Share != nil:
		text += ", " + fmt.Sprintf(p.t.OfPool, percent(*f.Share))
	case f.Explains != nil:
		text += ", " + fmt.Sprintf(p.t.PortsOf, rounded(*f.Explains))
	case len(p.d.Verdict.Causes) > 1:
		text += ", " + p.t.View
	}
	return text
}

// noCause says what the rules for causes answered where none is present.
func (p *page) noCause() string {
	checked, open := 0, 0
	for _, f := range p.d.Findings {
		if f.Kind == kindCause {
			checked++
			if f.State == stateUnknown {
				open++
			}
		}
	}
	switch {
	case open > 0:
		return fmt.Sprintf(p.t.OpenCauses, count(open))
	case checked > 0:
		return fmt.Sprintf(p.t.NoCause, count(checked))
	}
	return ""
}
