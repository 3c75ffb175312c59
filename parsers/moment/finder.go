package moment

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// apart is how many lines may stand between a date and a time of day that belong
// together: the prompts of `date /t` and `time /t`, and blank lines.
const apart = 6

// Finder finds moments in the lines of a text, also where the date and the time of day
// stand in two lines. The zero value is ready.
type Finder struct {
	half       stamped // the date or the time of day that was seen last
	number     int     // of its line
	dateNumber int
}

// Line looks at a line and returns the moment that it names or completes. Where nothing
// tells the day from the month, ambiguous is the number of the line with the date.
func (f *Finder) Line(line []byte, number int) (at snapshot.Moment, found bool, ambiguous int) {
	line = bytes.TrimSpace(line)
	text, ok := candidate(line)
	if !ok {
		return at, false, 0
	}
	if at, ok := stamp(text); ok {
		return at, true, 0
	}
	s, ok := scan(text, false)
	switch {
	case !ok:
		return at, false, 0
	case !s.hasDate || !s.hasClock:
		if s, ok = f.join(s, number); !ok {
			return at, false, 0
		}
	default:
		f.dateNumber = number
	}
	if s.ambiguous() {
		return at, false, f.dateNumber
	}
	at, found = s.moment()
	return at, found, 0
}

// join puts a date and a time of day together.
func (f *Finder) join(s stamped, number int) (stamped, bool) {
	other, near := f.half, f.number > 0 && number-f.number <= apart
	if s.hasDate {
		f.dateNumber = number
	}
	f.half, f.number = s, number
	if !near || other.hasDate == s.hasDate {
		return s, false
	}
	f.half, f.number = stamped{}, 0
	if s.hasDate {
		s, other = other, s
	}
	other.hasClock, other.clock, other.comma = true, s.clock, s.comma
	if other.zone == "" {
		other.zone = s.zone
	}
	return other, true
}
