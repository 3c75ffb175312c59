package systeminfo

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// date is a date and a time in any of the orders and marks of Windows' languages, with
// the half of the day before or behind the time.
var date = regexp.MustCompile(`^(\d{1,4})([./-]) ?(\d{1,2})[./-] ?(\d{1,4})\.?,? +(?:([^\s\d]{1,8}) +)?(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: *([^\s\d]{1,8}(?: m\.)?))?$`)

// invisible are marks of direction and spaces that Windows writes into dates.
var invisible = strings.NewReplacer("\u200e", "", "\u200f", "", "\u00a0", " ", "\u202f", " ")

// half tells the words for the halves of the day; the other languages of Windows write
// 24 hours.
var half = map[string]int{
	"am": 0, "a.m.": 0, "a. m.": 0, "上午": 0, "午前": 0, "오전": 0, "πμ": 0, "π.μ.": 0,
	"pm": 12, "p.m.": 12, "p. m.": 12, "下午": 12, "午後": 12, "오후": 12, "μμ": 12, "μ.μ.": 12,
}

func isDate(value string) bool { return date.MatchString(invisible.Replace(value)) }

// readBoot takes the boot time: the field with its English label, else the second of the
// two dates at the head, which follows the one of the installation.
func readBoot(fields []field, s *snapshot.Section) {
	var installed, boot *field
	for i := range fields[:min(len(fields), datesWithin)] {
		f := &fields[i]
		switch {
		case !isDate(f.value):
		case f.label == bootLabel || installed != nil && boot == nil:
			boot = f
		case installed == nil:
			installed = f
		}
	}
	if boot == nil {
		return
	}
	at, ok := settle(boot, installed)
	if !ok {
		s.AddNote("systeminfo.boot-time", boot.line, boot.value[:min(len(boot.value), maxName)])
		return
	}
	s.System.Boot = snapshot.Moment{Time: at, Source: snapshot.TimeText}
	s.System.BootLine = boot.line
}

// settle reads the boot time. Where day and month could be exchanged, the order is taken
// in which both dates are dates and Windows was installed before it started; where both
// orders are possible the time is left out, since a wrong one is worse than none. A date
// that only one order allows needs no other date.
func settle(boot, installed *field) (time.Time, bool) {
	var possible, found []time.Time
	for _, dayFirst := range []bool{false, true} {
		at, ok := read(boot.value, dayFirst)
		if !ok || len(possible) > 0 && possible[0].Equal(at) {
			continue
		}
		possible = append(possible, at)
		if installed != nil {
			before, ok := read(installed.value, dayFirst)
			if !ok || before.After(at) {
				continue
			}
		}
		found = append(found, at)
	}
	switch {
	case len(possible) == 1:
		return possible[0], true
	case len(found) == 1:
		return found[0], true
	}
	return time.Time{}, false
}

// read reads a date in one order of day and month. A year that comes first is followed
// by the month in all languages, and dots stand in dates that begin with the day.
func read(value string, dayFirst bool) (time.Time, bool) {
	m := date.FindStringSubmatch(invisible.Replace(value))
	if m == nil {
		return time.Time{}, false
	}
	year, month, day := m[4], m[1], m[3]
	switch {
	case len(m[1]) == 4:
		year, month, day = m[1], m[3], m[4]
	case dayFirst, m[2] == ".":
		month, day = day, month
	}
	if len(year) != 4 || len(day) > 2 || len(month) > 2 {
		return time.Time{}, false
	}
	hour, ok := hourOf(number(m[6]), m[5]+m[9])
	y, mo, d := number(year), number(month), number(day)
	minute, second := number(m[7]), number(m[8])
	if !ok || y < 1990 || y > 2200 || mo < 1 || mo > 12 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(mo), d, hour, minute, second, 0, time.UTC)
	return t, t.Day() == d
}

// hourOf adds the half of the day to an hour.
func hourOf(hour int, word string) (int, bool) {
	if word == "" {
		return hour, hour < 24
	}
	add, ok := half[strings.ToLower(word)]
	return hour%12 + add, ok && hour >= 0 && hour <= 12
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
