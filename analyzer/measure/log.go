package measure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

// The events that decide the verdict. (Windows SDK, netevent.h.)
const (
	eventTupleCollision = 4227
	eventTCPExhausted   = 4231
	eventUDPExhausted   = 4266
)

// Log is what all System logs and exports of a host say together.
type Log struct {
	Present  bool
	Filtered bool // all of them are exports that a query has thinned
	First    time.Time
	Last     time.Time
	Records  int
	Gaps     int
	Events   []Event // by time
	Undated  []Event // failed allocations and collisions whose time is not certain
	Boots    []Boot  // by start
	Build    int     // of Windows, as event 6009 names it; 0 where unknown
	Files    []File  // the logs

	captured  time.Time // of the analyzed capture; zero where unknown
	certain   bool      // that time is no file's time
	Covers    bool      // the log covers the capture's time
	bootStart time.Time // last start before the capture; zero where the log shows none
	coverage  coverage
}

// File is a log and the window it covers.
type File struct {
	Path        string
	Line        int
	First, Last time.Time
	Filtered    bool

	log      *snapshot.EventLog
	covering bool // the capture's time
}

// Event is an event with its file.
type Event struct {
	snapshot.Event
	Path string
	Near bool // same boot, and within NearWindow of the analyzed capture
}

func readLog(h *assemble.Host) Log {
	var l Log
	l.Filtered = true
	for _, log := range h.Logs {
		if log.Records == 0 { // empty, or nothing of it could be read: it says nothing
			continue
		}
		l.Present = true
		l.Filtered = l.Filtered && log.Filtered
		l.Records += log.Records
		l.Gaps += log.AllGaps
		l.widen(log)
	}
	l.Events = distinct(h.Logs)
	l.Undated = distinctUndated(h.Logs)
	l.Filtered = l.Filtered && l.Present
	slices.SortStableFunc(l.Events, func(a, b Event) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.RecordID, b.RecordID))
	})
	l.findBuild()
	l.findBoots()
	return l
}

func (l *Log) widen(log assemble.Log) {
	l.Files = append(l.Files, File{log.Path, log.Line, log.First, log.Last, log.Filtered, log.EventLog, false})
	if log.First.IsZero() { // an export without dates
		return
	}
	if l.First.IsZero() || log.First.Before(l.First) {
		l.First = log.First
	}
	if log.Last.After(l.Last) {
		l.Last = log.Last
	}
}

// findBuild reads the build number of Windows from event 6009.
func (l *Log) findBuild() {
	for _, e := range l.Events {
		if IsProvider(e.Provider, "EventLog") && e.ID == 6009 && len(e.Data) > 1 {
			if n, err := strconv.Atoi(strings.TrimSpace(e.Data[1])); err == nil {
				l.Build = n
			}
		}
	}
}

// IsProvider compares provider names as the event log does, case-insensitively, with
// and without the vendor's prefix of manifest-based providers.
func IsProvider(name, want string) bool {
	const vendor = "microsoft-windows-"
	name = strings.ToLower(name)
	return strings.TrimPrefix(name, vendor) == strings.ToLower(want)
}

// IsTCPIP reports whether an event is of the TCP/IP driver with the given id.
func (e *Event) IsTCPIP(id uint32) bool { return e.ID == id && IsProvider(e.Provider, "Tcpip") }

// IsExhaustion reports whether an event says that a port allocation failed.
func (e *Event) IsExhaustion() bool {
	return e.IsTCPIP(eventTCPExhausted) || e.IsTCPIP(eventUDPExhausted)
}

// relate settles which events are near the analyzed capture and whether the log covers
// its time.
func (l *Log) relate(at snapshot.Moment) {
	if at.Source == snapshot.TimeUnknown {
		return
	}
	l.captured = at.Time
	l.certain = isSureTime(at)
	for i := range l.Events {
		e := &l.Events[i]
		e.Near = e.Time.Sub(at.Time).Abs() <= NearWindow && !l.bootBetween(e.Time, at.Time)
	}
	l.cover()
	for _, b := range l.Boots {
		if !b.Start.After(at.Time) {
			l.bootStart = b.Start
		}
	}
}

// isSureTime reports whether a time is known and not merely that of a file.
func isSureTime(at snapshot.Moment) bool {
	switch at.Source {
	case snapshot.TimeUnknown, snapshot.TimeArchive, snapshot.TimeFile:
		return false
	}
	return true
}

// uptime returns the time from the last start to the capture, where the log shows it and
// goes on to the capture, so that no later start is missing.
func (l *Log) uptime() (time.Duration, bool) {
	return l.captured.Sub(l.bootStart), !l.bootStart.IsZero() && l.certain && l.Covers
}

// selectEvents returns the events that match.
func (l *Log) selectEvents(match func(*Event) bool) []Event {
	var out []Event
	for i := range l.Events {
		if match(&l.Events[i]) {
			out = append(out, l.Events[i])
		}
	}
	return out
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}
