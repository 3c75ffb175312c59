package eventtext

import (
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// parse reads the export that begins in the first line of a text.
func parse(text string) *snapshot.Section {
	return parseFrom(strings.NewReader(text))
}

func parseFrom(r io.Reader) *snapshot.Section {
	l := textenc.NewLines(r)
	l.Next()
	s := &snapshot.Section{Line: 1, Status: snapshot.StatusParsed}
	Parse(l, s, parsertest.Alone)
	return s
}

// repeated gives a text over and over.
type repeated struct {
	text string
	pos  int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.pos:])
	r.pos = (r.pos + n) % len(r.text)
	return n, nil
}

// TestMemory reads 32 MB of what never ends in constant memory.
func TestMemory(t *testing.T) {
	const size, most = 32 << 20, 24 << 20
	tests := []struct{ name, head, rest string }{
		{"an event without an end", one[:100], "x"},
		{"events without an end", "", one[:100]},
		{"deep elements", one[:100], "<a>"},
		{"a comment", one + "<Events>", "<!-- "},
		{"one line of events", one, one},
		{"a cell without an end", "\"TimeCreated\",\"Id\",\"Message\"\n\"2026-03-10 08:53:12\",\"4231\",\"", "xxxxxxxxx\n"},
		{"quotation marks", "\"TimeCreated\",\"Id\",\"Message\"\n", "\"\n"},
		{"a message without an end", "TimeCreated : 1\nId : 1\nMessage : x\n", "    more and more\n"},
		{"blocks", "", wevtutil},
		{"rows", "TimeCreated;Id;ProviderName;RecordId\n", "2026-03-10 08:53:12;4231;Tcpip;7\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s := parseFrom(io.MultiReader(strings.NewReader(tt.head), io.LimitReader(&repeated{text: tt.rest}, size)))
			runtime.GC()
			runtime.ReadMemStats(&after)
			if used := int64(after.HeapSys) - int64(before.HeapSys); used > most {
				t.Errorf("the heap grew by %d MB", used>>20)
			}
			t.Log(time.Since(start), show([]*snapshot.Section{s})[0])
		})
	}
}

// TestEntities leaves entities that a document defines as they are.
func TestEntities(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE e [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + "\n" + strings.Replace(one, "a &amp; b", "&b;", 1)
	s := parse(bomb)
	if len(s.Events.Events) != 1 || s.Events.Events[0].Data[0] != "&b;" {
		t.Errorf("%q", show([]*snapshot.Section{s}))
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		wevtutil, copied, one, logCSV(8, nil),
		"#TYPE System.Diagnostics.EventLogEntry#System/x\n\"EventID\",\"Source\",\"Message\"\n\"1\",\"a\",\"x\ny\"\n",
		"TimeCreated  : 3/30/2026 8:53:12 AM\nProviderName : Tcpip\nId           : 4231\nMessage      : A\n   b\n",
		"   ProviderName: Tcpip\n\nTimeCreated     Id Message\n-----------     -- -------\n1.1.2026 8:00 4231 失败\n                   x\n",
		"Ebene,Datum,Quelle,ID,Kategorie\nWarnung,10.03.2026 08:53:12,Tcpip,4231,Keine,\"T\n\"\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range sections(string(data), "") {
			if s.Kind == "" || s.LastLine < s.Line {
				t.Fatalf("section %+v", s)
			}
			g := s.Events
			if g == nil {
				continue
			}
			if len(g.Events) > g.Records || g.First.After(g.Last) || g.FirstID > g.LastID {
				t.Fatalf("log %+v", g)
			}
			for i, e := range g.Events {
				if e.Time.Before(g.First) || e.Time.After(g.Last) || i > 0 && e.Time.Before(g.Events[i-1].Time) || e.Line < s.Line || e.Line > s.LastLine {
					t.Fatalf("event %+v of %+v", e, g)
				}
			}
		}
	})
}
