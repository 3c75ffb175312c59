package textenc

import (
	"bytes"
	"io"
)

// MaxLine is the longest line that is delivered whole, in bytes of UTF-8. Of a longer
// one the first MaxLine bytes are delivered. The longest honest lines are rows of
// Get-NetTCPConnection CSV with all columns, about 2 KiB.
const MaxLine = 128 << 10

const bufSize = 2 * MaxLine

// lookahead is how much of the text behind the start of a line Peek can see at least.
const lookahead = 4 << 10

// Lines reads a text line by line in constant memory. The slices that it hands out stay
// valid until the next call of Next.
type Lines struct {
	src  *decoder
	enc  Encoding
	buf  []byte
	off  int64 // place of buf[0] in the text
	pos  int   // start of the current line
	next int   // start of the line after it, or len(buf) while a long line goes on
	end  int   // bytes in buf
	line int
	text []byte
	long bool
	// returns tells that the text has carriage returns for line ends.
	returns bool
	doubled bool // a blank line below each line is none of the text
	prefix  *prefix
	whole   bool   // lines are handed out with their prefix
	full    []byte // the current line with its prefix
	before  []byte // the prefix of the current line
	err     error
	ahead   ahead

	traits   Traits // of the line at traitsAt
	traitsAt place
	tameTo   int // the last line that is known to be tame
	wildAt   int // a line that is not
	words    []sought
}

// ahead remembers where Peek found a line, so that looking at one line after the other
// does not begin anew each time.
type ahead struct {
	line  int // the current line then
	n, at int // the n-th line after it begins at this place of the buffer
}

// NewLines detects the encoding of r and returns its lines. A text whose first headSize
// bytes have carriage returns and no line feed is split at the carriage returns.
func NewLines(r io.Reader) *Lines {
	d := newDecoder(r)
	l := &Lines{src: d, buf: make([]byte, bufSize)}
	for l.end < headSize && l.fill() {
	}
	l.enc = d.marks[0].enc
	head := l.buf[:min(l.end, headSize)]
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		l.returns = true
		feedLines(l.buf[:l.end])
	}
	l.doubled = isDoubled(head)
	l.prefix = findPrefix(head)
	return l
}

// Encoding returns the encoding of the current line, or of the first one before Next: a
// file may change it. Where it changes within a line, the end of the line counts.
func (l *Lines) Encoding() Encoding { return l.enc }

// setEncoding looks up the encoding of the current line.
func (l *Lines) setEncoding() {
	at := l.off + int64(l.pos)
	if !l.long {
		at += int64(max(0, len(l.text)-1))
	}
	passed := 0
	for _, m := range l.src.marks {
		if m.off > at {
			break
		}
		l.enc = m.enc
		passed++
	}
	l.src.marks = l.src.marks[passed:]
}

// Line returns the number of the current line, from 1; 0 before the first Next.
func (l *Lines) Line() int { return l.line }

// Offset returns how many bytes of the text lie before the end of the current line.
func (l *Lines) Offset() int64 { return l.off + int64(l.next) }

// Text returns the current line without its line end.
func (l *Lines) Text() []byte { return l.text }

// Prefix returns what a log put before the current line, if it does so before each line of
// the text: it is not in Text.
func (l *Lines) Prefix() []byte { return l.before }

// SetWhole tells whether the lines are handed out as they stand, the current one and those
// that Peek shows included, or without what a log put before each of them, as at first.
func (l *Lines) SetWhole(whole bool) {
	if l.prefix == nil || l.whole == whole || l.text == nil {
		return
	}
	l.whole = whole
	l.text, l.before = l.unprefixed(l.full)
}

// HasPrefix reports whether a log put something before the current line, whether it is
// handed out with it or not.
func (l *Lines) HasPrefix() bool { return l.prefix != nil && l.prefix.match(l.full) > 0 }

// unprefixed returns what is handed out of a line, and the prefix that is not.
func (l *Lines) unprefixed(line []byte) (rest, off []byte) {
	if l.prefix == nil || l.whole {
		return line, nil
	}
	return l.prefix.off(line)
}

// Long reports whether Text holds only the first MaxLine bytes of the line.
func (l *Lines) Long() bool { return l.long }

// Err returns the error that ended the text, nil at its regular end.
func (l *Lines) Err() error {
	if l.err == io.EOF {
		return nil
	}
	return l.err
}

