package report

import (
	"fmt"
	"slices"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

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
	p.para(p.sentence(name), p.prose(r.Why), p.decides(r.Decides))
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
