package moment

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/snapshot"
)

// stamped is what a line says of a date and a time of day.
type stamped struct {
	hasDate, hasClock bool
	year              int
	first, second     int  // month and day; of a written 3/10/2026 as they stand there
	dayFirst          bool // second is the month
	eitherWay         bool // nothing but the values tells which is the day
	days              uint16
	clock             clock
	comma             bool // the seconds have a decimal comma
	zone              string
}

// moment returns the time, unless its day is not known for certain.
func (s stamped) moment() (snapshot.Moment, bool) {
	month, day := s.readings()
	if !s.hasDate || !s.hasClock || month.IsZero() == day.IsZero() && !month.Equal(day) || month.IsZero() && day.IsZero() {
		return snapshot.Moment{}, false
	}
	at := month
	if at.IsZero() {
		at = day
	}
	m := snapshot.Moment{Time: at, Source: snapshot.TimeText}
	if s.zone != "" {
		m.Time, m.Zoned = at.Add(-offset(s.zone)), true
	}
	return m, true
}

// ambiguous reports whether both readings are possible and differ.
func (s stamped) ambiguous() bool {
	month, day := s.readings()
	return !month.IsZero() && !day.IsZero() && !month.Equal(day)
}

// readings returns the time with the month first and with the day first; zero where the
// line cannot be read so.
func (s stamped) readings() (month, day time.Time) {
	fits := func(t time.Time, ok bool) time.Time {
		if !ok || s.days != 0 && s.days&(1<<t.Weekday()) == 0 {
			return time.Time{}
		}
		return t
	}
	if !s.dayFirst && !(s.eitherWay && s.comma) {
		month = fits(wall(s.year, s.first, s.second, s.clock))
	}
	if s.dayFirst || s.eitherWay {
		day = fits(wall(s.year, s.second, s.first, s.clock))
	}
	return month, day
}

// token is a number, a word, or a sign.
type token struct {
	text  string
	kind  byte // '0' number, 'a' word, else the sign
	n     int  // of a number of at most 8 digits
	apart bool // white space stands before it
}

// maxTokens bounds the parts of a line that can be a stamp.
const maxTokens = 48

// tokens splits a text; marks of the text's direction are left out.
func tokens(text string) []token {
	var out []token
	runes := []rune(text)
	apart := false
	for i := 0; i < len(runes) && len(out) < maxTokens; {
		r := runes[i]
		j := i + 1
		switch {
		case r == '\u200e' || r == '\u200f' || r == '\ufeff':
		case unicode.IsSpace(r) || r == '\u202f':
			apart = true
		case r >= '0' && r <= '9':
			for j < len(runes) && runes[j] >= '0' && runes[j] <= '9' {
				j++
			}
			t := token{text: string(runes[i:j]), kind: '0', n: -1, apart: apart}
			if len(t.text) <= 8 {
				t.n, _ = strconv.Atoi(t.text)
			}
			out, apart = append(out, t), false
		case unicode.IsLetter(r):
			for j < len(runes) && inWord(runes, j) {
				j++
			}
			out, apart = append(out, token{text: strings.ToLower(string(runes[i:j])), kind: 'a', apart: apart}), false
		default:
			kind := byte('?')
			if r < 0x80 {
				kind = byte(r)
			}
			out, apart = append(out, token{text: string(r), kind: kind, apart: apart}), false
		}
		i = j
	}
	return out
}

// inWord reports whether the character belongs to the word before it: letters, and signs
// between letters, as in terça-feira and a.m.
func inWord(runes []rune, i int) bool {
	if unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i]) {
		return true
	}
	return strings.ContainsRune("-.'’", runes[i]) && i+1 < len(runes) && unicode.IsLetter(runes[i+1])
}

// maxWords bounds the words of a line that is a stamp with its label: most lines of other
// logs have more.
const maxWords = 11

func wordsIn(text string) int {
	n := 0
	for i := range len(text) {
		if text[i] != ' ' && (i == 0 || text[i-1] == ' ') {
			n++
		}
	}
	return n
}

// maxNumbers bounds the numbers of a stamp: date, time of day, its fraction and a distance
// from UTC.
const maxNumbers = 9

// maxTouches bounds the places where a letter stands right beside a digit: T, Z and AM of a
// stamp, and the letters of 09h05m00s. Codes have many more.
const maxTouches = 10

// mayBeStamp is a cheap look whether a text has only the signs of stamps and no more numbers
// than one. It spares the lines of logs a closer one.
func mayBeStamp(text string) bool {
	numbers, touches, above, letterAbove := 0, 0, false, false
	for i := range len(text) {
		c := text[i]
		digit := c >= '0' && c <= '9'
		if digit && !above {
			numbers++
		}
		latin := c|0x20 >= 'a' && c|0x20 <= 'z'
		letter := latin || c >= utf8.RuneSelf
		if digit && letterAbove || latin && above {
			if touches++; touches > maxTouches {
				return false
			}
		}
		above, letterAbove = digit, latin
		if !digit && !letter && strings.IndexByte(" \t.,:/()+-'", c) < 0 {
			return false
		}
	}
	return numbers <= maxNumbers
}

