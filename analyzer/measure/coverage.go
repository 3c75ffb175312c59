package measure

import (
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// coverage is what the logs that cover the capture's time say of the time before it.
type coverage struct {
	// whole reports that nothing is missing from one of them, neither between its record
	// ids nor because it is damaged: what is missing may be the failure.
	whole bool
	// reachesBoot reports that one of them shows the last start of Windows before the
	// capture, and that no record since then is missing. mayReach reports that this cannot
	// be told of one that shows a start.
	reachesBoot, mayReach bool
}

// cover finds the logs that cover the capture's time.
func (l *Log) cover() {
	for i := range l.Files {
		f := &l.Files[i]
		if !f.covers(l.captured) {
			continue
		}
		l.Covers, f.covering = true, true
		l.coverage.whole = l.coverage.whole || f.log.AllGaps == 0 && !f.log.Incomplete
		switch start := f.lastStart(l.captured); {
		case start == nil:
		case !f.log.Incomplete && f.log.LastID > 0 && start.RecordID > 0 && !f.hasGapSince(start.RecordID):
			l.coverage.reachesBoot = true
		default:
			l.coverage.mayReach = true
		}
	}
}

// covers reports whether a log covers a time: from its oldest record, which is not its
// earliest one where an old one was logged late, to its last one. A log is quiet before it
// is exported, but chosen events end where the last one was chosen.
func (f *File) covers(t time.Time) bool {
	begins, ends := f.log.Begins, f.Last.Add(QuietTail)
	if begins.IsZero() {
		begins = f.First
	}
	if f.log.Selection {
		ends = f.Last
	}
	return !f.Filtered && !f.First.IsZero() && !t.Before(begins) && !t.After(ends)
}

// isThinned reports whether what the logs lack says nothing: all of them hold chosen events,
// or so few that they may be, and these do not cover the capture's time.
func (l *Log) isThinned() bool {
	for _, f := range l.Files {
		if !f.Filtered && (!f.log.Selection || f.covering) {
			return false
		}
	}
	return true
}

// lastStart returns the last start of Windows up to a time that a log shows, or nil.
func (f *File) lastStart(until time.Time) *snapshot.Event {
	var last *snapshot.Event
	for i := range f.log.Events {
		e := &f.log.Events[i]
		if isStart(e) && !e.Time.After(until) {
			last = e
		}
	}
	return last
}

// hasGapSince reports whether records are missing behind one.
func (f *File) hasGapSince(id uint64) bool {
	gaps := f.log.Gaps
	return len(gaps) > 0 && gaps[len(gaps)-1].Before > id
}
