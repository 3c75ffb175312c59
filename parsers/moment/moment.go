// Package moment recognizes lines that say when something was captured: the output of
// date and time (also in two lines), `echo %date% %time%` and Get-Date in the languages
// of Windows, and the stamps that collectors write above what a command prints.
//
// A date whose day and month could be exchanged is only taken where something decides
// between them: a weekday's name, a number above 12, or a decimal comma, which no
// language has that puts the month first. A wrong time is worse than none.
package moment

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/snapshot"
)

// maxLine bounds the lines that can be a stamp.
const maxLine = 160

// The years in which a time is believed.
const firstYear, lastYear = 1990, 2200

// Stamps that may stand amid other text: ISO 8601, what TSS writes above each command
// (TSSv2, RunCommands: yyyyMMdd HH:mm:ss.fff and yyyy/MM/dd HH:mm:ss.fff), and CIM_DATETIME
// of `wmic os get localdatetime`, whose offset is in minutes (DSP0004, section 5.2.4).
var (
	iso     = regexp.MustCompile(`\b(\d{4})-(\d\d)-(\d\d)(?:T| {1,2})(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z\b|UTC\b|[+-]\d\d:?\d\d)?`)
	slashed = regexp.MustCompile(`^\W*(\d{4})/(\d\d)/(\d\d) {1,2}(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?\b()`)
	compact = regexp.MustCompile(`^\W*(\d{4})(\d\d)(\d\d)[ T_-](\d\d):?(\d\d):?(\d\d)(?:[.,]\d+)?(Z\b)?`)
	// The head of a PowerShell transcript.
	transcript = regexp.MustCompile(`^(?:Start time|Startzeit|Heure de début|Hora de inicio|Hora de início|Ora di inizio|Czas rozpoczęcia|Время начала|开始时间|開始時間|開始時刻|시작 시간)\s*[:：]\s*(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()$`)
	// What `Get-Date -Format u` prints: that format writes Z and does not convert to UTC.
	// (Microsoft, "Standard date and time format strings", universal sortable.)
	universal = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$`)
	cim       = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.\d{6}([+-]\d{3})$`)
)

// Parse returns the moment that a line names. The time of a line without a zone is a
// wall clock's, written as UTC.
func Parse(line []byte) (snapshot.Moment, bool) {
	text, ok := candidate(line)
	if !ok {
		return snapshot.Moment{}, false
	}
	if m, ok := stamp(text); ok {
		return m, true
	}
	s, ok := scan(text, false)
	if !ok {
		return snapshot.Moment{}, false
	}
	return s.moment()
}

// In returns the moment that stands anywhere in a line, such as one that a script writes
// above the output of a command.
func In(line []byte) (snapshot.Moment, bool) {
	if m, ok := Parse(line); ok {
		return m, true
	}
	text, ok := candidate(line)
	if !ok {
		return snapshot.Moment{}, false
	}
	s, ok := scan(text, true)
	if !ok {
		return snapshot.Moment{}, false
	}
	return s.moment()
}

// Readings returns the times that a text which is nothing but a time may mean, with the
// month first and with the day first; zero where it cannot be read so. Times without a
// zone are a wall clock's, written as UTC.
func Readings(text string) (month, day time.Time, zoned bool) {
	s, ok := scan(text, false)
	if !ok || !s.hasDate || !s.hasClock {
		return month, day, false
	}
	month, day = s.readings()
	if !s.dayFirst && !s.eitherWay {
		day = month
	}
	if s.zone == "" {
		return month, day, false
	}
	for _, t := range []*time.Time{&month, &day} {
		if !t.IsZero() {
			*t = t.Add(-offset(s.zone))
		}
	}
	return month, day, true
}

// MonthOf returns the month, from 1, of which a word is the name or its abbreviation in a
// language of Windows.
func MonthOf(word string) (int, bool) {
	word = strings.ToLower(strings.Trim(word, ". "))
	if i, ok := months.only(word); ok {
		return i + 1, true
	}
	i, ok := shortMonths.only(word)
	return i + 1, ok
}

// IsAmbiguous reports whether a line names a time of which nothing tells the day from the
// month.
func IsAmbiguous(line []byte) bool {
	text, ok := candidate(line)
	if !ok {
		return false
	}
	if _, ok := stamp(text); ok {
		return false
	}
	s, ok := scan(text, false)
	return ok && s.hasClock && s.ambiguous()
}

