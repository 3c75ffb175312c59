package registry

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// What PowerShell prints of chosen values: the table of `Get-ItemProperty ... |
// Select-Object MaxUserPort, TcpTimedWaitDelay`, and its error where -Name names a value that
// is not set.

const tcpipKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`

// maxTableLine bounds a line of a table; consoles are at most a few hundred wide.
const maxTableLine = 512

// matchSelected reports whether a table with one of the settings that tell about ports
// stands at the current line, over dashes and numbers. No other key has these names.
func matchSelected(l *textenc.Lines) bool {
	text := l.Text()
	if len(text) > maxTableLine || !bytes.Contains(text, []byte("MaxUserPort")) && !bytes.Contains(text, []byte("TcpTimedWaitDelay")) {
		return false
	}
	below, _ := l.Peek(1)
	spans := rulerOf(below)
	if len(spans) == 0 || len(spans) != len(bytes.Fields(text)) {
		return false
	}
	row, _ := l.Peek(2)
	words := bytes.Fields(row[:min(len(row), maxTableLine)])
	for _, w := range words {
		if _, err := parseNumber(w, 10); err != nil { // such as a computer's name: a list of several
			return false
		}
	}
	below, _ = l.Peek(3)
	return len(words) > 0 && len(words) <= len(spans) && len(bytes.TrimSpace(below)) == 0
}

// rulerOf returns the columns of a table by its dashes; names of values are ASCII.
func rulerOf(line []byte) []ruler.Span {
	if len(line) > maxTableLine {
		return nil
	}
	return ruler.Of(line, '-')
}

// selected reads the table. An empty cell is a value that is not set.
func (d *dump) selected() {
	var names []string
	for _, w := range bytes.Fields(d.lines.Text()) {
		names = append(names, text(w))
	}
	d.lines.Next()
	spans := rulerOf(d.lines.Text())
	d.lines.Next()
	row, line := d.lines.Text(), d.lines.Line()
	d.keys.enter([]byte(tcpipKey), line)
	for i, s := range spans[:min(len(spans), len(names))] {
		v := snapshot.RegistryValue{Name: names[i], Line: line, Deleted: true}
		if s.Start < len(row) {
			if cell := bytes.TrimSpace(row[s.Start:min(s.End, len(row))]); len(cell) > 0 {
				v = propertyValue([]byte(names[i]), cell, line)
			}
		}
		d.keys.set(v)
	}
	d.own()
	d.lines.Next()
}

// isMissing reports whether the line is PowerShell's error that a property does not exist.
// Of other languages the names are not known.
func isMissing(line []byte) bool {
	return len(line) <= maxAnswer && bytes.Contains(line, []byte(" does not exist at path HKEY_")) &&
		bytes.Contains(bytes.ToLower(line), []byte(`\services\tcpip`))
}

// missing reads that error, whose path may go on in the next line.
func (d *dump) missing() {
	d.answered = true
	s, line := d.section, d.lines.Line()
	before, path, _ := strings.Cut(string(d.lines.Text()), " does not exist at path ")
	name := before[strings.LastIndexByte(before, ' ')+1:]
	if next, ok := d.lines.Peek(1); ok && !strings.HasSuffix(strings.TrimSpace(path), ".") && len(next) <= maxAnswer {
		path = strings.TrimSpace(path) + string(bytes.TrimSpace(next))
	}
	path = strings.TrimRight(strings.TrimSpace(path), `.\`)
	d.lines.Next()
	if !isKept([]byte(path)) || len(path) > maxPath || name == "" {
		s.AddNote("registry.not-found", line, path[:min(len(path), maxPath)])
		return
	}
	s.Registry = []snapshot.RegistryKey{{Path: path, Line: line, Values: []snapshot.RegistryValue{{Name: name, Deleted: true, Line: line}}}}
}
