package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/stamp"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxHeader bounds the header; that of Get-WinEvent has about 400 bytes.
const maxHeader = 4096

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
			if !stamp.Parse(string(row[i])).OK {
				return false
			}
		}
	}
	return id
}
