package plaintext

import (
	"strconv"
	"unicode/utf8"
)

// maxControl is how many bytes of a control word are looked at; the longest that matter
// have ten.
const maxControl = 32

// document turns RTF into its text (Rich Text Format Specification 1.9.1). Letters that
// are written as bytes of a code page stay bytes.
type document struct {
	out      []byte
	depth    int    // groups that are open
	skip     int    // depth of the group whose content is no text; 0 for none
	control  []byte // a control word that has begun, its backslash included
	hex      int    // hexadecimal digits of \'hh that are still to come
	value    byte   // of those that have come
	fallback int    // characters that stand for \u in readers that do not know it
	ignore   int    // of which so many are still to come
	binary   int    // bytes of \bin that are still to come
}

func (d *document) feed(c byte) {
	switch {
	case d.binary > 0:
		d.binary--
	case d.hex > 0:
		d.digit(c)
	case len(d.control) > 0:
		d.word(c)
	case c == '\\':
		d.control = append(d.control[:0], c)
	case c == '{':
		d.depth++
	case c == '}':
		if d.skip == d.depth {
			d.skip = 0
		}
		d.depth = max(d.depth-1, 0)
	case c < ' ': // line ends, and NUL at the end of the file
	default:
		d.put(c)
	}
}

// word reads on in a control word, or in a symbol of one character.
func (d *document) word(c byte) {
	if len(d.control) == 1 && !isLetter(c) {
		d.control = d.control[:0]
		d.symbol(c)
		return
	}
	last := d.control[len(d.control)-1]
	if isDigit(c) || (isLetter(c) || c == '-') && !isDigit(last) {
		if len(d.control) < maxControl {
			d.control = append(d.control, c)
		}
		return
	}
	name := string(d.control[1:])
	d.control = d.control[:0]
	d.act(name)
	if c != ' ' { // a space ends the word and is part of it
		d.feed(c)
	}
}

func (d *document) symbol(c byte) {
	switch c {
	case '\'':
		d.hex, d.value = 2, 0
	case '*': // a destination that only some readers know
		d.leave()
	case '\r', '\n':
		d.put('\n')
	case '~':
		d.put(' ')
	case '\\', '{', '}', '_':
		if c == '_' {
			c = '-'
		}
		d.put(c)
	}
}

// act acts on a control word.
func (d *document) act(word string) {
	end := len(word)
	for end > 0 && !isLetter(word[end-1]) {
		end--
	}
	n, _ := strconv.Atoi(word[end:])
	switch word[:end] {
	case "par", "line", "row", "sect", "page":
		d.put('\n')
	case "tab", "cell":
		d.put('\t')
	case "uc":
		d.fallback = min(max(n, 0), 16)
	case "u":
		if n < 0 { // a signed number of 16 bits
			n += 1 << 16
		}
		d.ignore = 0
		for _, b := range utf8.AppendRune(nil, rune(n)) {
			d.put(b)
		}
		d.ignore = d.fallback
	case "bin":
		d.binary = max(n, 0)
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable", "filetbl":
		d.leave()
	}
}

// leave takes the rest of the group for no text.
func (d *document) leave() {
	if d.skip == 0 {
		d.skip = max(d.depth, 1)
	}
}

func (d *document) digit(c byte) {
	v, err := strconv.ParseUint(string(c), 16, 8)
	if err != nil {
		d.hex = 0
		return
	}
	d.value = d.value<<4 | byte(v)
	if d.hex--; d.hex == 0 {
		d.put(d.value)
	}
}

func (d *document) put(c byte) {
	switch {
	case d.skip > 0:
	case d.ignore > 0:
		d.ignore--
	default:
		d.out = append(d.out, c)
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
