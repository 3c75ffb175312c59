// Package counters reads the counters of TCP: `netstat -s`, `netsh int ipv4 show
// tcpstats`, the logs of typeperf, relog and Performance Monitor as CSV and TSV, and what
// Get-Counter prints and exports. They tell at which rate connections are opened, which no
// connection table shows.
package counters

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what a section can hold.
const (
	// MaxReadings is how many readings a section keeps. Of more, every second one is
	// dropped; the first, the last, those with most connections and those between which
	// most connections were opened stay.
	MaxReadings = 4096
	maxTextLine = 1024    // bytes of a line of netstat -s or of Get-Counter's output
	maxDigits   = 20      // of a number, its fraction left out
	maxHost     = 63      // bytes of a computer's name
	maxFlat     = 8 << 10 // bytes of a line that holds several counters
)

// reader reads one section, from the line on that readerOf found it at.
type reader func(*section)

// readerOf returns the kind of the section that begins at the current line and how to
// read it, or nil.
func readerOf(l *textenc.Lines) (snapshot.Kind, reader) {
	text := l.Text()
	switch {
	case len(text) == 0:
	case isLogHead(text):
		return snapshot.KindCounters, (*section).readLog
	case isSampleHead(text):
		return snapshot.KindCounters, (*section).readSamples
	case len(text) > maxFlat:
	case isCounterTable(l):
		return snapshot.KindCounters, (*section).readTable
	case isSampleList(l):
		return snapshot.KindCounters, (*section).readList
	case isStatistics(l):
		return snapshot.KindNetstatS, (*section).readStatistics
	case isMIB(l):
		return snapshot.KindNetstatS, (*section).readMIB
	case isFlat(text):
		return snapshot.KindNetstatS, (*section).readFlat
	}
	return "", nil
}

// Match reports whether a section begins at the current line.
func Match(l *textenc.Lines) bool {
	kind, _ := readerOf(l)
	return kind != ""
}

// Parse reads one section.
func Parse(l *textenc.Lines, s *snapshot.Section) {
	kind, read := readerOf(l)
	if kind == "" {
		s.Kind, s.Status, s.LastLine = snapshot.KindUnrecognized, snapshot.StatusUnrecognized, l.Line()
		l.Next()
		return
	}
	p := &section{lines: l, section: s}
	s.Kind, s.LastLine, s.Counters = kind, l.Line(), &p.out
	read(p)
	p.finish()
}

// section is the state of a section while it is read.
type section struct {
	lines   *textenc.Lines
	section *snapshot.Section
	out     snapshot.Counters
	series
	clock
	host      string          // that the first path names
	unread    int             // counters that are not of TCP
	foreign   int             // of these, those of TCP whose name is not known
	bad       snapshot.Damage // lines that could not be read
	others    snapshot.Damage // counters of other computers
	ambiguous snapshot.Damage // dates whose day and month could be exchanged
}

// own makes the current line the last one of the section.
func (p *section) own() { p.section.LastLine = p.lines.Line() }

// spoil counts the current line as damaged.
func (p *section) spoil() {
	p.own()
	p.bad.Add(p.lines.Line())
}

// finish settles the readings and adds the notes.
func (p *section) finish() {
	s := p.section
	p.out.Readings, p.out.Samples = p.readings, p.samples
	note := func(d snapshot.Damage, id string) {
		if d.Count > 0 {
			s.AddNote(id, d.First, strconv.Itoa(d.Count), strconv.Itoa(d.First))
		}
	}
	if p.bad.Count > 0 {
		s.Status = snapshot.StatusPartial
	}
	note(p.bad, "counters.bad-lines")
	note(p.others, "counters.several-hosts")
	note(p.ambiguous, "counters.ambiguous-dates")
	switch {
	case p.samples == 0 && s.Kind == snapshot.KindNetstatS:
		s.Status = snapshot.StatusPartial
		s.AddNote("counters.no-opens", 0)
	case p.samples == 0 && p.foreign > 0:
		s.Status = snapshot.StatusPartial
		s.AddNote("counters.unknown-names", 0, strconv.Itoa(p.foreign))
	case p.samples == 0 && p.unread > 0:
		s.Status = snapshot.StatusPartial
		s.AddNote("counters.no-columns", 0, strconv.Itoa(p.unread))
	case p.samples == 0:
		s.Status = snapshot.StatusPartial
		s.AddNote("counters.no-readings", 0)
	case len(p.readings) < p.samples:
		s.AddNote("counters.thinned", 0, strconv.Itoa(p.samples), strconv.Itoa(len(p.readings)))
	}
}

// number reads a counter: digits with a fraction behind a point or a comma. Counters are
// never negative; -1 and a space stand for a value that could not be had.
func number(text []byte) (float64, bool) {
	text = bytes.Trim(text, " \t\u00a0")
	whole := len(text)
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
		case (c == '.' || c == ',') && i > 0 && whole == len(text):
			whole = i
		default:
			return 0, false
		}
	}
	if whole == 0 || whole > maxDigits || len(text) > 2*maxDigits {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(bytes.ReplaceAll(text, []byte(","), []byte("."))), 64)
	return n, err == nil
}

func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
