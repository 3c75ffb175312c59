package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxRows is how many rows of a table are shown.
const maxRows = 200

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
	wordColumns = []string{"state", "direction", "note", "format", "inferred", "holder", "what", "family", "protocol",
		"administered", "time", "started", "reason", "lasted", "first_failure", "value"}
)

func (p *page) tableCell(column string, v any) string {
	f, isNumber := asFloat(v)
	s, isString := v.(string)
	at, isTime := clock(s)
	switch {
	case v == nil:
		return "—"
	case isNumber && strings.HasSuffix(column, "share"):
		return percent(f)
	case isNumber && slices.Contains(bareColumns, column):
		return strconv.FormatFloat(f, 'f', -1, 64)
	case isTime:
		return at
	case isString && (slices.Contains(wordColumns, column) || slices.Contains(bareColumns, column)):
		return cell(s)
	}
	return p.scalar(v)
}

// scalar formats a value of a fact inside a table.
func (p *page) scalar(v any) string {
	if f, ok := asFloat(v); ok {
		return number(f)
	}
	switch v := v.(type) {
	case nil:
		return p.t.Unknown
	case bool:
		if v {
			return p.t.Yes
		}
		return p.t.No
	case string:
		return cellValue(v)
	}
	return cellValue(fmt.Sprint(v))
}
