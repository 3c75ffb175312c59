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
)

// MatchTable reports whether the console's table begins at the current line: a header
// with LocalAddress or LocalPort, which narrow consoles wrap onto a second line, and
// dashes under it.
func MatchTable(l *textenc.Lines) bool {
	_, ok := tableHead(l)
	return ok
}

// span is where a column's dashes stand, in bytes; heads are ASCII.
type span struct {
	start, end int
	field      field
}

// tableHead reads the header at the current line and the dashes below it. Values are
// assigned by the dashes: an empty AppliedSetting leaves no word behind that could be
// counted.
func tableHead(l *textenc.Lines) (spans []span, ok bool) {
	text := l.Text()
	if len(text) > maxTableLine || !containsPort(text) {
		return nil, false
	}
	if next, ok := l.Peek(1); !ok || len(next) > maxTableLine || hasDigit(next) {
		return nil, false // rows, or a line that no header wraps to
	}
	heads := [][]byte{bytes.Clone(l.Text())}
	for n := 1; n <= 3; n++ {
		line, ok := l.Peek(n)
		if !ok || len(line) > maxTableLine || len(bytes.TrimSpace(line)) == 0 {
			return nil, false
		}
		if spans = dashes(line); spans != nil {
			return spans, nameSpans(spans, heads)
		}
		heads = append(heads, bytes.Clone(line))
	}
	return nil, false
}

func hasDigit(text []byte) bool { return bytes.ContainsAny(text, "0123456789") }

// dashes returns the runs of dashes of a line that holds nothing else.
func dashes(line []byte) []span {
	var spans []span
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '-':
			if i == 0 || line[i-1] != '-' {
				spans = append(spans, span{start: i})
			}
			spans[len(spans)-1].end = i + 1
		case ' ', '\t', '\r':
		default:
			return nil
		}
	}
	if len(spans) > maxColumns {
		return nil
	}
	return spans
}

// nameSpans finds what each column holds, by the letters above its dashes, and reports
// whether they make a connection table.
func nameSpans(spans []span, heads [][]byte) bool {
	var h header
	for i := range spans {
		var name []byte
		for _, head := range heads {
			from, to := min(spans[i].start, len(head)), len(head)
			if i+1 < len(spans) {
				to = min(spans[i+1].start, len(head))
			}
			name = append(name, bytes.TrimSpace(head[from:to])...)
		}
		var buf [40]byte
		spans[i].field = fieldOf(normal(buf[:], name))
		h.has[spans[i].field] = true
	}
	return h.usable()
}

// ParseTable reads one table.
func ParseTable(l *textenc.Lines, s *snapshot.Section) {
	c := &collector{section: s, proto: protoHint(s.Command)}
	s.LastLine = l.Line()
	spans, ok := tableHead(l)
	if !ok {
		unusable(s, "nettcp.no-connections")
		l.Next()
		return
	}
	c.begin(l.Line())
	var h header
	for _, sp := range spans {
		h.has[sp.field] = true
	}
	c.capture.HasPID = h.has[owner]
	for l.Next() && dashes(l.Text()) == nil { // the rest of a wrapped header
	}
	s.LastLine = l.Line()
	for l.Next() {
		text := l.Text()
		if len(bytes.TrimSpace(text)) == 0 {
			break
		}
		if _, ok := prompt.Parse(text); ok {
			break
		}
		if !c.tableRow(h, spans, text, l.Line()) {
			if !c.goesOn(h, spans, l) {
				break
			}
			c.bad.Add(l.Line())
		}
		s.LastLine = l.Line()
	}
	c.notes()
}

// goesOn reports whether the table goes on below the current line, which is none of its
// rows.
func (c *collector) goesOn(h header, spans []span, l *textenc.Lines) bool {
	next, ok := l.Peek(1)
	if !ok {
		return false
	}
	c.cells(h, spans, next)
	return c.rec.localPort >= 0
}

func (c *collector) tableRow(h header, spans []span, text []byte, line int) bool {
	c.cells(h, spans, text)
	return c.add(line)
}

// cells assigns the words of a line to the columns that they overlap. Numbers may stand
// left or right below their dashes.
func (c *collector) cells(h header, spans []span, text []byte) {
	r := &c.rec
	r.reset()
	r.stateKnown = h.has[stateField] || h.has[status]
	r.remoteKnown = h.has[remotePort]
	if len(text) > maxTableLine {
		return
	}
	for i := 0; i < len(text); {
		if text[i] == ' ' || text[i] == '\t' {
			i++
			continue
		}
		start := i
		for i < len(text) && text[i] != ' ' && text[i] != '\t' {
			i++
		}
		for _, sp := range spans {
			if start < sp.end && i > sp.start {
				r.set(sp.field, text[start:i])
				break
			}
		}
	}
}
