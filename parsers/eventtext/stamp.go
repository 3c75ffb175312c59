package eventtext

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// maxStamp bounds the texts that can be a time.
const maxStamp = 80

// The years in which a record's time is believed.
const firstYear, lastYear = 1990, 2200

// stamp is a record's time. A date such as 3/4/2026 has two readings.
type stamp struct {
	month, day time.Time // with the month first, with the day first; zero where impossible
	ok         bool
	zoned      bool // the text names the zone; else both hold a wall clock, written as UTC
	dayFirst   bool // written as no locale with the month first writes it
}

// ambiguous reports whether the two readings are different times.
func (s stamp) ambiguous() bool {
	return !s.month.IsZero() && !s.day.IsZero() && !s.month.Equal(s.day)
}

// epoch reads the rest of /Date(ms)/, as JSON of Windows PowerShell holds times:
// milliseconds since 1970 in UTC.
func epoch(text string) stamp {
	digits, _, ok := strings.Cut(text, ")")
	ms, err := strconv.ParseInt(digits, 10, 64)
	t := time.UnixMilli(ms).UTC()
	if !ok || err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return stamp{}
	}
	return stamp{month: t, day: t, ok: true, zoned: true}
}

// parseStamp reads the times that Windows prints: ISO 8601 with and without a zone,
// /Date(ms)/, and the short date and long time of the locales. Marks of the text's
// direction, which .NET and the event viewer write between the parts of a date, are dropped.
func parseStamp(text string) stamp {
	if len(text) > maxStamp {
		return stamp{}
	}
	if rest, ok := strings.CutPrefix(text, "/Date("); ok {
		return epoch(rest)
	}
	p := &stampScanner{text: cleanStamp(text)}
	p.words() // a weekday
	date, ok := p.date()
	if !ok {
		return stamp{}
	}
	clock, ok := p.clock()
	if !ok {
		return stamp{}
	}
	offset, zoned, ok := p.zone()
	if !ok {
		return stamp{}
	}
	s := stamp{zoned: zoned, dayFirst: date.dayFirst}
	if date.monthOK {
		s.month = at(date.year, date.first, date.second, clock-offset)
	}
	if date.dayOK {
		s.day = at(date.year, date.second, date.first, clock-offset)
	}
	if date.yearFirst {
		s.day = s.month
	}
	s.ok = !s.month.IsZero() || !s.day.IsZero()
	return s
}

func cleanStamp(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\u200e' || r == '\u200f' || r == '\ufeff':
			return -1
		case unicode.IsSpace(r) || r == '\u202f':
			return ' '
		}
		return r
	}, text))
}

// at builds a time, or the zero time for a day that does not exist.
func at(year, month, day int, clock time.Duration) time.Time {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 {
		return time.Time{}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return time.Time{}
	}
	return t.Add(clock)
}

// stampScanner reads a time from left to right.
type stampScanner struct {
	text string
	pos  int
}

// writtenDate is a date as written: year, month, day in this order, or two numbers and
// the year.
type writtenDate struct {
	year, first, second int
	yearFirst           bool
	monthOK, dayOK      bool // the orders in which first and second may be read
	dayFirst            bool
}

func (p *stampScanner) date() (d writtenDate, ok bool) {
	a, wide, ok1 := p.number(4)
	sep, ok2 := p.separator()
	b, bWide, ok3 := p.number(2)
	sep2, ok4 := p.separator()
	c, cWide, ok5 := p.number(4)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || sep != sep2 {
		return d, false
	}
	if p.pos < len(p.text) && p.text[p.pos] == '.' { // hu-HU writes 2026. 03. 10.
		p.pos++
	}
	if wide == 4 {
		return writtenDate{year: a, first: b, second: c, yearFirst: true, monthOK: true}, cWide <= 2
	}
	if cWide == 2 {
		c += 2000
	}
	d = writtenDate{year: c, first: a, second: b, dayOK: true, monthOK: sep != '.'}
	// d/MM/yyyy of en-AU and en-NZ: no locale writes M/dd/yyyy.
	d.dayFirst = sep == '.' || wide == 1 && bWide == 2 && b < 10
	return d, wide <= 2 && (cWide == 2 || cWide == 4)
}

