package netstat

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestMomentsWithoutTitle tells tables apart whose titles or blank lines a filter or a
// ticket system dropped. Together they would show more ports than were ever in use.
func TestMomentsWithoutTitle(t *testing.T) {
	const (
		listen = "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948\n  TCP    0.0.0.0:443   0.0.0.0:0   LISTENING   4\n  TCP    [::]:445   [::]:0   LISTENING   4\n"
		one    = listen + "  TCP    10.0.0.4:50001   192.0.2.7:443   TIME_WAIT   0\n"
		two    = listen + "  TCP    10.0.0.4:50002   192.0.2.7:443   TIME_WAIT   0\n"
		head   = "  Proto  Local Address          Foreign Address        State           PID\n"
		busy   = "  TCP    10.0.0.4:50001   192.0.2.7:443   ESTABLISHED   9\n  TCP    10.0.0.4:50002   192.0.2.7:443   TIME_WAIT   0\n" +
			"  TCP    10.0.0.4:50003   192.0.2.7:443   TIME_WAIT   0\n  TCP    10.0.0.4:50004   192.0.2.8:443   TIME_WAIT   0\n" +
			"  TCP    10.0.0.4:50005   192.0.2.9:443   TIME_WAIT   0\n"
		twice = "  TCP    0.0.0.0:808   0.0.0.0:0   LISTENING   4\n  TCP    0.0.0.0:808   0.0.0.0:0   LISTENING   4\n"
	)
	tests := []struct {
		name, text string
		want       []int // rows of each capture
		header     bool
		notes      string
	}{
		{"no blank lines", "Active Connections\n" + head + one + "Active Connections\n" + head + two, []int{4, 4}, true, ""},
		{"no titles", head + one + head + two, []int{4, 4}, true, ""},
		{"times between rows", "2026-03-10 09:00:00\n" + one + "2026-03-10 09:05:00\n" + two, []int{4, 4}, false, ""},
		// The listeners that came again before it was noticed stand in both tables.
		{"nothing between rows", one + two + one, []int{6, 6, 4}, false, "nettcp.several-moments"},
		{"connections alone", strings.Repeat(busy, 3), []int{7, 7, 5}, false, "nettcp.several-moments"},
		{"two sockets on one port", twice + one, []int{6}, false, ""},
		{"a title and times", "Active Connections\n\n" + head + one + "2026-03-10 09:05:00\n", []int{4}, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.text)
			var got []int
			for _, c := range s.Captures {
				got = append(got, c.Table.Len())
				if c.Header != tt.header {
					t.Errorf("line %d: header %v, want %v", c.Line, c.Header, tt.header)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			notes := ""
			for _, n := range s.Notes {
				notes += n.ID
			}
			if notes != tt.notes {
				t.Errorf("notes %q, want %q", notes, tt.notes)
			}
		})
	}
}

// TestCutRow counts what is left of a row at the end of a file that was cut off.
func TestCutRow(t *testing.T) {
	const row = "  TCP    10.0.0.4:50001   192.0.2.7:443   TIME_WAIT   0\r\n"
	for _, cut := range []string{"  TCP    10.0.0.4:50002   192.0.2", "  TCP    10.0", "  TCP", "  TC", "  UDP    0"} {
		s := parse(t, "Active Connections\r\n\r\n"+row+row+row+cut)
		if n := s.Captures[0].Table.Len(); n != 3 || len(s.Notes) != 1 || s.Notes[0].Line != 6 || s.Status != snapshot.StatusPartial {
			t.Errorf("%q: %d rows, status %s, notes %v", cut, n, s.Status, s.Notes)
		}
	}
	if s := parse(t, "Active Connections\r\n\r\n"+row+" [T.exe]\r\n  Tcpip\r\n"); len(s.Notes) != 0 {
		t.Errorf("a component was taken for a cut row: %v", s.Notes)
	}
}
