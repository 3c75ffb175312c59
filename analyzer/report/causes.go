package report

import (
	"fmt"
	"strings"
)

const (
	// maxCauses is how many causes stand on the first screen.
	maxCauses = 4
	// maxOpen is how many causes that cannot be told are named there.
	maxOpen = 3
)

// causes adds the ranked causes with the share of the pool that each accounts for, and
// names those that cannot be told.
func (p *page) causes(s *summary) {
	label := p.t.Summary["cause"]
	ids := p.d.Verdict.Causes
	if len(ids) == 0 {
		if counted := p.lines("cause"); len(counted) > 0 {
			s.add(label, counted...)
			label = ""
		}
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
	_, open := p.causeAnswers()
	s.add("", p.openCauses(open))
}

func (p *page) cause(id string) string {
	text := bold(p.title(id))
	f := p.finding(id)
	switch {
	case f == nil:
	case f.Extent != "":
		text += ", " + p.cell(f.Extent)
	case f.Share != nil:
		text += ", " + fmt.Sprintf(p.t.OfPool, percent(*f.Share))
	case f.Explains != nil:
		text += ", " + fmt.Sprintf(p.t.PortsOf, rounded(*f.Explains))
	case len(p.d.Verdict.Causes) > 1:
		text += ", " + p.t.View
	}
	return text
}

// noCause says what the rules for causes answered where none is present: that none was
// found is not said where allocations failed or where nothing could be answered.
func (p *page) noCause() string {
	absent, open := p.causeAnswers()
	none := ""
	switch {
	case absent > 0 && p.d.Verdict.Status == statusConfirmed:
		none = fmt.Sprintf(p.t.NotShown, count(absent))
	case absent > 0 && len(open) > 0:
		none = p.t.NoneFound
	case absent > 0:
		none = fmt.Sprintf(p.t.NoCause, count(absent))
	}
	return join("; ", none, p.openCauses(open))
}

// causeAnswers counts the causes that are absent and lists the titles of those that cannot
// be told.
func (p *page) causeAnswers() (absent int, open []string) {
	for _, f := range p.d.Findings {
		switch {
		case f.Kind != kindCause:
		case f.State == stateAbsent:
			absent++
		case f.State == stateUnknown:
			open = append(open, p.title(f.Rule))
		}
	}
	return absent, open
}

func (p *page) openCauses(titles []string) string {
	if len(titles) == 0 {
		return ""
	}
	text := strings.Join(titles[:min(len(titles), maxOpen)], ", ")
	if rest := len(titles) - maxOpen; rest > 0 {
		text = fmt.Sprintf(p.t.AndMore, text, count(rest))
	}
	return fmt.Sprintf(p.t.OpenCauses, text)
}
