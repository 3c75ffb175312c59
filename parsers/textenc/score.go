package textenc

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// pointsWord is what a letter of a known word counts: more than all other evidence.
const pointsWord = 60

// rate tells how well a code page fits a text: known words, else letters where letters
// can stand.
func rate(page int, text []byte) int {
	runes := decode(page, text)
	points := 0
	eachWord(runes, func(word []rune) {
		if n := known(page, word); n > 0 {
			points += n
		}
	})
	p := &codePages[page]
	if p.single == nil {
		return points + ratePairs(p, text) + rateWide(runes)
	}
	for i, c := range runes {
		if c >= utf8.RuneSelf {
			points += rateLetter(runes, i)
		}
	}
	return points
}

// decode turns text into characters.
func decode(page int, text []byte) []rune {
	var t transcoder
	p := &codePages[page]
	if p.single != nil {
		runes := make([]rune, len(text))
		for i, c := range text {
			runes[i] = p.single.DecodeByte(c)
		}
		return runes
	}
	t.use(page)
	return bytes.Runes(t.append(nil, text))
}

// known returns the points of a known word, 0 for any other. Code pages of the word's
// language get one more, since several code pages share many letters.
func known(page int, word []rune) int {
	if !isTelling(word) {
		return 0
	}
	w := lower(append(make([]rune, 0, 32), word...))
	set, ok := knownWords()[string(w)]
	if !ok {
		return 0
	}
	points := 0
	for _, c := range word {
		if c >= utf8.RuneSelf {
			points += pointsWord
		}
	}
	if set&(1<<page) != 0 {
		points++
	}
	return points
}

// Points of a character outside ASCII of one byte.
const (
	pointsLetter  = 3
	pointsKana    = 2  // half-width, of which Cyrillic capitals have the bytes
	pointsSign    = -2 // no letter
	pointsOdd     = -5 // where this character hardly stands
	pointsNothing = -12
)

// rateLetter rates the character at i by itself and its neighbours: real words have one
// script, no capitals inside, and seldom more than two accents in a row.
func rateLetter(text []rune, i int) int {
	c := text[i]
	var before, after rune = ' ', ' '
	if i > 0 {
		before = text[i-1]
	}
	if i+1 < len(text) {
		after = text[i+1]
	}
	switch {
	case c == utf8.RuneError || c < 0xa0 || unicode.Is(unicode.Co, c):
		return pointsNothing
	case c == 0xa0: // the separator of thousands
		if isDigit(before) && (isDigit(after) || isLetter(after)) {
			return pointsLetter
		}
		return pointsSign
	case c >= 0x2500 && c < 0x25a0:
		return rateBox(c, before, after)
	case !isLetter(c):
		return rateSign(c, before, after)
	}
	switch {
	case c == before && c == after:
		return pointsOdd
	case !isLetter(before) && !isLetter(after):
		return pointsSign + 1
	case isLetter(before) && script(before) != script(c), isLetter(after) && script(after) != script(c):
		return pointsOdd
	case unicode.IsUpper(c) && unicode.IsLower(before):
		return pointsOdd
	case unicode.IsLower(c) && unicode.IsUpper(before) && unicode.IsUpper(after):
		return pointsOdd
	case script(c) == latin && before >= 0xc0 && after >= 0xc0:
		return pointsOdd
	case unicode.IsUpper(c) && unicode.IsLower(after) && isLetter(before):
		return pointsSign
	}
	return pointsLetter
}

// rateBox rates box drawing: tree prints runs of it, other commands none.
func rateBox(c, before, after rune) int {
	if c == before || c == after || c >= 0x2500 && c < 0x2580 && (before >= 0x2500 && before < 0x2580 || after >= 0x2500 && after < 0x2580) {
		return 0
	}
	return pointsOdd
}

// rateSign rates punctuation and symbols.
func rateSign(c, before, after rune) int {
	switch {
	case c == '’' && isLetter(before) && isLetter(after):
		return pointsLetter
	case (c == 'º' || c == '°' || c == 'ª') && isDigit(before), c == '№' && !isLetter(before), c == '®' || c == '™':
		return 0
	case isLetter(before) && isLetter(after):
		return pointsOdd
	}
	return pointsSign
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

const (
	latin = iota
	greek
	cyrillic
	other
)

// script tells the scripts of the single-byte code pages apart.
func script(c rune) int {
	switch {
	case c < 0x370:
		return latin
	case c < 0x400:
		return greek
	case c < 0x530:
		return cyrillic
	}
	return other
}

// ratePairs rates the bytes of a double-byte code page by their level.
func ratePairs(p *codePage, text []byte) int {
	points, kana := 0, 0
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			kana = 0
			i++
		case p.name == CP932 && isHalfKana(c):
			switch kana++; {
			case kana < 3, c == text[i-1]:
				points += pointsOdd // alone, it is a letter of a western code page
			case kana == 3: // a word after all
				points += 3*pointsKana - 2*pointsOdd
			default:
				points += pointsKana
			}
			i++
		case i+1 == len(text) || text[i+1] < pureASCII:
			kana = 0
			points += levelInvalid
			i++
		default:
			kana = 0
			points += p.level(c, text[i+1])
			i += 2
		}
	}
	return points
}

// pointsFrequent is what one of the most frequent characters counts more.
const pointsFrequent = 3

// rateWide rates characters of East Asia by their frequency and their neighbours: a
// letter of ASCII beside an ideograph is mostly the second byte of no pair.
func rateWide(text []rune) int {
	points := 0
	for i, c := range text {
		if c < utf8.RuneSelf {
			continue
		}
		if c == utf8.RuneError {
			points += levelInvalid
		}
		if _, ok := frequent()[c]; ok {
			points += pointsFrequent
		}
		if i > 0 && isASCIILetter(text[i-1]) || i+1 < len(text) && isASCIILetter(text[i+1]) {
			points += levelRare
		}
	}
	return points
}

func isASCIILetter(c rune) bool { return c < utf8.RuneSelf && isLetter(c) }
