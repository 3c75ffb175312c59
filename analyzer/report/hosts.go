package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// Hosts writes what stands above the reports of several hosts: how many there are, and one
// line for each, in the order of the diagnoses.
func Hosts(w io.Writer, found []*diagnosis.Diagnosis, lang Lang) error {
	t, ok := textsOf(lang)
	if !ok {
		return fmt.Errorf("report: no texts in language %q", lang)
	}
	p := &page{d: &diagnosis.Diagnosis{}, t: t}
	p.heading(1, fmt.Sprintf(t.HostsTitle, count(len(found))))
	named := ""
	var rows [][]string
	for _, d := range found {
		of := &page{d: d, t: t}
		name := cellValue(d.Host.Name)
		if d.Host.Name == "" {
			name = t.NoName
		} else if named == "" {
			named = name
		}
		rows = append(rows, []string{name, of.label(), of.causeNames(), join("; ", of.lines("who")...)})
	}
	if len(rows) > maxRows {
		p.table(t.HostsHead, nil, rows[:maxRows])
	} else {
		p.table(t.HostsHead, nil, rows)
	}
	p.omitted(len(rows) - maxRows)
	if named != "" {
		p.para(fmt.Sprintf(t.HostsNote, named))
	}
	p.para("---")
	_, err := io.WriteString(w, p.b.String())
	return err
}

// causeNames returns the titles of the causes that rank first, without views of the same
// ports.
func (p *page) causeNames() string {
	var names []string
	for _, id := range p.d.Verdict.Causes {
		if f := p.finding(id); f != nil && f.Explains != nil {
			names = append(names, p.title(id))
		}
	}
	if len(names) == 0 && len(p.d.Verdict.Causes) > 0 {
		names = append(names, p.title(p.d.Verdict.Causes[0]))
	}
	return join(", ", slices.Compact(names)...)
}
