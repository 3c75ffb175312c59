package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/textenc"
)

// Format-Table prints a header, dashes below it, and a row for each object. Get-WinEvent
// is grouped by provider, under a heading. With -Wrap a message goes on below its column.

// maxTableLine bounds the headers and rows that are looked at, in bytes.
const maxTableLine = 4096

// column is a column of a table, in cells of the console.
type column struct {
	field    field
	from, to int // where its dashes stand
}

// numeric reports whether the column is aligned to the right.
func (c column) numeric() bool {
	return c.field == idField || c.field == instanceField || c.field == recordField
}

// matchTable reports whether a table begins at the current line, with its heading or
// with its header.
func matchTable(l *textenc.Lines) bool {
	if _, ok := heading(l.Text()); ok {
		for i := 1; i <= 3; i++ {
			header, ok1 := l.Peek(i)
			dashes, ok2 := l.Peek(i + 1)
			if ok1 && ok2 && !blank(header) {
				return columnsOf(header, dashes) != nil
			}
		}
		return false
	}
	dashes, ok := l.Peek(1)
	return ok && columnsOf(l.Text(), dashes) != nil
}

// heading recognizes `   ProviderName: Tcpip`.
func heading(line []byte) (provider []byte, ok bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " "), []byte("ProviderName: "))
	if !ok || len(rest) > maxField {
		return nil, false
	}
	return bytes.TrimSpace(rest), true
}

// columnsOf reads a header and its dashes. It returns nil for tables of anything else
// than events.
func columnsOf(header, dashes []byte) []column {
	runs := ruler.Of(dashes, '-')
	if len(runs) == 0 || len(header) > maxTableLine {
		return nil
	}
	var list []column
	var seen [messageField + 1]bool
	cells := newCells(header)
	for _, run := range runs {
		c := column{field: fieldOf(cells.text(run.Start, run.End)), from: run.Start, to: run.End}
		if seen[c.field] {
			c.field = noField
		}
		seen[c.field] = true
		list = append(list, c)
	}
	seen[timeField] = seen[timeField] || seen[writtenField]
	if !hasEvent(&seen) {
		return nil
	}
	return list
}

// cells is a line by the columns of a console, in which wide letters take two.
type cells []rune

func newCells(line []byte) cells {
	line = line[:min(len(line), maxTableLine)]
	c := make(cells, 0, len(line))
	for _, r := range string(line) {
		c = append(c, r)
		if ruler.IsWide(r) {
			c = append(c, -1)
		}
	}
	return c
}

// text returns what stands between two columns; nothing where the first is behind the
// second, since a word reaches over both.
func (c cells) text(from, to int) []byte {
	var b []byte
	to = min(to, len(c))
	for _, r := range c[min(from, to):to] {
		if r >= 0 {
			b = append(b, string(r)...)
		}
	}
	return bytes.TrimSpace(b)
}

// wordEnding returns where the word starts that ends at a column.
func (c cells) wordEnding(to int) int {
	i := min(to, len(c))
	for i > 0 && c[i-1] != ' ' {
		i--
	}
	return i
}

func readTable(r *reader) {
	l := r.lines
	t := &tableReader{reader: r}
	for ok := true; ok; ok = l.Next() {
		if !t.line() {
			break
		}
	}
	t.end()
}

// tableReader reads tables that follow each other.
type tableReader struct {
	*reader
	provider []byte
	columns  []column
	skip     bool // the dashes below a header
	record   *record
}

// line takes in the current line and reports whether it is of the section.
func (t *tableReader) line() bool {
	text := t.lines.Text()
	switch provider, isHeading := heading(text); {
	case blank(text):
		return true
	case t.skip:
		t.skip = false
	case isHeading:
		t.end()
		t.provider = bytes.Clone(provider)
	case matchTable(t.lines):
		t.end()
		dashes, _ := t.lines.Peek(1)
		t.columns, t.skip = columnsOf(text, dashes), true
	case t.columns == nil:
		return false
	case t.row(text):
	case t.record != nil && t.goesOn(text) && !t.foreign():
		t.record.message(text)
	default:
		return false
	}
	t.own()
	return true
}

// goesOn reports whether a line is the rest of a cell: nothing stands in the first
// column.
func (t *tableReader) goesOn(text []byte) bool {
	second := t.columns[0].to + 1
	if len(t.columns) > 1 {
		second = t.columns[1].from
	}
	cut := min(len(text), second)
	return blank(text[:cut]) && len(text) > cut
}

// row reads a row. It reports false for lines whose first column or id is empty.
func (t *tableReader) row(text []byte) bool {
	line := newCells(text)
	r := &record{line: t.lines.Line()}
	from := 0
	for i, c := range t.columns {
		if c.numeric() {
			start := line.wordEnding(c.to)
			r.set(c.field, line.text(start, c.to))
			from = c.to
			continue
		}
		to := len(line)
		if i+1 < len(t.columns) {
			next := t.columns[i+1]
			if to = next.from; next.numeric() {
				to = line.wordEnding(next.to)
			}
		}
		value := line.text(max(from, min(c.from, to)), to)
		if i == 0 && len(value) == 0 {
			return false
		}
		r.set(c.field, value)
		from = to
	}
	if !r.hasID {
		return false
	}
	t.end()
	r.set(providerField, t.provider)
	t.record = r
	return true
}

func (t *tableReader) end() {
	if t.record != nil {
		t.out.add(t.record)
	}
	t.record = nil
}
