package nettcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const peasHead = "  Protocol   Local Address         Local Port    Remote Address        Remote Port     State             Process ID      Process Name\n\n"

// TestAudit holds the tables of connections of winPEAS and of Seatbelt.
func TestAudit(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		names      map[uint32]string
		notes      string
	}{
		{
			name: "winpeas: both families, tcp and udp are one moment",
			text: "Current TCP Listening Ports\n  Enumerating IPv4 connections\n\n" + peasHead +
				"  TCP        0.0.0.0               80            0.0.0.0               0               Listening         4580            C:\\Web\\bin\\httpd.exe\n" +
				"  TCP        192.0.2.4             49748         198.51.100.3          5555            Time Wait         0               Idle\n" +
				"\n  Enumerating IPv6 connections\n\n" + peasHead +
				"  TCP        [::1]                 53            [::]                  0               Listening         2960            dns\n" +
				"\n\u2554\u2550\u2563 Current UDP Listening Ports\n  Enumerating IPv4 connections\n\n" +
				"  Protocol   Local Address         Local Port    Remote Address:Remote Port     Process ID        Process Name\n\n" +
				"  UDP        0.0.0.0               123           *:*                            1020              svchost\n\nother text\n",
			want: []string{
				"6: tcp/ipv4 0.0.0.0 80 > 0.0.0.0 0 LISTENING 4580", "7: tcp/ipv4 192.0.2.4 49748 > 198.51.100.3 5555 TIME_WAIT 0",
				"13: tcp/ipv6 ::1 53 > :: 0 LISTENING 2960", "20: udp/ipv4 0.0.0.0 123 > * 0  1020",
			},
			names: map[uint32]string{4580: "httpd.exe", 0: "Idle", 2960: "dns", 1020: "svchost"},
		},
		{
			name: "seatbelt: the name of a process is its command line, a service may be missing",
			text: "====== TcpConnections ======\n\n  Local Address          Foreign Address        State      PID   Service         ProcessName\n" +
				"  0.0.0.0:135            0.0.0.0:0              LISTEN     884   RpcSs           C:\\Windows\\system32\\svchost.exe -k RPCSS -p\n" +
				"  192.0.2.4:80           198.51.100.7:51314     TIME_WAIT  0                     System Idle Process\n<--- SNIP --->\n" +
				"  192.0.2.4:49736        198.51.100.9:9001      ESTAB      3064                  \"C:\\Program Files\\a b\\client.exe\" -e x\n" +
				"====== TokenPrivileges ======\n",
			want: []string{
				"4: tcp/ipv4 0.0.0.0 135 > 0.0.0.0 0 LISTENING 884", "5: tcp/ipv4 192.0.2.4 80 > 198.51.100.7 51314 TIME_WAIT 0",
				"7: tcp/ipv4 192.0.2.4 49736 > 198.51.100.9 9001 ESTABLISHED 3064",
			},
			names: map[uint32]string{884: "svchost.exe", 0: "System Idle Process", 3064: "client.exe"},
			notes: "nettcp.bad-rows 1 6",
		},
		{
			name:  "seatbelt: udp",
			text:  "  Local Address          PID    Service                 ProcessName\n  0.0.0.0:123            2264   W32Time                 C:\\Windows\\system32\\svchost.exe -k LocalService\n",
			want:  []string{"2: udp/ipv4 0.0.0.0 123 > * 0  2264"},
			names: map[uint32]string{2264: "svchost.exe"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := one(t, tt.text, "")
			if diff := cmp.Diff(tt.want, lines(s)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if len(s.Captures) > 0 {
				if diff := cmp.Diff(tt.names, s.Captures[0].Names); diff != "" {
					t.Errorf("names (-want +got):\n%s", diff)
				}
			}
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzAudit(f *testing.F) {
	f.Add(peasHead + "  TCP        0.0.0.0               80            0.0.0.0               0               Listening         4580            a.exe\n")
	f.Add("  Local Address          Foreign Address        State      PID   Service         ProcessName\n  0.0.0.0:135            0.0.0.0:0              LISTEN     884   RpcSs           b.exe -k\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
