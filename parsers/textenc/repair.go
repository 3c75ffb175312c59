package textenc

import "bytes"

// What copying, mail and pipes do to the lines of a text is undone here.

// feedLines turns carriage returns into line feeds.
func feedLines(text []byte) {
	for i, c := range text {
		if c == '\r' {
			text[i] = '\n'
		}
	}
}

// minDoubled is how many lines show that the line ends of a text are doubled; half of them
// will do where blank lines of the text were doubled too.
const minDoubled = 8

// isDoubled reports whether all line ends of a text are doubled, as mail and tools do that
// write CR LF in text mode: an odd number of blank lines stands between any two others.
func isDoubled(head []byte) bool {
	lines, blank, need := 0, 0, minDoubled
	for line := range bytes.Lines(head) {
		if len(bytes.TrimSpace(line)) == 0 {
			blank++
			continue
		}
		if lines > 0 && blank%2 == 0 {
			return false
		}
		if lines > 0 && blank > 1 {
			need = minDoubled / 2
		}
		lines, blank = lines+1, 0
	}
	return lines >= need
}

// pass steps over the blank line below the current one where line ends are doubled.
func (l *Lines) pass() {
	if !l.doubled || l.line == 0 {
		return
	}
	for l.end-l.next < lookahead && l.fill() {
	}
	if n := l.blank(l.next); n > 0 {
		l.next += n
		l.line++
	}
}

// blank returns how many bytes a blank line takes that stands at a place of the buffer
// because line ends are doubled.
func (l *Lines) blank(at int) int {
	if !l.doubled {
		return 0
	}
	n := bytes.IndexByte(l.buf[at:l.end], '\n') + 1
	if len(bytes.TrimSpace(l.buf[at:at+n])) > 0 {
		return 0
	}
	return n
}

// spaced turns no-break spaces into spaces, in place. Mail, chats and pages leave them
// where text is copied from, and columns and values end at them as at any space. What the
// line gets shorter is filled with filler, which is dropped when the line is looked at again.
func (l *Lines) spaced(line []byte) []byte {
	if !l.src.beyond || l.long {
		return line
	}
	for len(line) > 0 && line[len(line)-1] == filler {
		line = line[:len(line)-1]
	}
	n := bytes.Index(line, noBreak)
	if n < 0 {
		return line
	}
	for i := n; i < len(line); i, n = i+1, n+1 {
		if line[n] = line[i]; bytes.HasPrefix(line[i:], noBreak) {
			line[n] = ' '
			i++
		}
	}
	for i := n; i < len(line); i++ {
		line[i] = filler
	}
	return line[:n]
}

// filler is DEL, which no text ends with.
const filler = 0x7f

// noBreak is the no-break space, U+00A0.
var noBreak = []byte("\u00a0")

// unquoted drops the marks with which a mail quotes another (RFC 3676, section 4.5), each
// with the one space that stands behind it.
func unquoted(line []byte) []byte {
	for len(line) > 0 && line[0] == '>' {
		line = line[1:]
		if len(line) > 0 && line[0] == ' ' {
			line = line[1:]
		}
	}
	return line
}

// trimEnd drops the carriage returns of a line's end: one of Windows' line ends, more
// where a text was written through a pipe in text mode.
func trimEnd(line []byte) []byte {
	for len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	return line
}
