// Package parsers decides what each part of a file is and hands it to the parser for
// that kind of artifact. Parsers are chosen by content, section by section: one console
// log may hold a netstat table, a port range and a registry key, and a file's name says
// nothing that its text does not.
package parsers

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strconv"

	"github.com/portdx/portdx/parsers/counters"
	"github.com/portdx/portdx/parsers/eventtext"
	"github.com/portdx/portdx/parsers/evtx"
	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/netsh"
	"github.com/portdx/portdx/parsers/netstat"
	"github.com/portdx/portdx/parsers/nettcp"
	"github.com/portdx/portdx/parsers/nettcpsetting"
	"github.com/portdx/portdx/parsers/plaintext"
	"github.com/portdx/portdx/parsers/process"
	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/registry"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/systeminfo"
	"github.com/portdx/portdx/parsers/textenc"
	"github.com/portdx/portdx/parsers/winzone"
)

// MaxSections is the most sections that are read from one file; a loop of captures with
// a line of text before each makes one section per turn.
const MaxSections = 20_000

// textParser reads one kind of section of a text.
type textParser struct {
	name  string
	match func(*textenc.Lines) bool
	parse func(*textenc.Lines, *snapshot.Section)
}

// textParsers lists the parsers of text in the order in which they are asked. netstat
// comes last, since its tables may hold lines of any shape.
func textParsers() []textParser {
	var list []textParser
	// other tells a parser whose sections may hold lines of any shape that another one
	// knows the current line.
	other := func(than string) func(*textenc.Lines) bool {
		return func(l *textenc.Lines) bool {
			return slices.ContainsFunc(list, func(p textParser) bool { return p.name != than && p.match(l) })
		}
	}
	list = []textParser{
		{"netsh", netsh.Match, netsh.Parse},
		{"registry", registry.Match, registry.Parse},
		{"event text", eventtext.Match, func(l *textenc.Lines, s *snapshot.Section) {
			eventtext.Parse(l, s, other("event text"))
		}},
		{"nettcp csv", nettcp.MatchCSV, nettcp.ParseCSV},
		{"nettcp json", nettcp.MatchJSON, nettcp.ParseJSON},
		{"nettcp clixml", nettcp.MatchCLIXML, nettcp.ParseCLIXML},
		{"nettcp table", nettcp.MatchTable, nettcp.ParseTable},
		{"nettcp list", nettcp.MatchList, nettcp.ParseList},
		{"nettcp rows", nettcp.MatchRows, nettcp.ParseRows},
		{"nettcp counts", nettcp.MatchGrouped, nettcp.ParseGrouped},
		{"tcpvcon", nettcp.MatchTcpvcon, nettcp.ParseTcpvcon},
		{"process", process.Match, process.Parse},
		{"nettcpsetting", nettcpsetting.Match, nettcpsetting.Parse},
		{"systeminfo", systeminfo.Match, systeminfo.Parse},
		{"counters", counters.Match, counters.Parse},
		{"netstat", netstat.Match, func(l *textenc.Lines, s *snapshot.Section) {
			known := other("netstat")
			netstat.Parse(l, s, func(l *textenc.Lines) bool {
				_, heading := commandOf(bytes.TrimSpace(l.Text()))
				return heading || known(l)
			})
		}},
	}
	return list
}

func find(list []textParser, l *textenc.Lines) *textParser {
	for i := range list {
		if list[i].match(l) {
			return &list[i]
		}
	}
	return nil
}

// Read reads one file and returns its sections, at least one: a file that no parser
// knows is an unrecognized section with a note on what it seems to be. The size is -1
// where it is not known; path is only carried along.
func Read(path string, r io.Reader, size int64) []*snapshot.Section {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(512)
	switch {
	case len(head) == 0 && err != nil && err != io.EOF:
		return []*snapshot.Section{Unreadable(path, err)}
	case len(head) == 0:
		return unrecognized(path, "", "file.empty")
	case evtx.Match(head):
		s := &snapshot.Section{Path: path, Status: snapshot.StatusParsed}
		evtx.Parse(br, size, s)
		return []*snapshot.Section{s}
	}
	if note := natureOf(head); note != "" {
		if note == "file.office" && bytes.HasPrefix(head, compoundMagic) {
			note = compoundNote(br)
		}
		return Unrecognized(path, note)
	}
	if isZeros(head, br) {
		return Unrecognized(path, "file.zeros")
	}
	if f := plaintext.Detect(head); f != plaintext.None {
		text, enc := textenc.NewReader(br)
		return readText(path, textenc.NewLines(plaintext.NewReader(f, text)), enc, f)
	}
	l := textenc.NewLines(br)
	if l.Encoding() == textenc.Binary {
		return unrecognized(path, l.Encoding(), "file.binary")
	}
	return readText(path, l, "", plaintext.None)
}

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

