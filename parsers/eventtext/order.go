package eventtext

import "time"

// minStep is how far back in time a record must lie to break the order of a log. Clocks
// are set by less, and reading a day as a month errs by more.
const minStep = 12 * time.Hour

// reading is one of the two ways to read the dates of a section.
type reading int

const (
	monthFirst reading = iota
	dayFirst
	undecided
)

// of returns the time that a stamp means, the zero time where it cannot be told.
func (r reading) of(s stamp) time.Time {
	switch {
	case r == monthFirst:
		return s.month
	case r == dayFirst:
		return s.day
	case s.ambiguous():
		return time.Time{}
	case s.month.IsZero():
		return s.day
	}
	return s.month
}

// order learns from all dates of a log how they are to be read: one that cannot be read
// in one way decides, else the way in which the log is in order, since logs are listed
// with the oldest record first or the newest.
type order struct {
	only      [2]int // dates that have this reading and no other
	dayShape  int
	ambiguous int
	back      [2]int // steps back in time in each reading
	forth     [2]int
	previous  stamp
}

func (o *order) see(s stamp) {
	if !s.ok {
		return
	}
	switch {
	case s.day.IsZero():
		o.only[monthFirst]++
	case s.month.IsZero():
		o.only[dayFirst]++
	case s.ambiguous():
		o.ambiguous++
		if s.dayFirst {
			o.dayShape++
		}
	}
	for r := monthFirst; r <= dayFirst; r++ {
		now, before := r.of(s), r.of(o.previous)
		if now.IsZero() || before.IsZero() {
			continue
		}
		switch step := now.Sub(before); {
		case step <= -minStep:
			o.back[r]++
		case step >= minStep:
			o.forth[r]++
		}
	}
	o.previous = s
}

// breaks returns how often a log is out of order in a reading.
func (o *order) breaks(r reading) int { return min(o.back[r], o.forth[r]) }

// decide returns the reading of all dates. Where none of them is ambiguous either will
// do.
func (o *order) decide() reading {
	month, day := o.only[monthFirst], o.only[dayFirst]+o.dayShape
	switch {
	case o.ambiguous == 0 && (month == 0 || day == 0), month > 0 && day > 0:
		return undecided // which reads dates that have one reading
	case month > 0:
		return monthFirst
	case day > 0:
		return dayFirst
	}
	// A log whose clock was set back is out of order in both readings.
	m, d := o.breaks(monthFirst), o.breaks(dayFirst)
	switch {
	case 4*m < d:
		return monthFirst
	case 4*d < m:
		return dayFirst
	}
	return undecided
}

// descending reports whether the newest record comes first.
func (o *order) descending(r reading) bool {
	if r == undecided {
		r = monthFirst
	}
	return o.back[r] > o.forth[r]
}
