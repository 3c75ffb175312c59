package nettcp

import (
	"bytes"
	"time"
)

// walls collects the creation times of a table that are written as a wall clock's in one of
// the cultures of Windows, such as 3/10/2026 5:21:40 PM. What counts is the latest one.
type walls struct {
	latest             [2]int64 // in order of time, with the month first and with the day first; 0 where impossible
	onlyMonth, onlyDay bool     // a date has this reading and no other, or a sign of it
}

// wall is one creation time in both readings; see [walls].
type wall struct {
	month, day int64
	dayShape   bool // written as no culture with the month first writes it
}

func (w *walls) see(one *wall) {
	if one.month == 0 && one.day == 0 {
		return
	}
	w.latest[0] = max(w.latest[0], one.month)
	w.latest[1] = max(w.latest[1], one.day)
	w.onlyMonth = w.onlyMonth || one.day == 0
	w.onlyDay = w.onlyDay || one.month == 0 || one.dayShape
}

// newest returns the latest creation time, written as UTC; the zero time where there is
// none, or where nothing tells the day from the month.
func (w *walls) newest() time.Time {
	switch month, day := w.latest[0], w.latest[1]; {
	case month == 0 && day == 0, w.onlyMonth && w.onlyDay:
		return time.Time{}
	case w.onlyDay:
		return timeOf(day)
	case w.onlyMonth, month == day:
		return timeOf(month)
	}
	return time.Time{}
}

const secondsOfDay = 24 * 60 * 60

var daysOf = [...]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// packed makes a number of a moment that is in order of time, 0 for no day.
func packed(year, month, day, second int) int64 {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > daysOf[month] {
		return 0
	}
	return (int64(year*16+month)*32+int64(day))*secondsOfDay + int64(second)
}

func timeOf(n int64) time.Time {
	day := int(n / secondsOfDay)
	return time.Date(day/512, time.Month(day/32%16), day%32, 0, 0, int(n%secondsOfDay), 0, time.UTC)
}

// halves are the words for the halves of the day in .NET's cultures; a Latin one is known
// by its first letter.
var halves = []struct {
	word   string
	second bool
}{
	{"上午", false}, {"午前", false}, {"오전", false}, {"πμ", false}, {"π.μ.", false}, {"ص", false},
	{"下午", true}, {"午後", true}, {"오후", true}, {"μμ", true}, {"μ.μ.", true}, {"م", true},
}

// readHalf reads a word for a half of the day at the start of a text.
func readHalf(v []byte) (second, ok bool) {
	if len(v) == 0 || isDigit(v[0]) {
		return false, false
	}
	switch v[0] | 0x20 {
	case 'a':
		return false, true
	case 'p':
		return true, true
	}
	for _, h := range halves {
		if bytes.HasPrefix(v, []byte(h.word)) {
			return h.second, true
		}
	}
	return false, false
}

// readWall reads a date in numbers and a time of day behind it. It does not allocate, since
// a table has as many of them as rows.
func readWall(v []byte) (w wall) {
	var n, width [3]int
	var sign byte
	for i := range n {
		n[i], width[i], v = leadingNumber(v)
		if width[i] == 0 || len(v) == 0 {
			return wall{}
		}
		if i == 2 {
			break
		}
		if i == 0 {
			sign = v[0]
		}
		if v[0] != sign || sign != '/' && sign != '-' && sign != '.' {
			return wall{}
		}
		for v = v[1:]; len(v) > 0 && v[0] == ' '; {
			v = v[1:]
		}
	}
	second, ok := readClock(v)
	if !ok {
		return wall{}
	}
	switch {
	case width[0] == 4:
		w.month = packed(n[0], n[1], n[2], second)
		w.day = w.month
		return w
	case width[2] == 2:
		n[2] += 2000
	}
	if sign != '.' {
		w.month = packed(n[2], n[0], n[1], second)
	}
	w.day = packed(n[2], n[1], n[0], second)
	w.dayShape = width[0] == 1 && width[1] == 2 && n[1] < 10 // d/MM/yyyy of en-AU
	return w
}

// readClock reads a time of day behind a date, and returns the second of the day.
func readClock(v []byte) (second int, ok bool) {
	for len(v) > 0 && (v[0] == ' ' || v[0] == '.' || v[0] == ',' || v[0] == 'T') {
		v = v[1:]
	}
	afternoon, half := readHalf(v)
	before := half
	for before && len(v) > 0 && !isDigit(v[0]) {
		v = v[1:]
	}
	var n [3]int
	for i := range n {
		var width int
		n[i], width, v = leadingNumber(v)
		if width == 0 || width > 2 {
			return 0, false
		}
		if len(v) == 0 || v[0] != ':' && v[0] != '.' {
			if i == 0 {
				return 0, false
			}
			break
		}
		if i < 2 {
			v = v[1:]
		}
	}
	for len(v) > 0 && (isDigit(v[0]) || v[0] == '.' || v[0] == ',' || v[0] == ' ') {
		v = v[1:]
	}
	if len(v) > 0 && v[0] >= 0x80 {
		v = bytes.TrimLeft(v, "\u00a0\u202f")
	}
	if !before {
		afternoon, half = readHalf(v)
	}
	if len(v) > 0 && !half { // a word for a half of the day that is not known
		return 0, false
	}
	switch {
	case n[0] > 23 || n[1] > 59 || n[2] > 60, half && n[0] > 12:
		return 0, false
	case half:
		n[0] %= 12
	}
	if afternoon {
		n[0] += 12
	}
	return n[0]*3600 + n[1]*60 + min(n[2], 59), true
}

// leadingNumber reads at most four digits at the start of a text.
func leadingNumber(v []byte) (n, width int, rest []byte) {
	for width < len(v) && width < 4 && isDigit(v[width]) {
		n = n*10 + int(v[width]-'0')
		width++
	}
	return n, width, v[width:]
}

func isDigit(c byte) bool { return c-'0' <= 9 }
