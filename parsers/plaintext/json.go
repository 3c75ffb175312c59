package plaintext

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// escapes resolves the escapes of JSON's strings (RFC 8259, section 7), wherever they
// stand; the rest is kept.
type escapes struct {
	out     []byte
	pending []byte // an escape that is not complete
	high    rune   // the first half of a surrogate pair
}

func (e *escapes) feed(c byte) {
	if len(e.pending) == 0 {
		if c == '\\' {
			e.pending = append(e.pending, c)
			return
		}
		e.endPair()
		e.out = append(e.out, c)
		return
	}
	e.pending = append(e.pending, c)
	if e.pending[1] == 'u' && len(e.pending) < len(`\u0000`) {
		return
	}
	e.resolve()
	e.pending = e.pending[:0]
}

// resolve appends what the escape stands for. One that JSON does not know is kept.
func (e *escapes) resolve() {
	c := e.pending[1]
	if c == 'u' {
		e.unicode()
		return
	}
	e.endPair()
	switch c {
	case 'n':
		e.out = append(e.out, '\n')
	case 'r':
		e.out = append(e.out, '\r')
	case 't':
		e.out = append(e.out, '\t')
	case '"', '\\', '/':
		e.out = append(e.out, c)
	default:
		e.out = append(e.out, e.pending...)
	}
}

// unicode appends the character of `\u0000`, or of two of them, which are the halves of a
// surrogate pair.
func (e *escapes) unicode() {
	v, err := strconv.ParseUint(string(e.pending[2:]), 16, 16)
	r := rune(v)
	if pair := utf16.DecodeRune(e.high, r); err == nil && pair != utf8.RuneError {
		e.out, e.high = utf8.AppendRune(e.out, pair), 0
		return
	}
	e.endPair()
	switch {
	case err != nil:
		e.out = append(e.out, e.pending...)
	case utf16.IsSurrogate(r) && r < firstLow:
		e.high = r
	default:
		e.out = utf8.AppendRune(e.out, r)
	}
}

// firstLow is the first of the second halves of surrogate pairs (Unicode, section 23.6).
const firstLow = 0xdc00

// endPair gives up a pair of which something else than the second half follows.
func (e *escapes) endPair() {
	if e.high != 0 {
		e.out, e.high = utf8.AppendRune(e.out, utf8.RuneError), 0
	}
}
