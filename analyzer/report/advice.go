package report

import (
	"fmt"
	"slices"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// when orders the groups of advice; what has another word goes to the second.
var whenOrder = [...]string{"now", "for-good", "never"}

// advice writes what to do, with the steps numbered through all groups.
func (p *page) advice() {
	if len(p.d.Advice) == 0 {
		return
	}
	p.heading(2, p.t.AdviceTitle)
	step := 0
	for _, when := range whenOrder {
		first := true
		for _, a := range p.d.Advice {
			if group(a.When) != when {
				continue
			}
			if first {
				p.heading(3, p.t.When[when])
				first = false
			}
			step = p.oneAdvice(a, step)
		}
	}
	p.references()
}

func group(when string) string {
	for _, w := range whenOrder {
		if w == when {
			return w
		}
	}
	return "for-good"
}

// oneAdvice writes an advice, whose steps are numbered after step, and returns the number
// of its last step.
func (p *page) oneAdvice(a diagnosis.Advice, step int) int {
	title := p.prose(a.Title)
	if title == "" {
		title = value(a.ID)
	}
	p.para(bold(p.sentence(title)), p.prose(a.Text))
	for _, s := range a.Steps {
		step++
		p.step(s, step)
	}
	var see []string
	for _, r := range a.References {
		see = append(see, referenceTitle(r))
	}
	if len(see) > 0 {
		p.para(p.t.See, p.sentence(join("; ", see...)))
	}
	return step
}

func (p *page) step(s diagnosis.Step, n int) {
	text := p.prose(s.Text)
	if text == "" {
		text = p.t.Run
	}
	p.para(bold(fmt.Sprintf(p.t.Step, count(n))), text)
	if s.Command != "" {
		p.fence(shell(s.Shell), s.Command)
	}
	p.list(p.labelled(p.t.Effect, s.Effect), p.labelled(p.t.Risk, s.Risk), p.labelled(p.t.Verify, s.Verify))
	if s.Rollback != "" {
		p.para(p.t.Rollback)
		p.fence(shell(s.Shell), s.Rollback)
	}
}

func (p *page) labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + " " + p.prose(text)
}

// references lists each document that the advice cites, once, with its address. The
// address is shown as code: a report holds no links.
func (p *page) references() {
	var items []string
	for _, a := range p.d.Advice {
		for _, r := range a.References {
			if item := join(": ", referenceTitle(r), value(r.URL)); !slices.Contains(items, item) {
				items = append(items, item)
			}
		}
	}
	if len(items) > 0 {
		p.heading(3, p.t.References)
		p.list(items...)
	}
}

func referenceTitle(r diagnosis.Reference) string {
	if r.Title == "" {
		return value(r.ID)
	}
	return prose(r.Title)
}

// shell returns the language of a fenced command.
func shell(name string) string {
	if name == "powershell" {
		return name
	}
	return "bat"
}
