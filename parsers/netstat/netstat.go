// Package netstat reads the connection tables that Windows' netstat prints: any of the
// options -a -n -o -b -q -t, with and without a header, in the languages of Windows, and
// loops such as `netstat -ano 5`, which repeat the table.
//
// A row is recognized by its shape, never by its column positions, which long IPv6
// addresses shift. A row that the fast reader does not understand goes to a slow one,
// which also repairs what copying does to a text: quotes, commas, cells, comment signs.
package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// MaxRows is the most rows that one table may hold: both port spaces filled many times
// over. Further rows are counted and noted.
const MaxRows = 4 << 20

// Match reports whether a table begins at the current line: a row, a title with a header
// and a row below it, in any language, or a header right above a row.
func Match(l *textenc.Lines) bool {
	return (looksLikeRow(l.Text()) || isTitle(l) || isBareHeader(l)) && !isExample(l)
}

// Parse reads the tables from the current line on, up to a line for which other answers
// true, a prompt, or a line that names a netstat command: those begin a new section.
func Parse(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
	s.Kind = snapshot.KindNetstat
	p := &parser{section: s}
	for ok := true; ok; ok = l.Next() {
		if !p.line(l, other) {
			break
		}
		s.LastLine = l.Line()
	}
	p.endCapture()
	s.Next = p.at
	p.notes()
}

// parser holds what is known between two lines.
type parser struct {
	section *snapshot.Section
	capture *snapshot.Capture
	rows    rowReader
	pid     uint32 // owner of the row above, for the lines of -b

	hasRow   bool // a row was read since the last title
	prefixed bool // a log puts something before each line
	halved   bool // the next line is the end of a row that was read

	again     again
	further   int  // tables that began without a title
	listening bool // a known word for LISTENING was read
	at        snapshot.Moment
	moments   moment.Finder

	bad       snapshot.Damage // rows that could not be read
	dropped   snapshot.Damage // rows past MaxRows
	empty     snapshot.Damage // titles without a row
	long      snapshot.Damage // lines that were cut
	unmapped  snapshot.Damage // rows in a state that no table knows
	word      string          // the first such state
	elevation int             // line that asks for elevation
	ambiguous snapshot.Damage // dates between tables whose day and month could be exchanged
}

// line handles one line and reports whether it belongs to the section.
func (p *parser) line(l *textenc.Lines, other func(*textenc.Lines) bool) bool {
	line := l.Text()
	if l.Long() {
		p.long.Add(l.Line())
	}
	if p.halved {
		p.halved = false
		return true
	}
	if p.row(l, line, l.Line()) {
		return true
	}
	if p.prefixed {
		line, _ = unprefixed(line)
	}
	trimmed := bytes.TrimSpace(withoutMarkup(line))
	switch {
	case p.hasRow && isCutRow(trimmed):
		p.bad.Add(l.Line())
		p.pid = snapshot.NoPID
		return true
	case len(trimmed) == 0, p.owner(line, trimmed):
		return true
	case isTitle(l), (p.capture == nil || p.hasRow) && isBareHeader(l):
		p.title(l)
		return true
	case p.capture != nil && !p.hasRow && isHeader(trimmed):
		return true
	case line[0] == '\f':
		return false
	}
	if prompt.Is(line) || NamesCommand(line) || other(l) {
		return false
	}
	if at, ok, ambiguous := p.moments.Line(trimmed, l.Line()); ok {
		p.at = at
		if p.hasRow { // what follows without a title is of another moment
			p.endCapture()
		}
	} else if ambiguous > 0 {
		p.ambiguous.Add(ambiguous)
	}
	p.pid = snapshot.NoPID
	return true
}

// title begins a capture at the current line.
func (p *parser) title(l *textenc.Lines) {
	p.endCapture()
	p.begin(l.Text(), l.Prefix(), l.Line())
	p.capture.Header = true
}

// begin begins a capture at a line. What a log puts before the line, or before each line of
// the text, may be its time.
func (p *parser) begin(text, before []byte, line int) {
	s := p.section
	at := p.at
	if at.Source == snapshot.TimeUnknown {
		at = s.At
	}
	rest, prefixed := unprefixed(text)
	if p.prefixed = prefixed; prefixed && at.Source == snapshot.TimeUnknown {
		at, _ = moment.In(text[:len(text)-len(rest)])
	}
	if at.Source == snapshot.TimeUnknown {
		at, _ = moment.In(before)
	}
	p.at, s.At = snapshot.Moment{}, snapshot.Moment{}
	p.capture = &snapshot.Capture{
		Line: line, LastLine: line, Format: snapshot.KindNetstat, Command: s.Command,
		At: at, Table: new(snapshot.Table),
	}
	p.rows.table = p.capture.Table
	p.hasRow = false
	p.again.reset()
}

// row reads a row into the table and reports whether the line was meant as one.
func (p *parser) row(l *textenc.Lines, line []byte, number int) bool {
	var r snapshot.Row
	word, ok := p.rows.fast(line, &r)
	if !ok {
		if !looksLikeRow(line) {
			return false
		}
		if word, ok = p.rows.slow(line, &r); !ok {
			word, p.halved = p.rows.wrapped(l, line, &r)
			ok = p.halved
		}
		if !ok {
			p.bad.Add(number)
			p.pid = snapshot.NoPID
			return true
		}
	}
	if p.capture == nil {
		p.begin(line, l.Prefix(), number)
		p.rows.move(&r)
	}
	if r.State == snapshot.Listen {
		p.listening = true
	}
	if r.State == snapshot.Unmapped {
		p.decideState(&r, word, number)
	}
	if !p.capture.Header && p.again.beginAnew(&r) {
		p.split(l, line, number, &r)
	}
	r.Line = uint32(number)
	p.pid, p.hasRow, p.capture.LastLine = r.PID, true, number
	if r.PID != snapshot.NoPID {
		p.capture.HasPID = true
	}
	if p.rows.image != nil {
		p.name(r.PID, p.rows.image)
		p.rows.image = nil
	}
	if p.capture.Table.Len() >= MaxRows {
		p.dropped.Add(number)
		return true
	}
	p.capture.Table.Append(r)
	return true
}

// decideState maps a word that no table knows by the shape of its row: a listener has no
// remote port, and only TIME_WAIT rows belong to PID 0. Where the table has listeners
// under a known word, another word without a remote port is something else, most likely a
// bound socket of -q.
func (p *parser) decideState(r *snapshot.Row, word []byte, number int) {
	if p.unmapped.Count == 0 {
		p.word = clip(word)
	}
	p.unmapped.Add(number)
	switch {
	case r.RPort == 0 && p.listening:
		r.State = snapshot.Unmapped
	case r.RPort == 0:
		r.State = snapshot.Listen
	case r.PID == 0:
		r.State = snapshot.TimeWait
	}
}

func (p *parser) endCapture() {
	switch {
	case p.capture == nil:
	case !p.hasRow: // a title alone is no table of an idle machine
		p.empty.Add(p.capture.Line)
	default:
		p.section.AddCapture(p.capture)
	}
	p.capture = nil
}
