package counters

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// isCounterTable reports whether the heads of what Get-Counter prints stand at the
// current line, with dashes below: names of properties, the same in all languages. Where
// they were cut off, a path with a colon behind it and a number below it.
func isCounterTable(l *textenc.Lines) bool {
	text := l.Text()
	if bytes.Contains(text, []byte("CounterSamples")) && bytes.Contains(text, []byte("Timestamp")) {
		next, ok := l.Peek(1)
		return ok && bytes.HasPrefix(bytes.TrimSpace(next), []byte("---"))
	}
	if bytes.HasPrefix(text, []byte("Timestamp ")) { // Format-List
		next, _ := l.Peek(1)
		_, path := splitPath(next)
		return path != nil && bytes.HasPrefix(next, []byte("Readings "))
	}
	_, path := splitPath(text)
	if path == nil || path[len(path)-1] != ':' {
		return false
	}
	_, ok := parsePath(path[:len(path)-1])
	value, _ := l.Peek(1)
	_, isNumber := number(value)
	return ok && isNumber
}

// splitPath divides a line into what stands before a counter's path, and the path.
func splitPath(text []byte) (before, path []byte) {
	i := bytes.Index(text, []byte(`\\`))
	if i < 0 || len(text) > maxTextLine {
		return nil, nil
	}
	return bytes.TrimSpace(text[:i]), bytes.TrimSpace(text[i:])
}

// readTable reads the table of Get-Counter, and the list of Format-List, which differs by
// its labels: a time before the first path of each sample, then a path that ends in a
// colon and the value below it. Paths may be wrapped.
func (p *section) readTable() {
	t := counterTable{section: p, reading: snapshot.Reading{Elapsed: -1}}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		if len(text) > maxTextLine || prompt.Is(text) || !t.line(text) {
			break
		}
	}
	t.end()
}

// counterTable is the state between two lines of the table.
type counterTable struct {
	*section
	reading snapshot.Reading
	path    []byte // begun and not yet followed by its value
	blank   int    // blank lines since the last line that was read
}

// maxBlank is how many blank lines may stand between the lines of a table; PowerShell
// prints two between samples.
const maxBlank = 6

// line handles one line and reports whether it belongs to the table.
func (t *counterTable) line(text []byte) bool {
	trimmed := bytes.TrimSpace(text)
	if len(trimmed) == 0 {
		t.blank++
		return t.blank <= maxBlank
	}
	t.blank = 0
	before, path := splitPath(text)
	switch {
	case bytes.HasPrefix(trimmed, []byte(`",`)):
		t.close(trimmed[2:])
	case t.path != nil && path == nil && t.path[len(t.path)-1] != ':': // wrapped
		t.path = append(append(t.path, ' '), trimmed...)
	case path != nil:
		t.begin(before, path)
	case t.path != nil:
		t.value(trimmed)
		t.path = nil
	case bytes.HasPrefix(trimmed, []byte("---")), bytes.Contains(trimmed, []byte("CounterSamples")):
	case t.label(trimmed):
	default:
		return false
	}
	t.own()
	if len(t.path) > maxTextLine {
		t.path = nil
		t.spoil()
	}
	return true
}

// begin takes a path, and the time before it, which begins a sample.
func (t *counterTable) begin(before, path []byte) {
	if t.path != nil { // the value of the path above is missing
		t.spoil()
	}
	if _, stamp, ok := bytes.Cut(before, []byte("Readings")); ok { // of Format-List
		before = bytes.Trim(stamp, " :")
	}
	if len(before) > 0 && before[0] != '"' {
		t.sample(before)
	}
	t.path = bytes.Clone(path)
}

// label reads `Timestamp : 11/22/2026 9:15:44 AM` of Format-List.
func (t *counterTable) label(text []byte) bool {
	name, stamp, ok := bytes.Cut(text, []byte(":"))
	if !ok || string(bytes.TrimSpace(name)) != "Timestamp" {
		return false
	}
	t.sample(bytes.TrimSpace(stamp))
	return true
}

// sample begins a sample.
func (t *counterTable) sample(stamp []byte) {
	t.end()
	t.stamp(&t.reading, stamp)
}

// close ends a cell Readings of Export-Csv, behind which the time stands.
func (t *counterTable) close(rest []byte) {
	stamp, _ := cell(rest, ',')
	t.stamp(&t.reading, stamp)
	t.end()
}

// value reads the value of the path above.
func (t *counterTable) value(text []byte) {
	c, ok := parsePath(bytes.TrimSuffix(t.path, []byte(":")))
	n, isNumber := number(text)
	switch {
	case !ok:
		t.skip(bytes.TrimSuffix(t.path, []byte(":")))
	case !t.takes(&c):
		t.others.Add(t.lines.Line())
	case !isNumber:
		t.spoil()
	default:
		if t.reading.IPv4.IsEmpty() && t.reading.IPv6.IsEmpty() {
			t.reading.Line = t.lines.Line() - 1
		}
		t.reading.LastLine = t.lines.Line()
		assign(&t.reading, &c, n)
	}
}

// end keeps the sample that was read.
func (t *counterTable) end() {
	t.add(t.reading)
	t.reading = snapshot.Reading{Elapsed: -1}
}
