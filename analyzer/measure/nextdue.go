package measure

import (
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// minPatternBoots is how many starts of Windows a pattern takes, and how many of them a
// failed allocation has to follow.
const minPatternBoots = 2

// nextDue returns when the next failed allocation is due if it comes as long after the
// last start as after earlier ones. It is false where fewer than two starts show how long
// that is, where one was logged since the last start, and where the time is over.
func (l *Log) nextDue() (low, high time.Time, ok bool) {
	hours := l.hoursToFailure()
	if len(hours) < minPatternBoots {
		return low, high, false
	}
	last := &l.Boots[len(l.Boots)-1]
	after := func(h float64) time.Time { return last.Start.Add(time.Duration(h * float64(time.Hour))) }
	low, high = after(hours[0]), after(hours[len(hours)-1])
	seen := l.Last // the machine had come so far without another start
	if l.certain && l.captured.After(seen) {
		seen = l.captured
	}
	return low, high, last.Failures == 0 && high.After(seen)
}

// patternFacts says what several starts of Windows show together.
func (m *Measurement) patternFacts(v *facts.Set, refs []facts.Ref) {
	l := &m.Log
	if len(l.Boots) >= minPatternBoots {
		v.Number("events.repeated_exhaustion", float64(len(l.hoursToFailure())), refs...)
	}
	v.Drop("events.next_due_low", "events.next_due_high")
	if low, high, ok := l.nextDue(); ok {
		v.Number("events.next_due_low", seconds(low), refs...)
		v.Number("events.next_due_high", seconds(high), refs...)
	}
}
