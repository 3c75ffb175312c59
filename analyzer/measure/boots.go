package measure

import (
	"slices"
	"time"
)

// BootReason tells why Windows started, as far as the log says.
type BootReason string

// The reasons. They rest on event 1074 (User32) and 6006 (EventLog) before the start,
// and on 6008 (EventLog) and 41 (Kernel-Power) after it.
const (
	BootRequested  BootReason = "requested"  // a user or program asked for the restart
	BootClean      BootReason = "clean"      // Windows was shut down in order
	BootUnexpected BootReason = "unexpected" // it went down without shutting down
	BootUnknown    BootReason = "unknown"
)

// How far from a start the events that explain it may be: a shutdown may take its time,
// and the remarks on the last one follow at once.
const (
	beforeBoot = 30 * time.Minute
	afterBoot  = 10 * time.Minute
)

// Boot is one run of Windows, from a start to the next.
type Boot struct {
	Start    time.Time
	End      time.Time // the next start, or the log's end for the last run
	Reason   BootReason
	Failures int    // events 4231 and 4266
	Path     string // the log that shows the start, and the record
	Record   uint64
	Line     int       // in a text export
	First    time.Time // the first of them; zero without any
}

// HoursToFailure returns the time from the start to the first failed allocation.
func (b *Boot) HoursToFailure() float64 { return b.First.Sub(b.Start).Hours() }

// bootMerge joins the two events that one start of Windows logs, Kernel-General 12 and
// EventLog 6005. A second event of the same id is another start, however soon.
const bootMerge = 5 * time.Minute

// findBoots divides the log into runs of Windows.
func (l *Log) findBoots() {
	var seen []uint32 // ids of the events of the last start
	for i := range l.Events {
		e := &l.Events[i]
		if !e.isStart() {
			continue
		}
		n := len(l.Boots)
		if n > 0 && e.Time.Sub(l.Boots[n-1].Start) <= bootMerge && !slices.Contains(seen, e.ID) {
			seen = append(seen, e.ID)
			continue
		}
		seen = append(seen[:0], e.ID)
		l.Boots = append(l.Boots, Boot{
			Start: e.Time, End: e.Time, Reason: BootUnknown, Path: e.Path, Record: e.RecordID, Line: e.Line,
		})
	}
	for i := range l.Boots {
		b := &l.Boots[i]
		b.End = l.Last
		if i+1 < len(l.Boots) {
			b.End = l.Boots[i+1].Start
		}
		l.describe(b, i+1 == len(l.Boots))
	}
}

// isStart reports whether an event is logged when Windows starts.
func (e *Event) isStart() bool {
	return IsProvider(e.Provider, "EventLog") && e.ID == 6005 || IsProvider(e.Provider, "Kernel-General") && e.ID == 12
}

// describe collects what the events around a start and up to the next one say of it. The
// last run goes on beyond the log's end.
func (l *Log) describe(b *Boot, last bool) {
	requested, clean, unexpected := false, false, false
	for i := range l.Events {
		e := &l.Events[i]
		since := e.Time.Sub(b.Start)
		switch {
		case since < 0 && since > -beforeBoot:
			requested = requested || IsProvider(e.Provider, "User32") && e.ID == 1074
			clean = clean || IsProvider(e.Provider, "EventLog") && e.ID == 6006
		case since >= 0 && since < afterBoot:
			unexpected = unexpected || IsProvider(e.Provider, "EventLog") && e.ID == 6008 ||
				IsProvider(e.Provider, "Kernel-Power") && e.ID == 41
		}
		if since >= 0 && (last || e.Time.Before(b.End)) && e.IsExhaustion() {
			if b.Failures == 0 {
				b.First = e.Time
			}
			b.Failures++
		}
	}
	switch {
	case unexpected:
		b.Reason = BootUnexpected
	case requested:
		b.Reason = BootRequested
	case clean:
		b.Reason = BootClean
	}
}

// hoursToFailure returns the times from a start to the first failed allocation, of the
// runs that have one, sorted.
func (l *Log) hoursToFailure() []float64 {
	var all []float64
	for i := range l.Boots {
		if b := &l.Boots[i]; b.Failures > 0 {
			all = append(all, b.HoursToFailure())
		}
	}
	slices.Sort(all)
	return all
}

// bootBetween reports whether Windows started between two times, in either order.
func (l *Log) bootBetween(a, b time.Time) bool {
	if b.Before(a) {
		a, b = b, a
	}
	return slices.ContainsFunc(l.Boots, func(boot Boot) bool { return boot.Start.After(a) && boot.Start.Before(b) })
}
