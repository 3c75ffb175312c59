package stamp

import "time"

// minStep is how far back in time a record must lie to break the order of a log. Clocks
// are set by less, and reading a day as a month errs by more.
const minStep = 12 * time.Hour

// Reading is one of the two ways to read the dates of an export.
type Reading int

// The readings. Undecided reads the dates that have one reading only.
const (
	MonthFirst Reading = iota
	DayFirst
	Undecided
)

// Of returns the time that a stamp means, the zero time where it cannot be told.
func (r Reading) Of(s Stamp) time.Time {
	switch {
	case s.NoYear:
		return time.Time{}
	case r == MonthFirst:
		return s.Month
	case r == DayFirst:
		return s.Day
	case s.Ambiguous():
		return time.Time{}
	case s.Month.IsZero():
		return s.Day
	}
	return s.Month
}

// Order learns from all dates of an export how they are to be read: one that cannot be read
// in one way decides, else the way in which the log is in order, since logs are listed
// with the oldest record first or the newest.
type Order struct {
	only      [2]int // dates that have this reading and no other
	dayShape  int
	ambiguous int
	back      [2]int // steps back in time in each reading
	forth     [2]int
	previous  Stamp
}

// See takes in the next date of the export. One without a year says nothing.
func (o *Order) See(s Stamp) {
	if !s.OK || s.NoYear {
		return
	}
	switch {
	case s.Day.IsZero():
		o.only[MonthFirst]++
	case s.Month.IsZero():
		o.only[DayFirst]++
	case s.Ambiguous():
		o.ambiguous++
		if s.DayFirst {
			o.dayShape++
		}
	}
	for r := MonthFirst; r <= DayFirst; r++ {
		now, before := r.Of(s), r.Of(o.previous)
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
func (o *Order) breaks(r Reading) int { return min(o.back[r], o.forth[r]) }

// Decide returns the reading of all dates. Where none of them is ambiguous either will
// do.
func (o *Order) Decide() Reading {
	month, day := o.only[MonthFirst], o.only[DayFirst]+o.dayShape
	switch {
	case o.ambiguous == 0 && (month == 0 || day == 0), month > 0 && day > 0:
		return Undecided // which reads dates that have one reading
	case month > 0:
		return MonthFirst
	case day > 0:
		return DayFirst
	}
	// A log whose clock was set back is out of order in both readings.
	m, d := o.breaks(MonthFirst), o.breaks(DayFirst)
	switch {
	case 4*m < d:
		return MonthFirst
	case 4*d < m:
		return DayFirst
	}
	return Undecided
}

// Descending reports whether the newest record comes first.
func (o *Order) Descending(r Reading) bool {
	if r == Undecided {
		r = MonthFirst
	}
	return o.back[r] > o.forth[r]
}

// Join takes in what the dates of another export of the same program tell.
func (o *Order) Join(other *Order) {
	o.only[MonthFirst] += other.only[MonthFirst]
	o.only[DayFirst] += other.only[DayFirst]
	o.dayShape += other.dayShape
}

// AnyAmbiguous reports whether a date was seen whose two readings differ.
func (o *Order) AnyAmbiguous() bool { return o.ambiguous > 0 }
