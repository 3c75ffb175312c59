package nettcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// test is one text and what is read from it.
type test struct {
	name, text, command string
	want                []string // rows, as lines writes them
	kind                snapshot.Kind
	status              snapshot.Status // parsed where empty
	notes, host         string
	last                int
}

func check(t *testing.T, tests []test) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := one(t, tt.text, tt.command)
			if diff := cmp.Diff(tt.want, lines(s)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if tt.status == "" {
				tt.status = snapshot.StatusParsed
			}
			if tt.kind == "" {
				tt.kind = snapshot.KindNetTCP
			}
			got := []any{s.Kind, s.Status, s.Host, noteIDs(s), s.LastLine}
			want := []any{tt.kind, tt.status, tt.host, tt.notes, tt.last}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("kind, status, host, notes, last line (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCSV(t *testing.T) {
	const head = "\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\r\n"
	check(t, []test{
		{
			name: "with its type", last: 4,
			text: "#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\r\n" + head +
				"\"192.0.2.1\",\"50001\",\"198.51.100.7\",\"443\",\"CloseWait\",\"77\"\r\n" +
				"\"::ffff:192.0.2.1\",\"80\",\"::\",\"0\",\"Bound\",\"4\"\r\n\r\n",
			want: []string{
				"3: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 CLOSE_WAIT 77",
				"4: tcp/ipv4 192.0.2.1 80 > :: 0 BOUND 4",
			},
		},
		{
			name: "semicolons, other columns, another order", last: 2,
			text: "Owning_Process;STATE;Extra;remote port;LocalPort\n77;TimeWait;\"a;b\";443;50001\n",
			want: []string{"2: tcp/unknown * 50001 > * 443 TIME_WAIT 77"},
		},
		{
			name: "tabs and a zone", last: 2,
			text: "LocalAddress\tLocalPort\tState\nfe80::1%7\t50001\t2\n",
			want: []string{"2: tcp/ipv6 fe80::1 50001 > * 0 LISTENING -"},
		},
		{
			name: "listeners without a state, by the ports of Windows", last: 3, notes: "nettcp.no-state",
			text: "LocalAddress,LocalPort,OwningProcess\n0.0.0.0,135,900\n192.0.2.1,8080,901\n",
			want: []string{
				"2: tcp/ipv4 0.0.0.0 135 > * 0 UNMAPPED 900",
				"3: tcp/ipv4 192.0.2.1 8080 > * 0 UNMAPPED 901",
			},
		},
		{
			name: "endpoints of which nothing names the protocol", last: 2, notes: "nettcp.no-state; nettcp.protocol-assumed 1 1",
			text: "LocalAddress,LocalPort,OwningProcess\n192.0.2.1,8080,901\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 8080 > * 0 UNMAPPED 901"},
		},
		{
			name: "udp endpoints with their owners", last: 3, kind: snapshot.KindNetUDP,
			text: "LocalAddress,LocalPort,OwningProcess\n::,5353,900\n192.0.2.1,50001,901\n",
			want: []string{"2: udp/ipv6 :: 5353 > * 0  900", "3: udp/ipv4 192.0.2.1 50001 > * 0  901"},
		},
		{
			name: "ports within the addresses, as psutil shows them", last: 4,
			text: "Local Address,Remote Address,Status,PID\n" +
				"\"addr(ip='192.0.2.1', port=50001)\",\"addr(ip='198.51.100.7', port=443)\",ESTABLISHED,77\n" +
				"\"addr(ip='::', port=135)\",(),LISTEN,900\n\"addr(ip='::', port=5353)\",(),NONE,901\n",
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77",
				"3: tcp/ipv6 :: 135 > * 0 LISTENING 900", "4: udp/ipv6 :: 5353 > * 0  901",
			},
		},
		{
			name: "a line free below the header, times in UTC", last: 4,
			text: "LocalAddr\tLocalPort\tForeignAddr\tForeignPort\tState\tPID\tCreated\n\n" +
				"0.0.0.0\t135\t0.0.0.0\t0\tLISTENING\t900\t2026-03-10 09:00:00.000000 UTC\n192.0.2.1\t50001\t198.51.100.7\t443\tCLOSE_WAIT\t77\t2026-03-10 09:00:01 UTC\n",
			want: []string{"3: tcp/ipv4 0.0.0.0 135 > 0.0.0.0 0 LISTENING 900", "4: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 CLOSE_WAIT 77"},
		},
		{
			name: "ports behind a colon", last: 4,
			text: "PID,Process,Protocol,Local Address,Remote Address,State\n77,a.exe,TCP,192.0.2.1:50001,198.51.100.7:443,CLOSE_WAIT\n" +
				"4,System,TCP,:::445,N/A,LISTEN\n78,b.exe,17,0.0.0.0:123,*:*,\n",
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 CLOSE_WAIT 77",
				"3: tcp/ipv6 :: 445 > * 0 LISTENING 4", "4: udp/ipv4 0.0.0.0 123 > * 0  78",
			},
		},
		{
			name: "a table with a frame", last: 5,
			text: "| pid | local_port | state  | protocol |\n+-----+------------+--------+----------+\n" +
				"| 900 | 135        | LISTEN | 6        |\n| 901 | 5353       |        | 17       |\n+-----+------------+--------+----------+\n",
			want: []string{"3: tcp/unknown * 135 > * 0 LISTENING 900", "4: udp/unknown * 5353 > * 0  901"},
		},
		{
			name: "whole udp endpoints of other ports", last: 2, kind: snapshot.KindNetUDP,
			text: "EnabledDefault,LocalAddress,LocalPort,OwningProcess\n2,192.0.2.1,50001,901\n",
			want: []string{"2: udp/ipv4 192.0.2.1 50001 > * 0  901"},
		},
		{
			name: "udp endpoints", last: 3, kind: snapshot.KindNetUDP,
			text: "#TYPE Microsoft.Management.Infrastructure.CimInstance#root/standardcimv2/MSFT_NetUDPEndpoint\n\"LocalAddress\",\"LocalPort\",\"OwningProcess\"\n\"::\",\"5353\",\"9\"\n",
			want: []string{"3: udp/ipv6 :: 5353 > * 0  9"},
		},
		{
			name: "no state", last: 2, notes: "nettcp.no-state", command: "Get-NetTCPConnection | select LocalAddress,LocalPort",
			text: "\"LocalAddress\",\"LocalPort\"\n\"::\",\"5353\"\n",
			want: []string{"2: tcp/ipv6 :: 5353 > * 0 UNMAPPED -"},
		},
		{
			name: "protocol by row", last: 3,
			text: "Protocol,Local Address,Local Port,State\nTCPv6,::1,1,Listening\nUDP,::1,2,\n",
			want: []string{"2: tcp/ipv6 ::1 1 > * 0 LISTENING -", "3: udp/ipv6 ::1 2 > * 0  -"},
		},
		{
			name: "a loop of captures", last: 6,
			text: "#TYPE A\nLocalPort,State\n1,Listen\n#TYPE A\nLocalPort,State\n2,Listen\n",
			want: []string{"3: tcp/unknown * 1 > * 0 LISTENING -", "--", "6: tcp/unknown * 2 > * 0 LISTENING -"},
		},
		{
			name: "a loop without types", last: 4,
			text: "LocalPort,State\n1,Listen\nLocalPort,State\n2,Listen\n",
			want: []string{"2: tcp/unknown * 1 > * 0 LISTENING -", "--", "4: tcp/unknown * 2 > * 0 LISTENING -"},
		},
		{
			name: "ports in each other's column", last: 3, notes: "nettcp.ports-swapped",
			text: "LocalPort,RemotePort,State\n0,135,Listen\n443,50001,Established\n",
			want: []string{"2: tcp/unknown * 135 > * 0 LISTENING -", "3: tcp/unknown * 50001 > * 443 ESTABLISHED -"},
		},
		{
			name: "another computer's rows", last: 4, host: "LAB7", status: snapshot.StatusPartial, notes: "nettcp.several-hosts 1 3",
			text: "LocalPort,State,PSComputerName\n1,Listen,LAB7\n2,Listen,LAB8\n3,Listen,lab7\n",
			want: []string{"2: tcp/unknown * 1 > * 0 LISTENING -", "4: tcp/unknown * 3 > * 0 LISTENING -"},
		},
		{
			name: "damaged rows and unknown states", last: 6, status: snapshot.StatusPartial,
			notes: "nettcp.bad-rows 3 2; nettcp.unknown-state 1 5",
			text:  "LocalPort,State\n65536,Listen\nabc\"d,Listen\n\x00\x00\n7,Dreaming\n8,Listen\n",
			want:  []string{"5: tcp/unknown * 7 > * 0 UNMAPPED -", "6: tcp/unknown * 8 > * 0 LISTENING -"},
		},
		{
			name: "cut in the middle of a row", last: 3,
			text: head + "192.0.2.1,50001,198.51.100.7,443,TimeWait,0\n192.0.2.1,500",
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 TIME_WAIT 0",
			},
			status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 3",
		},
		{
			name: "header only", last: 1, status: snapshot.StatusPartial, notes: "nettcp.no-rows 1 1",
			text: "LocalPort,State\n\nmore\n",
		},
		{
			name: "ended by a prompt", last: 2,
			text: "LocalPort,State\n1,Listen\nPS C:\\> Get-NetTCPConnection\n2,Listen\n",
			want: []string{"2: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "only lengths", last: 4, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized,
			text: "#TYPE System.String\n\"Length\"\n\"0\"\n\"64\"\n", notes: "nettcp.export-csv-of-strings",
		},
		{
			name: "only lengths, without a type", last: 2, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized,
			text: "\"Length\"\n\"64\"\n\nLength\n", notes: "nettcp.export-csv-of-strings",
		},
		{
			name: "format objects", last: 2, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized,
			text: "\"ClassId2e4f51ef21dd47e99d3c952918aff9cd\",\"pageHeaderEntry\"\n\"033ecb2bc07a4d43b5ef94ed5a35d280\",\"\"\n", notes: "nettcp.export-csv-of-format",
		},
	})
}

