package snapshot

import (
	"strconv"
	"time"
)

// TimeSource tells how the moment of a capture is known, best first.
type TimeSource string

// The sources of a capture's time (design: When). The last two are doubtful.
const (
	TimeOption   TimeSource = "option"   // --captured-at
	TimeText     TimeSource = "text"     // a date in the file's text
	TimeName     TimeSource = "name"     // a date in the file's name
	TimeCreation TimeSource = "creation" // CreationTime of rows: not earlier than this
	TimeArchive  TimeSource = "archive"  // the archive entry's time
	TimeFile     TimeSource = "file"     // the file's modification time
	TimeUnknown  TimeSource = ""
)

// Moment is a point in time and how it is known. Where Zoned is false, Time holds the
// wall clock of an unknown zone, written as UTC.
type Moment struct {
	Time   time.Time
	Zoned  bool
	Zone   string // in which a wall clock was read; empty for a time that names its own
	Source TimeSource
}

// Capture is one connection table at one moment.
type Capture struct {
	Path     string // the file, for evidence
	Line     int    // first line of the table, its header included
	LastLine int
	Format   Kind   // KindNetstat, KindNetTCP or KindNetUDP
	Command  string // the command that introduced it, if the text shows one
	Header   bool   // a header line stands above the rows: not filtered by findstr
	HasPID   bool   // rows carry their owning process
	At       Moment
	Created  time.Time // latest CreationTime of a row; zero where there is none
	// CreatedWall reports that Created is the wall clock of an unknown zone, written as UTC.
	CreatedWall bool
	Names       map[uint32]string // image name by PID, from netstat -b or a calculated column
	Summary     Summary

	// UDP is another capture of the same moment, which shows the UDP endpoints where
	// this one shows none; nil elsewhere.
	UDP *Capture

	// Table is nil once the rows have been dropped to bound memory.
	Table *Table
}

// HasBound reports whether a row is BOUND.
func (c *Capture) HasBound() bool { return c.Summary.States[Bound] > 0 }

// MaxCaptures is how many captures a section holds; of further ones nothing is kept.
const MaxCaptures = 20_000

// AddCapture ends a capture: it summarizes its rows, appends it to the section, and drops
// what the section's captures keep beyond KeepRows and KeepDetails.
func (s *Section) AddCapture(c *Capture) {
	if len(s.Captures) == MaxCaptures {
		if !s.overflowed {
			s.overflowed = true
			s.Status = StatusPartial
			s.AddNote("capture.too-many", c.Line, strconv.Itoa(MaxCaptures), strconv.Itoa(c.Line))
		}
		return
	}
	c.Path = s.Path
	if c.Table == nil {
		c.Table = new(Table)
	}
	if s.room == nil {
		s.room = new(summarizer)
	}
	c.Summary = s.room.summarize(c.Table)
	c.Table.seal()
	s.Captures = append(s.Captures, c)
	s.retention.Rows, s.retention.Details = KeepRows, KeepDetails
	s.retention.Add(c)
}

// Seal frees what only further captures need.
func (s *Section) Seal() { s.room = nil }
