package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// artifacts writes what was read, and how.
func (p *page) artifacts() {
	if len(p.d.Artifacts) == 0 {
		return
	}
	p.heading(2, p.t.ReadTitle)
	var rows [][]string
	for _, a := range p.d.Artifacts[:min(len(p.d.Artifacts), maxRows)] {
		rows = append(rows, p.artifact(a))
	}
	p.table(p.t.ReadHead, []bool{false, false, true, false}, rows)
	p.omitted(len(p.d.Artifacts) - len(rows))
}

func (p *page) artifact(a diagnosis.Artifact) []string {
	file := cellValue(a.Path)
	if a.Line > 1 {
		file = join(" ", file, fmt.Sprintf(p.t.FromLine, strconv.Itoa(a.Line)))
	}
	status, ok := p.t.ReadStatus[a.Status]
	if !ok {
		status = cell(a.Status)
	}
	kind := p.artifactName(a.Kind)
	if kind == status { // an unrecognized file says so once
		kind = ""
	}
	notes := []string{bold(status)}
	for _, n := range a.Notes {
		notes = append(notes, p.cell(n))
	}
	rows := ""
	if a.Rows > 0 {
		rows = count(a.Rows)
	}
	return []string{file, join(", ", kind, cell(a.Encoding)), rows, join("; ", notes...)}
}

// footer names what made the report, so that it can be made again.
func (p *page) footer() {
	tool := p.d.Tool
	version := prose(tool.Version)
	if version == "" {
		version = p.t.Version
	}
	changed := p.t.NoParameters
	if len(tool.Parameters) > 0 {
		names := make([]string, len(tool.Parameters))
		for i, s := range tool.Parameters {
			names[i] = value(s)
		}
		changed = fmt.Sprintf(p.t.Parameters, strings.Join(names, ", "))
	}
	var rules, bundle string
	if tool.Rules != "" {
		rules = fmt.Sprintf(p.t.RulesRead, count(tool.RuleCount), value(tool.Rules))
	}
	if p.d.Bundle.Name != "" {
		bundle = fmt.Sprintf(p.t.Bundle, value(p.d.Bundle.Name))
	}
	p.para("---")
	p.para(join(" · ", "portdx "+version, rules, changed, bundle))
}
