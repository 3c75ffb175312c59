package netsh

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// ahead looks at the lines below the current one without advancing.
type ahead struct {
	lines *textenc.Lines
	at    int // the line that was looked at last, counted from the current one
}

// next returns the next line that is not blank, past no more than one blank line: texts
// that were copied with doubled line ends have one between all lines. It is nil where
// there is none, and valid until the next look.
func (a *ahead) next() []byte {
	text := a.below()
	a.at++
	if text != nil && isBlank(text) {
		text = a.below()
		a.at++
	}
	if len(text) > maxTitle || isBlank(text) {
		return nil
	}
	return text
}

// below returns the line directly below the one that was looked at last, nil at the end.
func (a *ahead) below() []byte {
	text, ok := a.lines.Peek(a.at + 1)
	if !ok {
		return nil
	}
	return text
}

func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }

// maxAbove is how many lines stand above the dashes of a list at most: its title and heads,
// each with a blank line below it.
const maxAbove = 4

// rulerFollows is a cheap look whether dashes stand below the current line, as they do in
// all lists.
func rulerFollows(l *textenc.Lines) bool {
	for n := 1; n <= maxAbove; n++ {
		text, ok := l.Peek(n)
		if !ok {
			return false
		}
		if text = bytes.TrimLeft(text, " \t"); len(text) > 0 && (text[0] == '-' || text[0] <= ' ' || text[0] >= 0x80) {
			return true
		}
	}
	return false
}

// isDashes reports whether the line is one run of dashes; netsh prints 33.
func isDashes(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) >= 3 && len(bytes.Trim(text, "-")) == 0
}

// isTwoGroups reports whether the line is two runs of dashes.
func isTwoGroups(text []byte) bool {
	f := bytes.Fields(text)
	return len(f) == 2 && isDashes(f[0]) && isDashes(f[1])
}

func isGroups(l *textenc.Lines, n int) bool {
	text, ok := l.Peek(n)
	return ok && len(text) <= maxTitle && isTwoGroups(text)
}

// isPair reports whether the n-th line from the current one is a row of an exclusion
// list.
func isPair(l *textenc.Lines, n int) bool {
	text, ok := l.Peek(n)
	return ok && isPairText(text)
}

func isPairText(text []byte) bool {
	if len(text) > maxTitle {
		return false
	}
	_, ok := pair(text)
	return ok
}

// isFooter reports whether the line explains the star: `* - ` and a sentence.
func isFooter(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) > maxTitle || !bytes.HasPrefix(text, []byte("*")) {
		return false
	}
	text = bytes.TrimSpace(text[1:])
	for _, dash := range []string{"-", "–", "—"} {
		if bytes.HasPrefix(text, []byte(dash)) {
			return true
		}
	}
	return false
}

func hasDigit(text []byte) bool { return bytes.ContainsAny(text, "0123456789") }

// value returns what stands behind the last colon of `label : value`. Labels may hold
// colons themselves; Chinese and Japanese text may have the full-width one.
func value(text []byte) ([]byte, bool) {
	if len(text) > maxTitle {
		return nil, false
	}
	if i := bytes.LastIndexByte(text, ':'); i > 0 {
		return bytes.TrimSpace(text[i+1:]), true
	}
	const wide = "："
	if i := bytes.LastIndex(text, []byte(wide)); i > 0 {
		return bytes.TrimSpace(text[i+len(wide):]), true
	}
	return nil, false
}

// labelled returns n of a line `label : n`.
func labelled(text []byte) (int, bool) {
	v, ok := value(text)
	if !ok {
		return 0, false
	}
	return number(v)
}

func hasLabel(text []byte) bool {
	_, ok := value(text)
	return ok && protocolFree(text)
}

// number reads a decimal number. Whatever exceeds all ports reads as one more than the
// greatest number that can be meant, so no number of digits overflows.
func number(text []byte) (int, bool) {
	if len(text) == 0 {
		return 0, false
	}
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int(c-'0'), 10*maxPort)
	}
	return n, true
}

// isCountHead reports whether the heads of two columns are those of counts, which have
// numbers below dashes too: PID and Count, Count and Name.
func isCountHead(text []byte) bool {
	for _, w := range bytes.Fields(bytes.ToLower(text)) {
		switch string(w) {
		case "count", "name", "pid", "id", "key", "value", "process", "processid", "owningprocess", "processname", "state", "total", "connections", "conns",
			"number", "group", "localport", "remoteport":
			return true
		}
	}
	return false
}

// isPortHead reports whether a line may be the heads of an exclusion list whose title was
// cut off. In the languages that are written in ASCII they name ports.
func isPortHead(text []byte) bool {
	if isCountHead(text) {
		return false
	}
	for _, c := range text {
		if c >= 0x80 {
			return true
		}
	}
	text = bytes.ToLower(text)
	for _, w := range []string{"port", "puert", "poort"} {
		if bytes.Contains(text, []byte(w)) {
			return true
		}
	}
	return false
}

// isSorted reports whether the first rows of a list whose title was cut off are ranges of
// ports in ascending order, as netsh prints them.
func isSorted(l *textenc.Lines) bool {
	last := 0
	for n := 2; n < 2+maxOrder; n++ {
		text, _ := l.Peek(n)
		span, ok := pair(text[:min(len(text), maxTitle)])
		if !ok {
			return n > 2
		}
		if !plausible(span.Start, span.End) || span.Start < last {
			return false
		}
		last = span.Start
	}
	return true
}

// maxOrder is how many rows have to be in order.
const maxOrder = 8
