package eventtext

import "bytes"

// CSV of events is written by Export-Csv, and saved by the event viewer, whose header is
// translated and names no column for the message. Cells hold line ends.

const (
	// maxRow and maxRowLines bound a row: a longer one is a quotation mark that was
	// never closed. A message has at most 32 KiB characters.
	maxRow      = 256 << 10
	maxRowLines = 4000
)

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
