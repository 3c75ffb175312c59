package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Exports that look like a table of connections and hold none.

// formatClass is a column that Export-Csv writes for the output of Format-Table: it
// describes how to draw the table and holds none of its values.
var formatClass = []byte("ClassId2e4f51ef21dd47e99d3c952918aff9cd")

// lostNote recognizes exports of something else than the connections, and names the note
// that explains them.
func lostNote(l *textenc.Lines) string {
	text := bytes.TrimSpace(l.Text())
	switch {
	case bytes.HasPrefix(text, []byte("#TYPE System.String")):
		if next, ok := l.Peek(1); ok && isLength(next) {
			return "nettcp.export-csv-of-strings"
		}
	case isLength(text):
		if next, ok := l.Peek(1); ok && isDigits(bytes.Trim(next, `"`)) {
			return "nettcp.export-csv-of-strings"
		}
	case isMemoryScan(text):
		return "nettcp.memory-scan"
	case len(text) < maxHeader && len(text) > 0 && text[0] == '"' && bytes.Contains(text, formatClass):
		return "nettcp.export-csv-of-format"
	}
	return ""
}

// isMemoryScan reports whether the line is the header of Volatility's netscan, in version
// 2 or 3. It finds connections in an image of memory, also those that were closed long
// before: no table of one moment.
func isMemoryScan(text []byte) bool {
	if len(text) > maxHeader || !bytes.HasPrefix(text, []byte("Offset")) && !bytes.HasPrefix(text, []byte("TreeDepth,Offset")) {
		return false
	}
	return bytes.Contains(text, []byte("Proto")) && bytes.Contains(text, []byte("Owner")) &&
		(bytes.Contains(text, []byte("ForeignAddr")) || bytes.Contains(text, []byte("Foreign Address")))
}

// isLength reports whether the line is the header of an export of strings, whose only
// property is their length.
func isLength(text []byte) bool {
	return string(bytes.Trim(bytes.TrimSpace(text), `"`)) == "Length"
}

// passLost advances past an export that holds no connections, and past the rows of a scan.
func passLost(l *textenc.Lines, s *snapshot.Section) {
	for head := true; ; head = false {
		s.LastLine = l.Line()
		if !l.Next() {
			return
		}
		text := bytes.TrimSpace(l.Text())
		if head && len(text) == 0 { // version 3 of Volatility leaves a line free below the header
			continue
		}
		if len(text) == 0 || text[0] != '"' && !bytes.Contains(text[:min(len(text), 32)], []byte("0x")) {
			return
		}
	}
}
