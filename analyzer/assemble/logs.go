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

// isPartOf reports whether all records of a log are in another one. Only whole logs with
// exact times can tell. Record ids begin anew when a log is cleared, so the times have to
// fit as well.
func isPartOf(l, whole *snapshot.EventLog) bool {
	exact := func(l *snapshot.EventLog) bool { return l.Zoned && !l.Filtered && l.Records > 0 && l.FirstID > 0 }
	return exact(l) && exact(whole) && l.Computer == whole.Computer && l.Records <= whole.Records &&
		l.FirstID >= whole.FirstID && l.LastID <= whole.LastID &&
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
