package counters

import "github.com/portdx/portdx/parsers/snapshot"

// minInterval is the least time in seconds between two readings whose rate counts for
// the highest one: a few milliseconds of a clock's error make any rate of less.
const minInterval = 0.5

// series collects readings in bounded memory.
type series struct {
	readings []snapshot.Reading
	samples  int

	most             float64 // connections of the reading in line mostAt
	mostAt           int
	peak             float64 // highest rate of opens, and the lines between which it is
	peakFrom, peakTo int
}

// add appends a reading unless it holds nothing.
func (s *series) add(r snapshot.Reading) {
	if r.IPv4.IsEmpty() && r.IPv6.IsEmpty() {
		return
	}
	if n := len(s.readings); n > 0 {
		last := &s.readings[n-1]
		r.Reset = r.IsReset(last)
		if rate, ok := rateBetween(last, &r); ok && rate > s.peak {
			s.peak, s.peakFrom, s.peakTo = rate, last.Line, r.Line
		}
	}
	if n, ok := r.Total(snapshot.CurrentConnections); ok && (n > s.most || s.mostAt == 0) {
		s.most, s.mostAt = n, r.Line
	}
	s.samples++
	s.readings = append(s.readings, r)
	if len(s.readings) > MaxReadings {
		s.thin()
	}
}

// rateBetween returns the connections opened per second between two readings.
func rateBetween(from, to *snapshot.Reading) (float64, bool) {
	seconds := to.Elapsed - from.Elapsed
	if to.Reset || from.Elapsed < 0 || to.Elapsed < 0 || seconds < minInterval {
		return 0, false
	}
	n, ok := to.Since(from, snapshot.ActiveOpens)
	return n / seconds, ok
}

// thin drops every second reading but those that stay. That counters began anew is
// handed on to the next reading that is kept.
func (s *series) thin() {
	kept, reset := s.readings[:1], false
	for i := 1; i < len(s.readings); i++ {
		r := s.readings[i]
		stays := i%2 == 0 || i+1 == len(s.readings) || r.Line == s.mostAt || r.Line == s.peakFrom || r.Line == s.peakTo
		if !stays {
			reset = reset || r.Reset
			continue
		}
		r.Reset, reset = r.Reset || reset, false
		kept = append(kept, r)
	}
	s.readings = kept
}
