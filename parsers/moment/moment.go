// Package moment recognizes a line that says when something was captured: the output of
// `date /t`, `echo %date% %time%`, Get-Date, and the stamps of collectors.
//
// A date whose day and month could be exchanged is only taken where a weekday's name
// decides between them; a wrong time is worse than none.
package moment

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// maxLine bounds the lines that can be a stamp.
const maxLine = 120

var (
	iso   = regexp.MustCompile(`\b(\d{4})-(\d\d)-(\d\d)[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?`)
	slash = regexp.MustCompile(`(?i)^(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(\d{1,2})/(\d{1,2})/(\d{4})[ ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap]m)?$`)
	year  = regexp.MustCompile(`^(?:\S{1,12}\s+)?(\d{4})/(\d\d?)/(\d\d?)(?:\s+\S{1,12})?[ ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?$`)
	dots  = regexp.MustCompile(`^(?:\S{2,12}\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?$`)
	long  = regexp.MustCompile(`(?i)^[a-z]+,\s+([a-z]+)\s+(\d{1,2}),\s+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]m)?$`)
)

// Parse returns the moment that a line names. The time of a line without a zone is a
// wall clock's, written as UTC.
func Parse(line []byte) (snapshot.Moment, bool) {
	if len(line) < 14 || len(line) > maxLine {
		return snapshot.Moment{}, false
	}
	text := strings.TrimSpace(string(line))
	for _, read := range []func(string) (snapshot.Moment, bool){readISO, readSlash, readYear, readDots, readLong} {
		if m, ok := read(text); ok {
			m.Source = snapshot.TimeText
			return m, true
		}
	}
	return snapshot.Moment{}, false
}

func readISO(text string) (snapshot.Moment, bool) {
	m := iso.FindStringSubmatch(text)
	if m == nil {
		return snapshot.Moment{}, false
	}
	at, ok := at(m[1], m[2], m[3], m[4], m[5], m[6], "")
	if !ok || m[7] == "" {
		return at, ok
	}
	at.Zoned = true
	if zone := strings.ReplaceAll(m[7], ":", ""); zone[0] == '+' || zone[0] == '-' {
		hours, _ := strconv.Atoi(zone[1:3])
		minutes, _ := strconv.Atoi(zone[3:5])
		offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
		if zone[0] == '+' {
			offset = -offset
		}
		at.Time = at.Time.Add(offset)
	}
	return at, true
}

// IsAmbiguous reports whether a line names a time of which nothing tells the day from the
// month.
func IsAmbiguous(line []byte) bool {
	if len(line) < 14 || len(line) > maxLine {
		return false
	}
	us, eu := bothOrders(strings.TrimSpace(string(line)))
	return us != (snapshot.Moment{}) && eu != (snapshot.Moment{}) && us != eu
}

// readSlash reads 03/10/2026 where only one order of month and day can be meant.
func readSlash(text string) (snapshot.Moment, bool) {
	us, eu := bothOrders(text)
	none := snapshot.Moment{}
	switch {
	case us != none && eu != none && us != eu:
		return none, false
	case us != none:
		return us, true
	}
	return eu, eu != none
}

// bothOrders reads a date with slashes in the order of the United States and in that of
// Europe; what cannot be is the zero moment.
func bothOrders(text string) (us, eu snapshot.Moment) {
	m := slash.FindStringSubmatch(text)
	if m == nil {
		return us, eu
	}
	us, okUS := at(m[4], m[2], m[3], m[5], m[6], m[7], m[8])
	eu, okEU := at(m[4], m[3], m[2], m[5], m[6], m[7], m[8])
	if !okUS || m[1] != "" && !isDay(us.Time, m[1]) {
		us = snapshot.Moment{}
	}
	if !okEU || m[1] != "" && !isDay(eu.Time, m[1]) {
		eu = snapshot.Moment{}
	}
	return us, eu
}

func isDay(t time.Time, name string) bool {
	return strings.EqualFold(t.Weekday().String()[:3], name[:3])
}

func readYear(text string) (snapshot.Moment, bool) {
	m := year.FindStringSubmatch(text)
	if m == nil {
		return snapshot.Moment{}, false
	}
	return at(m[1], m[2], m[3], m[4], m[5], m[6], "")
}

func readDots(text string) (snapshot.Moment, bool) {
	m := dots.FindStringSubmatch(text)
	if m == nil {
		return snapshot.Moment{}, false
	}
	return at(m[3], m[2], m[1], m[4], m[5], m[6], "")
}

func readLong(text string) (snapshot.Moment, bool) {
	m := long.FindStringSubmatch(text)
	if m == nil {
		return snapshot.Moment{}, false
	}
	for month := time.January; month <= time.December; month++ {
		if strings.EqualFold(month.String(), m[1]) {
			return at(m[3], strconv.Itoa(int(month)), m[2], m[4], m[5], m[6], m[7])
		}
	}
	return snapshot.Moment{}, false
}

// at builds a moment from texts and reports whether all parts are in range.
func at(year, month, day, hour, minute, second, half string) (snapshot.Moment, bool) {
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	h := n(hour)
	switch strings.ToLower(half) {
	case "am", "pm":
		if h < 1 || h > 12 {
			return snapshot.Moment{}, false
		}
		h %= 12
		if half[0]|0x20 == 'p' {
			h += 12
		}
	}
	if n(month) < 1 || n(month) > 12 || n(day) < 1 || n(year) < 1990 || n(year) > 2200 || h > 23 || n(minute) > 59 || n(second) > 60 {
		return snapshot.Moment{}, false
	}
	t := time.Date(n(year), time.Month(n(month)), n(day), h, n(minute), n(second), 0, time.UTC)
	return snapshot.Moment{Time: t}, t.Day() == n(day)
}
