package snapshot

import (
	"strings"
	"time"
)

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
	// Incomplete reports that parts of the file are lost or damaged: events may be missing
	// that no gap shows.
	Incomplete bool
	// Selection reports an export of so few events that they may have been chosen: it
	// covers no time behind its last record.
	Selection bool
	Events    []Event // the events that rules ask about, by time
	// Undated are failed allocations and collisions whose time is not certain. They
	// happened, and stand in Events no more than their times do in First and Last.
	Undated []Event
}

// IsSystemLog reports whether a section's events can be those of TCP/IP: the log is the System
// log, or an export that does not name its channel.
func (s *Section) IsSystemLog() bool {
	return s.Events != nil && (s.Events.Channel == "" || strings.EqualFold(s.Events.Channel, "System"))
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
	// Doubt says what is not certain of the time. Where it is DoubtDay, Time is the
	// reading with the month first and Other the one with the day first, both as the wall
	// clock that the text shows, written as UTC.
	Doubt Doubt
	Other time.Time
}

// Doubt tells why the time of an event is not certain.
type Doubt uint8

// The doubts. An event whose year is assumed has a time, which rests on the assumption that
// it was logged in the last year before the capture that fits.
const (
	Certain          Doubt = iota
	DoubtDay               // the day and the month may be exchanged
	DoubtYear              // no year is shown: Time is a wall clock's in [NoYear]
	DoubtClock             // it names its zone where the other times do not, or the other way round
	DoubtTime              // no time can be read
	DoubtAssumedYear       // Time holds a year that the text does not show
)

// NoYear is the year of times that show none. It is a leap year.
const NoYear = 4

// IsFailure reports whether an event of TCP/IP says that a port could not be had: 4231 and
// 4266, an allocation from the TCP or the UDP port space failed, and 4227, the tuple was in
// use. (Windows SDK, netevent.h.)
func (e *Event) IsFailure() bool {
	switch e.ID {
	case 4227, 4231, 4266:
		return isTCPIP(e.Provider)
	}
	return false
}

// isTCPIP knows the spellings of the TCP/IP driver's provider.
func isTCPIP(provider string) bool {
	name := strings.ToLower(provider)
	return strings.TrimPrefix(name, "microsoft-windows-") == "tcpip"
}
