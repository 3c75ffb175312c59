// Package eventtext reads exports of Windows event logs as text: what wevtutil,
// Get-WinEvent, Get-EventLog and the event viewer print, save and copy. They become the
// same model as an .evtx file, as far as they hold it: most carry no zone, some no record
// ids, and many are what a query has left of a log.
package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// form is one way in which events are written.
type form struct {
	match func(*textenc.Lines) bool
	read  func(*reader)
}

// forms lists the forms. No line matches two of them.
func forms() []form {
	return []form{
		{matchXML, readXML},
		{matchFriendly, readFriendly},
		{matchJSON, readJSON},
		{matchCSV, readCSV},
		{matchTable, readTable},
		{matchList, readList},
		{matchBlock, readBlocks},
	}
}

// Match reports whether an export of events begins at the current line.
func Match(l *textenc.Lines) bool {
	if len(l.Text()) == 0 {
		return false
	}
	return matchXML(l) || matchFriendly(l) || matchJSON(l) || matchCSV(l) || matchTable(l) || matchList(l) || matchBlock(l)
}

// Parse reads one export. Messages may hold lines of any shape: starts reports whether
// another artifact begins at the current line.
func Parse(l *textenc.Lines, s *snapshot.Section, starts func(*textenc.Lines) bool) {
	s.LastLine = l.Line()
	r := &reader{lines: l, section: s, starts: starts, out: &collector{section: s}}
	for _, f := range forms() {
		if f.match(l) {
			f.read(r)
			break
		}
	}
	r.out.finish()
}

// reader is an export that is being read.
type reader struct {
	lines   *textenc.Lines
	section *snapshot.Section
	starts  func(*textenc.Lines) bool
	out     *collector
}

// foreign reports whether the current line belongs to something else: a prompt, or what
// another parser reads.
func (r *reader) foreign() bool {
	if prompt.Is(r.lines.Text()) {
		return true
	}
	return r.starts(r.lines)
}

// own makes the current line part of the section.
func (r *reader) own() { r.section.LastLine = r.lines.Line() }

// blank reports whether a line holds nothing.
func blank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// isNumber reports whether a text is a number of at most ten digits.
func isNumber(text []byte) bool {
	if len(text) == 0 || len(text) > 10 {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
