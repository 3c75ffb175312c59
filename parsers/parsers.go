// Package parsers decides what each part of a file is and hands it to the parser for
// that kind of artifact. Parsers are chosen by content, section by section: one console
// log may hold a netstat table, a port range and a registry key, and a file's name says
// nothing that its text does not.
package parsers

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"github.com/portdx/portdx/parsers/counters"
	"github.com/portdx/portdx/parsers/counts"
	"github.com/portdx/portdx/parsers/eventtext"
	"github.com/portdx/portdx/parsers/evtx"
	"github.com/portdx/portdx/parsers/netsh"
	"github.com/portdx/portdx/parsers/netstat"
	"github.com/portdx/portdx/parsers/nettcp"
	"github.com/portdx/portdx/parsers/nettcpsetting"
	"github.com/portdx/portdx/parsers/plaintext"
	"github.com/portdx/portdx/parsers/process"
	"github.com/portdx/portdx/parsers/registry"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/systeminfo"
	"github.com/portdx/portdx/parsers/textenc"
)

// MaxSections is the most sections that are read from one file; a loop of captures with
// a line of text before each makes one section per turn.
const MaxSections = 20_000

// MaxFileKept is how many bytes may stay in memory of one file.
const MaxFileKept = 256 << 20

// magicSize is how many bytes of a file tell a binary one.
const magicSize = 512

// textParser reads one kind of section of a text.
type textParser struct {
	name  string
	match func(*textenc.Lines) bool
	parse func(*textenc.Lines, *snapshot.Section)
}

// textParsers lists the parsers of text in the order in which they are asked. netstat
// comes last, since its tables may hold lines of any shape. Counts come first: they have
// numbers below dashes, as lists of ports have, and members that objects of other kinds
// have as well; what they count is told by the command above.
func textParsers(a *above) []textParser {
	var list []textParser
	// open is a parser whose sections may hold lines of any shape, or of a shape that
	// others have too: it is told whether another one knows the current line.
	open := func(name string, match func(*textenc.Lines) bool, parse func(*textenc.Lines, *snapshot.Section, func(*textenc.Lines) bool)) textParser {
		other := func(l *textenc.Lines) bool {
			return slices.ContainsFunc(list, func(p textParser) bool { return p.name != name && p.match(l) })
		}
		return textParser{name, match, func(l *textenc.Lines, s *snapshot.Section) { parse(l, s, other) }}
	}
	list = []textParser{
		{
			"counts",
			func(l *textenc.Lines) bool { return counts.Match(l, a.counted()) },
			func(l *textenc.Lines, s *snapshot.Section) { counts.Parse(l, s, a.counted()) },
		},
		open("netsh", netsh.Match, netsh.Parse),
		{"registry", registry.Match, registry.Parse},
		open("event text", eventtext.Match, eventtext.Parse),
		open("nettcp csv", nettcp.MatchCSV, nettcp.ParseCSV),
		{"nettcp json", nettcp.MatchJSON, nettcp.ParseJSON},
		{"nettcp clixml", nettcp.MatchCLIXML, nettcp.ParseCLIXML},
		open("nettcp table", nettcp.MatchTable, nettcp.ParseTable),
		{"nettcp words", nettcp.MatchWords, nettcp.ParseWords},
		open("nettcp list", nettcp.MatchList, nettcp.ParseList),
		{"nettcp strings", nettcp.MatchStrings, nettcp.ParseStrings},
		{"nettcp rows", nettcp.MatchRows, nettcp.ParseRows},
		{"tcpvcon", nettcp.MatchTcpvcon, nettcp.ParseTcpvcon},
		{"audit table", nettcp.MatchAudit, nettcp.ParseAudit},
		open("process", process.Match, process.Parse),
		open("nettcpsetting", nettcpsetting.Match, nettcpsetting.Parse),
		open("systeminfo", systeminfo.Match, systeminfo.Parse),
		{"counters", counters.Match, counters.Parse},
		open("netstat", netstat.Match, func(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
			netstat.Parse(l, s, func(l *textenc.Lines) bool {
				line := bytes.TrimSpace(l.Text())
				_, heading := commandOf(line)
				return heading || headsMachine(line) || zoneIn(line) != "" || other(l)
			})
		}),
	}
	return list
}

func find(list []textParser, l *textenc.Lines) *textParser {
	for i := range list {
		if list[i].match(l) {
			return &list[i]
		}
	}
	return nil
}

// Read reads one file and returns its sections, at least one: a file that no parser
// knows is an unrecognized section with a note on what it seems to be. The size is -1
// where it is not known; path is only carried along. A reader that is a [Budget] is told
// what work the bytes take.
func Read(path string, r io.Reader, size int64) []*snapshot.Section {
	m := newMeter(r)
	br := bufio.NewReaderSize(m, 64<<10)
	head, err := br.Peek(magicSize)
	switch {
	case len(head) == 0 && err != nil && err != io.EOF:
		return []*snapshot.Section{Unreadable(path, err)}
	case len(head) == 0:
		return unrecognized(path, "", "file.empty")
	case evtx.Match(head):
		s := &snapshot.Section{Path: path, Status: snapshot.StatusParsed}
		m.begin(costRecords)
		evtx.Parse(br, size, s)
		m.end(m.pending)
		return []*snapshot.Section{s}
	case isCompound(head):
		return Unrecognized(path, compoundNote(br))
	case isZeros(head, br):
		return Unrecognized(path, "file.zeros")
	}
	if note := natureOf(head); note != "" {
		return Unrecognized(path, note)
	}
	head, _ = br.Peek(plaintext.HeadSize)
	if f := plaintext.Detect(head); f != plaintext.None {
		text, enc := textenc.NewReader(br)
		return readText(path, textenc.NewLines(plaintext.NewReader(f, text)), enc, f, m)
	}
	l := textenc.NewLines(br)
	if l.Encoding() == textenc.Binary {
		return unrecognized(path, l.Encoding(), "file.binary")
	}
	return readText(path, l, "", plaintext.None, m)
}
