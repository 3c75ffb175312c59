package textenc

import (
	"bytes"
	"iter"
)

// What logs, consoles of build servers and numbered listings put before each line of a
// text is taken off, so that no parser needs to know of it.

// prefix is what each line of a text begins with. Its shape has one 0 for each number, and
// one space for each white space.
type prefix struct {
	shape string
	gap   int // white space behind it
}

// Limits of the lines that show a prefix.
const (
	minPrefixed = 4   // lines
	minFilled   = 3   // of these that hold more
	maxTried    = 32  // lines, of which half have it
	maxWithout  = 10  // one line of as many may be without it
	maxPrefix   = 120 // bytes of a shape
)

// findPrefix returns the prefix that the lines of a text's head have, nil where there is
// none. The last line may be cut off, and does not count.
func findPrefix(head []byte) *prefix {
	head = head[:bytes.LastIndexByte(head, '\n')+1]
	var room [2][maxPrefix + 1]byte
	shape, spare := room[0][:0], room[1][:0] // that most of the lines up to here have
	var numbers numbering
	lines, votes := 0, 0
	for line := range prefixed(head) {
		lines++
		numbers.see(line)
		here := shapeOf(spare, line)
		switch both := common(shape, here); {
		case votes > 0 && prefixEnd(both, true) > 0:
			shape = both
			votes++
		case votes > 0:
			votes--
		case prefixEnd(here, true) > 0:
			shape, spare, votes = here, shape[:0], 1
		}
		if lines == maxTried && votes < maxTried/2 {
			return nil
		}
	}
	if votes == 0 || lines < minPrefixed {
		return nil
	}
	shape = shape[:prefixEnd(shape, numbers.count() == lines)]
	if len(shape) == 0 {
		return nil
	}
	p := &prefix{shape: string(shape), gap: maxPrefix}
	with, filled := 0, 0
	for line := range prefixed(head) {
		n := p.match(line)
		if n > 0 {
			with++
		}
		if n > 0 && n < len(line) {
			p.gap = min(p.gap, spaces(line[n:]))
			filled++
		}
	}
	if filled < minFilled || (lines-with)*maxWithout > lines {
		return nil
	}
	return p
}

// prefixed returns the lines of a text that hold something.
func prefixed(head []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for line := range bytes.Lines(head) {
			line = unquoted(bytes.TrimRight(line, " \t\r\n"))
			if len(line) > 0 && !yield(line) {
				return
			}
		}
	}
}

// off returns a line without the prefix, and the prefix.
func (p *prefix) off(line []byte) (rest, off []byte) {
	n := p.match(line)
	if n == 0 {
		return line, nil
	}
	n += min(p.gap, spaces(line[n:]))
	return line[n:], line[:n]
}

// match returns how many bytes of a line have the prefix's shape, 0 where the line does
// not begin with it.
func (p *prefix) match(line []byte) int {
	i := 0
	for _, c := range []byte(p.shape) {
		start := i
		switch c {
		case '0':
			i += digits(line[i:])
		case ' ':
			i += spaces(line[i:])
		default:
			if i < len(line) && line[i] == c {
				i++
			}
		}
		if i == start {
			return 0
		}
	}
	return i
}

// shapeOf returns the shape of a line's begin, appended to shape. White space at the end of a line may be
// lost, so that the end counts as such.
func shapeOf(shape, line []byte) []byte {
	for i := 0; i < len(line) && len(shape) < maxPrefix; {
		if n := digits(line[i:]); n > 0 {
			shape, i = append(shape, '0'), i+n
			continue
		}
		if n := spaces(line[i:]); n > 0 {
			shape, i = append(shape, ' '), i+n
			continue
		}
		shape = append(shape, line[i])
		i++
	}
	return append(shape, ' ')
}

// common returns what two shapes begin with.
func common(a, b []byte) []byte {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

func digits(b []byte) (n int) {
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	return n
}

func spaces(b []byte) (n int) {
	for n < len(b) && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	return n
}

// prefixEnd returns where the words end that logs put before a line: at the last time of
// day, group in brackets, sign of a comment, or word with a colon or a bar behind it, and
// the words that loggers write there.
func prefixEnd(shape []byte, numbered bool) (end int) {
	for at := 0; at < len(shape); {
		start := at + spaces(shape[at:])
		at = start + wordEnd(shape[start:])
		word := shape[start:at]
		switch {
		case len(word) == 0, bytes.IndexByte(word, '"') >= 0: // a quoted cell is of a table
			return end
		case string(word) == "TCP", string(word) == "UDP":
			return end
		case endsPrefix(word, start > spaces(shape)), end == 0 && numbered && word[0] == '0',
			end > 0 && isLogWord(word) && at < len(shape):
			end = at
		}
	}
	return end
}

// wordEnd returns the length of a word, or of a group in brackets.
func wordEnd(b []byte) int {
	if len(b) > 0 && b[0] == '[' {
		if n := bytes.IndexByte(b, ']'); n > 0 && (n+1 == len(b) || b[n+1] != ':') { // of an address
			return n + 1
		}
	}
	if n := bytes.IndexByte(b, ' '); n >= 0 {
		return n
	}
	return len(b)
}

// endsPrefix reports whether a text may begin behind a word. A bar may be the first sign of
// a table's rows.
func endsPrefix(word []byte, inner bool) bool {
	switch string(word) {
	case "#", "//", "*", "::", "REM", "rem":
		return !inner
	case "|":
		return inner
	}
	last := word[len(word)-1]
	if bytes.ContainsAny(word, "'{") {
		return false
	}
	return len(word) > 1 && (last == ':' || last == '|') || word[0] == '[' && last == ']' || isTime(word)
}

// isTime reports whether the shape of a word is a time of day, with its date or without.
func isTime(word []byte) bool {
	for _, c := range word {
		if bytes.IndexByte([]byte("0:-/.,+TZ()"), c) < 0 {
			return false
		}
	}
	i := bytes.Index(word, []byte("0:0"))
	return i >= 0 && bytes.Count(word[:i], []byte(".")) != 3 // of an address
}

// isLogWord knows the words that loggers write between the time and the message.
func isLogWord(word []byte) bool {
	switch string(bytes.ToUpper(word)) {
	case "TRACE", "DEBUG", "INFO", "INFORMATION", "NOTICE", "WARN", "WARNING", "ERROR", "VERBOSE", "UTC", "AM", "PM", "STDOUT", "F", "-", "|":
		return true
	}
	return false
}

// numbering counts lines that begin with a number, as long as each number is by one above
// the last.
type numbering struct {
	lines, last int
	broken      bool
}

func (n *numbering) see(line []byte) {
	if len(line) == 0 || n.broken {
		return
	}
	line = line[spaces(line):]
	number, width := 0, digits(line)
	for _, c := range line[:min(width, 9)] {
		number = 10*number + int(c-'0')
	}
	if width == 0 || n.lines > 0 && number <= n.last || n.lines > 0 && number > n.last+2 || width < len(line) && spaces(line[width:]) == 0 {
		n.broken = true
		return
	}
	n.lines, n.last = n.lines+1, number
}

// count returns how many lines are numbered, 0 where not all are.
func (n *numbering) count() int {
	if n.broken {
		return 0
	}
	return n.lines
}