// candidate returns a line as text if it has as many digits as a time has.
func candidate(line []byte) (string, bool) {
	if len(line) < 4 || len(line) > maxLine || !utf8.Valid(line) {
		return "", false
	}
	digits := 0
	for _, c := range line {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits < 3 || digits > 30 {
		return "", false
	}
	return strings.TrimSpace(string(line)), true
}

// stamp reads the stamps that may stand amid other text.
func stamp(text string) (snapshot.Moment, bool) {
	if m := cimOf(text); m != nil {
		at, ok := build(m)
		minutes, _ := strconv.Atoi(m[7])
		at.Time, at.Zoned = at.Time.Add(-time.Duration(minutes)*time.Minute), true
		return at, ok
	}
	for _, re := range [...]*regexp.Regexp{iso, slashed, compact, transcript} {
		from, ok := mayBe(re, text)
		if !ok {
			continue
		}
		at := findFrom(re, text, from)
		if at == nil || re != transcript && !mayPrecede(text[:at[2]]) {
			continue
		}
		m := partsOf(text, at)
		got, ok := build(m)
		if !ok {
			return got, false
		}
		if m[7] != "" && !(m[7] == "Z" && universal.MatchString(m[0])) {
			got.Time, got.Zoned = got.Time.Add(-offset(m[7])), true
		}
		return got, true
	}
	return snapshot.Moment{}, false
}

// partsOf returns the parts of a match by their places; those without one are empty.
func partsOf(text string, at []int) []string {
	m := make([]string, len(at)/2)
	for i := range m {
		if at[2*i] >= 0 {
			m[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	return m
}

// cimOf returns the parts of a CIM_DATETIME, all of which are of one length.
func cimOf(text string) []string {
	if len(text) != len("20260310090000.000000+060") {
		return nil
	}
	return cim.FindStringSubmatch(text)
}

// findFrom returns the places of the parts of the first match, none of which stands before
// from.
func findFrom(re *regexp.Regexp, text string, from int) []int {
	if from > 0 && isWordSign(rune(text[from-1])) { // \b does not hold there
		from = 0
	}
	at := re.FindStringSubmatchIndex(text[from:])
	for i := range at {
		if at[i] >= 0 {
			at[i] += from
		}
	}
	return at
}

// mayBe is a cheap look whether a text can hold one of the stamps, and from where on.
func mayBe(re *regexp.Regexp, text string) (from int, ok bool) {
	digit := func(i int) bool { return i < len(text) && text[i] >= '0' && text[i] <= '9' }
	at := strings.IndexFunc(text, isWordSign) // where what is no word ends
	switch re {
	case iso:
		return mayBeISO(text)
	case slashed:
		return 0, at >= 0 && at+4 < len(text) && text[at+4] == '/' && digit(at)
	case compact:
		return 0, at >= 0 && digit(at) && digit(at+7)
	}
	return 0, digit(len(text) - 1)
}

// isWordSign reports whether a character is one of a word, as \w has it.
func isWordSign(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// mayBeISO is a cheap look for a year and a month with a sign between.
func mayBeISO(text string) (from int, ok bool) {
	digit := func(i int) bool { return text[i] >= '0' && text[i] <= '9' }
	for i := 4; i+2 < len(text); i++ {
		if text[i] == '-' && digit(i-1) && digit(i-4) && digit(i+1) && digit(i+2) {
			return i - 4, true
		}
	}
	return 0, false
}

// build makes a moment of year, month, day, hour, minute and second.
func build(m []string) (snapshot.Moment, bool) {
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	t, ok := wall(n[0], n[1], n[2], clock{n[3], n[4], n[5]})
	return snapshot.Moment{Time: t, Source: snapshot.TimeText}, ok
}

// offset reads a distance from UTC: Z, UTC, +0100 or +01:00.
func offset(zone string) time.Duration {
	zone = strings.ReplaceAll(zone, ":", "")
	if len(zone) != 5 {
		return 0
	}
	hours, _ := strconv.Atoi(zone[1:3])
	minutes, _ := strconv.Atoi(zone[3:5])
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if zone[0] == '-' {
		return -d
	}
	return d
}

// clock is a time of day.
type clock struct{ hour, minute, second int }

// wall builds a time and reports whether there is such a day and such a time.
func wall(year, month, day int, c clock) (time.Time, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 ||
		c.hour > 23 || c.minute > 59 || c.second > 60 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, c.hour, c.minute, c.second, 0, time.UTC)
	first := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, first.Day() == day
}
