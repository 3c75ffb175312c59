package snapshot

import "time"

// EventLog is what a log, or an export of one, shows.
type EventLog struct {
	Channel  string // "System"
	Computer string // of the newest record
	Records  int    // records that could be read
	// Zoned reports that the times are exact, as .evtx and XML hold them. Where it is
	// false they are the wall clock of an unknown zone, written as UTC.
	Zoned   bool
	First   time.Time
	Last    time.Time // of the earliest and the latest record, UTC; zero when none
	FirstID uint64
	LastID  uint64
	Gaps    []RecordGap // the latest ones
	AllGaps int         // how many gaps there are
	// Begins is the time of the record with the lowest id: what was logged since then is
	// in the log. It is not First where an older record was logged late. Zero where it is
	// not known.
	Begins time.Time
	// Filtered reports an export that a query has thinned, or of which events had to be
	// left out: it covers no time.
	Filtered bool
	// Selection reports an export of so few events that they may have been chosen: it
	// covers no time behind its last record.
	Selection bool
	Events    []Event // the events that rules ask about, by time
}

// RecordGap is a run of record ids that are missing between two that are there.
type RecordGap struct {
	After, Before uint64
}

// Event is one record that rules ask about. It is matched by provider and id, never by
// its text, which is localized.
type Event struct {
	Time     time.Time // UTC
	RecordID uint64    // 0 where an export does not carry it
	Provider string    // as the log spells it
	ID       uint32
	Computer string
	Data     []string // the insertion strings, empty ones dropped
	Line     int      // in a text export
}
