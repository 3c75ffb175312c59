package report

import (
	"fmt"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxMoments is how many moments of the timeline are shown.
const maxMoments = 60

// timeline writes the moments in the order of the diagnosis. Where there are too many,
// those near the analyzed capture stay, then the latest.
func (p *page) timeline() {
	if len(p.d.Timeline) == 0 {
		return
	}
	p.heading(2, p.t.TimelineTitle)
	p.activity()
	moments := fewer(p.d.Timeline)
	var rows [][]string
	near := false
	for _, m := range moments {
		near = near || m.Near
		rows = append(rows, p.moment(m))
	}
	if near {
		p.para(p.t.NearNote)
	}
	p.table(p.t.TimelineHead, nil, rows)
	p.omitted(len(p.d.Timeline) - len(moments))
}

func fewer(all []diagnosis.Moment) []diagnosis.Moment {
	if len(all) <= maxMoments {
		return all
	}
	keep := make([]bool, len(all))
	left := maxMoments
	for _, near := range []bool{true, false} {
		for i := len(all) - 1; i >= 0 && left > 0; i-- {
			if all[i].Near == near {
				keep[i] = true
				left--
			}
		}
	}
	var out []diagnosis.Moment
	for i, m := range all {
		if keep[i] {
			out = append(out, m)
		}
	}
	return out
}

func (p *page) moment(m diagnosis.Moment) []string {
	when, text := p.time(m.Time), p.cell(m.Text)
	if m.Count > 1 {
		text = fmt.Sprintf(p.t.Aside, text, p.times(m))
	}
	if m.Near {
		when = bold(when)
	}
	what, ok := p.t.Moment[m.Kind]
	if !ok {
		what = cell(m.Kind)
	}
	return []string{when, join(" ", what, cell(m.ID)), text, p.sources([]diagnosis.Source{m.Source})}
}

// times says how often a run occurred, and until when where that is another time.
func (p *page) times(m diagnosis.Moment) string {
	if until := p.time(m.Until); until != "" && until != p.time(m.Time) {
		return fmt.Sprintf(p.t.TimesUntil, count(m.Count), until)
	}
	return fmt.Sprintf(p.t.Times, count(m.Count))
}

func (p *page) time(s string) string {
	if t, ok := clock(s); ok {
		return t
	}
	return cell(s)
}
