package parsers

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/plaintext"
	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/registry"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
	"github.com/portdx/portdx/parsers/winzone"
)

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
	around    surroundings
	places    []place // of the sections
}

// section reads a section that begins at the current line. It returns false for a line
// that no parser knows, having learned from it what it says about the next section.
func (t *text) section() bool {
	line := t.lines.Text()
	command, isPrompt := prompt.Parse(line)
	if p := find(t.parsers, t.lines); p != nil && !isPrompt {
		t.start = t.lines.Line()
		s := &snapshot.Section{
			Path: t.path, Line: t.start, LastLine: t.start, Encoding: string(t.encoding()),
			Status: snapshot.StatusParsed, Command: t.command, Heading: t.around.heading, At: t.at, Zone: t.zone,
		}
		if t.ambiguous > 0 {
			s.AddNote("capture.ambiguous-date", t.ambiguous, strconv.Itoa(t.ambiguous))
			t.ambiguous = 0
		}
		at, isFile := place{t.around.closer != "" || endsOpen(line), t.around.code}, registry.MatchFile(t.lines)
		p.parse(t.lines, s)
		if isFile && t.around.prose && !t.around.asked && !registry.IsWhole(s) {
			t.belowText(s)
		}
		t.around.next()
		dateFirst(s)
		s.Seal()
		hollow(s)
		if len(s.Captures) > 0 {
			t.at = s.Next
		}
		t.sections, t.places = append(t.sections, s), append(t.places, at)
		return true
	}
	trimmed := bytes.TrimSpace(line)
	t.around.see(trimmed, isPrompt, command != "")
	names := command != "" // a command whose output is evidence
	if isPrompt {
		t.command, t.around.heading = command, ""
	} else if c, ok := commandOf(trimmed); ok {
		t.named(c)
		t.around.heading, names = "", len(trimmed) < maxCommand
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
	t.rest.see(trimmed, names, t.lines.Long())
	return false
}

// belowText treats a .reg text that stands below sentences. An instruction is not used;
// what else stands there may be one, so that a dump of the same key counts more.
func (t *text) belowText(s *snapshot.Section) {
	if t.around.advice {
		disown(s, "registry.in-text")
		return
	}
	if len(s.Registry) > 0 {
		s.AddNote("registry.below-text", s.Line)
	}
	for i := range s.Registry {
		s.Registry[i].Doubtful = true
	}
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
	t.disownQuoted()
	if len(t.sections) == 0 {
		id, args := t.rest.nature()
		if id == "text.unrecognized" && t.around.isProgram() {
			id = "text.code"
		}
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
	plaintext.JSON: {"text.json-resolved", ""},
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
