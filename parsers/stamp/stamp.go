// Package stamp reads the times that Windows prints in tables and exports, in the cultures
// of Windows, and decides between the two readings of a date such as 3/4/2026 by the other
// dates that stand with it.
package stamp

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/snapshot"
)

// MaxLen bounds the texts that can be a time, in bytes.
const MaxLen = 80

// The years in which a record's time is believed.
const firstYear, lastYear = 1990, 2200

// Stamp is a time as it is written. A date such as 3/4/2026 has two readings.
type Stamp struct {
	Month, Day time.Time // with the month first, with the day first; zero where impossible
	OK         bool
	Zoned      bool // the text names the zone; else both hold a wall clock, written as UTC
	DayFirst   bool // written as no locale with the month first writes it
	// NoYear tells that the year is not shown: both hold the month, the day and the time
	// of day in the year [snapshot.NoYear].
	NoYear bool
}

// Ambiguous reports whether the two readings are different times.
func (s Stamp) Ambiguous() bool {
	return !s.Month.IsZero() && !s.Day.IsZero() && !s.Month.Equal(s.Day)
}

// epoch reads the rest of /Date(ms)/, as JSON of Windows PowerShell holds times:
// milliseconds since 1970 in UTC.
func epoch(text string) Stamp {
	digits, _, ok := strings.Cut(text, ")")
	ms, err := strconv.ParseInt(digits, 10, 64)
	t := time.UnixMilli(ms).UTC()
	if !ok || err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return Stamp{}
	}
	return Stamp{Month: t, Day: t, OK: true, Zoned: true}
}

// Parse reads the times that Windows prints: ISO 8601 with and without a zone,
// /Date(ms)/, the short date and long time of the locales, long dates, and the month, day
// and time of day to which Get-EventLog's table cuts them. Marks of the text's direction,
// which .NET and the event viewer write between the parts of a date, are dropped.
func Parse(text string) Stamp {
	if len(text) > MaxLen {
		return Stamp{}
	}
	if rest, ok := strings.CutPrefix(text, "/Date("); ok {
		return epoch(rest)
	}
	text = cleanStamp(text)
	if s, numbers := short(text); numbers { // of which nothing but the halves of the day is words
		return s
	}
	if s, ok := yearless(text); ok {
		return s
	}
	month, day, zoned := moment.Readings(text)
	return Stamp{Month: month, Day: day, Zoned: zoned, OK: !month.IsZero() || !day.IsZero()}
}

// short reads ISO 8601, and the short date with the long time of the locales. It reports
// whether the text begins with a date in numbers, whatever follows.
func short(text string) (s Stamp, numbers bool) {
	p := &stampScanner{text: text}
	p.words() // a weekday
	date, ok := p.date()
	if !ok {
		return Stamp{}, false
	}
	clock, ok := p.clock()
	if !ok {
		return Stamp{}, true
	}
	offset, zoned, ok := p.zone()
	if !ok {
		return Stamp{}, true
	}
	s = Stamp{Zoned: zoned, DayFirst: date.dayFirst}
	if date.monthOK {
		s.Month = at(date.year, date.first, date.second, clock-offset)
	}
	if date.dayOK {
		s.Day = at(date.year, date.second, date.first, clock-offset)
	}
	if date.yearFirst {
		s.Day = s.Month
	}
	s.OK = !s.Month.IsZero() || !s.Day.IsZero()
	return s, true
}

// yearless reads `Nov 22 08:58`, as the table of Get-EventLog writes the time (its view is
// "{0:MMM} {0:dd} {0:HH}:{0:mm}", in DotNetTypes.format.ps1xml of Windows PowerShell). The
// month is abbreviated in the language of the user: 11月, and 11 in Japanese and Korean.
func yearless(text string) (Stamp, bool) {
	words := strings.Fields(text)
	if len(words) != 3 {
		return Stamp{}, false
	}
	month, ok := monthOf(words[0])
	day, err := strconv.Atoi(words[1])
	if !ok || err != nil || len(words[1]) > 2 {
		return Stamp{}, false
	}
	p := &stampScanner{text: " " + words[2]}
	clock, ok := p.clock()
	if t := dayOf(snapshot.NoYear, month, day); ok && p.pos == len(p.text) && !t.IsZero() {
		t = t.Add(clock)
		return Stamp{Month: t, Day: t, OK: true, NoYear: true}, true
	}
	return Stamp{}, false
}

