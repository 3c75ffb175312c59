// Package netsh reads the port lists of netsh: `netsh int ipv4|ipv6 show dynamicport
// tcp|udp` and `show excludedportrange`, and the table of `show tcpconnections`. Their
// labels are localized, so the lists are recognized by the position of dashes and numbers;
// only the words tcp and udp, which no translation touches, are read.
//
// The lists of `netsh int tcp show global`, heuristics and supplemental are recognized
// and passed over: they hold settings of TCP that say nothing of ephemeral ports. Such a
// section is of the kind that settings of TCP have, holds no value, and has a note that
// says so; without a range in it, it does not count as having captured one.
package netsh

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what a list can hold.
const (
	maxTitle = 512     // bytes of a title; the longest translations have about 150
	maxSpans = 1 << 16 // spans of one list: no more than there are ports
	maxPort  = 65535
	maxMask  = 8 // bytes of a number that was made unreadable
	// titleDashes is the length of the dashes under the title of a dynamic port range,
	// the same in all languages of Windows 7 to Windows Server 2025. Copies may change
	// it, so only a list that is cut short has to have it.
	titleDashes = 33
)

// Match reports whether a list begins at the current line: at its title, or at the
// column heads of an exclusion list whose title was cut off.
func Match(l *textenc.Lines) bool { return shape(l) != "" }

// shape tells which list begins at the current line, or returns "".
func shape(l *textenc.Lines) snapshot.Kind {
	text := l.Text()
	if len(text) > maxTitle || l.Traits().Has(textenc.Digit) || isBlank(text) || isDashes(text) || !rulerFollows(l) {
		return ""
	}
	if protocol(text) == snapshot.ProtoUnknown {
		switch {
		case isGroups(l, 1) && isPair(l, 2) && isPortHead(text) && isSorted(l):
			return snapshot.KindExcludedPort
		case (ahead{lines: l}).isConnections():
			return snapshot.KindNetstat
		}
		return ""
	}
	if prompt.Is(text) {
		return ""
	}
	switch {
	case isDynamic(l):
		return snapshot.KindDynamicPort
	case isExcluded(l):
		return snapshot.KindExcludedPort
	case isGlobal(l):
		return snapshot.KindNetTCPSetting
	case (ahead{lines: l}).isConnections():
		return snapshot.KindNetstat
	}
	return ""
}

// isDynamic reports whether dashes and two numbers follow the title. `netsh int tcp show
// supplemental` has the same head with more lines under it, and other dashes.
func isDynamic(l *textenc.Lines) bool {
	a := ahead{lines: l}
	dashes := a.next()
	width := len(bytes.TrimSpace(dashes))
	if !isDashes(dashes) {
		return false
	}
	if _, ok := labelled(a.next()); !ok {
		return false
	}
	cut := isBlank(a.below())
	if _, ok := labelled(a.next()); !ok {
		return width == titleDashes && (cut || a.below() == nil)
	}
	below := a.below()
	return width == titleDashes || !hasLabel(below) || prompt.Is(below)
}

// isExcluded reports whether column heads and two groups of dashes follow the title.
func isExcluded(l *textenc.Lines) bool {
	a := ahead{lines: l}
	heads := a.next()
	return !isBlank(heads) && !hasDigit(heads) && isTwoGroups(a.next()) && !isCountHead(heads)
}

// Parse reads one list. The family comes from the line above, else from the command, else
// from the file's name, and stays unknown where none of them tells, since the list itself
// never does. A list of settings ends where another parser knows the line.
func Parse(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
	s.LastLine = l.Line()
	p := list{
		lines:   l,
		section: s,
		proto:   protocol(l.Text()),
		family:  family(s.Heading, s.Command, s.Path),
		line:    l.Line(),
	}
	if p.proto == snapshot.ProtoUnknown {
		p.proto = protocol([]byte(s.Command))
	}
	s.Kind = shape(l)
	switch s.Kind {
	case snapshot.KindDynamicPort:
		p.dynamic()
	case snapshot.KindExcludedPort:
		p.excluded()
	case snapshot.KindNetTCPSetting:
		p.global(other)
	case snapshot.KindNetstat:
		p.connections()
	default:
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
	}
}

// list is the state of one list while it is read.
type list struct {
	lines   *textenc.Lines
	section *snapshot.Section
	proto   snapshot.Proto
	family  snapshot.Family
	line    int
}

// take advances to the next line that is not blank, past no more than one blank line,
// and reports whether there is one.
func (p *list) take() bool {
	if !p.lines.Next() {
		return false
	}
	if isBlank(p.lines.Text()) && !p.lines.Next() {
		return false
	}
	return !isBlank(p.lines.Text())
}

// own makes the current line the last one of the section.
func (p *list) own() { p.section.LastLine = p.lines.Line() }

func (p *list) dynamic() {
	s := p.section
	p.take() // the dashes
	p.own()
	var values [2]int
	for i := range values {
		n, ok := 0, p.take()
		if ok {
			n, ok = labelled(p.lines.Text())
		}
		if !ok {
			s.Status = snapshot.StatusPartial
			s.AddNote("netsh.truncated", s.LastLine, strconv.Itoa(s.LastLine))
			return
		}
		values[i] = n
		p.own()
	}
	r := snapshot.PortRange{Proto: p.proto, Family: p.family, Start: values[0], Count: values[1], Line: p.line}
	p.lines.Next()
	if !plausible(r.Start, r.End()) {
		s.Status = snapshot.StatusPartial
		s.AddNote("netsh.implausible-range", r.Line, strconv.Itoa(r.Start), strconv.Itoa(r.Count))
		return
	}
	s.Ranges = append(s.Ranges, r)
}

// plausible reports whether both ends are ports, in order. Port 0 is none: netsh itself
// accepts nothing below 1025, and MaxUserPort makes the start 1024.
func plausible(start, end int) bool { return start >= 1 && start <= end && end <= maxPort }
