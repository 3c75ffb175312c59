package parsers

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	spaces = regexp.MustCompile(`  +`)
	blanks = regexp.MustCompile(`(\r\n){2,}`)
)

// copies are what saving, sending and pasting does to a text.
var copies = []struct {
	name string
	of   func(string) string
}{
	{"indented", func(s string) string { return prefixed("    ", s) }},
	{"with spaces at the ends", func(s string) string { return strings.ReplaceAll(s, "\r\n", "     \r\n") }},
	{"without blank lines", func(s string) string { return blanks.ReplaceAllString(s, "\r\n") }},
	{"with doubled line ends", func(s string) string { return strings.ReplaceAll(s, "\r\n", "\r\n\r\n") }},
	{"with line feeds", func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }},
	{"with carriage returns", func(s string) string { return strings.ReplaceAll(s, "\r\n", "\r") }},
	{"with doubled carriage returns", func(s string) string { return strings.ReplaceAll(s, "\r\n", "\r\r\n") }},
	{"without the last line end", func(s string) string { return strings.TrimSuffix(s, "\r\n") }},
	{"quoted", func(s string) string { return prefixed("> ", s) }},
	{"in a page", func(s string) string {
		return "<html><body><p>Output:</p><pre>\r\n" + html.EscapeString(s) + "</pre></body></html>\r\n"
	}},
	{"in a fence", func(s string) string { return "```\r\n" + s + "```\r\n" }},
	{"with no-break spaces", func(s string) string { return strings.ReplaceAll(s, "  ", "\u00a0 ") }},
	{"with no-break spaces only", func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
	{"with spaces run together", func(s string) string { return spaces.ReplaceAllString(s, " ") }},
	{"with tabs", func(s string) string { return spaces.ReplaceAllString(s, "\t") }},
	{"after a byte order mark", func(s string) string { return "\ufeff" + s }},
	{"in utf-16", func(s string) string { return "\xff\xfe" + utf16LE(s) }},
	{"in utf-16 without a mark", func(s string) string { return utf16LE(s) }},
	{"with NUL at the end", func(s string) string { return s + "\x00\x00\x00" }},
	{"with ctrl-z at the end", func(s string) string { return s + "\x1a" }},
}

// prefixed puts a mark before each line.
func prefixed(mark, s string) string {
	return mark + strings.ReplaceAll(strings.TrimSuffix(s, "\r\n"), "\n", "\n"+mark) + "\r\n"
}

// inColumns are the tables of names that need their columns.
var inColumns = []string{"get-process", "wmic"}

// TestCopies reads every artifact alike, however it came.
func TestCopies(t *testing.T) {
	for _, a := range artifacts(t) {
		alone := whole(a.text)
		for _, c := range copies {
			if slices.Contains(inColumns, a.name) && (c.name == "with spaces run together" || c.name == "with tabs") {
				continue
			}
			if diff := cmp.Diff(alone, whole(c.of(a.text))); diff != "" {
				t.Errorf("%s, %s: sections (-want +got):\n%s", a.name, c.name, diff)
			}
		}
	}
}
