package textenc

import (
	"bytes"
	"unicode/utf8"
)

// window is how much is looked at to decode one line of bytes.
const window = 2 * pieceSize

// bytes decodes a part with one byte per character of ASCII, line by line, until UTF-16
// begins or nothing is left to decode.
func (d *decoder) bytes(out []byte) []byte {
	for len(out) < stepSize && d.mode != modeUTF16 {
		b := d.look(window)
		if len(b) == 0 {
			break
		}
		n := d.clean(b)
		if n == len(b) || !d.isLast(len(b)) && d.isCut(b, n) {
			b = d.in[d.r:min(d.w, d.r+stepSize)]
			n = d.passable(b, d.isLast(len(b)))
			out = append(out, b[:n]...)
			d.take(n)
			break // the next bytes may go the direct way
		}
		out = d.foreign(out, b, n)
	}
	return out
}

// foreign decodes from the start of b at least up to b[n], the first byte that needs it.
func (d *decoder) foreign(out, b []byte, n int) []byte {
	last := d.isLast(len(b))
	if !last && n+2*probe > len(b) { // too near the end of what is seen
		n = max(1, n-holdBack)
		for d.mode == modeUTF8 && n > 1 && !utf8.RuneStart(b[n]) {
			n--
		}
		out = append(out, b[:n]...)
		d.take(n)
		return out
	}
	if b[n] == 0 {
		if s, ok := d.findUTF16(b, n, !last); ok {
			return d.enterUTF16(out, b, s)
		}
		for n+2 < len(b) && b[n+1] == 0 && b[n+2] == 0 {
			n++
		}
		out = append(out, b[:n+1]...) // stray NUL bytes
		d.take(n + 1)
		return out
	}
	start := 1 + bytes.LastIndexByte(b[:n], '\n')
	if start > 0 {
		out = append(out, b[:start]...)
		d.take(start)
		if b = b[start:]; !last && len(b) < pieceSize+2*probe {
			return out // the line may be longer than what is seen
		}
	}
	return d.foreignLine(out, b, n-start, last)
}

// foreignLine decodes the line, or part of a line, at the start of b. Its first byte
// outside ASCII is b[n].
func (d *decoder) foreignLine(out, b []byte, n int, last bool) []byte {
	if d.begins && bytes.HasPrefix(b, utf8BOM) {
		d.take(len(utf8BOM))
		d.mode, d.begins = modeUTF8, true
		d.mark(d.off+int64(len(out)), UTF8BOM)
		return out
	}
	if s, ok := d.startsUTF16(b, n, !last); ok {
		return d.enterUTF16(out, b, s)
	}
	end := lineEnd(b, n)
	if s, ok := d.inLine(b, n, end, last); ok && s.at <= n {
		return d.enterUTF16(out, b, s)
	} else if ok {
		end = s.at
	}
	if d.mode == modePlain {
		d.decide(d.look(headSize), d.off+int64(len(out)))
		return out // look has moved b
	}
	out = d.line(out, b[:end], b[end:])
	d.take(end)
	return out
}

// maxStray is how many NUL bytes of a line are looked at for the beginning of UTF-16.
const maxStray = 8

// inLine looks for UTF-16 that begins in a line, between b[n] and b[end].
func (d *decoder) inLine(b []byte, n, end int, last bool) (start, bool) {
	for range maxStray {
		i := bytes.IndexByte(b[n:end], 0)
		if i < 0 {
			break
		}
		n += i
		if s, ok := d.findUTF16(b, n, !last); ok {
			return s, true
		}
		n++
	}
	return start{}, false
}

// lineEnd returns where the line at the start of b ends, its line feed included. Of a
// longer line than pieceSize it cuts off a piece, between two characters if it can.
func lineEnd(b []byte, n int) int {
	if i := bytes.IndexByte(b[:min(len(b), pieceSize)], '\n'); i >= 0 {
		return i + 1
	}
	if len(b) <= pieceSize {
		return len(b)
	}
	for end := pieceSize; end > max(n, pieceSize/2); end-- {
		if b[end-1] < pureASCII {
			return end
		}
	}
	return pieceSize
}

