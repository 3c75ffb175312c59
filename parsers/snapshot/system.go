package snapshot

// SystemInfo is what systeminfo says of a machine.
type SystemInfo struct {
	HostName string
	OSName   string
	Build    int // of Windows; 0 where unknown
	// Boot is when Windows started, by the wall clock of the machine; its source is
	// TimeUnknown where the output does not tell day and month apart.
	Boot Moment
	// Zone is the zone's name as Windows' registry has it, where the output tells which
	// of the zones with daylight saving it is. OffsetMinutes is the distance of standard
	// time from UTC, positive east of Greenwich.
	Zone             string
	OffsetMinutes    int
	OffsetKnown      bool
	DomainController Answer

	OSLine, BuildLine, BootLine, RoleLine int // 0 where the value is not there
}

// Answer is an answer that may be missing.
type Answer uint8

// The answers.
const (
	AnswerUnknown Answer = iota
	AnswerNo
	AnswerYes
)
