package snapshot

// CountBy is a set of properties by which connections were counted.
type CountBy uint8

// The properties. CountByOther stands for one that nothing names.
const (
	CountByState CountBy = 1 << iota
	CountByProcess
	CountByRemoteAddress
	CountByRemotePort
	CountByLocalAddress
	CountByLocalPort
	CountByOther
	CountByImage // the name of a program
)

// Counts are numbers of connections with something in common, as Group-Object or find /c
// write them. They count rows of a table that is not there: not ports, and without what
// else the rows would show.
type Counts struct {
	Proto Proto
	By    CountBy
	// State is the only state that was counted; StateNone for all of them.
	State State
	// Filtered reports that not all connections, or not all states, were counted.
	Filtered bool
	// Lines reports that lines of netstat were counted, with those of UDP.
	Lines bool
	// Cut reports that only the largest groups are there.
	Cut    bool
	Groups int            // that were read
	Rows   int            // connections in them
	States [NumStates]int // and of these, in each state that is known
	// Entries are the largest groups, the largest first, of equals in the order of the file.
	Entries []CountEntry
}

// CountEntry is one group. What does not distinguish it is empty: StateNone, NoPID, "", -1.
type CountEntry struct {
	Count   int
	State   State
	PID     uint32
	Process string // image name, as Get-Process writes it
	Address string // remote, or local where local ones were counted
	Port    int    // likewise
	Line    int
}