// decide chooses the encoding of a part by all of it that is seen.
func (d *decoder) decide(b []byte, off int64) {
	b = untilUTF16(b)
	if good, bad := census(b, true); good >= bad {
		d.mode = modeUTF8
		d.mark(off, UTF8)
		return
	}
	if !d.mayWeigh() {
		d.usePage(d.page.page, off)
		return
	}
	var s sample
	for len(b) > 0 {
		line := b[:lineEnd(b, 0)]
		if !utf8.Valid(line) {
			s.add(line)
		}
		b = b[len(line):]
	}
	d.usePage(s.best(), off)
}

// untilUTF16 cuts b off at its first NUL, and at the byte order mark before it.
func untilUTF16(b []byte) []byte {
	i := bytes.IndexByte(b, 0)
	switch {
	case i < 0:
		return b
	case bytes.HasSuffix(b[:i], bigBOM):
		return b[:i-2]
	case i > 0 && bytes.HasSuffix(b[:i-1], littleBOM):
		return b[:i-3]
	}
	return b[:i]
}

func (d *decoder) usePage(page int, off int64) {
	d.mode = modePage
	if !d.page.ready || d.page.page != page {
		d.page.use(page)
	}
	d.mark(off, codePages[page].name)
}

// mayWeigh reports whether code pages may be weighed against each other, which takes
// long: always the first time, later not too often.
func (d *decoder) mayWeigh() bool { return d.watched.mayCheck(d.read) || !d.page.ready }

// line decodes a line that is not plain; next is what is seen behind it.
func (d *decoder) line(out, line, next []byte) []byte {
	off := d.off + int64(len(out))
	switch d.mode {
	case modeUTF8:
		if good, bad := census(line, false); good < bad {
			d.leaveUTF8(line, next, off)
		}
	case modePage:
		if isUTF8Line(line, d.page.page) {
			d.mode = modeUTF8
			d.mark(off, UTF8)
		} else if page, ok := d.watched.change(line, d.page.page, d.read); ok {
			d.usePage(page, off)
		}
	}
	if d.mode == modePage {
		return d.page.append(out, line)
	}
	return appendValid(out, line)
}

// leaveUTF8 changes to a code page at a line that is hardly UTF-8, where one bad byte is
// not all that speaks for it: there is a known word in a code page, or the next line
// outside ASCII is the same.
func (d *decoder) leaveUTF8(line, next []byte, off int64) {
	if page, ok := d.watched.find(line, d.read); ok {
		d.usePage(page, off)
		return
	}
	i := asciiRun(next)
	if i == len(next) {
		return
	}
	second := next[1+bytes.LastIndexByte(next[:i], '\n'):]
	second = second[:lineEnd(second, 0)]
	if good, bad := census(second, false); good >= bad {
		return
	}
	if !d.mayWeigh() {
		d.usePage(d.page.page, off)
		return
	}
	var s sample
	s.add(line)
	s.add(second)
	d.usePage(s.best(), off)
}

// Characters of UTF-8 that a line must have to be taken for UTF-8 in the midst of a
// double-byte code page, whose pairs may look like characters of two bytes.
const (
	enoughShort = 4
	enoughLong  = 1 // of three bytes or more
)

// isUTF8Line reports whether a line in a part with a code page is UTF-8 nevertheless.
func isUTF8Line(line []byte, page int) bool {
	if !utf8.Valid(line) {
		return false
	}
	if codePages[page].single != nil {
		return true
	}
	short, long := 0, 0
	for _, c := range string(line) {
		switch {
		case c >= 0x800:
			long++
		case c >= utf8.RuneSelf:
			short++
		}
	}
	return long >= enoughLong || short >= enoughShort
}

// appendValid appends UTF-8 with U+FFFD for each byte that is none.
func appendValid(out, line []byte) []byte {
	for len(line) > 0 {
		n := asciiRun(line)
		out = append(out, line[:n]...)
		if line = line[n:]; len(line) == 0 {
			break
		}
		c, n := utf8.DecodeRune(line)
		out = utf8.AppendRune(out, c)
		line = line[n:]
	}
	return out
}
