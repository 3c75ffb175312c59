package parsers

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/plaintext"
	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// readText splits a text into sections: a parser reads each part that it knows, and the
// lines between tell when and by which command the next part was made, whether it is
// this machine's or only quoted, and what a text is that no parser knows. A text whose
// markup was taken off has the encoding of its file.
func readText(path string, l *textenc.Lines, enc textenc.Encoding, markup plaintext.Format, m *meter) []*snapshot.Section {
	t := &text{path: path, lines: l, enc: enc, markup: markup, meter: m}
	t.parsers = textParsers(&t.above)
	m.begin(costText)
	for ok := l.Next(); ok; {
		if t.isRunning() {
			t.between()
			ok = l.Next()
		} else if command, isPrompt := prompt.Parse(l.Text()); isPrompt {
			t.prompt(command)
			ok = l.Next()
		} else if p := t.find(); p == nil {
			t.between()
			ok = l.Next()
		} else if len(t.sections) == MaxSections {
			t.sections[MaxSections-1].AddNote("text.too-many-sections", l.Line(), strconv.Itoa(MaxSections))
			break
		} else if t.kept > MaxFileKept {
			t.sections[len(t.sections)-1].AddNote("text.too-much", l.Line(), strconv.Itoa(MaxFileKept))
			break
		} else {
			ok = t.section(p)
		}
		l.SetWhole(false)
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
	places   []place // of the sections

	meter    *meter
	paid     int64 // bytes of the text that are paid for
	paidLine int   // and lines
	kept     int64 // bytes that stay in memory of the sections

	above  above        // what is known of the next section
	around surroundings // what kind of text it stands in
	rest   unclaimed    // what a text without any section seems to be
}

// find returns the parser that knows the current line. Where a log puts something before
// each line, the lines of a section are read without it if its first line has it too: a
// table whose head has no such thing in front has a column of that shape. What no parser
// knows without the prefix may be known as it stands.
func (t *text) find() *textParser {
	l := t.lines
	has := l.HasPrefix()
	if has {
		if p := find(t.parsers, l); p != nil {
			return p
		}
	}
	l.SetWhole(true)
	p := find(t.parsers, l)
	if p == nil {
		l.SetWhole(false)
	}
	return p
}

// prompt learns from a line with a prompt.
func (t *text) prompt(command string) {
	line := bytes.TrimSpace(t.lines.Text())
	t.above.prompt(line, command, t.lines.Line())
	t.around.prompt(line, command)
	t.rest.see(line, command != "", t.lines.Long())
}

// between learns from a line that no parser knows.
func (t *text) between() {
	line := bytes.TrimSpace(t.lines.Text())
	isCommand := t.above.line(line, t.lines.Line())
	t.around.see(line)
	t.rest.see(line, isCommand, t.lines.Long())
	if t.lines.Line()%payLines == 0 {
		t.pay(nil)
	}
}

// section reads the section that begins at the current line, and reports whether a line
// stands below it.
func (t *text) section(p *textParser) bool {
	s, first := t.begin(), t.lines.Line()
	at, mayTell := t.around.place(t.lines.Text()), t.around.mayTell(t.lines)
	t.pay(nil)
	if p.name == "netstat" {
		t.meter.begin(0)
	}
	p.parse(t.lines, s)
	t.pay(s)
	if mayTell {
		t.around.weigh(s)
	}
	dateFirst(s)
	s.Seal()
	hollow(s)
	t.above.whose.tell(s)
	t.kept += s.Kept()
	t.above.pass(s)
	t.around.pass()
	t.sections, t.places = append(t.sections, s), append(t.places, at)
	if t.lines.Line() == first && t.lines.Text() != nil { // a parser that took no line must not stop the file
		return t.lines.Next()
	}
	return t.lines.Text() != nil
}

// begin returns the section that begins at the current line, with what is known of it.
func (t *text) begin() *snapshot.Section {
	a, line := &t.above, t.lines.Line()
	s := &snapshot.Section{
		Path: t.path, Line: line, LastLine: line, Encoding: string(t.encoding()), Status: snapshot.StatusParsed,
		Command: a.command, Heading: string(a.heading), At: a.at, Zone: a.zone,
	}
	if s.At.Source == snapshot.TimeUnknown {
		s.At, _ = moment.In(t.lines.Prefix())
	}
	if a.ambiguous > 0 {
		s.AddNote("capture.ambiguous-date", a.ambiguous, strconv.Itoa(a.ambiguous))
		a.ambiguous = 0
	}
	return s
}

// end closes the file: what is quoted is dropped, a text without any section is named as
// what it seems to be, and an error becomes a note.
func (t *text) end() {
	t.pay(nil)
	t.disownQuoted()
	if len(t.sections) == 0 && t.above.zone != "" && t.rest.lines <= zoneLines {
		t.sections = []*snapshot.Section{zoneSection(t.path, t.encoding(), t.above.zone)}
		t.above.whose.tell(t.sections[0])
	} else if len(t.sections) == 0 {
		id, args := t.nature()
		t.sections = unrecognized(t.path, t.encoding(), id, args...)
		t.sections[0].LastLine = t.lines.Line()
		t.sections[0].Zone = t.above.zone
	} else if note := markupNotes[t.markup]; note.removed != "" {
		t.sections[0].AddNote(note.removed, 0)
	}
	if last := t.sections[len(t.sections)-1]; last.Zone == "" { // a script may ask for the zone last
		last.Zone = t.above.zone
	}
	if err := t.lines.Err(); err != nil {
		s := t.sections[len(t.sections)-1]
		if s.Status == snapshot.StatusParsed {
			s.Status = snapshot.StatusPartial
		}
		s.AddNote("file.read-error", t.lines.Line(), err.Error())
	}
}

// nature returns the note that fits a text without any section: what its lines show, else
// what they are written in.
func (t *text) nature() (id string, args []string) {
	if id, args = t.rest.nature(); id != "text.unrecognized" {
		return id, args
	}
	if t.around.isProgram() {
		return "text.code", nil
	}
	if note := markupNotes[t.markup]; note.nothing != "" {
		return note.nothing, nil
	}
	return id, nil
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
