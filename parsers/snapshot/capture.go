package snapshot

import "time"

// NoPID is the process id of a row whose capture does not name the owner. PID 0 is a
// real value: netstat prints it for TIME_WAIT.
const NoPID = ^uint32(0)

// Row is one line of a connection table, 24 bytes without pointers: a table of a million
// rows costs the garbage collector nothing.
type Row struct {
	Local, Remote uint32 // indexes into the table's addresses; 0 is a missing address
	PID           uint32 // NoPID where the capture has none
	Line          uint32 // line in the file, from 1
	LPort, RPort  uint16 // 0 where missing, or a service's name that no table knows
	State         State
	Proto         Proto
	Family        Family // of the socket, as the row is written: [::ffff:1.2.3.4] is IPv6
}

// Table is one connection table while its rows are kept.
type Table struct {
	Rows  []Row
	Addrs Addresses
}

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
	Created  time.Time         // latest CreationTime of a row; zero where there is none
	Names    map[uint32]string // image name by PID, from netstat -b or a calculated column
	Summary  Summary

	// UDP is another capture of the same moment, which shows the UDP endpoints where
	// this one shows none; nil elsewhere.
	UDP *Capture

	// Table is nil once the rows have been dropped to bound memory.
	Table *Table
}

// KeepRows is how many rows a section keeps over all its captures. Past it the
// captures that show the fewest ports give up their rows and keep their summary; the
// first capture and the fullest one always keep theirs.
const KeepRows = 2 << 20

// AddCapture ends a capture: it summarizes its rows, appends it to the section, and
// drops the rows of lesser captures where the section holds more than KeepRows.
func (s *Section) AddCapture(c *Capture) {
	c.Path = s.Path
	if c.Table == nil {
		c.Table = new(Table)
	}
	c.Summary = Summarize(c.Table)
	s.Captures = append(s.Captures, c)
	kept := 0
	for _, o := range s.Captures {
		if o.Table != nil {
			kept += len(o.Table.Rows)
		}
	}
	for kept > KeepRows {
		i := s.leastPorts()
		if i < 0 {
			return
		}
		kept -= len(s.Captures[i].Table.Rows)
		s.Captures[i].Table = nil
	}
}

// leastPorts returns the capture that may lose its rows: neither the first nor the one
// with most ports in use, or -1.
func (s *Section) leastPorts() int {
	best, least := -1, -1
	for i, c := range s.Captures {
		if c.Table == nil {
			continue
		}
		n := len(c.Summary.TCP)
		if best < 0 || n >= len(s.Captures[best].Summary.TCP) {
			best = i
		}
	}
	for i, c := range s.Captures {
		if i == 0 || i == best || c.Table == nil {
			continue
		}
		if least < 0 || len(c.Summary.TCP) < len(s.Captures[least].Summary.TCP) {
			least = i
		}
	}
	return least
}
