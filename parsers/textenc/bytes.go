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
