// Package parsertest is what the tests of several parsers share.
package parsertest

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

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
		ok = l.Text() != nil
	}
	return out
}
