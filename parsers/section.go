package parsers

import (
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Unrecognized returns the section that stands for a file that is known to hold no
// capture; the note says what it is.
func Unrecognized(path, note string) []*snapshot.Section { return unrecognized(path, "", note) }

// Unreadable returns the section that stands for a file whose bytes could not be had.
func Unreadable(path string, err error) *snapshot.Section {
	s := &snapshot.Section{Path: path, Kind: snapshot.KindUnrecognized, Status: snapshot.StatusUnreadable}
	s.AddNote("file.unreadable", 0, err.Error())
	return s
}

func unrecognized(path string, enc textenc.Encoding, note string, args ...string) []*snapshot.Section {
	s := &snapshot.Section{
		Path: path, Line: 1, LastLine: 1, Kind: snapshot.KindUnrecognized,
		Encoding: string(enc), Status: snapshot.StatusUnrecognized,
	}
	s.AddNote(note, 0, args...)
	return []*snapshot.Section{s}
}

// zoneLines is how many lines with text a file has at most that holds a time zone and
// nothing else, as Get-TimeZone prints it.
const zoneLines = 12

// zoneSection returns the section of a file that names the computer's time zone and holds
// nothing else.
func zoneSection(path string, enc textenc.Encoding, zone string) *snapshot.Section {
	s := &snapshot.Section{
		Path: path, Line: 1, LastLine: 1, Kind: snapshot.KindSystemInfo,
		Encoding: string(enc), Status: snapshot.StatusParsed, Zone: zone,
	}
	s.AddNote("text.zone", 0, zone)
	return s
}

// disown makes a section one that holds nothing, and says why.
func disown(s *snapshot.Section, note string) {
	*s = snapshot.Section{
		Path: s.Path, Line: s.Line, LastLine: s.LastLine, Kind: snapshot.KindUnrecognized,
		Encoding: s.Encoding, Status: snapshot.StatusUnrecognized,
	}
	s.AddNote(note, s.Line)
}

// hollow marks a section of connections that has none as nothing that could be read: its
// notes say why. Every machine has listeners, so an empty table is no evidence of calm.
func hollow(s *snapshot.Section) {
	switch s.Kind {
	case snapshot.KindNetstat, snapshot.KindNetTCP, snapshot.KindNetUDP:
		if len(s.Captures) == 0 {
			s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		}
	}
}

// dateFirst gives the first table of a section the time that the text above it names,
// unless its parser has.
func dateFirst(s *snapshot.Section) {
	if len(s.Captures) == 0 || s.At.Source == snapshot.TimeUnknown {
		return
	}
	if c := s.Captures[0]; c.At.Source == snapshot.TimeUnknown {
		c.At = s.At
	}
	s.At = snapshot.Moment{}
}