// clock reads a time of day, with the halves of the day before or behind it.
func (p *stampScanner) clock() (time.Duration, bool) {
	start := p.pos
	if p.skip(" ,T"); p.pos == start {
		return 0, false
	}
	half := p.words()
	h, _, ok := p.number(2)
	if !ok || !p.byte(':') {
		return 0, false
	}
	m, _, ok := p.number(2)
	if !ok {
		return 0, false
	}
	s, fraction := 0, time.Duration(0)
	if p.byte(':') {
		if s, _, ok = p.number(2); !ok {
			return 0, false
		}
		fraction = p.fraction()
	}
	if half == "" {
		half = p.half()
	}
	switch half {
	case "":
	case "am", "a.m.", "上午", "午前", "오전":
		if h == 0 || h > 12 {
			return 0, false
		}
		h %= 12
	case "pm", "p.m.", "下午", "午後", "오후":
		if h == 0 || h > 12 {
			return 0, false
		}
		h = h%12 + 12
	default:
		return 0, false
	}
	if h > 23 || m > 59 || s > 60 {
		return 0, false
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + fraction, true
}

// half reads AM, PM, a.m. and p.m.
func (p *stampScanner) half() string {
	rest := strings.ToLower(strings.TrimLeft(p.text[p.pos:], " "))
	rest = strings.Replace(rest, ". ", ".", 1) // es-MX writes a. m.
	for _, h := range []string{"a.m.", "p.m.", "am", "pm", "上午", "下午", "午前", "午後", "오전", "오후"} {
		if rest == h {
			p.pos = len(p.text)
			return h
		}
	}
	return ""
}

// zone reads Z, UTC or an offset. It returns false where something else follows.
func (p *stampScanner) zone() (offset time.Duration, zoned, ok bool) {
	rest := strings.TrimSpace(p.text[p.pos:])
	switch {
	case rest == "":
		return 0, false, true
	case rest == "Z" || rest == "UTC":
		return 0, true, true
	case rest[0] != '+' && rest[0] != '-':
		return 0, false, false
	}
	z := &stampScanner{text: strings.ReplaceAll(rest[1:], ":", "")}
	if len(z.text) != 4 {
		return 0, false, false
	}
	h, _, ok1 := z.number(2)
	m, _, ok2 := z.number(2)
	offset = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if rest[0] == '-' {
		offset = -offset
	}
	return offset, true, ok1 && ok2 && h <= 14 && m <= 59
}

// words reads letters up to the next number, in lower case.
func (p *stampScanner) words() string {
	i := strings.IndexAny(p.text[p.pos:], "0123456789")
	if i <= 0 {
		return ""
	}
	w := strings.ToLower(strings.Trim(p.text[p.pos:p.pos+i], " ,"))
	if strings.ContainsAny(w, "/:-+") {
		return ""
	}
	p.pos += i
	return w
}

func (p *stampScanner) number(most int) (n, digits int, ok bool) {
	for ; p.pos < len(p.text) && digits < most && p.text[p.pos] >= '0' && p.text[p.pos] <= '9'; p.pos++ {
		n = n*10 + int(p.text[p.pos]-'0')
		digits++
	}
	return n, digits, digits > 0
}

func (p *stampScanner) separator() (byte, bool) {
	if p.pos >= len(p.text) || strings.IndexByte("/.-", p.text[p.pos]) < 0 {
		return 0, false
	}
	c := p.text[p.pos]
	p.pos++
	p.skip(" ")
	return c, true
}

// fraction reads the digits behind a second, to the nanosecond.
func (p *stampScanner) fraction() time.Duration {
	if p.pos+1 >= len(p.text) || p.text[p.pos] != '.' && p.text[p.pos] != ',' {
		return 0
	}
	p.pos++
	var d time.Duration
	for unit := 100 * time.Millisecond; p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9'; p.pos++ {
		d += time.Duration(p.text[p.pos]-'0') * unit
		unit /= 10
	}
	return d
}

func (p *stampScanner) byte(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

func (p *stampScanner) skip(cut string) {
	for p.pos < len(p.text) && strings.IndexByte(cut, p.text[p.pos]) >= 0 {
		p.pos++
	}
}
