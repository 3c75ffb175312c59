package snapshot

// Counter is a counter of TCP that both the performance counters and netstat -s have.
type Counter uint8

// The counters. All but CurrentConnections count from the start of Windows (RFC 4022, from
// whose names netstat's labels come); they are 32 bits wide and begin anew past them.
const (
	// ActiveOpens counts connections that this machine has begun: CLOSED to SYN-SENT.
	// Performance counter Connections Active.
	ActiveOpens Counter = iota
	// PassiveOpens counts those that others have begun: LISTEN to SYN-RCVD.
	PassiveOpens
	// FailedAttempts counts SYN-SENT or SYN-RCVD to CLOSED and SYN-RCVD to LISTEN. It
	// counts no failed allocation of a port. Performance counter Connection Failures.
	FailedAttempts
	// Resets counts ESTABLISHED or CLOSE-WAIT to CLOSED.
	Resets
	// CurrentConnections is the number of connections in ESTABLISHED or CLOSE-WAIT now, of
	// either direction. Performance counter Connections Established.
	CurrentConnections

	NumCounters
)

// CounterValues are the counters of one family; the zero value holds none.
type CounterValues struct {
	has uint8
	n   [NumCounters]float64
}

// Set sets a counter.
func (v *CounterValues) Set(c Counter, n float64) {
	v.has |= 1 << c
	v.n[c] = n
}

// Get returns a counter, and whether it is there.
func (v *CounterValues) Get(c Counter) (float64, bool) { return v.n[c], v.has&(1<<c) != 0 }

// IsEmpty reports whether no counter is there.
func (v *CounterValues) IsEmpty() bool { return v.has == 0 }

// Reading is the counters of TCP at one moment.
type Reading struct {
	At Moment
	// Elapsed is the time in seconds since the first reading of the section, by the
	// clock of the section itself; it is negative where the section does not tell. It may
	// be known where At is not: a date whose day and month could be exchanged still tells
	// how far the times of one day are apart.
	Elapsed        float64
	Line, LastLine int
	IPv4, IPv6     CounterValues
	// Reset reports that a counter is lower than in the reading before: Windows started
	// between the two, and their difference says nothing.
	Reset bool
}

// Total returns a counter over the families that the reading has.
func (r *Reading) Total(c Counter) (float64, bool) {
	v4, ok4 := r.IPv4.Get(c)
	v6, ok6 := r.IPv6.Get(c)
	return v4 + v6, ok4 || ok6
}

// Since returns how much a counter has grown since an earlier reading, over the families
// that both have. It is not known where there is none.
func (r *Reading) Since(earlier *Reading, c Counter) (float64, bool) {
	total, known := 0.0, false
	for _, f := range [][2]*CounterValues{{&r.IPv4, &earlier.IPv4}, {&r.IPv6, &earlier.IPv6}} {
		now, ok1 := f[0].Get(c)
		then, ok2 := f[1].Get(c)
		if ok1 && ok2 {
			total, known = total+now-then, true
		}
	}
	return total, known
}

// IsReset reports whether a counter that only grows is lower than in an earlier reading.
func (r *Reading) IsReset(earlier *Reading) bool {
	for _, f := range [][2]*CounterValues{{&r.IPv4, &earlier.IPv4}, {&r.IPv6, &earlier.IPv6}} {
		for c := ActiveOpens; c < CurrentConnections; c++ {
			now, ok1 := f[0].Get(c)
			then, ok2 := f[1].Get(c)
			if ok1 && ok2 && now < then {
				return true
			}
		}
	}
	return false
}

// Counters are readings of one source, in the order of the file.
type Counters struct {
	Readings []Reading
	Samples  int // readings that the file has; of very many only some are kept
	// Zone is the time zone as the head of a counter log names it, in the language of
	// its Windows. OffsetMinutes is the distance from UTC at the log's start, positive
	// east of Greenwich.
	Zone          string
	OffsetMinutes int
	OffsetKnown   bool
}
