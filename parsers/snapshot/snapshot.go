// Package snapshot is the one normalized model of what was captured on a Windows
// machine. Parsers fill it, everything above reads it, and nothing in it knows the
// format that a value came from beyond naming it.
//
// A [Section] is what one parser read from one place of one file. Connection tables
// are [Capture] values made of pointer-free rows; settings and events are small
// slices. Every value carries the line that it stands on.
package snapshot

// Kind names the kind of artifact that a section is. The names are part of the JSON
// contracts of a diagnosis and of a snapshot.
type Kind string

// The kinds of artifacts.
const (
	KindNetstat       Kind = "netstat"
	KindNetTCP        Kind = "nettcp"
	KindNetUDP        Kind = "netudp"
	KindSystemEvtx    Kind = "system-evtx"
	KindEventText     Kind = "event-text"
	KindRegistry      Kind = "registry"
	KindDynamicPort   Kind = "dynamicport"
	KindExcludedPort  Kind = "excludedport"
	KindNetTCPSetting Kind = "nettcpsetting"
	KindProcess       Kind = "process"
	KindCounts        Kind = "counts"
	KindNetstatS      Kind = "netstat-s"
	KindCounters      Kind = "counters"
	KindSystemInfo    Kind = "systeminfo"
	KindSnapshot      Kind = "snapshot"
	KindUnrecognized  Kind = "unrecognized"
)

// Status says how much of a section could be read.
type Status string

// The states of a section.
const (
	StatusParsed       Status = "parsed"       // all of it
	StatusPartial      Status = "partial"      // good parts kept, damaged parts noted
	StatusDuplicate    Status = "duplicate"    // the same moment stands elsewhere, richer
	StatusUnrecognized Status = "unrecognized" // no parser knows it
	StatusUnreadable   Status = "unreadable"   // no byte of it could be had
)

// Section is what one parser read from one place of one file.
type Section struct {
	Path     string // the artifact's name within the bundle, with forward slashes
	Line     int    // first line, from 1; 0 for binary files
	LastLine int    // last line that belongs to the section
	Kind     Kind
	Encoding string // as textenc names it; empty for binary files
	Status   Status
	Command  string // the command line that introduced the section, if the text shows one
	Heading  string // the line right above the section; blank lines and a fence may lie between
	At       Moment // a time that the text shows above the section
	Next     Moment // a time that stands behind its last table: of what follows
	Zone     string // the time zone that the text above names, as Windows spells it
	Host     string // the computer's name, if the section or the text above names it
	HostHere bool   // Host is of the command alone that introduced the section: what follows may be another's
	Word     string // a word that stands alone in a line above, and may be the computer's name
	Notes    []Note

	// At most one of the following is filled, as Kind says; AutoReuse comes with Ranges.

	Captures   []*Capture
	Ranges     []PortRange
	Exclusions []ExclusionList
	Registry   []RegistryKey
	Events     *EventLog
	Processes  []Process
	System     *SystemInfo
	Counters   *Counters
	Counts     *Counts
	// AutoReuse are ranges whose ports may serve several remote endpoints. A range
	// without ports says that there is none; no range says nothing.
	AutoReuse []PortRange

	retention  Retention
	room       *summarizer
	overflowed bool // MaxCaptures was hit
}

// Note is a remark on a section: damage, a doubt, what to capture instead. It carries
// no sentence: ID selects the text, which the texts table holds in each language.
type Note struct {
	ID   string
	Line int // 0 where the remark is on the whole section
	Args []string
}

// AddNote appends a note to the section.
func (s *Section) AddNote(id string, line int, args ...string) {
	s.Notes = append(s.Notes, Note{ID: id, Line: line, Args: args})
}

// Damage counts what could not be used of a section, and tells on which line it was first.
type Damage struct{ Count, First int }

// Add counts a line.
func (d *Damage) Add(line int) {
	if d.Count == 0 {
		d.First = line
	}
	d.Count++
}

// Proto is a transport protocol.
type Proto uint8

// The transport protocols. ProtoUnknown stands where a file does not say.
const (
	ProtoUnknown Proto = iota
	TCP
	UDP
)

// String returns "tcp", "udp" or "unknown".
func (p Proto) String() string {
	switch p {
	case TCP:
		return "tcp"
	case UDP:
		return "udp"
	}
	return "unknown"
}

// Family is an address family.
type Family uint8

// The address families. FamilyUnknown stands where a file does not say, as in netsh's
// output without its command line.
const (
	FamilyUnknown Family = iota
	IPv4
	IPv6
)

// String returns "ipv4", "ipv6" or "unknown".
func (f Family) String() string {
	switch f {
	case IPv4:
		return "ipv4"
	case IPv6:
		return "ipv6"
	}
	return "unknown"
}
