package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// minCommented is how many rows make a table of what stands in comments or in quotes.
// Scripts that read netstat hold a row or two as an example of what they look for.
const minCommented = 3

// isExample reports whether the current line is one of few commented or quoted rows, or
// their header, with a program's line below.
func isExample(l *textenc.Lines) bool {
	if !isCommented(l.Text()) {
		return false
	}
	rows := 0
	if looksLikeRow(l.Text()) {
		rows++
	}
	for n := 1; rows < minCommented; n++ {
		line, ok := l.Peek(n)
		switch {
		case !ok || n > 4*minCommented:
			return false
		case !isCommented(line):
			return endsAsCode(line)
		case looksLikeRow(line):
			rows++
		}
	}
	return false
}

// isCommented reports whether a line begins with the sign of a comment or of a string.
func isCommented(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && (line[0] == '#' || line[0] == '"')
}

// endsAsCode reports whether a line ends as the lines of programs do. The bracket that ends a
// list of JSON is left out: ConvertTo-Json and Ansible write tables as lists of strings.
func endsAsCode(line []byte) bool {
	line = bytes.TrimRight(line, " \t")
	return len(line) > 0 && !bytes.HasSuffix(line, []byte("],")) && bytes.IndexByte([]byte("{}();:,"), line[len(line)-1]) >= 0
}
