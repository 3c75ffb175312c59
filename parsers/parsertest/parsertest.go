// Package parsertest is what the tests of several parsers share.
package parsertest

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Alone says that no other parser knows a line.
func Alone(*textenc.Lines) bool { return false }

// Amid makes a parser that asks whether another one knows a line one that stands alone.
func Amid(parse func(*textenc.Lines, *snapshot.Section, func(*textenc.Lines) bool)) func(*textenc.Lines, *snapshot.Section) {
	return func(l *textenc.Lines, s *snapshot.Section) { parse(l, s, Alone) }
}

// Sections reads all sections of one kind in a text, as the dispatcher does.
func Sections(text string, match func(*textenc.Lines) bool, parse func(*textenc.Lines, *snapshot.Section)) []*snapshot.Section {
	l := textenc.NewLines(strings.NewReader(text))
	var out []*snapshot.Section
	for ok := l.Next(); ok; {
		if !match(l) {
			ok = l.Next()
			continue
		}
		s := &snapshot.Section{Line: l.Line(), Status: snapshot.StatusParsed}
		parse(l, s)
		out = append(out, s)
		if ok = l.Text() != nil; ok && l.Line() == s.Line { // it took no line
			ok = l.Next()
		}
	}
	return out
}
