package assemble

import "github.com/portdx/portdx/parsers/snapshot"

// mergeLogs drops the logs whose records another log has as well: bundles often hold a
// log twice, or an older copy of it.
func (h *Host) mergeLogs() {
	var kept []Log
	for i, l := range h.Logs {
		if whole := wholeOf(h.Logs, i); whole >= 0 {
			h.markCopy(l, h.Logs[whole])
			continue
		}
		kept = append(kept, l)
	}
	h.Logs = kept
}

// wholeOf returns the index of the log that a log is a part of, or -1. Of equal logs the
// first one is the whole.
func wholeOf(logs []Log, i int) int {
	for j := range logs {
		if j != i && isPartOf(logs[i].EventLog, logs[j].EventLog) && (j < i || !isPartOf(logs[j].EventLog, logs[i].EventLog)) {
			return j
		}
	}
	return -1
}

// isPartOf reports whether all records of a log are in another one: the two are the same,
// or the other one lacks nothing. Only logs with exact times and record ids can tell. Ids
// begin anew when a log is cleared, so the times have to fit as well.
func isPartOf(l, whole *snapshot.EventLog) bool {
	exact := func(l *snapshot.EventLog) bool { return l.Zoned && l.Records > 0 && l.FirstID > 0 }
	if !exact(l) || !exact(whole) || l.Computer != whole.Computer {
		return false
	}
	same := l.Records == whole.Records && l.FirstID == whole.FirstID && l.LastID == whole.LastID &&
		l.AllGaps == whole.AllGaps && len(l.Events) == len(whole.Events) && l.First.Equal(whole.First) && l.Last.Equal(whole.Last)
	lacksNothing := !whole.Filtered && !whole.Incomplete && whole.AllGaps == 0
	return same || lacksNothing && l.FirstID >= whole.FirstID && l.LastID <= whole.LastID &&
		!l.First.Before(whole.First) && !l.Last.After(whole.Last)
}

func (h *Host) markCopy(l, whole Log) {
	for _, s := range h.Sections {
		if s.Events != l.EventLog {
			continue
		}
		if s.Status == snapshot.StatusParsed {
			s.Status = snapshot.StatusDuplicate
		}
		s.AddNote("log.same-records", 0, whole.Path)
	}
}
