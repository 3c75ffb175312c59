package systeminfo

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxRow bounds a row of the CSV, which holds all hotfixes and network cards in one line.
const maxRow = 64 << 10

var windows = []byte("Windows")

// csvRow returns the row of `systeminfo /fo csv` that stands in or below the current line,
// and how far below: with /nh there are no labels above it.
func csvRow(l *textenc.Lines) (labels, values []string, below int) {
	text := l.Text()
	if len(text) == 0 || text[0] != '"' {
		return nil, nil, 0
	}
	if bytes.Contains(text, windows) {
		if values = csvCells(text); isCSVHead(values) {
			return nil, values, 0
		}
	}
	next, ok := l.Peek(1)
	if !ok || !bytes.Contains(next, windows) {
		return nil, nil, 0
	}
	labels, values = csvCells(text), csvCells(next)
	if len(labels) < 3 || !isCSVHead(values) {
		return nil, nil, 0
	}
	return labels, values, 1
}

// isCSVHead reports whether the cells begin as a row does: the host, the name of Windows
// and its version.
func isCSVHead(cells []string) bool {
	return len(cells) >= 3 && len(strings.Fields(cells[0])) == 1 && isWindows(cells[1]) && isVersion(cells[2])
}

// csvCells cuts a line whose cells are all quoted; none of systeminfo's holds a mark. The
// end of a line below the current one may not be in sight.
func csvCells(text []byte) []string {
	text = bytes.TrimSpace(text)
	if len(text) > maxRow || len(text) < 2 || text[0] != '"' {
		return nil
	}
	return strings.SplitN(strings.TrimSuffix(string(text[1:]), `"`), `","`, maxFields)
}

// readCSV reads one row; one below it, of another host, is a section of its own.
func readCSV(l *textenc.Lines, s *snapshot.Section) []field {
	labels, _, below := csvRow(l)
	for range below {
		l.Next()
	}
	values := csvCells(l.Text())
	fields := make([]field, len(values))
	for i, v := range values {
		fields[i] = field{value: strings.TrimSpace(v), line: l.Line()}
		if i < len(labels) {
			fields[i].label = strings.TrimSpace(labels[i])
		}
	}
	s.LastLine = l.Line()
	l.Next()
	return fields
}

func isCSV(l *textenc.Lines) bool {
	_, values, _ := csvRow(l)
	return values != nil
}
