package textenc

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// order is the byte order of UTF-16: the index of the low byte in a unit.
type order int

const (
	little order = 0
	big    order = 1
)

// unit reads the code unit at the start of b.
func (o order) unit(b []byte) rune { return rune(b[1-o])<<8 | rune(b[o]) }

// narrow appends the units at the start of in that are ASCII, nearly all of every
// capture, and returns how many bytes of in they take. It appends room characters at
// most.
func (o order) narrow(out, in []byte, room int) ([]byte, int) {
	i := 0
	if max := 2 * room; len(in) > max {
		in = in[:max]
	}
	wide, shift := uint64(0xff80ff80ff80ff80), 0
	if o == big {
		wide, shift = 0x80ff80ff80ff80ff, 8
	}
	n := len(out)
	out = out[:n+len(in)/2]
	for ; i+16 <= len(in); i += 16 {
		x, y := binary.LittleEndian.Uint64(in[i:]), binary.LittleEndian.Uint64(in[i+8:])
		if (x|y)&wide != 0 {
			break
		}
		binary.LittleEndian.PutUint64(out[n:], pack(x>>shift)|pack(y>>shift)<<32)
		n += 8
	}
	for ; i+2 <= len(in) && in[i+1-int(o)] == 0 && in[i+int(o)] < utf8.RuneSelf; i += 2 {
		out[n] = in[i+int(o)]
		n++
	}
	return out[:n], i
}

// pack moves the low bytes of four units together.
func pack(x uint64) uint64 {
	x |= x >> 8
	x &= 0x0000ffff0000ffff
	return (x | x>>16) & 0xffffffff
}

// probe is how many bytes are looked at to tell whether UTF-16 begins.
const probe = 128

// isUTF16 reports whether a line of UTF-16 begins at b: units that text consists of, at
// least need of them ASCII. Fewer will do at the end of the file, where more is false.
func (o order) isUTF16(b []byte, need int, more bool) bool {
	ascii, printed := 0, true
	for i := 0; i+1 < len(b) && i < probe; i += 2 {
		c := o.unit(b[i:])
		if !isPlausible(c) {
			return false
		}
		switch {
		case c < utf8.RuneSelf:
			if ascii == 0 && i > 0 && printed {
				return false // letters of ASCII before it, which make wide units by chance
			}
			ascii++
		case ascii == 0:
			printed = printed && isPrinted(b[i]) && isPrinted(b[i+1])
		}
		if c == '\n' && ascii >= need {
			break
		}
	}
	if !more && len(b) < 4 {
		need = 1
	}
	return ascii >= need
}

func isPrinted(c byte) bool { return c >= ' ' && c <= '~' || c == '\t' }

// isPlausible reports whether text of captures holds a code unit. It leaves out control
// characters, the scripts of India, whose units have a line end for high byte, and signs
// that two bytes of ASCII make up, such as the dagger of two spaces.
func isPlausible(c rune) bool {
	switch {
	case c < 0x20:
		return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x1b
	case c < 0x7f, c >= 0xa0 && c < 0x700, c >= 0xe00 && c < 0xe80, c >= 0x1e00 && c < 0x2000:
		return true // Latin, Greek, Cyrillic, Hebrew, Arabic, Thai
	case c >= 0x2000 && c < 0x2028:
		return c != 0x2020 && c != 0x2021
	case c == 0x202f, c == 0x2030, c == 0x203b, c == 0x20ac, c >= 0x2100 && c < 0x2200:
		return true
	case c >= 0x2460 && c < 0x2670, c >= 0x3000 && c < 0x3130, c >= 0x3200 && c < 0x33ff:
		return true // boxes and signs, kana
	case c >= 0x4e00 && c < 0xa000, c >= 0xac00 && c < 0xd7a4, c >= 0xd800 && c < 0xe000:
		return true // ideographs, Hangul, surrogates
	}
	return c == bom || c >= 0xf900 && c < 0xfb00 || c >= 0xff01 && c < 0xfff0
}

// resumeWindow is how many bytes are looked at to tell whether UTF-16 ends.
const resumeWindow = 4 << 10

// resumes reports whether text of one byte per character goes on at b, where UTF-16 has
// a unit that is not ASCII. more tells that the file goes on behind b.
//
// Ideographs often consist of two bytes of printable ASCII, so that is no evidence. A
// line end is: its bytes would be a unit of an Indian script, or there is an odd number
// of bytes in front of UTF-16 that follows, or of the end of the file. So are several
// units that no text has.
func (o order) resumes(b []byte, more bool) bool {
	b = b[:min(len(b), resumeWindow)]
	n := 0
	for n < len(b) && (b[n] >= ' ' || b[n] == '\t' || b[n] == '\r' || b[n] == '\n' || b[n] == '\f') {
		n++
	}
	feeds, printed, odd := 0, true, 0
	for i := 0; i < n; i++ {
		switch c := b[i]; {
		case c == '\n':
			if i > 0 && b[i-1] == '\r' || i%2 == int(1-o) {
				return true
			}
			feeds++
		case c >= 0x7f:
			printed = false
		}
		if i%2 == 1 && !isPlausible(o.unit(b[i-1:])) {
			odd++
		}
	}
	switch {
	case n == len(b) && !more && n%2 == 1:
		return feeds > 0 || printed && n > 4 && odd > 0
	case n == len(b) && !more && printed && odd >= 2 && odd*4 >= n:
		return true // a prompt, say, that ends the file
	case n > 0 && n < len(b) && b[n] == 0 && o.isShifted(b, n):
		return true
	}
	return printed && n >= 8 && odd >= 2 && odd*6 >= n
}

// isShifted reports whether UTF-16 goes on with its units shifted by one byte, the NUL
// at n being the first high byte. As they stand the units would be U+xx00. Real text has
// few of them, hardly any but the ideographic space U+3000 and the number one U+4E00;
// those below U+4E00 are no ideographs.
func (o order) isShifted(b []byte, n int) bool {
	if n%2 == int(1-o) {
		return false
	}
	var seen [2]uint64 // letters, by their code
	odd := false
	at, units := n-int(1-o), 0
	for ; units < probe/2 && at+1 < len(b); units++ {
		c := o.unit(b[at:])
		if c >= utf8.RuneSelf || !isPlausible(c) {
			break
		}
		if odd = odd || c < 'N' && c != '0'; odd && units > 0 {
			return true
		}
		if c > 'N' {
			seen[c/64] |= 1 << (c % 64)
		}
		at += 2
	}
	return bits.OnesCount64(seen[0])+bits.OnesCount64(seen[1]) >= 3
}
