package report

import (
	"strings"
	"unicode"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// page collects the Markdown of one diagnosis. What its methods take is Markdown already:
// strings of the diagnosis pass through prose, cell, value or fence first.
type page struct {
	d *diagnosis.Diagnosis
	t *texts
	b strings.Builder

	names, cellNames []string // what texts may quote; the latter as it stands in tables
}

func (p *page) heading(level int, markdown string) {
	p.b.WriteString(strings.Repeat("#", level) + " " + markdown + "\n\n")
}

// para writes its parts, joined by spaces, as one paragraph; nothing if all are empty.
func (p *page) para(parts ...string) {
	if line := join(" ", parts...); line != "" {
		p.b.WriteString(line + "\n\n")
	}
}

// list writes bullets; nothing if all items are empty.
func (p *page) list(items ...string) {
	some := false
	for _, item := range items {
		if item != "" {
			p.b.WriteString("- " + item + "\n")
			some = true
		}
	}
	if some {
		p.b.WriteByte('\n')
	}
}

// table writes a table. right tells for each column whether it is aligned to the right,
// and may be nil.
func (p *page) table(columns []string, right []bool, rows [][]string) {
	p.row(columns)
	p.b.WriteByte('|')
	for i := range columns {
		if i < len(right) && right[i] {
			p.b.WriteString("---:|")
		} else {
			p.b.WriteString("---|")
		}
	}
	p.b.WriteByte('\n')
	for _, r := range rows {
		p.row(r)
	}
	p.b.WriteByte('\n')
}

func (p *page) row(cells []string) {
	p.b.WriteByte('|')
	for _, c := range cells {
		if c != "" {
			p.b.WriteString(" " + c)
		}
		p.b.WriteString(" |")
	}
	p.b.WriteByte('\n')
}

// fence writes text of any number of lines as a fenced code block that the text cannot
// close. The language is fixed text.
func (p *page) fence(language, text string) {
	lines := fenceLines(text)
	ticks := "```"
	for _, l := range lines {
		for strings.Contains(l, ticks) {
			ticks += "`"
		}
	}
	p.b.WriteString(ticks + language + "\n")
	for _, l := range lines {
		p.b.WriteString(l + "\n")
	}
	p.b.WriteString(ticks + "\n\n")
}

// fenceLines returns the lines of a text without characters that a terminal obeys or that
// hide what a line says.
func fenceLines(text string) []string {
	text = cut(text, maxCommand)
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "    ").Replace(text)
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(strings.Map(visible, l), unicode.IsSpace)
	}
	return lines
}

func bold(markdown string) string {
	if markdown == "" {
		return ""
	}
	return "**" + markdown + "**"
}

// join is strings.Join without the empty parts.
func join(sep string, parts ...string) string {
	kept := make([]string, 0, len(parts))
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, sep)
}