// monthOf reads the abbreviated name or the number of a month.
func monthOf(word string) (int, bool) {
	if n, err := strconv.Atoi(strings.TrimRight(word, "月월")); err == nil {
		return n, len(word) <= len("12월")
	}
	return moment.MonthOf(word)
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
	if year < firstYear || year > lastYear {
		return time.Time{}
	}
	t := dayOf(year, month, day)
	if t.IsZero() {
		return t
	}
	return t.Add(clock)
}

// dayOf builds a day, or the zero time for one that does not exist.
func dayOf(year, month, day int) time.Time {
	if month < 1 || month > 12 || day < 1 {
		return time.Time{}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return time.Time{}
	}
	return t
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
	part, ok := halves[p.words()]
	if !ok {
		return 0, false
	}
	h, _, ok := p.number(2)
	if !ok || p.pos >= len(p.text) || p.text[p.pos] != ':' && p.text[p.pos] != '.' { // fi-FI, id-ID and da-DK write 8.53.12
		return 0, false
	}
	colon := p.text[p.pos]
	p.pos++
	m, _, ok := p.number(2)
	if !ok {
		return 0, false
	}
	s, fraction := 0, time.Duration(0)
	if p.byte(colon) {
		if s, _, ok = p.number(2); !ok {
			return 0, false
		}
		fraction = p.fraction()
	}
	if part == noHalf {
		part = p.half()
	}
	if part != noHalf {
		if h > 12 {
			return 0, false
		}
		h %= 12
	}
	if part == secondHalf {
		h += 12
	}
	if h > 23 || m > 59 || s > 60 {
		return 0, false
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + fraction, true
}

// dayHalf is a half of the day.
type dayHalf uint8

const (
	noHalf dayHalf = iota
	firstHalf
	secondHalf
)

// halves are the words of .NET's cultures for the halves of the day, without dots and
// spaces, and the words that stand between a date and its time of day.
var halves = map[string]dayHalf{
	"": noHalf, "г": noHalf, "ч": noHalf, "klo": noHalf, "kl": noHalf, "um": noHalf, "uhr": noHalf, "at": noHalf, "à": noHalf,
	"am": firstHalf, "上午": firstHalf, "午前": firstHalf, "오전": firstHalf, "πμ": firstHalf, "sa": firstHalf, "ص": firstHalf,
	"öö": firstHalf, "fm": firstHalf, "de": firstHalf, "pd": firstHalf, "vorm": firstHalf, "पूर्वाह्न": firstHalf, "قظ": firstHalf,
	"pm": secondHalf, "下午": secondHalf, "午後": secondHalf, "오후": secondHalf, "μμ": secondHalf, "ch": secondHalf, "م": secondHalf,
	"ös": secondHalf, "em": secondHalf, "du": secondHalf, "md": secondHalf, "nachm": secondHalf, "अपराह्न": secondHalf, "بظ": secondHalf,
}

// half reads the half of the day behind its time, up to the end of the text.
func (p *stampScanner) half() dayHalf {
	rest := strings.ToLower(plain.Replace(p.text[p.pos:]))
	part, ok := halves[rest]
	if !ok || rest == "" {
		return noHalf
	}
	p.pos = len(p.text)
	return part
}

// plain drops the dots and spaces of a. m. and the like.
var plain = strings.NewReplacer(".", "", " ", "")

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
	w := p.text[p.pos : p.pos+i]
	if strings.ContainsAny(w, "/:-+") {
		return ""
	}
	w = strings.ToLower(plain.Replace(strings.Trim(w, " ,")))
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
