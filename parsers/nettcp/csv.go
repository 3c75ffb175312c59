package nettcp

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxRecordLines is how many lines one record may take. None of the columns holds line
// ends, so a longer one is a quotation mark that was never closed.
const maxRecordLines = 16

// typeLine begins the first line that Export-Csv of Windows PowerShell writes.
var typeLine = []byte("#TYPE ")

// MatchCSV reports whether CSV of a connection table begins at the current line, with
// its #TYPE line or with its header, or an export that has lost the table.
func MatchCSV(l *textenc.Lines) bool {
	text := l.Text()
	if lostNote(l) != "" {
		return true
	}
	if bytes.HasPrefix(text, typeLine) {
		next, ok := l.Peek(1)
		if !ok {
			return false
		}
		row, _ := l.Peek(2)
		_, ok = parseHeader(next, row)
		return ok
	}
	next, ok := l.Peek(1)
	h, isHead := parseHeader(text, next)
	if !isHead {
		_, ok = headless(text)
		return ok
	}
	return !ok || len(bytes.TrimSpace(next)) == 0 || bytes.IndexByte(next, h.comma) >= 0 ||
		h.comma == '|' && isRule([]string{string(next)})
}

// ParseCSV reads the tables that follow each other, as ConvertTo-Csv in a loop appends
// them: one capture for each header. A table ends where another parser knows the line.
func ParseCSV(l *textenc.Lines, s *snapshot.Section, foreign func(*textenc.Lines) bool) {
	s.LastLine = l.Line()
	if note := lostNote(l); note != "" {
		unusable(s, note)
		passLost(l, s)
		return
	}
	c := &collector{section: s, proto: protoHint(s.Command), foreign: foreign}
	if h, ok := headless(l.Text()); ok {
		c.begin(l.Line())
		c.capture.HasPID = true
		c.readCSV(l, h, false)
		c.notes()
		return
	}
	for ok := true; ok && l.Text() != nil; {
		line := l.Line()
		if bytes.HasPrefix(l.Text(), typeLine) {
			c.proto = typeHint(l.Text(), s.Command)
			s.LastLine = line
			l.Next()
		}
		var h header
		if h, ok = headerOf(l); ok {
			c.begin(line)
			c.capture.HasPID = h.has[owner]
			c.readCSV(l, h, true)
		}
		ok = ok && (bytes.HasPrefix(l.Text(), typeLine) && MatchCSV(l) || isHeader(l))
	}
	c.notes()
}

// headerOf reads the header at the current line.
func headerOf(l *textenc.Lines) (header, bool) {
	row, _ := l.Peek(1)
	return parseHeader(l.Text(), row)
}

func isHeader(l *textenc.Lines) bool {
	_, ok := headerOf(l)
	return ok
}

// protoHint returns the protocol that the command's name tells.
func protoHint(command string) snapshot.Proto {
	if b := bytes.ToLower([]byte(command)); bytes.Contains(b, []byte("get-net")) {
		return protocolOf(b)
	}
	return snapshot.ProtoUnknown
}

// typeHint returns the protocol that a #TYPE line names, or the command.
func typeHint(line []byte, command string) snapshot.Proto {
	switch {
	case bytes.Contains(line, []byte("NetUDPEndpoint")):
		return snapshot.UDP
	case bytes.Contains(line, []byte("NetTCPConnection")):
		return snapshot.TCP
	}
	return protoHint(command)
}

// csvTable is one table while it is read.
type csvTable struct {
	*collector
	lines   *textenc.Lines
	header  header
	first   int    // line of the table
	head    []byte // the header's line, nil where it is left out
	skip    bool   // the next record is the header
	pending int    // lines that were read since the last record
	gaveUp  bool   // they were too many
}

// readCSV reads one table from the current line, its header where that is not left out, to
// the line that ends it. After a record that does not end, reading begins anew at the line
// where it was given up.
func (c *collector) readCSV(l *textenc.Lines, h header, headed bool) {
	t := &csvTable{collector: c, lines: l, header: h, first: l.Line(), skip: headed}
	if headed {
		t.head = bytes.Clone(l.Text())
	}
	for t.gaveUp = true; t.gaveUp; {
		t.records()
	}
}

// records reads records up to the end of the table, or to one that does not end.
func (t *csvTable) records() {
	t.pending, t.gaveUp = 0, false
	base := t.lines.Line() - 1
	r := csvReader(t.lines.Section(t.ends), t.header.comma)
	for {
		cells, err := r.Read()
		t.pending = 0
		if err == io.EOF {
			return
		}
		if err != nil {
			t.bad.Add(base + errorLine(err))
			continue
		}
		line, _ := r.FieldPos(0)
		line += base
		t.section.LastLine = line
		if t.skip {
			t.skip = false
			continue
		}
		t.csvRow(t.header, cells, line)
	}
}

// ends reports whether the current line is none of the table, or one too many of a record.
func (t *csvTable) ends(line []byte) bool {
	blank := len(bytes.TrimSpace(line)) == 0
	switch {
	case blank && t.lines.Line() == t.first+1: // a tool may leave a line free below the header
		next, _ := t.lines.Peek(1)
		return bytes.IndexByte(next, t.header.comma) < 0
	case blank, bytes.HasPrefix(line, typeLine), t.head != nil && bytes.Equal(line, t.head), prompt.Is(line),
		t.pending == 0 && t.isOver(t.lines, t.header):
		return true
	}
	t.pending++
	t.gaveUp = t.pending > maxRecordLines
	return t.gaveUp
}

// isOver reports whether the current line, where a record could begin, belongs to
// something else than the table: another parser knows it, or it is one cell and no row
// stands below it.
func (c *collector) isOver(l *textenc.Lines, h header) bool {
	cells := func(line []byte) int { return bytes.Count(line, []byte{h.comma}) + 1 }
	n := cells(l.Text())
	if n >= len(h.columns) || h.comma == '|' && isRule([]string{string(l.Text())}) {
		return false
	}
	next, ok := l.Peek(1)
	return n == 1 && (!ok || cells(next) < len(h.columns)) || c.foreign(l)
}

// errorLine returns the line on which the record of a CSV error starts.
func errorLine(err error) int {
	if pe, ok := errors.AsType[*csv.ParseError](err); ok {
		return pe.StartLine
	}
	return 1
}

func (c *collector) csvRow(h header, cells []string, line int) {
	if h.comma == '|' && isRule(cells) {
		return
	}
	if len(cells) < len(h.columns) { // cut off, perhaps in the middle of a port
		c.bad.Add(line)
		return
	}
	r := &c.rec
	r.reset()
	var buf [260]byte
	for i, f := range h.columns {
		if f == other {
			continue
		}
		n := copy(buf[:], cells[i])
		r.set(f, buf[:n])
	}
	r.stateKnown = r.stateKnown || h.has[stateField]
	r.remoteKnown = h.has[remotePort]
	if !c.add(line) {
		c.bad.Add(line)
	}
}

// isRule reports whether a row only divides the head of a table from its rows, in
// Markdown and in what osquery and other shells print.
func isRule(cells []string) bool {
	for _, c := range cells {
		if strings.Trim(c, "-+: ") != "" {
			return false
		}
	}
	return true
}
