package textenc

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainRun returns how many bytes at the start of b are ASCII other than NUL. Taking one
// from each byte sets its high bit just for NUL, as long as no lower byte borrows: the
// first byte found is always right.
func plainRun(b []byte) int {
	i := 0
	for ; i+64 <= len(b); i += 64 {
		w := (*[64]byte)(b[i:])
		x0, x1 := binary.LittleEndian.Uint64(w[0:]), binary.LittleEndian.Uint64(w[8:])
		x2, x3 := binary.LittleEndian.Uint64(w[16:]), binary.LittleEndian.Uint64(w[24:])
		x4, x5 := binary.LittleEndian.Uint64(w[32:]), binary.LittleEndian.Uint64(w[40:])
		x6, x7 := binary.LittleEndian.Uint64(w[48:]), binary.LittleEndian.Uint64(w[56:])
		x := x0 | (x0 - ones) | x1 | (x1 - ones) | x2 | (x2 - ones) | x3 | (x3 - ones)
		y := x4 | (x4 - ones) | x5 | (x5 - ones) | x6 | (x6 - ones) | x7 | (x7 - ones)
		if (x|y)&highs != 0 {
			break
		}
	}
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		if bad := (x | (x - ones)) & highs; bad != 0 {
			return i + bits.TrailingZeros64(bad)/8
		}
	}
	for i < len(b) && b[i] != 0 && b[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// asciiRun returns how many bytes at the start of b are ASCII.
func asciiRun(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if bad := binary.LittleEndian.Uint64(b[i:]) & highs; bad != 0 {
			return i + bits.TrailingZeros64(bad)/8
		}
	}
	for i < len(b) && b[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// utf8Run returns how many bytes at the start of b are UTF-8 without NUL and byte order
// marks. A character that the end of b cuts off is left out.
func utf8Run(b []byte) int {
	i := 0
	for i < len(b) {
		i += plainRun(b[i:])
		for i < len(b) && b[i] >= utf8.RuneSelf {
			c, n := utf8.DecodeRune(b[i:])
			if c == utf8.RuneError && n <= 1 || c == bom {
				return i
			}
			i += n
		}
		if i < len(b) && b[i] == 0 {
			return i
		}
	}
	return i
}

// bom is the byte order mark.
const bom = 0xfeff

// census counts the characters of UTF-8 outside ASCII, and the bytes that are not UTF-8.
// The end of b may cut off a character where more is set.
func census(b []byte, more bool) (good, bad int) {
	for {
		b = b[asciiRun(b):]
		if len(b) == 0 {
			return good, bad
		}
		c, n := utf8.DecodeRune(b)
		switch {
		case c != utf8.RuneError || n > 1:
			good++
		case more && !utf8.FullRune(b):
			return good, bad
		default:
			bad++
		}
		b = b[n:]
	}
}
