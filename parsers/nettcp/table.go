package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const (
	maxColumns   = 40
	maxTableLine = 2048 // bytes of a line; consoles are at most a few hundred wide
	maxHeads     = 6    // lines that a head of a narrow column may be wrapped to
)

// ParseTable reads one table, up to a line that another parser knows.
func ParseTable(l *textenc.Lines, s *snapshot.Section, foreign func(*textenc.Lines) bool) {
	c := &collector{section: s, proto: protoHint(s.Command), foreign: foreign}
	s.LastLine = l.Line()
	spans, ok := tableHead(l)
	if !ok {
		unusable(s, "nettcp.no-connections")
		l.Next()
		return
	}
	t := &tableReader{collector: c, spans: spans}
	for _, sp := range spans {
		t.has[sp.field] = true
	}
	c.begin(l.Line())
	c.capture.HasPID = t.has[owner]
	for l.Next() && dashes(plain(l.Text())) == nil { // the rest of a wrapped header
	}
	s.LastLine = l.Line()
	for l.Next() {
		text := plain(l.Text())
		if len(bytes.TrimSpace(text)) == 0 || prompt.Is(text) {
			break
		}
		if !t.wraps(text) {
			t.flush()
			t.cells(text)
			if t.rec.hasPort() {
				t.line = l.Line()
			} else if t.goesOn(l) {
				c.bad.Add(l.Line())
			} else {
				break
			}
		}
		s.LastLine = l.Line()
	}
	if l.Text() == nil && t.isCut() {
		c.bad.Add(t.line)
		t.line = 0
	}
	t.flush()
	c.notes()
}

// tableReader reads the rows of one table.
type tableReader struct {
	*collector
	spans []span
	has   [numFields]bool
	line  int              // of the row that was read and not yet entered; 0 where there is none
	full  [maxColumns]bool // its cells that fill their column, and may go on below
	gaps  bool             // a row has no state or no remote port
}

// flush enters the row that was read.
func (t *tableReader) flush() {
	if t.line > 0 {
		t.gaps = t.gaps || t.lacks()
		t.add(t.line)
		t.line = 0
	}
}

// lacks reports whether the row that was read has an empty cell that connections never
// have; endpoints of UDP in the same table do.
func (t *tableReader) lacks() bool {
	return t.has[remotePort] && t.rec.remotePort < 0 || t.has[stateField] && t.rec.state.n == 0
}

// isCut reports whether the last row of the text is cut off, perhaps within its state.
func (t *tableReader) isCut() bool {
	half := t.has[stateField] && t.rec.pid == snapshot.NoPID && state(t.rec.state.bytes()) == snapshot.Unmapped
	return t.line > 0 && !t.gaps && t.rec.proto != snapshot.UDP && (half || t.lacks())
}

// goesOn reports whether the table goes on below the current line, which is none of its
// rows.
func (t *tableReader) goesOn(l *textenc.Lines) bool {
	next, ok := l.Peek(1)
	if !ok || t.foreign(l) {
		return false
	}
	t.cells(plain(next))
	return t.rec.hasPort()
}

// cells assigns the words of a line to the columns that they overlap. Numbers may stand
// left or right below their dashes.
func (t *tableReader) cells(text []byte) {
	r := &t.rec
	r.reset()
	t.full = [maxColumns]bool{}
	each(text, t.spans, func(c cell) {
		r.set(t.spans[c.column].field, withoutRemark(text[c.from:c.to]))
		t.full[c.column] = t.fills(c)
	})
	r.stateKnown = r.stateKnown || t.has[stateField]
	r.remoteKnown = t.has[remotePort]
}

// withoutRemark returns a cell without what stands behind a number and a gap: words that
// somebody has written beside the row.
func withoutRemark(cell []byte) []byte {
	if i := bytes.Index(cell, []byte("  ")); i > 0 && isDigits(cell[:i]) {
		return cell[:i]
	}
	return cell
}

// wraps reports whether a line continues the row above it, as Format-Table -Wrap prints
// what is wider than its column, and joins its words to the row's.
func (t *tableReader) wraps(text []byte) bool {
	if t.line == 0 || len(text) > maxTableLine {
		return false
	}
	words, fits := 0, true
	each(text, t.spans, func(c cell) {
		words++
		switch sp := t.spans[c.column]; sp.field {
		case localAddress, remoteAddress:
			fits = fits && c.left == sp.Start && t.full[c.column]
		case other, processName, plainName:
			fits = fits && (c.column > 0 || t.full[c.column])
		default:
			fits = false
		}
	})
	if words == 0 || !fits {
		return false
	}
	each(text, t.spans, func(c cell) {
		switch t.spans[c.column].field {
		case localAddress:
			t.rec.local.append(text[c.from:c.to])
		case remoteAddress:
			t.rec.remote.append(text[c.from:c.to])
		}
		t.full[c.column] = t.fills(c)
	})
	return true
}

// fills reports whether a cell takes all the room up to the next column.
func (t *tableReader) fills(c cell) bool {
	return c.column+1 < len(t.spans) && c.right >= t.spans[c.column+1].Start-1
}
