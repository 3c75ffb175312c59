package counts

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of an object in a list.
const (
	maxBlock = 24 // lines; four properties of Group-Object, whose members may be wrapped
	maxKey   = 40 // bytes of a property's name
)

// field reads a line `Name : value` of Format-List.
func field(text []byte) (p property, value []byte, ok bool) {
	if len(text) > maxLine {
		return noProperty, nil, false
	}
	key, value, found := bytes.Cut(text, []byte(":"))
	key = bytes.TrimRight(key, " \t")
	if !found || len(key) == 0 || len(key) > maxKey || key[0] == ' ' || key[0] == '\t' || bytes.ContainsAny(key, `\/"{}<>|,`) {
		return noProperty, nil, false
	}
	p, value = propertyOf(key), bytes.TrimSpace(value)
	if p == propertyName && bytes.HasPrefix(value, []byte("{")) { // Values, which repeats the name
		p = noProperty
	}
	return p, value, true
}

// block is one object of a list.
type block struct {
	columns []property
	cells   [][]byte
}

// peekBlock reads the object that begins at the current line, without advancing. It owns
// nothing of what it returns.
func peekBlock(l *textenc.Lines) (b block, lines int) {
	for n := 0; n < maxBlock; n++ {
		text, ok := l.Peek(n)
		if !ok || isBlank(text) || n > 0 && prompt.Is(text) {
			return b, n
		}
		p, value, isField := field(plain(text))
		switch {
		case isField && (p == propertyName || p == propertyCount) && b.has(p) && b.complete(): // the next object
			return b, n
		case isField:
			if n == 0 {
				b.columns, b.cells = make([]property, 0, maxBlock), make([][]byte, 0, maxBlock)
			}
			b.columns, b.cells = append(b.columns, p), append(b.cells, value)
		case n == 0 || text[0] != ' ':
			return b, n
		}
	}
	return b, maxBlock
}

func (b *block) has(p property) bool {
	for _, c := range b.columns {
		if c == p {
			return true
		}
	}
	return false
}

// complete reports whether the object has all that an object of Group-Object has.
func (b *block) complete() bool { return b.has(propertyName) && b.has(propertyCount) }

// listReader recognizes a list of counts by its first object.
func listReader(l *textenc.Lines, above *asked) reader {
	b, _ := peekBlock(l)
	if len(b.columns) == 0 {
		return nil
	}
	if b.columns[0] == propertyCount && !b.has(propertyName) {
		if n, ok := number(b.cells[0]); ok && n >= 0 && above.counts() {
			return readMeasure
		}
	}
	h := headOf(b.columns)
	if !h.usable() || !h.fits(b.cells, above) {
		return nil
	}
	return readBlocks
}

// readMeasure reads what Measure-Object prints: a count, and properties without a value.
func readMeasure(p *list) {
	_, value, _ := field(plain(p.lines.Text()))
	p.bare(value)
	for p.lines.Text() != nil && !isBlank(p.lines.Text()) {
		_, value, ok := field(plain(p.lines.Text()))
		if !ok || len(value) > 0 {
			return
		}
		p.own()
		p.lines.Next()
	}
}

// readBlocks reads the objects up to a line that begins none.
func readBlocks(p *list) {
	for p.lines.Text() != nil {
		b, n := peekBlock(p.lines)
		if len(b.columns) == 0 {
			return
		}
		h := headOf(b.columns)
		if !h.usable() {
			return
		}
		g, ok := h.group(b.cells, p.lines.Line(), p.command.order)
		if ok {
			p.add(g)
		} else {
			p.bad.Add(p.lines.Line())
		}
		for range n {
			p.own()
			if !p.lines.Next() {
				return
			}
		}
		for isBlank(p.lines.Text()) {
			if !p.lines.Next() {
				return
			}
		}
		if prompt.Is(p.lines.Text()) {
			return
		}
	}
}
