package rules

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// maxTime is 9999-12-31 23:59:59 UTC, the last second that formats with four digits.
const maxTime = 253402300799

// Format writes a finite number by its unit, as the texts of an evaluation do. A time out
// of the range of calendars is empty.
func Format(v float64, unit facts.Unit) string {
	s, _ := format(v, unit)
	return s
}

// format writes a finite number by its unit, as every text of a report does. It reports
// false for a time out of the range of calendars.
func format(v float64, unit facts.Unit) (string, bool) {
	if unit == facts.Timestamp {
		return timestamp(v)
	}
	s := positive(math.Abs(v), unit)
	if v < 0 && strings.ContainsAny(s, "123456789") {
		s = "-" + s
	}
	return s, true
}

func positive(v float64, unit facts.Unit) string {
	switch unit {
	case facts.Count, facts.Ports, facts.Connections, facts.Events:
		return grouped(v, 0)
	case facts.Share:
		return grouped(100*v, 1) + " %"
	case facts.Seconds:
		return seconds(v)
	case facts.Hours:
		return hours(v)
	case facts.PerSecond:
		return rate(v) + "/s"
	case facts.PerHour:
		return rate(v) + "/h"
	}
	return shortest(v)
}

// shortest writes a number without separators, as commands take it.
func shortest(v float64) string {
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// grouped writes a number that is not negative with a comma before each third digit.
func grouped(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// seconds has a decimal only below ten and where it says something.
func seconds(v float64) string {
	if v < 9.95 && v != math.Trunc(v) {
		return grouped(v, 1) + " s"
	}
	return grouped(v, 0) + " s"
}

// hours writes a duration with the two units that fit it.
func hours(v float64) string {
	minutes := math.Round(v * 60)
	switch {
	case v*3600 < 59.5:
		return grouped(v*3600, 0) + " s"
	case minutes < 60:
		return grouped(minutes, 0) + " min"
	case minutes <= 72*60:
		return pair(minutes, 60, "h", "min")
	}
	return pair(math.Round(v), 24, "d", "h")
}

// pair splits v into wholes of the given size and a rest that is left out when zero.
func pair(v, size float64, whole, rest string) string {
	s := grouped(math.Floor(v/size), 0) + " " + whole
	if r := math.Mod(v, size); r >= 1 {
		s += fmt.Sprintf(" %.0f %s", r, rest)
	}
	return s
}

// rate has a decimal below ten.
func rate(v float64) string {
	if v < 9.95 {
		return grouped(v, 1)
	}
	return grouped(v, 0)
}

func timestamp(v float64) (string, bool) {
	if v < 0 || v > maxTime {
		return "", false
	}
	return time.Unix(int64(v), 0).UTC().Format("2006-01-02 15:04:05") + " UTC", true
}
