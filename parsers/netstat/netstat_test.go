package netstat

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// parse reads a text that begins with a table.
func parse(t testing.TB, text string) *snapshot.Section {
	t.Helper()
	l := textenc.NewLines(strings.NewReader(text))
	s := &snapshot.Section{Path: "netstat.txt", Status: snapshot.StatusParsed}
	for l.Next() {
		if Match(l) {
			s.Line = l.Line()
			Parse(l, s, func(*textenc.Lines) bool { return false })
			return s
		}
	}
	return s
}

// show writes rows in a form that tests can spell.
func show(s *snapshot.Section) []string {
	var out []string
	for i, c := range s.Captures {
		for _, r := range c.Table.All() {
			pid := "-"
			if r.PID != snapshot.NoPID {
				pid = fmt.Sprint(r.PID)
			}
			out = append(out, fmt.Sprintf("%d:%d %v %v %s:%d %s:%d %v %s", i, r.Line, r.Proto, r.Family,
				c.Table.Addrs.Text(r.Local), r.LPort, c.Table.Addrs.Text(r.Remote), r.RPort, r.State, pid))
		}
	}
	return out
}

func TestParseRows(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"ano", "  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 TIME_WAIT 0"}},
		{"an", "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED -"}},
		{"ipv6 with zone", "  TCP    [fe80::1%12]:50123   [2001:db8::2]:443   CLOSE_WAIT   812\n", []string{"0:1 tcp ipv6 fe80::1:50123 2001:db8::2:443 CLOSE_WAIT 812"}},
		{"mapped", "  TCP    [::ffff:10.0.0.4]:50123   [::ffff:c000:207]:443   ESTABLISHED   8\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 8"}},
		{"udp", "  UDP    0.0.0.0:123   *:*   1092\n", []string{"0:1 udp ipv4 0.0.0.0:123 *:0  1092"}},
		{"udp with a remote address", "  UDP    10.0.0.4:50000   192.0.2.7:443   1092\n", []string{"0:1 udp ipv4 10.0.0.4:50000 192.0.2.7:443  1092"}},
		{"udp without pid", "  UDP    [::1]:1900   *:*   \n", []string{"0:1 udp ipv6 ::1:1900 *:0  -"}},
		{"bound of -q", "  TCP    0.0.0.0:49179   0.0.0.0:0   BOUND   2588\n", []string{"0:1 tcp ipv4 0.0.0.0:49179 0.0.0.0:0 BOUND 2588"}},
		{"offload of -t", "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948   InHost  \n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}},
		{"offload without pid", "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   InHost  \n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING -"}},
		{"german", "  TCP    10.0.0.4:50123   192.0.2.7:443   WARTEND   0\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 TIME_WAIT 0"}},
		{"german umlaut lost", "  TCP    0.0.0.0:135   0.0.0.0:0   ABHREN\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING -"}},
		{"names", "  TCP    10.0.0.4:50123   web-1:https   ESTABLISHED\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 web-1:443 ESTABLISHED -"}},
		{"unknown word, no remote port", "  TCP    0.0.0.0:135   0.0.0.0:0   LUISTERT   948\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}},
		{"unknown word, pid 0", "  TCP    10.0.0.4:50123   192.0.2.7:443   WACHT   0\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 TIME_WAIT 0"}},
		{"unknown word beside listeners", "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   4\n  TCP    0.0.0.0:50001   0.0.0.0:0   GEBONDEN   9\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 4", "0:2 tcp ipv4 0.0.0.0:50001 0.0.0.0:0 UNMAPPED 9"}},
		{"unknown word", "  TCP    10.0.0.4:50123   192.0.2.7:443   WACHT   9\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 UNMAPPED 9"}},
		{"masked address", "  TCP    10.0.x.x:50123   [fe80::xy:1%9]:443   ESTABLISHED   9\n", []string{"0:1 tcp ipv4 10.0.x.x:50123 fe80::xy:1:443 ESTABLISHED 9"}},
		{"quoted", ">   TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 9"}},
		{"cell", "\"12\",\"  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9\"\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 9"}},
		{"commas", ",TCP,,10.0.0.4:50123,,,, 192.0.2.7:443,,,ESTABLISHED\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED -"}},
		{"tabs", "TCP\t10.0.0.4:50123\t192.0.2.7:443\tESTABLISHED\t9\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 9"}},
		{"comment", "#  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   InHost\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED -"}},
		{"linux", "tcp        0      0 10.0.0.4:50123   192.0.2.7:443   ESTABLISHED\n", nil},
		{"port too large", "  TCP    10.0.0.4:65536   192.0.2.7:443   ESTABLISHED   9\n", nil},
		{"pid too large", "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   4294967295\n", nil},
		{"cut before the state", "  TCP    10.0.0.4:50123   192.0.2.7:443\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, show(parse(t, tt.text))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

const header = "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n"

func TestParseTables(t *testing.T) {
	row := "  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0\n"
	type table struct {
		Line, LastLine, Rows int
		Header, PID          bool
		Time                 string
	}
	tests := []struct {
		name, text string
		want       []table
	}{
		{"one", header + row + row, []table{{2, 6, 2, true, true, ""}}},
		{"headerless", row + row, []table{{1, 2, 2, false, true, ""}}},
		{"blank line under the header of -t", "\nActive Connections\n\n  Proto  Local  Foreign  State  PID  Offload State\n\n" + row, []table{{2, 6, 1, true, true, ""}}},
		{"unknown language", "\nActieve verbindingen\n\n  Proto  Lokaal adres  Extern adres  Status\n" + row, []table{{2, 5, 1, true, true, ""}}},
		{"loop", header + row + header + row + row, []table{{2, 5, 1, true, true, ""}, {7, 11, 2, true, true, ""}}},
		{"loop with times", header + row + "Tue 03/10/2026  9:05:00.12\n" + header + row, []table{{2, 5, 1, true, true, ""}, {8, 11, 1, true, true, "2026-03-10 09:05:00"}}},
		{"empty table", header + "\nC:\\>", nil},
		{"prompt ends it", header + row + "C:\\Users\\lab>ver\n" + row, []table{{2, 5, 1, true, true, ""}}},
		{"command ends it", header + row + "----- netstat -anoq\n" + row, []table{{2, 5, 1, true, true, ""}}},
		{"other lines do not", header + row + "something else\n" + row, []table{{2, 7, 2, true, true, ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []table
			for _, c := range parse(t, tt.text).Captures {
				g := table{c.Line, c.LastLine, c.Table.Len(), c.Header, c.HasPID, ""}
				if c.At.Source != snapshot.TimeUnknown {
					g.Time = c.At.Time.Format("2006-01-02 15:04:05")
				}
				got = append(got, g)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOwners(t *testing.T) {
	s := parse(t, header+
		"  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948\n  RpcSs\n [svchost.exe]\n"+
		"  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0\n"+
		"  TCP    10.0.0.4:50124   192.0.2.7:443   ESTABLISHED   4242\n [OrderGateway.exe]\n"+
		"  TCP    10.0.0.4:50125   192.0.2.7:443   ESTABLISHED   77\n Can not obtain ownership information\n"+
		"  TCP    10.0.0.4:50126   192.0.2.7:443   ESTABLISHED   78\n  C:\\WINDOWS\\system32\\WS2_32.dll\n  -- unknown component(s) --\n [old.exe]\n")
	want := map[uint32]string{948: "svchost.exe", 4242: "OrderGateway.exe", 78: "old.exe"}
	if diff := cmp.Diff(want, s.Captures[0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if got := s.Captures[0].Table.Len(); got != 5 {
		t.Errorf("%d rows, want 5", got)
	}
}

func TestNotes(t *testing.T) {
	good := "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9\n"
	tests := []struct {
		name, text string
		want       []snapshot.Note
		status     snapshot.Status
	}{
		{"bad rows", good + "  TCP    10.0.0.4:5\n  TCP    10.0.0.4:50123   192.0.2.7:44\n", []snapshot.Note{{ID: "netstat.bad-rows", Line: 2, Args: []string{"2", "2"}}}, snapshot.StatusPartial},
		{"unknown state", good + "  TCP    10.0.0.4:50123   192.0.2.7:443   WACHT   9\n", []snapshot.Note{{ID: "netstat.unknown-state", Line: 2, Args: []string{"1", "WACHT", "2"}}}, snapshot.StatusParsed},
		{"elevation", header + "The requested operation requires elevation.\n", []snapshot.Note{{ID: "netstat.elevation", Line: 3}}, snapshot.StatusParsed},
		{"service name", good + "  TCP    10.0.0.4:50123   host:frobnicate   ESTABLISHED   9\n", []snapshot.Note{{ID: "netstat.service-names", Args: []string{"1"}}}, snapshot.StatusParsed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, s.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if s.Status != tt.status {
				t.Errorf("status %s, want %s", s.Status, tt.status)
			}
		})
	}
}
