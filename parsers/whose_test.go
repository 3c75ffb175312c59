package parsers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const idleTable = "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       4\n"

// TestWhose reads which computer a table is of: for certain, or by a word above it in
// brackets. A trailing ! says that what follows may be another computer's.
func TestWhose(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", idleTable, ""},
		{"the answer to hostname", "C:\\>hostname\nWEB01\n\nC:\\>netstat -ano\n" + idleTable, "WEB01"},
		{"the answer of PowerShell", "PS C:\\> $env:COMPUTERNAME\nmailhub\nPS C:\\> netstat -ano\n" + idleTable, "mailhub"},
		{"a word above", "WEB01\n" + idleTable, "(WEB01)"},
		{"a heading", "======= WEB01 =======\n" + idleTable, "(WEB01)"},
		{"a word before the command", "=== WEB01: netstat -ano ===\n" + idleTable, "(WEB01)"},
		{"a word behind the command", "--- netstat -ano on WEB01 ---\n" + idleTable, "(WEB01)"},
		{"a list of words", "WEB01\nWEB02\nWEB03\n" + idleTable, ""},
		{"a label", "Computer Name: mailhub\nDate: 2026-03-10\n" + idleTable, "mailhub"},
		{"ipconfig", "   Host Name . . . . . . . . . . . . : WEB01\n" + idleTable, "WEB01"},
		{"set", "COMPUTERNAME=WEB01\n" + idleTable, "WEB01"},
		{"Chinese", "主机名: WEB01\n" + idleTable, "WEB01"},
		{"a label of other things, too", "Server: nginx\n" + idleTable, "(nginx)"},
		{"nslookup", "Server:  dns01.corp.example\nAddress:  10.0.0.10\n" + idleTable, ""},
		{"remoting", "[WEB01]: PS C:\\> netstat -ano\n" + idleTable, "WEB01!"},
		{"psexec", "C:\\>psexec \\\\WEB01 netstat -ano\n" + idleTable, "WEB01!"},
		{"psexec on several", "C:\\>psexec \\\\WEB01,WEB02 netstat -ano\n\\\\WEB01:\n" + idleTable + "\n\\\\WEB02:\n" + idleTable, "WEB01! WEB02!"},
		{"a shell on another", "C:\\>psexec \\\\WEB01 cmd\nC:\\Windows\\system32>netstat -ano\n" + idleTable + "C:\\Windows\\system32>exit\nC:\\>netstat -ano\n" + idleTable, "WEB01! -"},
		{"there and back", "[WEB01]: PS C:\\> netstat -ano\n" + idleTable + "PS C:\\> netstat -ano\n" + idleTable, "WEB01! -"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Read("a.txt", strings.NewReader(tt.text), int64(len(tt.text))) {
				who := s.Host
				if s.HostHere {
					who += "!"
				}
				if s.Host == "" && s.Word != "" {
					who = "(" + s.Word + ")"
				}
				got = append(got, who)
			}
			if len(got) > 1 {
				for i := range got {
					if got[i] == "" {
						got[i] = "-"
					}
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("computers (-want +got):\n%s", diff)
			}
		})
	}
}

// TestZoneAlone reads files that hold a time zone and nothing else.
func TestZoneAlone(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"tzutil /g", "W. Europe Standard Time\r\n", "W. Europe Standard Time"},
		{"without daylight saving", "W. Europe Standard Time_dstoff", "W. Europe Standard Time_dstoff"},
		{"with its prompt", "C:\\>tzutil /g\r\nTokyo Standard Time\r\n\r\nC:\\>", "Tokyo Standard Time"},
		{"Get-TimeZone", "\r\n\r\nId                         : Tokyo Standard Time\r\nDisplayName                : (UTC+09:00) Osaka, Sapporo, Tokio\r\nStandardName               : Normalzeit Tokio\r\n", "Tokyo Standard Time"},
		{"w32tm /tz", "Time zone: Current:TIME_ZONE_ID_UNKNOWN Bias: -540min (UTC=LocalTime+Bias)\r\n  [Standard Name:\"Tokyo Standard Time\" Bias:0min Date:(unspecified)]\r\n", "Tokyo Standard Time"},
		{"the list of all zones", "(UTC-12:00) International Date Line West\nDateline Standard Time\n\n(UTC-11:00) Coordinated Universal Time-11\nUTC-11\n\n(UTC-10:00) Aleutian Islands\nAleutian Standard Time\n", ""},
		{"a zone of somewhere else", "Standard time of Western Europe\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Read("tz.txt", strings.NewReader(tt.text), int64(len(tt.text)))[0]
			if s.Zone != tt.want || (s.Status == "parsed") != (tt.want != "") {
				t.Errorf("zone %q, %s; want %q", s.Zone, s.Status, tt.want)
			}
		})
	}
}

// TestZoneBelow takes a zone that a script asks for last.
func TestZoneBelow(t *testing.T) {
	text := idleTable + "\nW. Europe Standard Time\n"
	if s := Read("a.txt", strings.NewReader(text), int64(len(text)))[0]; s.Zone != "W. Europe Standard Time" {
		t.Errorf("zone %q", s.Zone)
	}
}