// TestOpenQuote checks that a quotation mark which is never closed costs a few rows and
// not all that follow.
func TestOpenQuote(t *testing.T) {
	text := "LocalPort,State\n1,Listen\n2,\"Listen\n" + strings.Repeat("3,TimeWait\n", 100)
	s := one(t, text, "")
	rows := s.Captures[0].Table.Len()
	if rows < 100-maxRecordLines || s.Status != snapshot.StatusPartial || noteIDs(s) != "nettcp.bad-rows 1 3" {
		t.Errorf("%d rows, status %s, notes %q; want at least %d, partial, one bad row",
			rows, s.Status, noteIDs(s), 100-maxRecordLines)
	}
	if last := s.Captures[0].Table.At(rows - 1); last.Line != 103 || s.LastLine != 103 {
		t.Errorf("last row in line %d, last line %d; want 103", last.Line, s.LastLine)
	}
}

func TestNames(t *testing.T) {
	s := one(t, "LocalPort,State,OwningProcess,Name,ProcessName\n1,Listen,7,x,alpha\n2,Listen,7,x,beta\n3,Listen,,x,gamma\n4,Listen,8,,9\n", "")
	if diff := cmp.Diff(map[uint32]string{7: "alpha"}, s.Captures[0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// TestNotCSV holds what looks alike and is not.
func TestNotCSV(t *testing.T) {
	tests := []struct{ name, text string }{
		{"command", "Get-NetTCPConnection | Select-Object LocalAddress,LocalPort,RemotePort,State,OwningProcess | Export-Csv x.csv\n"},
		{"command on a line of its own", "    Select-Object LocalAddress, LocalPort, RemotePort, State\n"},
		{"another table", "\"Image Name\",\"PID\",\"Port\"\n\"a\",\"1\",\"2\"\n"},
		{"type of another", "#TYPE System.Diagnostics.Process\n\"Name\",\"Id\"\n"},
		{"log of packets", "SrcIP,SrcPort,DestIP,DestPort,Protocol\n192.0.2.1,50001,192.0.2.9,443,TCP\n"},
		{"ports of rules of the firewall", "Protocol,LocalPort,RemotePort,IcmpType\nTCP,80,Any,Any\n"},
		{"sentence", "The columns LocalPort, State and OwningProcess are needed.\nNothing else is.\n"},
		{"long", "LocalPort,State," + strings.Repeat("x,", maxHeader) + "\n1,2\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("#TYPE X\n\"LocalAddress\",\"LocalPort\",\"State\"\n\"::1\",\"1\",\"Listen\"\n")
	f.Add("LocalPort;State\n1;\"a\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}

// checkSections checks what holds for the sections of any text.
func checkSections(t *testing.T, text string) {
	all := textenc.NewLines(strings.NewReader(text))
	for all.Next() {
	}
	n := all.Line()
	for _, s := range run(text, "") {
		if s.LastLine < s.Line || s.LastLine > n {
			t.Errorf("section from line %d to %d of %d", s.Line, s.LastLine, n)
		}
		for _, c := range s.Captures {
			for _, r := range c.Table.All() {
				if int(r.Line) < s.Line || int(r.Line) > s.LastLine {
					t.Errorf("row in line %d of a section from %d to %d", r.Line, s.Line, s.LastLine)
				}
			}
		}
	}
}