// Next advances to the next line and reports whether there is one.
func (l *Lines) Next() bool {
	if l.long {
		l.skipLong()
	}
	l.pass()
	l.pos = l.next
	for l.end-l.pos < lookahead && l.fill() {
	}
	nl := l.pos + bytes.IndexByte(l.buf[l.pos:min(l.end, l.pos+lookahead)], '\n')
	if nl < l.pos {
		nl = l.find()
	}
	if nl < 0 && l.pos == l.end {
		l.text = nil
		return false
	}
	l.line++
	switch {
	case nl >= 0:
		l.text, l.next = l.buf[l.pos:nl], nl+1
	case l.end-l.pos > MaxLine+1:
		l.text, l.next, l.long = l.buf[l.pos:l.pos+MaxLine], l.end, true
	default: // the last line has no line end
		l.text, l.next = l.buf[l.pos:l.end], l.end
	}
	l.text = trimEnd(l.text)
	if len(l.src.marks) > 0 {
		l.setEncoding()
	}
	l.text = unquoted(l.spaced(l.text))
	if l.prefix != nil {
		l.full = l.text
		l.text, l.before = l.unprefixed(l.full)
	}
	return true
}

// find returns the index of the line feed that ends the line at pos, reading on as long
// as the line may still be delivered whole. It is negative at the end of the text and
// for a long line.
func (l *Lines) find() int {
	from := l.pos
	for {
		i := bytes.IndexByte(l.buf[from:min(l.end, l.pos+MaxLine+2)], '\n')
		if i >= 0 {
			return from + i
		}
		if l.end-l.pos > MaxLine+1 { // the line may still end in CR LF
			return -1
		}
		from = l.end - l.pos
		if !l.fill() {
			return -1
		}
		from += l.pos
	}
}

// fill moves the current line to the start of the buffer and reads more. It reports
// whether bytes came.
func (l *Lines) fill() bool {
	l.ahead = ahead{}
	if l.err != nil || l.end-l.pos == len(l.buf) {
		return false
	}
	if l.pos > 0 {
		copy(l.buf, l.buf[l.pos:l.end])
		l.off += int64(l.pos)
		l.end -= l.pos
		l.next -= l.pos
		l.pos = 0
	}
	for tries := 0; tries < 100 && l.end < len(l.buf); tries++ {
		n, err := l.src.Read(l.buf[l.end:])
		if l.returns {
			feedLines(l.buf[l.end : l.end+n])
		}
		l.end += n
		if err != nil {
			l.err = err
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	if l.end < len(l.buf) {
		l.err = io.ErrNoProgress
	}
	return false
}

// skipLong discards the rest of a long line.
func (l *Lines) skipLong() {
	l.long = false
	for l.pos = l.pos + MaxLine; ; {
		if i := bytes.IndexByte(l.buf[l.pos:l.end], '\n'); i >= 0 {
			l.next = l.pos + i + 1
			return
		}
		l.pos, l.next = l.end, l.end
		if !l.fill() {
			l.pos, l.next = l.end, l.end
			return
		}
	}
}

// Peek returns the n-th line after the current one, which is the 0th, as far as the
// lookahead reaches: enough to tell a title that dashes follow. It does not advance.
func (l *Lines) Peek(n int) ([]byte, bool) {
	if n == 0 {
		return l.text, l.text != nil
	}
	if l.long {
		return nil, false
	}
	if l.ahead.n > 1 && l.ahead.line+1 == l.line && !l.doubled { // one line was passed
		l.ahead.line, l.ahead.n = l.line, l.ahead.n-1
	}
	if l.ahead.line != l.line || l.ahead.n > n {
		l.ahead = ahead{l.line, 1, l.next + l.blank(l.next)}
	}
	for ; l.ahead.n < n; l.ahead.n++ {
		i := bytes.IndexByte(l.buf[l.ahead.at:l.end], '\n')
		if i < 0 {
			return nil, false
		}
		l.ahead.at += i + 1
		l.ahead.at += l.blank(l.ahead.at)
	}
	rest := l.buf[l.ahead.at:l.end]
	i := bytes.IndexByte(rest, '\n')
	switch {
	case i >= 0:
		rest = rest[:i]
	case len(rest) == 0:
		return nil, false
	}
	rest = unquoted(l.spaced(trimEnd(rest)))
	rest, _ = l.unprefixed(rest)
	return rest, true
}
