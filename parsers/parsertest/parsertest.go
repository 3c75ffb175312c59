// Package parsertest is what the tests of several parsers share.
package parsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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

// Corpus returns the folder of real captures, which lies beside the repository on
// machines that have it. Elsewhere it skips the test.
func Corpus(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		c := filepath.Join(parent, "shared", "corpus")
		if info, err := os.Stat(c); err == nil && info.IsDir() {
			return c
		}
	}
	t.Skip("no captures on this machine")
	return ""
}
