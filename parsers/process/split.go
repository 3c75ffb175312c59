package process

import "bytes"

// maxCells bounds the cells of a line; Get-Process exports about 70.
const maxCells = 128

// split cuts a line of CSV into cells, which share its bytes unless they hold doubled
// quotation marks. It reports whether the last quoted cell is closed; tasklist does not
// double the marks in window titles, so a mark amid a cell does not end it.
func split(line []byte, comma byte, cells [][]byte) ([][]byte, bool) {
	if line = bytes.TrimRight(line, "\r"); comma != '\t' {
		line = bytes.TrimRight(line, " \t")
	}
	for len(cells) < maxCells {
		if len(line) == 0 || line[0] != '"' {
			i := bytes.IndexByte(line, comma)
			if i < 0 {
				return append(cells, line), true
			}
			cells, line = append(cells, line[:i]), line[i+1:]
			continue
		}
		end, escaped := closing(line, comma)
		if end < 0 {
			return append(cells, line[1:]), false
		}
		cell := line[1:end]
		if escaped {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
		}
		cells = append(cells, cell)
		if end+1 == len(line) {
			return cells, true
		}
		line = line[end+2:]
	}
	return cells, true
}

// closing returns the index of the mark that closes the quoted cell at the start of the
// line, or -1, and whether the cell holds doubled marks.
func closing(line []byte, comma byte) (end int, escaped bool) {
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			continue
		}
		switch {
		case i+1 == len(line) || line[i+1] == comma:
			return i, escaped
		case line[i+1] == '"':
			escaped = true
			i++
		}
	}
	return -1, escaped
}
