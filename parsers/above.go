package parsers

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/counts"
	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/winzone"
)

const (
	maxHeading = 400 // bytes of a line that may head a section
	maxCommand = 200 // bytes of a line that is a command and no running text
	// maxZoneLine is how many bytes a line has at most that names a time zone.
	maxZoneLine = 160

	maxContinued = 2000 // bytes of a command that goes on over several lines

	// minList is how many lines make a list of commands; scripts name a command twice at
	// most, in a heading and as they run it.
	minList = 3
)

// above is what the lines above a section say about it.
type above struct {
	command   string // that was run
	commandAt int    // the last line of it, where the text shows its number; 0 below a prompt without a command
	fresh     bool   // nothing that it printed was passed
	list      int    // commands that lines right below each other name
	listEnd   int    // the last of these lines
	heading   []byte // the line right above; blank lines and a fence may lie between
	at        snapshot.Moment
	zone      string
	zones     int // that were named
	ambiguous int // a line with a date whose day and month could be exchanged; 0 where there is none
	moments   moment.Finder
	whose     whose
}

// prompt takes note of the command behind a prompt in the n-th line, which may be none.
func (a *above) prompt(line []byte, command string, n int) {
	a.command, a.heading = command, a.heading[:0]
	a.commandAt, a.fresh = n, true
	a.whose.prompt(line, command)
}

// goesOn reports whether the n-th line goes on with the command of the line above it, and
// takes it over: PowerShell waits for more behind a bar, a comma or a bracket that is open.
func (a *above) goesOn(line []byte, n int) bool {
	if a.commandAt != n-1 || len(a.command) == 0 || len(line) == 0 || len(a.command)+len(line) > maxContinued || !isOpen(a.command) {
		return false
	}
	a.command, a.commandAt = a.command+" "+string(line), n
	return true
}

// isOpen reports whether a command goes on in the next line.
func isOpen(command string) bool {
	switch command[len(command)-1] {
	case '|', ',', '{', '(', '`', ';':
		return true
	}
	return strings.Count(command, "{") > strings.Count(command, "}")
}

// counted is what a count of the current line needs to know of its command.
func (a *above) counted() counts.Above { return counts.Above{Command: a.command, Fresh: a.fresh} }

// line takes note of the n-th line of the text, without white space around it, and reports
// whether it names a command. That is asked first, since such a line often holds the time
// of a loop's turn as well; no line is two of the others.
func (a *above) line(line []byte, n int) (isCommand bool) {
	if a.goesOn(line, n) {
		return true
	}
	if command, ok := commandOf(line); ok {
		a.name(command, n)
		a.whose.heading(line, command)
		a.heading = a.heading[:0]
		if at, ok := moment.In(line); ok {
			a.at = at
		}
		return len(line) < maxCommand
	}
	a.head(line)
	if at, ok, ambiguous := a.moments.Line(line, n); ok {
		a.at, a.ambiguous = at, 0
	} else if ambiguous > 0 {
		a.ambiguous = ambiguous
	} else if zone := zoneIn(line); zone != "" {
		a.nameZone(zone)
	} else {
		a.whose.line(line, n)
	}
	return false
}

// maxZones is how many zones a text may name and still mean one; tzutil /l lists them all.
const maxZones = 2

// nameZone takes note of a zone. The last one counts.
func (a *above) nameZone(zone string) {
	if zone != a.zone {
		a.zones++
	}
	if a.zone = zone; a.zones > maxZones {
		a.zone = ""
	}
}

// zoneIn returns the zone that a line names: that of tzutil /g, alone or behind a label as
// Get-TimeZone prints it, or in the quotation marks of w32tm /tz. It is empty for another
// line.
func zoneIn(line []byte) string {
	if len(line) > maxZoneLine || !bytes.Contains(line, []byte("Time")) && !bytes.Contains(line, []byte("UTC")) {
		return ""
	}
	text := string(bytes.Trim(line, "\"'"))
	if _, value, ok := strings.Cut(text, `[Standard Name:"`); ok { // w32tm /tz
		value, _, _ = strings.Cut(value, `"`)
		if winzone.IsName(value) {
			return value
		}
	}
	if winzone.IsName(text) {
		return text
	}
	if _, value, ok := strings.Cut(text, ":"); ok {
		if value = strings.Trim(value, " \t\"'"); winzone.IsName(value) {
			return value
		}
	}
	return ""
}

// name takes note of a command. Several right below each other are a list, such as a table
// of contents: which of them wrote what follows is not known.
func (a *above) name(command string, n int) {
	if a.listEnd != n-1 {
		a.list = 0
	}
	a.list++
	a.listEnd, a.command = n, command
	a.commandAt, a.fresh = n, true
	if a.list >= minList {
		a.command = ""
	}
}

// head keeps a line as the heading of what follows.
func (a *above) head(line []byte) {
	if len(line) == 0 || isFence(line) {
		return
	}
	a.fresh = a.fresh && len(bytes.Trim(line, "-=*_# ")) == 0
	a.heading = a.heading[:0]
	if len(line) <= maxHeading {
		a.heading = append(a.heading, line...)
	}
}

// pass forgets what was said of a section that was read: the next one has another line
// above it, and a time of its own where tables end with one.
func (a *above) pass(s *snapshot.Section) {
	a.heading, a.fresh = a.heading[:0], false
	if len(s.Captures) > 0 {
		a.at = s.Next
	}
}

// isFence reports whether a line begins or ends a block of code in Markdown.
func isFence(line []byte) bool { return bytes.HasPrefix(line, []byte("```")) }
