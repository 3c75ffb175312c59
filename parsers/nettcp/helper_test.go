package nettcp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// run reads all connection tables of a text the way a dispatcher does; every section is
// given the same command.
func run(text, command string) []*snapshot.Section {
	l := textenc.NewLines(strings.NewReader(text))
	var out []*snapshot.Section
	for ok := l.Next(); ok; {
		s := &snapshot.Section{Line: l.Line(), Status: snapshot.StatusParsed, Command: command, Encoding: string(l.Encoding())}
		switch {
		case MatchCSV(l):
			ParseCSV(l, s, parsertest.Alone)
		case MatchJSON(l):
			ParseJSON(l, s)
		case MatchCLIXML(l):
			ParseCLIXML(l, s)
		case MatchTable(l):
			ParseTable(l, s, parsertest.Alone)
		case MatchWords(l):
			ParseWords(l, s)
		case MatchList(l):
			ParseList(l, s, parsertest.Alone)
		case MatchStrings(l):
			ParseStrings(l, s)
		case MatchRows(l):
			ParseRows(l, s)
		case MatchTcpvcon(l):
			ParseTcpvcon(l, s)
		case MatchAudit(l):
			ParseAudit(l, s)
		default:
			ok = l.Next()
			continue
		}
		out = append(out, s)
		ok = l.Text() != nil
	}
	return out
}

// one returns the only section of a text.
func one(t *testing.T, text, command string) *snapshot.Section {
	t.Helper()
	got := run(text, command)
	if len(got) != 1 {
		t.Fatalf("found %d sections, want 1", len(got))
	}
	return got[0]
}

// lines writes the rows of all captures as text, one capture after the other.
func lines(s *snapshot.Section) []string {
	var out []string
	for i, c := range s.Captures {
		if i > 0 {
			out = append(out, "--")
		}
		for _, r := range c.Table.All() {
			pid := "-"
			if r.PID != snapshot.NoPID {
				pid = fmt.Sprint(r.PID)
			}
			out = append(out, fmt.Sprintf("%d: %s/%s %s %d > %s %d %s %s", r.Line, r.Proto, r.Family,
				c.Table.Addrs.Text(r.Local), r.LPort, c.Table.Addrs.Text(r.Remote), r.RPort, r.State, pid))
		}
	}
	return out
}

func noteIDs(s *snapshot.Section) string {
	var ids []string
	for _, n := range s.Notes {
		ids = append(ids, strings.Join(append([]string{n.ID}, n.Args...), " "))
	}
	return strings.Join(ids, "; ")
}
