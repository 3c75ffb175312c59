package counters

import (
	"bytes"
	"strconv"
	"time"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Objects of Get-Counter's property CounterSamples, as CSV of Export-Csv and as the list
// that the console prints. One object is one counter; those of one time make a reading.

// typeLine begins the first line that Export-Csv of Windows PowerShell writes.
var typeLine = []byte("#TYPE ")

// isSampleHead reports whether a line is the head of an export. Get-Counter's own objects
// have Readings and CounterSamples instead, whose cells run over many lines: those are
// read as the table is.
func isSampleHead(line []byte) bool {
	return len(line) < maxTextLine && bytes.Contains(line, []byte("CookedValue")) && bytes.Contains(line, []byte("Path")) &&
		bytes.ContainsAny(line, ",;\t") && !bytes.ContainsAny(line, ` :|$`)
}

// sample is one object while it is read.
type sample struct {
	path, value, stamp, filetime []byte
	line                         int
}

// put takes a property over.
func (m *sample) put(name string, value []byte) {
	switch name {
	case "Path":
		m.path = value
	case "CookedValue":
		m.value = value
	case "Timestamp":
		m.stamp = value
	case "Timestamp100NSec":
		m.filetime = value
	}
}

// readSamples reads the rows of an export.
func (p *section) readSamples() {
	head := p.lines.Text()
	comma := commaOf(head)
	var names []string
	for rest := head; rest != nil && len(names) < maxProperties; {
		var name []byte
		name, rest = cell(rest, comma)
		names = append(names, string(name))
	}
	g := grouped{section: p, reading: snapshot.Reading{Elapsed: -1}}
	for p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) || len(text) > maxFlat || bytes.HasPrefix(text, typeLine) || !bytes.Contains(text, []byte(`\`)) {
			break
		}
		p.own()
		m := sample{line: p.lines.Line()}
		rest := text
		for i := 0; i < len(names) && rest != nil; i++ {
			var value []byte
			value, rest = cell(rest, comma)
			m.put(names[i], value)
		}
		g.take(&m)
	}
	g.end()
}

// maxProperties bounds the columns of an export; PowerShell writes 12.
const maxProperties = 64

// isSampleList reports whether the list of an object begins at the current line.
func isSampleList(l *textenc.Lines) bool {
	name, value, ok := bytes.Cut(l.Text(), []byte(":"))
	if !ok || string(bytes.TrimSpace(name)) != "Path" || !bytes.HasPrefix(bytes.TrimSpace(value), []byte(`\\`)) {
		return false
	}
	for n := 1; n <= 3; n++ {
		if next, _ := l.Peek(n); bytes.HasPrefix(next, []byte("CookedValue ")) {
			return true
		}
	}
	return false
}

// readList reads the objects of a list, which blank lines divide.
func (p *section) readList() {
	g := grouped{section: p, reading: snapshot.Reading{Elapsed: -1}}
	m := sample{}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) {
			continue
		}
		name, value, isProperty := bytes.Cut(text, []byte(":"))
		property := string(bytes.TrimSpace(name))
		if !isProperty || len(text) > maxTextLine || prompt.Is(text) || property == "Path" && m.path == nil && m.line > 0 {
			break
		}
		if property == "Path" {
			g.take(&m)
			m = sample{line: p.lines.Line()}
		}
		m.put(property, bytes.Clone(bytes.TrimSpace(value)))
		p.own()
	}
	g.take(&m)
	g.end()
}

// grouped joins objects of one time.
type grouped struct {
	*section
	reading snapshot.Reading
	stamped string
	begun   bool
}

// take adds an object. A counter that the reading has begins the next one.
func (g *grouped) take(m *sample) {
	if m.path == nil {
		return
	}
	c, ok := parsePath(m.path)
	if !ok {
		g.skip(m.path)
		return
	}
	n, isNumber := number(m.value)
	switch {
	case !g.takes(&c):
		g.others.Add(m.line)
		return
	case !isNumber:
		g.bad.Add(m.line)
		return
	}
	stamped := string(m.filetime)
	if stamped == "" {
		stamped = string(m.stamp)
	}
	if !g.begun || stamped != g.stamped || g.has(&c) {
		g.end()
		g.begun, g.stamped = true, stamped
		g.reading.Line = m.line
		g.time(m)
	}
	g.reading.LastLine = m.line
	assign(&g.reading, &c, n)
}

func (g *grouped) has(c *counter) bool {
	of := &g.reading.IPv4
	if c.family == snapshot.IPv6 {
		of = &g.reading.IPv6
	}
	_, ok := of.Get(c.id)
	return ok
}

// time reads the time of an object: Timestamp100NSec is the wall clock as a FILETIME
// (PDH_RAW_COUNTER: local time), which needs no language to be known.
func (g *grouped) time(m *sample) {
	if n, err := strconv.ParseInt(string(bytes.TrimSpace(m.filetime)), 10, 64); err == nil && n > filetime1990 && n < filetime2200 {
		const toUnix = 11644473600 // seconds from 1601 to 1970
		g.set(&g.reading, time.Unix(n/1e7-toUnix, n%1e7*100).UTC())
		return
	}
	g.stamp(&g.reading, m.stamp)
}

// The years whose times are taken, in units of 100 ns since 1601.
const (
	filetime1990 = 122_756_256_000_000_000
	filetime2200 = 189_025_920_000_000_000
)

func (g *grouped) end() {
	g.add(g.reading)
	g.reading, g.begun = snapshot.Reading{Elapsed: -1}, false
}
