package measure

import (
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// The values of events.undated_doubt.
const (
	doubtDay   = "day-month"
	doubtYear  = "year"
	doubtTime  = "time"
	doubtMixed = "mixed"
)

// distinctUndated returns the events without a certain time of all logs, each once: of two
// exports that hold the same ones the one that holds more counts.
func distinctUndated(logs []assemble.Log) []Event {
	type key struct {
		id       uint32
		recordID uint64
		doubt    snapshot.Doubt
		time     time.Time
		other    time.Time
	}
	var out []Event
	known := make(map[key]int)
	for _, log := range logs {
		here := make(map[key]int)
		for _, e := range log.Undated {
			k := key{e.ID, e.RecordID, e.Doubt, e.Time, e.Other}
			if here[k]++; here[k] > known[k] {
				known[k] = here[k]
				out = append(out, Event{Event: e, Path: log.Path})
			}
		}
	}
	return out
}

// selectUndated returns the events without a certain time that match.
func (l *Log) selectUndated(match func(*Event) bool) []Event {
	var out []Event
	for i := range l.Undated {
		if match(&l.Undated[i]) {
			out = append(out, l.Undated[i])
		}
	}
	return out
}

// undatedFacts says how many failed allocations have no certain time, and what the text of
// the export shows of it.
func (m *Measurement) undatedFacts(v *facts.Set) {
	l := &m.Log
	dated := l.selectEvents((*Event).IsExhaustion)
	undated := l.selectUndated((*Event).IsExhaustion)
	v.Drop("events.undated_doubt", "events.undated_first_reading", "events.undated_second_reading")
	if len(undated) > 0 || len(dated) > 0 || !l.isThinned() {
		v.Number("events.undated", float64(len(undated)), eventRefs(undated, nil)...)
		v.Bool("events.year_assumed", isYearAssumed(dated), eventRefs(dated, nil)...)
	}
	if len(undated) == 0 {
		return
	}
	refs := eventRefs(undated, nil)
	doubt := doubtOf(undated)
	v.String("events.undated_doubt", doubt, refs...)
	if doubt == doubtMixed {
		return
	}
	first, second := readings(undated)
	if first != "" {
		v.String("events.undated_first_reading", first, refs...)
	}
	if second != "" && second != first {
		v.String("events.undated_second_reading", second, refs...)
	}
}

func isYearAssumed(events []Event) bool {
	for i := range events {
		if events[i].Doubt == snapshot.DoubtAssumedYear {
			return true
		}
	}
	return false
}

// doubtOf tells what is not known of the events' times.
func doubtOf(events []Event) string {
	word := ""
	for i := range events {
		one := doubtTime
		switch events[i].Doubt {
		case snapshot.DoubtDay:
			one = doubtDay
		case snapshot.DoubtYear:
			one = doubtYear
		}
		if word != "" && word != one {
			return doubtMixed
		}
		word = one
	}
	return word
}

// readings returns the wall clock's times from the earliest to the latest event as the
// export may be read: with the month first, and with the day first. Events of which no
// time can be read are left out.
func readings(events []Event) (first, second string) {
	var a, b timeSpan
	for i := range events {
		switch e := &events[i]; e.Doubt {
		case snapshot.DoubtDay:
			a.see(e.Time)
			b.see(e.Other)
		case snapshot.DoubtYear, snapshot.DoubtClock:
			a.see(e.Time)
		}
	}
	return a.text(), b.text()
}

// timeSpan is the time from the earliest to the latest of some moments.
type timeSpan struct{ first, last time.Time }

func (s *timeSpan) see(t time.Time) {
	if t.IsZero() {
		return
	}
	if s.first.IsZero() || t.Before(s.first) {
		s.first = t
	}
	if t.After(s.last) {
		s.last = t
	}
}

// text writes the span with as little as tells its ends, in signs of every language. A
// time without a year is written as the table of Get-EventLog does.
func (s *timeSpan) text() string {
	if s.first.IsZero() {
		return ""
	}
	day, clock := "2006-01-02", "15:04:05"
	if s.first.Year() == snapshot.NoYear {
		day, clock = "Jan 2", "15:04"
	}
	from, to := s.first.Format(day+" "+clock), s.last.Format(day+" "+clock)
	switch {
	case from == to:
		return from
	case s.first.Format(day) == s.last.Format(day):
		return from + " – " + s.last.Format(clock)
	}
	return from + " – " + to
}
