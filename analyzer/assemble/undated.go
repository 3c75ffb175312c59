package assemble

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// exportSlack is how much later than the last date of a bundle an event may be: the export
// that shows it may have been made some days after the rest.
const exportSlack = 72 * time.Hour

// settleUndated gives a time to the events whose time is not certain, where something else
// of the host tells it: another log that holds them, a log that covers one of two readings
// and does not hold them, or, of a year that is not shown, a date that stands beside them.
func (h *Host) settleUndated(opts Options) {
	for _, l := range h.Logs {
		if len(l.Undated) == 0 {
			continue
		}
		h.dropKnown(l)
		h.refute(l)
		h.assumeYear(l, opts)
		slices.SortStableFunc(l.Events, func(a, b snapshot.Event) int {
			return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.RecordID, b.RecordID))
		})
	}
}

// noteOf adds a note on n events to the section of a log.
func (h *Host) noteOf(l Log, id string, n int, arg string) {
	for _, s := range h.Sections {
		if n > 0 && s.Events == l.EventLog {
			s.AddNote(id, s.Line, strconv.Itoa(n), arg)
		}
	}
}

// dropKnown drops the events that another log holds with their times.
func (h *Host) dropKnown(l Log) {
	for _, other := range h.Logs {
		if other.EventLog == l.EventLog || len(other.Events) == 0 {
			continue
		}
		x, before := indexOf(other.Events), len(l.Undated)
		l.Undated = slices.DeleteFunc(l.Undated, func(e snapshot.Event) bool { return x.take(h, &e, 0) })
		if h.ZoneAssumed {
			l.Undated = slices.DeleteFunc(l.Undated, func(e snapshot.Event) bool { return x.take(h, &e, zoneSlack) })
		}
		h.noteOf(l, "eventtext.same-events", before-len(l.Undated), other.Path)
	}
}

// refute takes the other of two readings where a whole log covers one and does not hold the
// event.
func (h *Host) refute(l Log) {
	slack := time.Second
	if h.ZoneAssumed {
		slack = zoneSlack
	}
	for _, other := range h.Logs {
		if other.EventLog == l.EventLog || other.Filtered || len(other.Gaps) > 0 || other.First.IsZero() {
			continue
		}
		covers := func(t time.Time) bool {
			at := h.inZone(t)
			return !at.Add(-slack).Before(other.First) && !at.Add(slack).After(other.Last)
		}
		l.settle(h, "eventtext.log-decides", other.Path, func(e *snapshot.Event) bool {
			if e.Doubt != snapshot.DoubtDay || e.Other.IsZero() || covers(e.Time) == covers(e.Other) {
				return false
			}
			if covers(e.Time) {
				e.Time = e.Other
			}
			e.Doubt, e.Other = snapshot.Certain, time.Time{}
			return true
		})
	}
}

// assumeYear gives events that show no year the last one in which they are not later than
// a date that stands beside them: of a capture, or the end of another log.
func (h *Host) assumeYear(l Log, opts Options) {
	by := h.lastDate(l, opts)
	if by.IsZero() {
		return
	}
	l.settle(h, "eventtext.year-assumed", by.UTC().Format("2006-01-02"), func(e *snapshot.Event) bool {
		if e.Doubt != snapshot.DoubtYear {
			return false
		}
		for year := by.Year() + 1; year > by.Year()-maxYears; year-- { // there is a leap year among them
			if t := inYear(e.Time, year); !t.IsZero() && !t.After(by.Add(exportSlack)) {
				e.Time, e.Doubt = t, snapshot.DoubtAssumedYear
				return true
			}
		}
		return false
	})
}

// settle moves the events to which decide gives a wall clock's time to those with a time.
func (l Log) settle(h *Host, note, arg string, decide func(*snapshot.Event) bool) {
	before := len(l.Undated)
	l.Undated = slices.DeleteFunc(l.Undated, func(e snapshot.Event) bool {
		if !decide(&e) {
			return false
		}
		e.Time = h.inZone(e.Time)
		l.Events = append(l.Events, e)
		return true
	})
	h.noteOf(l, note, before-len(l.Undated), arg)
}

// lastDate returns the latest certain date of the host beside those of a log.
func (h *Host) lastDate(l Log, opts Options) time.Time {
	last := opts.CapturedAt
	for _, c := range h.Captures {
		if !isDoubtful(c.At.Source) && c.At.Time.After(last) {
			last = c.At.Time
		}
	}
	for _, other := range h.Logs {
		if other.EventLog != l.EventLog && other.Last.After(last) {
			last = other.Last
		}
	}
	return last
}
