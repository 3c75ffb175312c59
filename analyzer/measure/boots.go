package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
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

const (
	// bootMerge is how far apart the two events of one start may be by their times, and
	// bootRecords by their records. The clock may be set right in between.
	bootMerge   = 5 * time.Minute
	bootRecords = 60
)

// findBoots divides the log into runs of Windows.
func (l *Log) findBoots() {
	starts := l.starts()
	for i, s := range starts {
		e := s.event()
		b := Boot{Start: e.Time, End: l.Last, Reason: BootUnknown, Path: e.Path, Record: e.RecordID, Line: e.Line}
		if i+1 < len(starts) {
			b.End = starts[i+1].event().Time
		}
		l.Boots = append(l.Boots, b)
	}
	for i := range l.Boots {
		l.describe(&l.Boots[i], i+1 == len(l.Boots))
	}
}

// start is what one start of Windows has logged: that the event log came up (6005), and
// that Windows did (Kernel-General 12). Either may be missing.
type start struct{ log, kernel *Event }

// event returns the event whose time is that of the start: the earlier one. Where they are
// far apart the clock was wrong when Windows came up, and right when the log did.
func (s *start) event() *Event {
	switch {
	case s.log == nil:
		return s.kernel
	case s.kernel == nil:
		return s.log
	case s.kernel.Time.Before(s.log.Time) && s.log.Time.Sub(s.kernel.Time) <= bootMerge:
		return s.kernel
	}
	return s.log
}

// take enters an event of a start, and reports whether the start had none of its kind.
func (s *start) take(e *Event) bool {
	place := &s.log
	if e.ID == eventKernelStart {
		place = &s.kernel
	}
	if *place != nil {
		return false
	}
	*place = e
	return true
}

// follows reports whether an event may be of the same start as the event before it.
func (e *Event) follows(before *Event) bool {
	if before.Path == e.Path && before.RecordID > 0 && e.RecordID > before.RecordID && e.RecordID-before.RecordID <= bootRecords {
		return true
	}
	return e.Time.Sub(before.Time).Abs() <= bootMerge
}

// starts pairs the events that the starts of Windows have logged, in the order of each
// log's records, which is certain where times are not. A start has one event of each kind,
// and ends with the next shutdown.
func (l *Log) starts() []start {
	var marks []*Event
	for i := range l.Events {
		if e := &l.Events[i]; e.isStart() || e.isShutdown() {
			marks = append(marks, e)
		}
	}
	slices.SortStableFunc(marks, func(a, b *Event) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.RecordID, b.RecordID))
	})
	var all []start
	var before *Event // of the start that may still lack one
	for _, e := range marks {
		if e.isShutdown() {
			before = nil
			continue
		}
		if before == nil || !e.follows(before) || !all[len(all)-1].take(e) {
			all = append(all, start{})
			all[len(all)-1].take(e)
		}
		before = e
	}
	slices.SortStableFunc(all, func(a, b start) int { return a.event().Time.Compare(b.event().Time) })
	return all
}

const (
	eventLogStart    = 6005 // EventLog
	eventLogStop     = 6006
	eventKernelStart = 12 // Kernel-General
)

func (e *Event) isStart() bool { return isStart(&e.Event) }

// isStart reports whether an event is logged when Windows starts.
func isStart(e *snapshot.Event) bool {
	return IsProvider(e.Provider, "EventLog") && e.ID == eventLogStart || IsProvider(e.Provider, "Kernel-General") && e.ID == eventKernelStart
}

// isShutdown reports whether an event is the last one before Windows goes down.
func (e *Event) isShutdown() bool { return IsProvider(e.Provider, "EventLog") && e.ID == eventLogStop }

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
			clean = clean || e.isShutdown()
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
