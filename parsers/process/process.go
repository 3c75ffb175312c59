// Package process reads lists of processes, for the names behind process ids: tasklist
// as a table (plain, /svc, /v), as CSV and as a list; Get-Process as the console's table,
// as a list, as CSV of Export-Csv and as JSON; and `wmic process` as a table, as CSV and as
// a list. tasklist's heads are localized and are recognized by their place; the properties
// of PowerShell's objects are the same in all languages.
package process

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what a list can hold.
const (
	maxProcesses = 1 << 16 // of one section
	maxLine      = 4096    // bytes of a table's line; tasklist /v prints about 240
	maxName      = 260     // bytes kept of a name: MAX_PATH
	maxServices  = 1024    // bytes kept of a list of services
)

// Match reports whether a list of processes begins at the current line.
func Match(l *textenc.Lines) bool { return readerOf(l) != nil }

// reader reads one list, from the line on that readerOf found it at.
type reader func(*list)

// readerOf returns how to read the list that begins at the current line, or nil.
func readerOf(l *textenc.Lines) reader {
	text := l.Text()
	if len(text) == 0 || len(text) > textenc.MaxLine/4 {
		return nil
	}
	if text[0] == '{' || text[0] == '[' {
		if isJSON(l) {
			return readJSON
		}
		return nil
	}
	if t, ok := wmicCSVHead(l); ok {
		return t.read
	}
	if c, ok := csvHead(l); ok {
		return c.read
	}
	if t, ok := wmicTableHead(l); ok {
		return t.read
	}
	if len(text) > maxLine {
		return nil
	}
	if t, ok := blocksHead(l); ok {
		return t.read
	}
	if t, ok := tasklistHead(l); ok {
		return t.read
	}
	if t, ok := psHead(l); ok {
		return t.read
	}
	return nil
}

// Parse reads one list, up to a line that another parser knows.
func Parse(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
	s.Kind, s.LastLine = snapshot.KindProcess, l.Line()
	p := &list{lines: l, section: s, other: other}
	read := readerOf(l)
	if read == nil {
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
		return
	}
	read(p)
	p.notes()
}

// list is the state of one list while it is read.
type list struct {
	lines   *textenc.Lines
	section *snapshot.Section
	other   func(*textenc.Lines) bool
	bad     snapshot.Damage
	surplus snapshot.Damage
}

// own makes the current line the last one of the section.
func (p *list) own() { p.section.LastLine = p.lines.Line() }

// add keeps the process of the current line, unless nothing of its name is text.
func (p *list) add(pid uint32, name, services []byte) {
	p.own()
	p.keep(pid, name, services, p.lines.Line())
}

// keep keeps a process that stands in a line.
func (p *list) keep(pid uint32, name, services []byte, line int) {
	text := clip(name, maxName)
	switch {
	case text == "":
		p.bad.Add(line)
	case len(p.section.Processes) >= maxProcesses:
		p.surplus.Add(line)
	default:
		p.section.Processes = append(p.section.Processes, snapshot.Process{
			PID: pid, Name: text, Services: clip(services, maxServices), Line: line,
		})
	}
}

// spoil counts the current line as damaged.
func (p *list) spoil() {
	p.own()
	p.bad.Add(p.lines.Line())
}

func (p *list) notes() {
	s := p.section
	if p.bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("process.bad-lines", p.bad.First, strconv.Itoa(p.bad.Count), strconv.Itoa(p.bad.First))
	}
	if p.surplus.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("process.too-many", p.surplus.First, strconv.Itoa(p.surplus.Count), strconv.Itoa(p.surplus.First))
	}
}

// clip copies a text without the white space around it, at most n bytes of it.
func clip(text []byte, n int) string {
	text = bytes.TrimSpace(text)
	return string(bytes.ToValidUTF8(text[:min(len(text), n)], nil))
}

// number reads a process id: digits, and no more than 32 bits of them.
func number(text []byte) (uint32, bool) {
	if len(text) == 0 || len(text) > 10 {
		return 0, false
	}
	var n uint64
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return uint32(n), n < 1<<32-1
}

func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
