package textenc

import (
	"bytes"
	"unicode/utf8"
)

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
