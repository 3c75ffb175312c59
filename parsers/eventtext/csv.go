package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// CSV of events is written by Export-Csv, and saved by the event viewer, whose header is
// translated and names no column for the message. Cells hold line ends.

const (
	// maxHeader bounds the header; that of Get-WinEvent has about 400 bytes.
	maxHeader = 4096
	// maxRow and maxRowLines bound a row: a longer one is a quotation mark that was
	// never closed. A message has at most 32 KiB characters.
	maxRow      = 256 << 10
	maxRowLines = 4000
)

var typeLine = []byte("#TYPE ")

// csvHeader is what a header line says.
type csvHeader struct {
	comma   byte
	columns []field
	cells   int // a row has at least
	quoted  bool
}

// parseHeader reads a header of events.
func parseHeader(text []byte) (csvHeader, bool) {
	if len(text) < len("Id,TimeCreated") || len(text) > maxHeader {
		return csvHeader{}, false
	}
	for _, comma := range []byte{',', ';', '\t', '|'} {
		if bytes.IndexByte(text, comma) < 0 {
			continue
		}
		h := csvHeader{comma: comma, quoted: text[0] == '"'}
		var seen [messageField + 1]bool
		for _, cell := range bytes.Split(text, []byte{comma}) {
			if bytes.ContainsAny(cell, "{}$@>=") { // a command that lists the columns
				return csvHeader{}, false
			}
			f := fieldOf(cell)
			if seen[f] {
				f = noField
			}
			seen[f] = true
			h.columns = append(h.columns, f)
		}
		if h.cells = len(h.columns); hasEvent(&seen) {
			return h, true
		}
	}
	return csvHeader{}, false
}

// viewerHeader recognizes what the event viewer saves, in any language: five names, and
// below them rows of a level, a date, a source, an event id and a category.
func viewerHeader(text, next []byte) (csvHeader, bool) {
	for _, comma := range []byte{',', '\t'} {
		if len(text) > maxHeader || bytes.Count(text, []byte{comma}) != 4 {
			continue
		}
		h := csvHeader{comma: comma, cells: 5, columns: []field{
			levelField, timeField, providerField, idField, noField, messageField,
		}}
		if row := split(nil, next[:min(len(next), maxHeader)], comma); h.isRow(row) {
			return h, true
		}
	}
	return csvHeader{}, false
}

func matchCSV(l *textenc.Lines) bool {
	text := l.Text()
	if bytes.HasPrefix(text, typeLine) {
		next, ok := l.Peek(1)
		_, isHeader := parseHeader(next)
		return ok && isHeader
	}
	next, _ := l.Peek(1)
	_, ok := headerAt(text, next)
	return ok
}

// headerAt reads a header and looks at the line below it.
func headerAt(text, next []byte) (csvHeader, bool) {
	if bytes.IndexByte(text, ':') >= 0 { // no name holds one; this spares most lines the rest
		return csvHeader{}, false
	}
	h, ok := parseHeader(text)
	if ok {
		return h, len(next) == 0 || next[0] == '"' || bytes.IndexByte(next, h.comma) >= 0
	}
	return viewerHeader(text, next)
}

// isRow reports whether cells hold what the columns of an event do.
func (h *csvHeader) isRow(row [][]byte) bool {
	id := false
	for i, f := range h.columns[:min(len(row), len(h.columns))] {
		switch f {
		case idField, instanceField:
			if !isNumber(row[i]) {
				return false
			}
			id = true
		case timeField:
			if !parseStamp(string(row[i])).ok {
				return false
			}
		}
	}
	return id
}

// split cuts a row into cells and appends them to list. Doubled quotation marks in
// quoted cells become one.
func split(list [][]byte, row []byte, comma byte) [][]byte {
	for {
		if len(row) == 0 || row[0] != '"' {
			i := bytes.IndexByte(row, comma)
			if i < 0 {
				return append(list, row)
			}
			list, row = append(list, row[:i]), row[i+1:]
			continue
		}
		cell := []byte(nil)
		for row = row[1:]; ; {
			i := bytes.IndexByte(row, '"')
			if i < 0 {
				return append(list, append(cell, row...))
			}
			cell, row = append(cell, row[:i]...), row[i+1:]
			if len(row) == 0 || row[0] != '"' {
				break
			}
			cell, row = append(cell, '"'), row[1:]
		}
		list = append(list, cell)
		i := bytes.IndexByte(row, comma)
		if i < 0 {
			return list
		}
		row = row[i+1:]
	}
}

