package counters

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
)

// summaries reads all sections of a text and shows each in a few words.
func summaries(text string) []string {
	var out []string
	for _, s := range parsertest.Sections(text, Match, Parse) {
		out = append(out, summary(s))
	}
	return out
}

// summary shows a section: its lines, kind and status, then each reading as
// line@time+elapsed with active, passive, failed, reset and current connections of both
// families.
func summary(s *snapshot.Section) string {
	out := fmt.Sprintf("%d-%d %s %s", s.Line, s.LastLine, s.Kind, s.Status)
	if s.Host != "" {
		out += " " + s.Host
	}
	if s.Counters.OffsetKnown {
		out += fmt.Sprintf(" %s%+d", s.Counters.Zone, s.Counters.OffsetMinutes)
	}
	for i := range s.Counters.Readings {
		out += " " + reading(&s.Counters.Readings[i])
	}
	for _, n := range s.Notes {
		out += fmt.Sprintf(" %s:%d %s", n.ID, n.Line, strings.Join(n.Args, ","))
	}
	return out
}

func reading(r *snapshot.Reading) string {
	out := fmt.Sprint(r.Line)
	if r.LastLine != r.Line {
		out += fmt.Sprintf("-%d", r.LastLine)
	}
	if r.At.Source != snapshot.TimeUnknown {
		out += r.At.Time.Format("@2006-01-02T15:04:05.999")
		if r.At.Zoned {
			out += "Z"
		}
	}
	if r.Elapsed >= 0 {
		out += fmt.Sprintf("%+g", r.Elapsed)
	}
	if r.Reset {
		out += "!"
	}
	for _, v := range []*snapshot.CounterValues{&r.IPv4, &r.IPv6} {
		var cells []string
		for c := range snapshot.NumCounters {
			cell := "-"
			if n, ok := v.Get(c); ok {
				cell = fmt.Sprint(n)
			}
			cells = append(cells, cell)
		}
		if !v.IsEmpty() {
			out += "[" + strings.Join(cells, " ") + "]"
		}
	}
	return out
}

func TestX(t *testing.T) { _ = cmp.Diff }