// readText splits a text into sections. A text whose markup was taken off has the
// encoding of its file.
func readText(path string, l *textenc.Lines, enc textenc.Encoding, markup plaintext.Format) []*snapshot.Section {
	t := &text{path: path, lines: l, parsers: textParsers(), enc: enc, markup: markup}
	for ok := l.Next(); ok; {
		read := t.section()
		if !read || l.Line() == t.start { // a parser that took no line must not stop the file
			ok = l.Next()
			continue
		}
		ok = l.Text() != nil
		if len(t.sections) >= MaxSections {
			t.sections[len(t.sections)-1].AddNote("text.too-many-sections", l.Line(), strconv.Itoa(MaxSections))
			break
		}
	}
	t.end()
	return t.sections
}

// text is a text file while it is read.
type text struct {
	path     string
	lines    *textenc.Lines
	parsers  []textParser
	enc      textenc.Encoding // of the file, where it is not that of the lines
	markup   plaintext.Format // that was taken off
	sections []*snapshot.Section
	start    int             // line on which the last section began
	command  string          // what the lines above say was run
	list     int             // commands that lines one right below the other name
	listEnd  int             // the last of these lines
	at       snapshot.Moment // a time that the lines above name
	zone     string          // a time zone that they name
	moments  moment.Finder
	// ambiguous is a line above with a date whose day and month could be exchanged.
	ambiguous int
	rest      unclaimed
}

// section reads a section that begins at the current line. It returns false for a line
// that no parser knows, having learned from it what it says about the next section.
func (t *text) section() bool {
	line := t.lines.Text()
	if p := find(t.parsers, t.lines); p != nil {
		t.start = t.lines.Line()
		s := &snapshot.Section{
			Path: t.path, Line: t.start, LastLine: t.start, Encoding: string(t.encoding()),
			Status: snapshot.StatusParsed, Command: t.command, At: t.at, Zone: t.zone,
		}
		if t.ambiguous > 0 {
			s.AddNote("capture.ambiguous-date", t.ambiguous, strconv.Itoa(t.ambiguous))
			t.ambiguous = 0
		}
		p.parse(t.lines, s)
		dateFirst(s)
		s.Seal()
		hollow(s)
		if len(s.Captures) > 0 {
			t.at = s.Next
		}
		t.sections = append(t.sections, s)
		return true
	}
	trimmed := bytes.TrimSpace(line)
	if command, ok := prompt.Parse(line); ok {
		t.command = command
	} else if c, ok := commandOf(trimmed); ok {
		t.named(c)
		if at, ok := moment.In(trimmed); ok {
			t.at = at
		}
	} else if at, ok, ambiguous := t.moments.Line(trimmed, t.lines.Line()); ok {
		t.at, t.ambiguous = at, 0
	} else if ambiguous > 0 {
		t.ambiguous = ambiguous
	} else if winzone.IsName(string(trimmed)) { // tzutil /g
		t.zone = string(trimmed)
	}
	t.rest.see(trimmed, t.lines.Long())
	return false
}

// minList is how many lines make a list of commands; scripts name a command twice at
// most, in a heading and as they run it.
const minList = 3

// named takes note of a command that a line of text names. Several one right below the
// other are a list, such as a table of contents: which of them wrote what follows is not
// known.
func (t *text) named(command string) {
	line := t.lines.Line()
	if t.listEnd != line-1 {
		t.list = 0
	}
	t.list++
	t.listEnd, t.command = line, command
	if t.list >= minList {
		t.command = ""
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

// end closes the file: an error becomes a note, and a text without any section is named
// as what it seems to be.
func (t *text) end() {
	err := t.lines.Err()
	if len(t.sections) == 0 {
		id, args := t.rest.nature()
		if note := markupNotes[t.markup]; note.nothing != "" && id == "text.unrecognized" {
			id = note.nothing
		}
		t.sections = unrecognized(t.path, t.encoding(), id, args...)
		t.sections[0].LastLine = t.lines.Line()
	} else if note := markupNotes[t.markup]; note.removed != "" {
		t.sections[0].AddNote(note.removed, 0)
	}
	if err != nil {
		s := t.sections[len(t.sections)-1]
		if s.Status == snapshot.StatusParsed {
			s.Status = snapshot.StatusPartial
		}
		s.AddNote("file.read-error", t.lines.Line(), err.Error())
	}
}

// encoding returns the encoding of the current line in the file.
func (t *text) encoding() textenc.Encoding {
	if t.enc != "" {
		return t.enc
	}
	return t.lines.Encoding()
}

// markupNotes are the notes on a text whose markup was taken off: where something was
// found in it, and where nothing was.
var markupNotes = map[plaintext.Format]struct{ removed, nothing string }{
	plaintext.HTML: {"text.html-removed", "text.html"},
	plaintext.RTF:  {"text.rtf-removed", "text.rtf"},
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
