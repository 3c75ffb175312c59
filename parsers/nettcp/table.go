package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const (
	maxColumns   = 40
	maxTableLine = 2048 // bytes of a line; consoles are at most a few hundred wide
	maxHeads     = 6    // lines that a head of a narrow column may be wrapped to
)

// MatchTable reports whether the console's table begins at the current line: a header
// with LocalAddress or LocalPort, which narrow consoles wrap onto a second line, and
// dashes under it.
func MatchTable(l *textenc.Lines) bool {
	_, ok := tableHead(l)
	return ok
}

// span is where a column's dashes stand, and what it holds; heads are ASCII.
type span struct {
	ruler.Span
	field field
}

// tableHead reads the header at the current line and the dashes below it. Values are
// assigned by the dashes: an empty AppliedSetting leaves no word behind that could be
// counted.
func tableHead(l *textenc.Lines) (spans []span, ok bool) {
	text := l.Text()
	if len(text) > maxTableLine || !containsPort(text) && !bytes.Contains(text, []byte("Loca")) {
		return nil, false
	}
	if next, ok := l.Peek(1); !ok || len(next) > maxTableLine || hasDigit(plain(next)) {
		return nil, false // rows, or a line that no header wraps to
	}
	heads := [][]byte{bytes.Clone(plain(text))}
	for n := 1; n <= maxHeads; n++ {
		line, ok := l.Peek(n)
		line = plain(line)
		if !ok || len(line) > maxTableLine || len(bytes.TrimSpace(line)) == 0 {
			return nil, false
		}
		if spans = dashes(line); spans != nil {
			h := nameSpans(spans, heads)
			row, _ := l.Peek(n + 1)
			if n == 1 && isAskew(heads[0], spans) && MatchWords(l) {
				return nil, false
			}
			return spans, h.usable() && !isSqueezed(plain(row), spans) || h.joined() && showsJoined(plain(row), spans)
		}
		heads = append(heads, bytes.Clone(line))
	}
	return nil, false
}

func hasDigit(text []byte) bool { return bytes.ContainsAny(text, "0123456789") }

// dashes returns the columns of a line of dashes, nil for any other line.
func dashes(line []byte) []span {
	runs := ruler.Of(line, '-')
	if len(runs) == 0 || len(runs) > maxColumns {
		return nil
	}
	spans := make([]span, len(runs))
	for i, run := range runs {
		spans[i].Span = run
	}
	return spans
}

// nameSpans finds what each column holds, by the letters above its dashes.
func nameSpans(spans []span, heads [][]byte) header {
	var h header
	for i := range spans {
		var name []byte
		for _, head := range heads {
			from, to := min(spans[i].Start, len(head)), len(head)
			if i+1 < len(spans) {
				to = min(spans[i+1].Start, len(head))
			}
			name = append(name, bytes.TrimSpace(head[from:to])...)
		}
		var buf [40]byte
		spans[i].field = fieldOf(normal(buf[:], name))
		h.has[spans[i].field] = true
		h.columns = append(h.columns, spans[i].field)
	}
	return h
}

// showsJoined reports whether a row has an endpoint in the column of the local address.
func showsJoined(row []byte, spans []span) (ok bool) {
	each(row, spans, func(c cell) {
		ok = ok || spans[c.column].field == localAddress && isEndpoint(row[c.from:c.to])
	})
	return ok
}

// isSqueezed reports whether a row of a table that begins as the console's does not stand
// below its heads, since spaces were run together: it is read as a row without a head.
func isSqueezed(row []byte, spans []span) bool {
	for i, f := range []field{localAddress, localPort, remoteAddress, remotePort} {
		if i >= len(spans) || spans[i].field != f {
			return false
		}
	}
	var words, cells record
	if !bareRow(row, &words) {
		return false
	}
	cells.reset()
	each(row, spans, func(c cell) { cells.set(spans[c.column].field, row[c.from:c.to]) })
	return cells.localPort != words.localPort || cells.remotePort != words.remotePort
}

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
		if len(bytes.TrimSpace(text)) == 0 {
			break
		}
		if _, ok := prompt.Parse(text); ok {
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
