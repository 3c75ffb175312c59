package textenc

import "bytes"

// Traits are the kinds of characters that a line holds. They are found once for each line,
// so that a parser can tell at little cost that a line is none of its own.
type Traits uint32

// The kinds. Those of signs are named after one that they hold.
const (
	Lower     Traits = 1 << iota // a-z
	Upper                        // A-Z
	Digit                        // 0-9
	Space                        // space
	Tab                          // tab
	Comma                        // , ; |
	Colon                        // :
	Quote                        // "
	Equals                       // =
	Dash                         // -
	Open                         // [ ] { }
	Angle                        // < >
	Backslash                    // \
	Wide                         // beyond ASCII
	Control                      // control characters, and $, which prompts begin with
	Sign                         // every other character
)

// maxTraits is how long a line may be whose characters are looked at. Of a longer one all
// is expected.
const maxTraits = 2 << 10

// all has every kind.
const all = Sign<<1 - 1

var traitsOf = func() (t [256]Traits) {
	for c := range t {
		switch b := byte(c); {
		case b >= 'a' && b <= 'z':
			t[c] = Lower
		case b >= 'A' && b <= 'Z':
			t[c] = Upper
		case b >= '0' && b <= '9':
			t[c] = Digit
		case b >= 0x80:
			t[c] = Wide
		case b < ' ' || b == 0x7f || b == '$':
			t[c] = Control
		default:
			t[c] = Sign
		}
	}
	for kind, signs := range map[Traits]string{
		Space: " ", Tab: "\t", Comma: ",;|", Colon: ":", Quote: `"`, Equals: "=", Dash: "-", Open: "[]{}", Angle: "<>", Backslash: `\`,
	} {
		for _, c := range []byte(signs) {
			t[c] = kind
		}
	}
	return t
}()

// Has reports whether a line holds one of these kinds.
func (t Traits) Has(kinds Traits) bool { return t&kinds != 0 }

// TraitsOf returns the kinds of characters of a text.
func TraitsOf(text []byte) (t Traits) {
	if len(text) > maxTraits {
		return all
	}
	for _, c := range text {
		t |= traitsOf[c]
	}
	return t
}

// Traits returns the kinds of characters of the current line.
func (l *Lines) Traits() Traits {
	if at := (place{l.line, len(l.text)}); l.traitsAt != at {
		l.traits, l.traitsAt = TraitsOf(l.text), at
	}
	return l.traits
}

// place tells a line, or what is left of one, from others.
type place struct{ line, length int }

// structured are the kinds that divide names from values and cells from each other, or
// that draw tables. Colons do so as well, but in a time of day.
const structured = Tab | Equals | Open | Angle | Backslash | Wide | Control

// isTame reports whether a line holds words, numbers and the signs of sentences, and
// does not begin as a ruler does.
func isTame(text []byte, t Traits) bool {
	if t.Has(structured) {
		return false
	}
	for i, c := range text {
		if c != ' ' {
			if t := traitsOf[c]; t.Has(Dash | Comma | Colon) {
				return false
			}
			break
		}
		if i == maxIndent {
			return false
		}
	}
	if !t.Has(Colon) {
		return true
	}
	for i, c := range text {
		if c == ':' && (i == 0 || i+1 == len(text) || !traitsOf[text[i-1]].Has(Digit) || !traitsOf[text[i+1]].Has(Digit)) {
			return false
		}
	}
	return true
}

// maxIndent is how many spaces may stand before the first word of running text.
const maxIndent = 8

// Tame reports whether the current line and the n lines below it are running text, or cells
// without anything around them. What a section begins with, or has within so many lines, is
// other than that, but for a few words that parsers know. Each line is looked at once, so n
// should not change.
func (l *Lines) Tame(n int) bool {
	if l.wildAt >= l.line && l.wildAt <= l.line+n || l.long || l.prefix != nil {
		return false
	}
	if l.tameTo < l.line {
		l.tameTo = l.line
		if !isTame(l.text, l.Traits()) {
			l.wildAt = l.line
			return false
		}
	}
	for l.tameTo < l.line+n {
		text, ok := l.Peek(l.tameTo - l.line + 1)
		if !ok { // the end of the text, or of what is in sight
			return l.err != nil
		}
		if !isTame(text, TraitsOf(text)) {
			l.wildAt = l.tameTo + 1
			return false
		}
		l.tameTo++
	}
	return true
}

// sought is a word that is looked for in the text ahead. Each byte is searched once.
type sought struct {
	word   string
	quoted bool
	sign   []byte // the word, in quotation marks where it is quoted
	found  int64  // where it stands that was found last, in the text; -1 where none was
	to     int64  // up to where the text was searched
}

// Ahead reports whether a word stands between the start of the current line and the end of
// what Peek can see. It spares most texts a look at the lines below. Words are few, and the
// same ones each time; they hold no space, since other characters are made spaces of.
func (l *Lines) Ahead(word string) bool { return l.sees(word, false) }

// AheadQuoted is Ahead for a word in quotation marks.
func (l *Lines) AheadQuoted(word string) bool { return l.sees(word, true) }

func (l *Lines) sees(word string, quoted bool) bool {
	i := 0
	for i < len(l.words) && (l.words[i].word != word || l.words[i].quoted != quoted) {
		i++
	}
	if i == len(l.words) {
		sign := []byte(word)
		if quoted {
			sign = []byte(`"` + word + `"`)
		}
		l.words = append(l.words, sought{word: word, quoted: quoted, sign: sign, found: -1})
	}
	s, from, to := &l.words[i], l.off+int64(l.pos), l.off+int64(l.end)
	if s.found >= from {
		return true
	}
	at := max(from, s.to-int64(len(s.sign))+1)
	if s.found >= 0 {
		at = max(from, s.found+1)
	}
	s.found, s.to = -1, to
	if at < to {
		if n := bytes.Index(l.buf[at-l.off:l.end], s.sign); n >= 0 {
			s.found = at + int64(n)
		}
	}
	return s.found >= 0
}