// csvReader reads tables that follow each other.
type csvReader struct {
	*reader
	header  csvHeader
	head    []byte // the header line
	channel string // the log that a #TYPE line names
	cells   [][]byte

	row   []byte // the rows' lines up to now
	line  int    // the first of them
	lines int
	open  bool // within a quoted cell
}

func readCSV(r *reader) {
	c := &csvReader{reader: r}
	l := r.lines
	for ok := true; ok; ok = l.Next() {
		if !c.next() {
			break
		}
	}
	if c.open {
		c.out.bad.add(c.line)
	}
}

// next takes in the current line and reports whether it is of the section.
func (c *csvReader) next() bool {
	l := c.reader.lines
	text := l.Text()
	if c.open {
		c.goOn(text)
		c.own()
		return true
	}
	next, _ := l.Peek(1)
	switch {
	case bytes.HasPrefix(text, typeLine):
		if !matchCSV(l) {
			return false
		}
		c.typed(text)
	case c.head != nil && bytes.Equal(text, c.head): // Export-Csv -Append of older scripts
	case blank(text):
		return false
	default:
		h, ok := headerAt(text, next)
		switch {
		case ok && (c.head == nil || !c.header.isRow(split(nil, text, c.header.comma))):
			c.header, c.head = h, bytes.Clone(text)
		case c.head == nil || c.foreign():
			return false
		default:
			c.begin(text)
		}
	}
	c.own()
	return true
}

// typed reads the line `#TYPE System.Diagnostics.EventLogEntry#System/Tcpip/4231`, in
// which Get-EventLog names the log.
func (c *csvReader) typed(text []byte) {
	c.channel = ""
	_, rest, ok := bytes.Cut(text, []byte("EventLogEntry#"))
	if log, _, ok2 := bytes.Cut(rest, []byte("/")); ok && ok2 && len(log) <= maxField {
		c.channel = string(log)
	}
}

// begin takes in the first line of a row.
func (c *csvReader) begin(text []byte) {
	c.row = append(c.row[:0], text...)
	c.line, c.lines = c.reader.lines.Line(), 1
	c.open = bytes.Count(text, []byte(`"`))%2 == 1
	if !c.open {
		c.end()
	}
}

// goOn takes in a further line of a row. A line that is the first of a row itself shows
// that the row before was never closed.
func (c *csvReader) goOn(text []byte) {
	if c.beginsRow(text) {
		c.out.bad.add(c.line)
		c.begin(text)
		return
	}
	c.lines++
	if len(c.row)+len(text) > maxRow || c.lines > maxRowLines {
		c.out.bad.add(c.line)
		c.open = false
		return
	}
	c.row = append(append(c.row, '\n'), text...)
	if bytes.Count(text, []byte(`"`))%2 == 1 {
		c.open = false
		c.end()
	}
}

func (c *csvReader) beginsRow(text []byte) bool {
	if c.header.quoted && (len(text) == 0 || text[0] != '"') || bytes.IndexByte(text, c.header.comma) < 0 {
		return false
	}
	c.cells = split(c.cells[:0], text, c.header.comma)
	// The id alone is not enough: a time or a further cell has to be there.
	return len(c.cells) > 2 && c.header.isRow(c.cells)
}

// end takes in a whole row.
func (c *csvReader) end() {
	c.cells = split(c.cells[:0], c.row, c.header.comma)
	if len(c.cells) < c.header.cells { // cut off, perhaps in the middle of a number
		c.out.bad.add(c.line)
		return
	}
	r := &record{line: c.line}
	for i, f := range c.header.columns[:min(len(c.cells), len(c.header.columns))] {
		r.set(f, c.cells[i])
	}
	if c.channel != "" {
		r.set(channelField, []byte(c.channel))
	}
	c.out.add(r)
}
