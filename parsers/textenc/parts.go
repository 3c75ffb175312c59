package textenc

import "bytes"

var (
	utf8BOM   = []byte{0xef, 0xbb, 0xbf}
	littleBOM = []byte{0xff, 0xfe}
	bigBOM    = []byte{0xfe, 0xff}
)

// beginFile decides the encoding of the first line.
func (d *decoder) beginFile() {
	b := d.look(headSize)
	for _, o := range []order{little, big} {
		if bytes.HasPrefix(b, o.bom()) {
			d.enterUTF16(nil, b, start{order: o, bom: true})
			return
		}
	}
	if bytes.HasPrefix(b, utf8BOM) {
		d.take(len(utf8BOM))
		d.mode, d.begins = modeUTF8, true
		d.mark(0, UTF8BOM)
		return
	}
	n := plainRun(b)
	if n < len(b) && b[n] == 0 {
		if s, ok := d.findUTF16(b, n, len(b) == headSize); ok && s.at == 0 {
			d.enterUTF16(nil, b, s)
			return
		}
	}
	if s, ok := d.startsUTF16(b, 0, len(b) == headSize); ok {
		d.enterUTF16(nil, b, s)
		return
	}
	d.beginBytes(0)
}

// beginBytes begins a part with one byte per character of ASCII. Its encoding is
// decided at once where the first bytes tell it, else at the first byte outside ASCII:
// ASCII is the same in all of them.
func (d *decoder) beginBytes(off int64) {
	d.mode, d.resumed = modePlain, d.read
	b := d.look(headSize)
	if bytes.HasPrefix(b, utf8BOM) {
		d.take(len(utf8BOM))
		d.mode, d.begins = modeUTF8, true
		d.mark(off, UTF8BOM)
		return
	}
	if n := plainRun(b); n < len(b) && b[n] != 0 {
		if _, ok := d.startsUTF16(b, n, !d.isLast(len(b))); !ok {
			d.decide(b, off)
			return
		}
	}
	d.mark(off, UTF8)
}

// start is a place where UTF-16 begins: at is the index of its first unit, or of the
// byte order mark.
type start struct {
	at    int
	order order
	bom   bool
}

// startsUTF16 reports whether UTF-16 begins at b or with a byte order mark at b[n].
func (d *decoder) startsUTF16(b []byte, n int, more bool) (start, bool) {
	for _, o := range []order{little, big} {
		if rest := b[n:]; bytes.HasPrefix(rest, o.bom()) && o.isUTF16(rest, 1, more) {
			return start{n, o, true}, true
		}
		if d.begins && d.mayStart(o, 0) && o.isUTF16(b, 2, more) {
			return start{0, o, false}, true
		}
	}
	return start{}, false
}

// mayStart reports whether UTF-16 may begin n bytes from here: not where it just ended.
func (d *decoder) mayStart(o order, n int) bool {
	return d.read+int64(n) != d.resumed || o != d.order
}

// findUTF16 looks for the place where UTF-16 begins, knowing that the first NUL is b[n].
// That is the start of a line or just the unit with the NUL. A unit of UTF-16 may have a
// line feed for one of its bytes, so all starts of lines not far above are tried.
func (d *decoder) findUTF16(b []byte, n int, more bool) (start, bool) {
	for _, o := range []order{little, big} {
		for at := n; at >= max(0, n-holdBack); at-- {
			if d.isLineStart(b, at) && d.mayStart(o, at) && o.isUTF16(b[at:], 2, more) {
				return withBOM(b, start{at: at, order: o}), true
			}
		}
		at := n - int(1-o) // of the unit that has the NUL for its high byte
		if at >= 0 && !d.isLineStart(b, n) && d.mayStart(o, at) && o.isUTF16(b[at:], 2, more) {
			return withBOM(b, start{at: at, order: o}), true
		}
	}
	return start{}, false
}

func (d *decoder) isLineStart(b []byte, at int) bool {
	if at == 0 {
		return d.begins
	}
	return b[at-1] == '\n'
}

// withBOM takes a byte order mark at or before the start along.
func withBOM(b []byte, s start) start {
	mark := s.order.bom()
	if s.bom = bytes.HasPrefix(b[s.at:], mark); !s.bom && bytes.HasSuffix(b[:s.at], mark) {
		s.at, s.bom = s.at-len(mark), true
	}
	return s
}

// enterUTF16 passes on the bytes before s, which may end within a character, and begins a
// part of UTF-16.
func (d *decoder) enterUTF16(out, b []byte, s start) []byte {
	out = appendValid(out, b[:s.at])
	d.take(s.at)
	if s.bom {
		d.take(2)
	}
	d.mode, d.order, d.high = modeUTF16, s.order, 0
	d.wide = true // what made UTF-16 begin here must not end it at once
	d.mark(d.off+int64(len(out)), s.order.encoding(s.bom))
	return out
}

// bom returns the byte order mark.
func (o order) bom() []byte {
	if o == big {
		return bigBOM
	}
	return littleBOM
}

func (o order) encoding(bom bool) Encoding {
	switch {
	case o == big && bom:
		return UTF16BEBOM
	case o == big:
		return UTF16BE
	case bom:
		return UTF16LEBOM
	}
	return UTF16LE
}
