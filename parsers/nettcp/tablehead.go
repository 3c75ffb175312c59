package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/textenc"
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
