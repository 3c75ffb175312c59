package parsers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// artifact is a text that one parser reads.
type artifact struct{ name, text string }

// artifacts are one of each kind.
func artifacts(t *testing.T) []artifact {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/artifacts.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var list []artifact
	for _, f := range archive.Files {
		list = append(list, artifact{f.Name, strings.ReplaceAll(string(f.Data), "\n", "\r\n")})
	}
	return list
}

// between is what people and tools put between two artifacts.
var between = []struct{ name, text string }{
	{"nothing", ""},
	{"a blank line", "\r\n"},
	{"three blank lines", "\r\n\r\n\r\n"},
	{"a prompt", "C:\\>echo done\r\n"},
	{"a prompt among blank lines", "\r\nPS C:\\> Get-Date > x\r\n\r\n"},
	{"a ruled heading", "\r\n=====================\r\n Next of all\r\n=====================\r\n"},
	{"a dashed heading", "---------------------\r\nNext of all\r\n---------------------\r\n"},
	{"a heading in marks", "=== Next ===\r\n"},
	{"a heading in hashes", "\r\n##### Next #####\r\n\r\n"},
	{"a label", "\r\nNext:\r\n"},
	{"a fence", "```\r\n\r\n```\r\n"},
	{"a bullet", "[+] Next of all\r\n"},
}

// TestPairs puts every artifact below every other one: both are read as they are alone.
func TestPairs(t *testing.T) {
	list := artifacts(t)
	for _, a := range list {
		alone := whole(a.text)
		if len(alone) != 1 {
			t.Fatalf("%s alone: sections %q", a.name, alone)
		}
		for _, b := range list {
			want := append(alone, whole(b.text)...)
			if kindOf(want[0]) == kindOf(want[1]) {
				continue // one section may hold both
			}
			for _, sep := range between {
				if diff := cmp.Diff(want, whole(a.text+sep.text+b.text)); diff != "" {
					t.Errorf("%s, %s, %s: sections (-want +got):\n%s", a.name, sep.name, b.name, diff)
				}
			}
		}
	}
}

// whole shows what was read of a text: the facts and how much of the other kinds.
func whole(text string) []string {
	list := Read("", strings.NewReader(text), -1)
	out := facts(list)
	for i, s := range list {
		if out[i] += fmt.Sprintf(" %s %d processes", s.Status, len(s.Processes)); s.Events != nil {
			out[i] += fmt.Sprintf(" %d events", len(s.Events.Events))
		}
		if s.System != nil {
			out[i] += " " + s.System.HostName
		}
		if s.Counters != nil {
			out[i] += fmt.Sprintf(" %d readings", len(s.Counters.Readings))
		}
	}
	return out
}

func kindOf(section string) string {
	kind, _, _ := strings.Cut(section, " ")
	return kind
}
