package netstat

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestPrefixedRows reads what logs, grep and reports put something before.
func TestPrefixedRows(t *testing.T) {
	listener := "TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    948"
	want := []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a stamp of ISO 8601", "2026-03-10T09:00:00.1234567Z   " + listener, want},
		{"a stamp and a level", "2026-03-10 09:00:00 [INFO]   " + listener, want},
		{"a level with a colon", "INFO:   " + listener, want},
		{"a time of twelve hours", "3/10/2026 9:00:00 AM   " + listener, want},
		{"an audit's mark", "[*]   " + listener, want},
		{"an item of a list", "  - " + listener, want},
		{"the number of a line, of findstr", "17:  " + listener, want},
		{"a file and a number, of Select-String", `C:\temp\netstat.txt:17:  ` + listener, want},
		{"a file, of grep", "netstat.txt:  " + listener, want},
		{"the number of a line, of an editor", "    17→  " + listener, want},
		{"the format of Python's logging", "2026-03-10 09:00:00,123 - root - INFO -   " + listener, want},
		{"the default of Python's logging", "INFO:root:  " + listener, want},
		{"names in brackets", "[2026-03-10T09:00:00.000Z] [server] [info]: " + listener, want},
		{"a numbered instruction", "1. You should see " + listener, nil},
		{"a dated sentence", "2026-03-10 we saw, on the server, " + listener, nil},
		{"udp", "[*]   UDP    0.0.0.0:123    *:*    948", []string{"0:1 udp ipv4 0.0.0.0:123 *:0  948"}},
		{"an example in a sentence", "You should see: " + listener, nil},
		{"an example in a comment", "// TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 948", nil},
		{"an item of a list of listeners", "- TCP 0.0.0.0:135 (RPC)", nil},
		{"a process and its id, of TCPView", "[System Process]:0\tTCP\t10.0.0.4:50123\t192.0.2.7:443\tTIME_WAIT", nil},
		{"a state that is none", "[*] TCP 0.0.0.0:135 0.0.0.0:0 opened", nil},
		{"a log of a firewall", "2026-03-10 09:00:00 ALLOW TCP 192.0.2.1 192.0.2.2 50000 443 0 - 0 0 0 - - - SEND", nil},
		{"a connection in a log", "2026-03-10 09:00:00 INFO TCP 192.0.2.1:50000 -> 192.0.2.2:443 ESTABLISHED", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, show(parse(t, tt.text+"\n"))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPrefixedTable reads a whole table with its head, blank lines and owners from a log.
// The stamp of its first line is its time, and those of its blank lines part nothing.
func TestPrefixedTable(t *testing.T) {
	s := parse(t, `2026-03-10 09:00:00 [INFO] Active Connections
2026-03-10 09:00:00 [INFO]
2026-03-10 09:00:00 [INFO]   Proto  Local Address          Foreign Address        State           PID
2026-03-10 09:00:00 [INFO]   TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948
2026-03-10 09:00:00 [INFO]   RpcSs
2026-03-10 09:00:00 [INFO]  [svchost.exe]
2026-03-10 09:00:01 [INFO]
2026-03-10 09:00:01 [INFO]   TCP    10.0.0.4:50123         192.0.2.7:443          ESTABLISHED     4242
2026-03-10 09:00:01 [INFO]  [app.exe]
`)
	if len(s.Captures) != 1 {
		t.Fatalf("%d captures", len(s.Captures))
	}
	c := s.Captures[0]
	if got := c.At.Time.Format("15:04:05"); !c.Header || c.Table.Len() != 2 || got != "09:00:00" || c.At.Source != snapshot.TimeText {
		t.Errorf("header %v, %d rows, at %s (%v)", c.Header, c.Table.Len(), got, c.At.Source)
	}
	if diff := cmp.Diff(map[uint32]string{948: "svchost.exe", 4242: "app.exe"}, c.Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// TestAudit reads a report whose marks stand before each line, and which drops blank ones.
func TestAudit(t *testing.T) {
	s := parse(t, `[*]   Active Connections
[*]   Proto  Local Address          Foreign Address        State           PID
[*]   TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948
[*]  [svchost.exe]
[*]   TCP    10.0.0.4:50123         192.0.2.7:443          ESTABLISHED     4242

### Next check
`)
	if len(s.Captures) != 1 || !s.Captures[0].Header || s.Captures[0].Table.Len() != 2 || s.Captures[0].Names[948] != "svchost.exe" {
		t.Errorf("captures %+v", s.Captures)
	}
}

// TestDoubledLines reads a table whose line ends were doubled on their way.
func TestDoubledLines(t *testing.T) {
	s := parse(t, "\n\nAktywne połączenia\n\n\n\n  Protokół  Adres lokalny  Obcy adres  Stan\n\n  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED\n\n  TCP    10.0.0.4:50124   192.0.2.7:443   ESTABLISHED\n")
	if len(s.Captures) != 1 || !s.Captures[0].Header || s.Captures[0].Table.Len() != 2 {
		t.Errorf("captures %+v", s.Captures)
	}
}

// TestListOfStrings reads the list of lines that ConvertTo-Json and Ansible write.
func TestListOfStrings(t *testing.T) {
	s := parse(t, `[
  "",
  "Active Connections",
  "",
  "  Proto  Local Address          Foreign Address        State           PID",
  "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948",
  "  TCP    10.0.0.4:50123         192.0.2.7:443          ESTABLISHED     4242"
]
`)
	if len(s.Captures) != 1 || !s.Captures[0].Header || s.Captures[0].Table.Len() != 2 || !s.Captures[0].HasPID {
		t.Errorf("captures %+v", s.Captures)
	}
}
