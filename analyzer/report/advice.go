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
	title := prose(a.Title)
	if title == "" {
		title = value(a.ID)
	}
	p.para(bold(p.sentence(title)), prose(a.Text))
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
	text := prose(s.Text)
	if text == "" {
		text = p.t.Run
	}
	p.para(bold(fmt.Sprintf(p.t.Step, count(n))), text)
	if s.Command != "" {
		p.fence(shell(s.Shell), s.Command)
	}
	p.list(labelled(p.t.Effect, s.Effect), labelled(p.t.Risk, s.Risk), labelled(p.t.Verify, s.Verify))
	if s.Rollback != "" {
		p.para(p.t.Rollback)
		p.fence(shell(s.Shell), s.Rollback)
	}
}

func labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + " " + prose(text)
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

// whatIf writes what each change would do to the captured use.
func (p *page) whatIf() {
	if len(p.d.WhatIf) == 0 {
		return
	}
	p.heading(2, p.t.WhatIfTitle)
	p.para(p.t.WhatIfNote, p.rates())
	var rows [][]string
	for _, c := range p.d.WhatIf {
		rows = append(rows, []string{
			cell(c.Text),
			p.between(rounded(c.PortsLow), rounded(c.PortsHigh)),
			p.shares(c.ShareLow, c.ShareHigh),
			cell(c.Effect),
		})
	}
	p.table(p.t.WhatIfHead, []bool{false, true, true, false}, rows)
}

// rates says how many connections are opened, for both times that TIME_WAIT may last.
func (p *page) rates() string {
	low, ok1 := asFloat(p.d.Facts["rate.opens_per_second_low"])
	high, ok2 := asFloat(p.d.Facts["rate.opens_per_second_high"])
	short, ok3 := asFloat(p.d.Facts["time_wait.seconds_low"])
	long, ok4 := asFloat(p.d.Facts["time_wait.seconds_high"])
	switch {
	case !ok1 || !ok2 || !ok3 || !ok4:
		return ""
	case short == long:
		return fmt.Sprintf(p.t.WhatIfRate, rate(low), number(short))
	}
	return fmt.Sprintf(p.t.WhatIfRates, rate(low), number(long), rate(high), number(short))
}

func (p *page) between(low, high string) string {
	if low == high {
		return low
	}
	return fmt.Sprintf(p.t.To, low, high)
}

func (p *page) shares(low, high float64) string {
	if percent(low) == percent(high) {
		return percent(low)
	}
	return fmt.Sprintf(p.t.To, tenths(low*100), percent(high))
}

// momentary tells whether what is asked for shows one moment only.
func momentary(r diagnosis.Request) bool {
	return r.Artifact == "netstat" || r.Artifact == "nettcp" || r.Artifact == "netudp"
}

// requests writes what to ask the customer for.
func (p *page) requests() {
	if len(p.d.Requests) == 0 {
		return
	}
	title := p.t.RequestTitle
	if p.d.Verdict.Status == statusUndetermined {
		title = p.t.UndecidedTitle
	}
	p.heading(2, title)
	if slices.ContainsFunc(p.d.Requests, momentary) {
		p.para(p.t.RequestNote)
	}
	for i := range p.d.Requests {
		p.request(i)
	}
}

func (p *page) request(i int) {
	r := p.d.Requests[i]
	name := bold(fmt.Sprintf("%s. %s", count(i+1), upperFirst(p.artifactName(r.Artifact))))
	if reason := p.t.Reason[r.Reason]; reason != "" {
		name += " (" + reason + ")"
	}
	p.para(p.sentence(name), prose(r.Why), p.decides(r.Decides))
	p.requestCommand(i)
	if len(r.Alternatives) > 0 {
		p.para(fmt.Sprintf(p.t.Instead, p.kinds(r.Alternatives)))
	}
}

// requestCommand writes what to run, or which command above captures it as well.
func (p *page) requestCommand(i int) {
	command := p.d.Requests[i].Command
	if command == "" {
		return
	}
	same := func(r diagnosis.Request) bool { return r.Command == command }
	if earlier := slices.IndexFunc(p.d.Requests[:i], same); earlier >= 0 {
		p.para(fmt.Sprintf(p.t.SameCommand, count(earlier+1)))
		return
	}
	p.fence("bat", command)
}

// maxDecides is how many rules are named for one artifact.
const maxDecides = 6

// decides names what an artifact would decide, the verdict first.
func (p *page) decides(rules []string) string {
	var names []string
	for _, id := range rules {
		if id == ruleVerdict {
			names = slices.Insert(names, 0, p.t.TheVerdict)
			continue
		}
		names = append(names, p.title(id))
	}
	if len(names) == 0 {
		return ""
	}
	if rest := len(names) - maxDecides; rest > 0 {
		names = append(names[:maxDecides], fmt.Sprintf(p.t.MoreOthers, count(rest)))
	}
	return fmt.Sprintf(p.t.Decides, join(", ", names...))
}
