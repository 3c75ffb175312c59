package nettcp

import (
	"bytes"
	"io"

	"github.com/portdx/portdx/parsers/textenc"
)

// source is a reader of the JSON that begins at the current line, without the white space
// that lines begin with and the bulk of Windows PowerShell 5.1: no string of JSON reaches
// over the end of a line. It knows the line of every byte that it has delivered. It ends
// at the first line that cannot be JSON, so that other text may stand below. From a line
// on that is longer than [textenc.MaxLine], all that follows is delivered as it is.
type source struct {
	lines  *textenc.Lines
	feed   bool   // the end of the line before is still to be delivered
	part   []byte // of the current line, what is still to be delivered
	tail   []byte // and what follows it, behind bulk
	bulk   int    // brackets that are open in bulk
	closed bool   // the last line that is not blank ends with a bracket
	ended  bool

	line  int     // line of the oldest byte that lineAt may still be asked about
	last  int     // last line that is not blank
	off   int64   // bytes delivered
	feeds []int64 // offsets of line feeds delivered and not yet passed by lineAt

	rest *textenc.Rest // from a long line on
	base int64         // bytes delivered before the rest; -1 before it is read
}

func newSource(l *textenc.Lines) *source {
	s := &source{lines: l, line: l.Line()}
	s.take()
	return s
}

// take begins to deliver the current line.
func (s *source) take() {
	l := s.lines
	if l.Long() {
		s.rest, s.base = l.Rest(), -1
		return
	}
	s.part = trimBlanks(l.Text())
	if len(s.part) > 0 {
		last := s.part[len(s.part)-1]
		if last == ' ' || last == '\t' {
			trimmed := bytes.TrimRight(s.part, " \t")
			last = trimmed[len(trimmed)-1]
		}
		s.closed = last == ']' || last == '}'
		s.last = l.Line()
	}
	if s.bulk > 0 {
		s.part, s.bulk = passBulk(s.part, s.bulk)
	} else if value, ok := bulkStart(s.part); ok {
		s.part = withoutBulk
		s.tail, s.bulk = passBulk(value, 0)
	}
}

// withoutBulk is delivered for a bulky member.
var withoutBulk = []byte(`"CimClass":null`)

// next goes to the next line and reports whether it belongs to the JSON.
func (s *source) next() bool {
	if s.ended || !s.lines.Next() || s.closed && !mayFollow(s.lines.Text()) {
		s.ended = true
		return false
	}
	s.feed = true
	s.take()
	return true
}

// mayFollow reports whether a line may stand below one that ends with a bracket. Names,
// numbers and words need a comma before them, and headings such as [+] and [WEB01] hold
// no value.
func mayFollow(line []byte) bool {
	text := bytes.TrimSpace(line)
	if len(text) == 0 {
		return true
	}
	inside := bytes.TrimLeft(text[1:], " \t")
	switch text[0] {
	case ']', '}', ',':
		return true
	case '{':
		return len(inside) == 0 || inside[0] == '"' || inside[0] == '}'
	case '[':
		return len(inside) == 0 || bytes.IndexByte([]byte(`"{[]-0123456789tfn`), inside[0]) >= 0
	}
	return false
}

// Read implements [io.Reader].
func (s *source) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && (s.rest == nil || s.feed) {
		switch {
		case s.feed:
			p[n], s.feed = '\n', false
			s.feeds = append(s.feeds, s.off+int64(n))
			n++
		case len(s.part) > 0:
			k := copy(p[n:], s.part)
			s.part = s.part[k:]
			n += k
		case len(s.tail) > 0:
			s.part, s.tail = s.tail, nil
		case !s.next():
			return s.delivered(p, n)
		}
	}
	return s.delivered(p, n)
}

// delivered ends a Read that has found n bytes.
func (s *source) delivered(p []byte, n int) (int, error) {
	s.off += int64(n)
	switch {
	case n > 0 || len(p) == 0:
		return n, nil
	case s.rest == nil:
		return 0, io.EOF
	}
	if s.base < 0 {
		s.base = s.off
	}
	n, err := s.rest.Read(p)
	s.off += int64(n)
	return n, err
}

// lineAt returns the line of the byte at an offset. Offsets must not go back from call to
// call.
func (s *source) lineAt(off int64) int {
	i := 0
	for i < len(s.feeds) && s.feeds[i] < off {
		i++
	}
	s.line += i
	s.feeds = s.feeds[:copy(s.feeds, s.feeds[i:])]
	if s.rest != nil && s.base >= 0 && off >= s.base {
		s.line = s.rest.LineAt(off - s.base)
	}
	return s.line
}

// drain reads to the end and returns the last line.
func (s *source) drain() int {
	buf := make([]byte, 32<<10)
	for {
		_, err := s.Read(buf)
		line := s.lineAt(max(0, s.off-1))
		if err == nil {
			continue
		}
		if s.rest == nil {
			return s.last
		}
		s.lines.Next() // nothing is left: there is no current line
		return line
	}
}
