package counts

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxColumns bounds the columns of a table and of CSV, and the properties of an object.
const maxColumns = 32

// table is the console's table: heads over dashes.
type table struct {
	spans   []ruler.Span
	columns []property
}

// tableReader recognizes a table of counts by its heads and its first row.
func tableReader(l *textenc.Lines, above *asked) reader {
	next, ok := l.Peek(1)
	if !ok || len(next) > maxLine || !bytes.Contains(next, []byte("---")) && !bytes.Contains(next, []byte("--")) {
		return nil
	}
	t := table{spans: ruler.Of(plain(next), '-')}
	if len(t.spans) == 0 || len(t.spans) > maxColumns {
		return nil
	}
	t.columns = columnsOf(plain(l.Text()), t.spans)
	if len(t.spans) == 1 || t.columns[0] == propertyLines {
		return t.single(l, above)
	}
	h := headOf(t.columns)
	if !h.usable() {
		return nil
	}
	row, ok := l.Peek(2)
	if !ok || !h.fits(t.row(row, &h), above) {
		return nil
	}
	return func(p *list) { t.read(p, &h) }
}

// columnsOf reads the heads. Their dashes stand right below them, unless characters are as
// wide as two others.
func columnsOf(line []byte, spans []ruler.Span) []property {
	var columns []property
	if words := bytes.Fields(line); len(words) == len(spans) {
		for _, w := range words {
			columns = append(columns, propertyOf(w))
		}
		return columns
	}
	head := []rune(string(line))
	for _, sp := range spans {
		columns = append(columns, propertyOf([]byte(string(cutRunes(head, sp.Start, sp.End)))))
	}
	return columns
}

func cutRunes(line []rune, from, to int) []rune {
	from, to = min(from, len(line)), min(to, len(line))
	return line[from:to]
}

// single recognizes the number of a command that counts, under one head: Measure-Object
// with Select-Object, or with -Line.
func (t *table) single(l *textenc.Lines, above *asked) reader {
	row, _ := l.Peek(2)
	cells := t.cells(row)
	if cells == nil || t.columns[0] != propertyCount && t.columns[0] != propertyLines || !above.counts() {
		return nil
	}
	if _, ok := number(cells[0]); !ok {
		return nil
	}
	return func(p *list) {
		p.skip(2)
		p.bare(t.cells(p.lines.Text())[0])
	}
}

// skip passes over n lines that belong to the section.
func (p *list) skip(n int) {
	for range n {
		p.own()
		p.lines.Next()
	}
}

// cells returns what stands in the columns of a row. A word belongs to the column below
// whose dashes it stands, or to the one before it.
func (t *table) cells(line []byte) [][]byte {
	if len(line) > maxLine || isBlank(line) {
		return nil
	}
	line = plain(line)
	type bounds struct{ from, to int }
	places := make([]bounds, len(t.spans))
	before, at := -1, 0
	for i := 0; i < len(line); {
		if line[i] == ' ' || line[i] == '\t' {
			i, at = i+1, at+1
			continue
		}
		from, left := i, at
		for ; i < len(line) && line[i] != ' ' && line[i] != '\t'; i++ {
			if line[i]&0xc0 != 0x80 { // the first byte of a character
				at++
			}
		}
		n := t.column(left, at, before)
		if n < 0 {
			return nil
		}
		if places[n].to == 0 {
			places[n].from = from
		}
		places[n].to, before = i, n
	}
	cells := make([][]byte, len(t.spans))
	for n, b := range places {
		cells[n] = line[b.from:b.to]
	}
	return cells
}

// row returns what stands in the columns of a row. Where spaces were run together, so that
// no number stands below the head of the count, the words are taken in their order.
func (t *table) row(line []byte, h *head) [][]byte {
	cells := t.cells(line)
	if cells != nil {
		if _, ok := number(cells[h.count]); ok && !t.isShort(cells, h) {
			return cells
		}
	}
	if len(line) > maxLine {
		return nil
	}
	line = plain(line)
	f := bytes.Fields(line)
	switch {
	case len(f) == len(t.spans):
	case len(f) > 1 && len(t.spans) == 2 && h.count == 0: // a name of several words
		name := bytes.TrimSpace(bytes.TrimSpace(line)[len(f[0]):])
		f = [][]byte{f[0], name}
	default:
		return cells
	}
	if _, ok := number(f[h.count]); !ok {
		return cells
	}
	return f
}

// isShort reports whether nothing stands in the column of the name.
func (t *table) isShort(cells [][]byte, h *head) bool { return h.name >= 0 && len(cells[h.name]) == 0 }

// column returns the column of a word, -1 where it stands in none.
func (t *table) column(left, right, before int) int {
	for n := max(before, 0); n < len(t.spans); n++ {
		if left < t.spans[n].End && right > t.spans[n].Start {
			return n
		}
	}
	switch {
	case before >= 0:
		return before
	case left < t.spans[0].Start:
		return 0
	}
	return -1
}

// read reads the rows up to a blank line, or to one that is none amid the table.
func (t *table) read(p *list, h *head) {
	p.skip(2)
	for p.lines.Text() != nil {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) {
			return
		}
		cells := t.row(text, h)
		g, ok := h.group(cells, p.lines.Line(), p.command.order)
		switch {
		case ok:
			p.add(g)
			p.own()
		case isEllipsis(text):
			p.cut = true
			p.own()
		case h.goesOn(cells):
			p.own()
		case t.isAmid(p, h):
			p.spoil()
		default:
			return
		}
		p.lines.Next()
	}
}

// isAmid reports whether a row follows the current line.
func (t *table) isAmid(p *list, h *head) bool {
	next, ok := p.lines.Peek(1)
	if !ok {
		return false
	}
	_, ok = h.group(t.row(next, h), 0, nil)
	return ok
}

// isEllipsis reports whether a line stands for rows that were left out.
func isEllipsis(text []byte) bool {
	text = bytes.Trim(text, " \t\r[]()<>")
	return bytes.HasPrefix(text, []byte("..")) && len(bytes.Trim(text, ". ")) == 0 || string(text) == "…"
}
