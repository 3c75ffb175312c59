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
	p.list(p.lines(itemAsk)...)
	for i, g := range grouped(p.d.Requests) {
		p.request(i+1, g)
	}
}

// grouped puts requests that one command answers together, in the order of the first.
func grouped(requests []diagnosis.Request) [][]diagnosis.Request {
	var groups [][]diagnosis.Request
	at := map[string]int{}
	for _, r := range requests {
		i, known := at[r.Command]
		if !known || r.Command == "" {
			i = len(groups)
			at[r.Command] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// request writes one item: what to ask for, why, what it decides, and the command.
func (p *page) request(n int, group []diagnosis.Request) {
	var names, whys, instead, decides []string
	add := func(to *[]string, texts ...string) {
		for _, t := range texts {
			if t != "" && !slices.Contains(*to, t) {
				*to = append(*to, t)
			}
		}
	}
	for _, r := range group {
		name := p.artifactName(r.Artifact)
		if reason := p.t.Reason[r.Reason]; reason != "" {
			name += " (" + reason + ")"
		}
		add(&names, name)
		add(&whys, p.prose(r.Why))
		add(&instead, r.Alternatives...)
		add(&decides, r.Decides...)
	}
	p.para(p.sentence(bold(fmt.Sprintf("%s. %s", count(n), upperFirst(join("; ", names...))))), join(" ", whys...), p.decides(decides))
	if command := group[0].Command; command != "" {
		p.fence("bat", command)
	}
	if len(instead) > 0 {
		p.para(fmt.Sprintf(p.t.Instead, p.kinds(instead)))
	}
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