// scan reads a line that is a stamp, or with loose one that holds a stamp.
func scan(text string, loose bool) (stamped, bool) {
	if !loose {
		if wordsIn(text) > maxWords {
			return stamped{}, false
		}
		text = strings.Trim(text, " \t=#*_~[](){}<>\"'|-")
		if i := strings.LastIndex(text, ": "); i >= 0 && isLabel(text[:i]) {
			text = text[i+1:]
		} else if i := strings.Index(text, "："); i >= 0 && isLabel(text[:i]) {
			text = text[i+len("："):]
		} else if label, rest, ok := strings.Cut(text, ":"); ok && isLabel(label) {
			text = rest
		}
	}
	if !loose && !mayBeStamp(text) {
		return stamped{}, false
	}
	l := &line{tokens: tokens(text)}
	l.readZone()
	l.readClock()
	l.readDate()
	if !l.hasClock && l.hasDate {
		l.readDottedClock()
	}
	if !loose && !l.onlyWords() {
		return stamped{}, false
	}
	return l.stamped, l.hasDate || l.hasClock
}

// line is a line while it is read; tokens that were understood have the kind 0.
type line struct {
	stamped
	tokens []token
}

// is reports whether the tokens from i on are of these kinds.
func (l *line) is(i int, kinds string) bool {
	if i < 0 || i+len(kinds) > len(l.tokens) {
		return false
	}
	for k := range len(kinds) {
		if l.tokens[i+k].kind != kinds[k] {
			return false
		}
	}
	return true
}

// digits reports whether the token is a number of from to to digits.
func (l *line) digits(i, from, to int) bool {
	return l.is(i, "0") && len(l.tokens[i].text) >= from && len(l.tokens[i].text) <= to
}

// take returns the number of a token, and marks n tokens from it on as understood.
func (l *line) take(i, n int) {
	for k := range n {
		l.tokens[i+k].kind = 0
	}
}

// readZone reads UTC, Z or an offset at the end.
func (l *line) readZone() {
	last := len(l.tokens) - 1
	switch {
	case last < 1:
	case l.is(last, "a") && (l.tokens[last].text == "utc" || l.tokens[last].text == "z"):
		l.zone = "Z"
		l.take(last, 1)
	case l.digits(last, 4, 4) && (l.is(last-1, "+") || l.is(last-1, "-")) && l.tokens[last-1].apart:
		l.zone = l.tokens[last-1].text + l.tokens[last].text
		l.take(last-1, 2)
	case l.digits(last, 2, 2) && l.is(last-1, ":") && l.digits(last-2, 2, 2) && (l.is(last-3, "+") || l.is(last-3, "-")):
		l.zone = l.tokens[last-3].text + l.tokens[last-2].text + l.tokens[last].text
		l.take(last-3, 4)
	}
}

// readClock reads the only 9:05, 9:05:00 or 9:05:00.12, with the half of the day on
// either side.
func (l *line) readClock() {
	at := -1
	for i := range l.tokens {
		if l.digits(i, 1, 2) && l.is(i+1, ":") && l.digits(i+2, 2, 2) {
			at = i
			break
		}
	}
	if at < 0 {
		return
	}
	c := clock{hour: l.tokens[at].n, minute: l.tokens[at+2].n}
	n := 3
	if l.is(at+3, ":") && l.digits(at+4, 2, 2) {
		c.second, n = l.tokens[at+4].n, 5
		if (l.is(at+5, ".") || l.is(at+5, ",")) && l.digits(at+6, 1, 7) && !l.tokens[at+6].apart {
			l.comma, n = l.is(at+5, ","), 7
		}
	}
	l.setClock(at, n, c)
}

// readDottedClock reads the 9.05.00 of Finland and others behind a date.
func (l *line) readDottedClock() {
	for i := range l.tokens {
		if !l.digits(i, 1, 2) || !l.is(i+1, ".") || !l.digits(i+2, 2, 2) || !l.is(i+3, ".") || !l.digits(i+4, 2, 2) {
			continue
		}
		n := 5
		if l.is(i+5, ",") && l.digits(i+6, 1, 7) {
			l.comma, n = true, 7
		}
		l.setClock(i, n, clock{l.tokens[i].n, l.tokens[i+2].n, l.tokens[i+4].n})
		return
	}
}

func (l *line) setClock(at, n int, c clock) {
	l.take(at, n)
	for _, i := range []int{at + n, at - 1} {
		if i < 0 || !l.is(i, "a") {
			continue
		}
		second, ok := halves[l.tokens[i].text]
		if !ok && i == at+n && l.is(i, "a.a") { // a. m.
			second, ok = halves[l.tokens[i].text+"."+l.tokens[i+2].text]
			if ok {
				l.take(i, 3)
			}
		}
		if !ok {
			continue
		}
		l.take(i, 1)
		if c.hour > 12 && second && !isLatin(l.tokens[i].text) { // 下午 13:05
			break
		}
		if c.hour > 12 || c.hour == 0 && isLatin(l.tokens[i].text) {
			return // there is no such hour
		}
		c.hour %= 12
		if second {
			c.hour += 12
		}
		break
	}
	l.clock, l.hasClock = c, c.hour <= 23 && c.minute <= 59 && c.second <= 60
}

func isLatin(word string) bool { return word[0] < 0x80 }

// onlyWords reports whether nothing is left that a stamp does not have: weekdays and
// small words, signs, and at most one short word that may be a weekday of some language.
func (l *line) onlyWords() bool {
	strange := 0
	for _, t := range l.tokens {
		switch t.kind {
		case 0, '.', ',', '(', ')', '-':
		case 'a':
			if weekdays[t.text] == 0 && filler[t.text] == 0 {
				strange++
				if strange > 1 || len([]rune(t.text)) > 5 {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}
