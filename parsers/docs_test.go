package parsers

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// firstCells returns the first cells of the table in a page whose first head is given,
// without the signs of code.
func firstCells(t *testing.T, page, head string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	inTable := false
	for _, line := range strings.Split(string(text), "\n") {
		cell, _, ok := strings.Cut(strings.TrimPrefix(line, "|"), "|")
		cell = strings.TrimSpace(cell)
		switch {
		case !ok || !strings.HasPrefix(line, "|"):
			inTable = false
		case cell == head:
			inTable = true
		case inTable && strings.Trim(cell, "-:") != "":
			cells = append(cells, strings.Trim(cell, "`"))
		}
	}
	if len(cells) == 0 {
		t.Fatalf("%s has no table of %s", page, head)
	}
	return cells
}

var formatsPage = filepath.Join("..", "docs", "formats.md")

// TestParsersAreDocumented compares the list of parsers with the page on formats, which
// has them in the order in which they are asked.
func TestParsersAreDocumented(t *testing.T) {
	var want []string
	for _, p := range textParsers(new(above)) {
		want = append(want, p.name)
	}
	want = append(want, "evtx")
	if diff := cmp.Diff(want, firstCells(t, formatsPage, "parser")); diff != "" {
		t.Errorf("parsers (-list +page):\n%s", diff)
	}
}

// TestEncodingsAreDocumented does the same for the encodings.
func TestEncodingsAreDocumented(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("textenc", "textenc.go"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`(?m)^\t\w+\s+Encoding = "(.+)"$`).FindAllSubmatch(source, -1) {
		want = append(want, string(m[1]))
	}
	got := firstCells(t, formatsPage, "encoding")
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("encodings (-constants +page):\n%s", diff)
	}
}
