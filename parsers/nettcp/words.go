package nettcp

import (
	"bytes"
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Where a table was copied into a note, its dashes are often left out, or its spaces were
// run together. Then a row is read word by word, as the header names them; only the
// setting, which is empty for listeners and bound ports, may be missing.

// wordHead is a header of single words that all are known.
type wordHead struct {
	header
	short []field // the columns without AppliedSetting; nil where that is none of them
}

// minWords is how many columns such a table has; fewer words may be prose.
const minWords = 3

// readWordHead reads a header.
func readWordHead(text []byte) (h wordHead, ok bool) {
	text = plain(text)
	if len(text) > maxTableLine || !containsPort(text) || hasDigit(text) {
		return h, false
	}
	setting := -1
	for i, w := range bytes.Fields(text) {
		var buf [40]byte
		key := normal(buf[:], w)
		f := fieldOf(key)
		switch {
		case string(key) == "appliedsetting":
			setting = i
		case f == other || h.has[f] || len(key) != len(w) || i >= maxColumns:
			return h, false
		}
		h.has[f] = true
		h.columns = append(h.columns, f)
	}
	if setting >= 0 {
		h.short = slices.Delete(slices.Clone(h.columns), setting, setting+1)
	}
	return h, len(h.columns) >= minWords && h.has[localPort] && (h.has[stateField] || h.has[owner]) && h.usable()
}

// row reads a row into the record.
func (h *wordHead) row(text []byte, r *record) bool {
	if len(text) > maxTableLine {
		return false
	}
	words := bytes.Fields(plain(text))
	columns := h.columns
	if h.short != nil && len(words) == len(h.short) {
		columns = h.short
	}
	if len(words) != len(columns) {
		return false
	}
	r.reset()
	for i, f := range columns {
		w := words[i]
		switch f {
		case localPort, remotePort:
			if !isPort(w) {
				return false
			}
		case localAddress, remoteAddress:
			if !isAddress(w) && string(w) != "*" {
				return false
			}
		case stateField:
			if isDigits(w) || state(w) == snapshot.Unmapped {
				return false
			}
		case owner:
			if !isDigits(w) {
				return false
			}
		}
		r.set(f, w)
	}
	r.remoteKnown = h.has[remotePort]
	return true
}

// isAskew reports whether the dashes of a table do not stand below the words of its head.
func isAskew(head []byte, spans []span) bool {
	for _, sp := range spans {
		from, to := min(sp.Start, len(head)), min(sp.End, len(head))
		if from > 0 && head[from-1] != ' ' || to < len(head) && head[to] != ' ' || bytes.IndexByte(bytes.TrimSpace(head[from:to]), ' ') >= 0 {
			return true
		}
	}
	return false
}

// MatchWords reports whether such a table begins at the current line, with a row below
// it, or below what is left of its dashes.
func MatchWords(l *textenc.Lines) bool {
	h, ok := readWordHead(l.Text())
	if !ok {
		return false
	}
	var r record
	next, _ := l.Peek(1)
	if dashes(plain(next)) != nil {
		next, _ = l.Peek(2)
	}
	return h.row(next, &r)
}

// ParseWords reads the rows up to the first line that is none.
func ParseWords(l *textenc.Lines, s *snapshot.Section) {
	h, _ := readWordHead(l.Text())
	c := &collector{section: s, proto: protoHint(s.Command)}
	c.begin(l.Line())
	c.capture.HasPID = h.has[owner]
	s.LastLine = l.Line()
	ok := l.Next()
	if ok && dashes(plain(l.Text())) != nil {
		ok = l.Next()
	}
	for ; ok && h.row(l.Text(), &c.rec); ok = l.Next() {
		c.add(l.Line())
		s.LastLine = l.Line()
	}
	c.notes()
}
