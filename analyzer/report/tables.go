package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// Limits of what a table shows.
const (
	maxRows    = 200
	maxMoments = 60
)

// tables writes the tables that the diagnosis has, in its order.
func (p *page) tables() {
	first := true
	for _, t := range p.d.Tables {
		if len(t.Rows) == 0 || len(t.Columns) == 0 {
			continue
		}
		if first {
			p.heading(2, p.t.TablesTitle)
			first = false
		}
		p.oneTable(t)
	}
}

func (p *page) oneTable(t diagnosis.Table) {
	title, ok := p.t.Table[t.ID]
	if !ok {
		title = value(t.ID)
	}
	p.heading(3, title)
	columns, right := make([]string, len(t.Columns)), make([]bool, len(t.Columns))
	for i, id := range t.Columns {
		columns[i], right[i] = p.column(id), numeric(t.Rows, i)
	}
	var rows [][]string
	for _, r := range t.Rows[:min(len(t.Rows), maxRows)] {
		cells := make([]string, len(t.Columns))
		for i := range cells {
			if i < len(r) {
				cells[i] = p.tableCell(t.Columns[i], r[i])
			}
		}
		rows = append(rows, cells)
	}
	p.table(columns, right, rows)
	p.omitted(max(t.Omitted, 0) + len(t.Rows) - len(rows))
}

func (p *page) omitted(n int) {
	if n > 0 {
		p.para(fmt.Sprintf(p.t.Omitted, count(n)))
	}
}

func (p *page) column(id string) string {
	if name, ok := p.t.Column[id]; ok {
		return name
	}
	return cell(strings.ReplaceAll(id, "_", " "))
}

// numeric tells whether the first known cell of a column is a number.
func numeric(rows [][]any, column int) bool {
	for _, r := range rows {
		if column < len(r) && r[column] != nil {
			_, ok := asFloat(r[column])
			return ok
		}
	}
	return false
}

// Columns whose numbers are names, not counts, and columns whose strings are words of ours.
var (
	bareColumns = []string{"pid", "port", "index", "capture", "id", "start", "end", "line"}
	wordColumns = []string{"state", "direction", "note", "format", "inferred", "holder", "what", "family", "protocol"}
)

func (p *page) tableCell(column string, v any) string {
	f, isNumber := asFloat(v)
	s, isString := v.(string)
	switch {
	case v == nil:
		return "—"
	case isNumber && strings.HasSuffix(column, "share"):
		return percent(f)
	case isNumber && slices.Contains(bareColumns, column):
		return strconv.FormatFloat(f, 'f', -1, 64)
	case isString && (slices.Contains(wordColumns, column) || slices.Contains(bareColumns, column)):
		return cell(s)
	case isString:
		if t, ok := clock(s); ok {
			return t
		}
	}
	return p.scalar(v)
}

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
	when, text := p.time(m.Time), cell(m.Text)
	if m.Count > 1 && m.Until != "" {
		text += " (" + fmt.Sprintf(p.t.Times, count(m.Count), p.time(m.Until)) + ")"
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

func (p *page) time(s string) string {
	if t, ok := clock(s); ok {
		return t
	}
	return cell(s)
}
