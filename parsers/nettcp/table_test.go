package nettcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestTable(t *testing.T) {
	check(t, []test{
		{
			name: "wide console, an empty setting", last: 4,
			text: "LocalAddress    LocalPort RemoteAddress  RemotePort State       AppliedSetting OwningProcess\r\n" +
				"------------    --------- -------------  ---------- -----       -------------- -------------\r\n" +
				"::              50001     ::             0          Bound                      77           \r\n" +
				"192.0.2.1       50002     198.51.100.7   443        Established Internet       78           \r\n\r\n\r\n",
			want: []string{
				"3: tcp/ipv6 :: 50001 > :: 0 BOUND 77",
				"4: tcp/ipv4 192.0.2.1 50002 > 198.51.100.7 443 ESTABLISHED 78",
			},
		},
		{
			name: "wrapped heads", last: 4,
			text: "LocalAddress LocalPort RemoteAddress RemotePort State  AppliedSet OwningPr\n" +
				"                                                       ting       ocess\n" +
				"------------ --------- ------------- ---------- -----  ---------- --------\n" +
				"fe80::1c2... 50001     ::            0          Listen            77\n",
			want: []string{"4: tcp/ipv6 * 50001 > :: 0 LISTENING 77"},
		},
		{
			name: "numbers on the right", last: 3,
			text: "State    LocalPort OwningProcess\n" +
				"-----    --------- -------------\n" +
				"TimeWait         5         12345\n",
			want: []string{"3: tcp/unknown * 5 > * 0 TIME_WAIT 12345"},
		},
		{
			name: "ports within the addresses", last: 4,
			text: "Local Address      Remote Address    Status         PID\n-----------------  ----------------  -----------  -----\n" +
				"192.0.2.1:50001    198.51.100.7:443  ESTABLISHED     77\n0.0.0.0:135                          LISTEN         900\n",
			want: []string{"3: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77", "4: tcp/ipv4 0.0.0.0 135 > * 0 LISTENING 900"},
		},
		{
			name: "an endpoint of udp at the end", last: 4,
			text: "Proto LocalAddress LocalPort RemoteAddress RemotePort State     PID\n----- ------------ --------- ------------- ---------- -----     ---\n" +
				"TCP   0.0.0.0      135       0.0.0.0       0          LISTENING 900\nUDP   0.0.0.0      5353      *             *                    901\n",
			want: []string{"3: tcp/ipv4 0.0.0.0 135 > 0.0.0.0 0 LISTENING 900", "4: udp/ipv4 0.0.0.0 5353 > * 0  901"},
		},
		{
			name: "without dashes", last: 3,
			text: "      State LocalAddress   LocalPort RemoteAddress  RemotePort OwningProcess\n     Listen ::1                 8080 ::                      0           900\n" +
				"Established 192.0.2.1          8080 198.51.100.7        50001           900\n\nAnd so on.\n",
			want: []string{"2: tcp/ipv6 ::1 8080 > :: 0 LISTENING 900", "3: tcp/ipv4 192.0.2.1 8080 > 198.51.100.7 50001 ESTABLISHED 900"},
		},
		{
			name: "spaces run together, dashes of another width, a setting", last: 4,
			text: "LocalAddress LocalPort RemoteAddress RemotePort State AppliedSetting OwningProcess\n------------ --------- --------------- ---------- ---------- --- ---\n" +
				"192.0.2.1 50001 198.51.100.7 443 Established Internet 77\n0.0.0.0 50002 0.0.0.0 0 Bound 78\n",
			want: []string{"3: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77", "4: tcp/ipv4 0.0.0.0 50002 > 0.0.0.0 0 BOUND 78"},
		},
		{
			name: "remarks beside the rows", last: 4, notes: "nettcp.no-state",
			text: "LocalAddress LocalPort OwningProcess\n------------ --------- -------------\n" +
				"0.0.0.0            135           900      <- RPC\n192.0.2.1         8080           901      the service\n",
			want: []string{"3: tcp/ipv4 0.0.0.0 135 > * 0 UNMAPPED 900", "4: tcp/ipv4 192.0.2.1 8080 > * 0 UNMAPPED 901"},
		},
		{
			name: "a number wider than its head", last: 3,
			text: "LocalPort State    PID\n--------- -----    ---\n        1 Listen 12345\n",
			want: []string{"3: tcp/unknown * 1 > * 0 LISTENING 12345"},
		},
		{
			name: "udp endpoints, indented", last: 3, kind: snapshot.KindNetUDP,
			text: "   LocalAddress   LocalPort\n   ------------   ---------\n   0.0.0.0        5353\n",
			want: []string{"3: udp/ipv4 0.0.0.0 5353 > * 0  -"},
		},
		{
			name: "long addresses, wrapped by format-table -wrap", last: 9,
			text: "LocalAddress LocalPort RemoteAddress RemotePort State       OwningProcess Path\n" +
				"------------ --------- ------------- ---------- -----       ------------- ----\n" +
				"2001:db8:111 50001     2001:db8:aaaa 443        Established          4312 C:\\Program\n" +
				"1:2222:3333:           :bbbb::1                                           Files\\a.exe\n" +
				"4444:5555:66                                                              \n" +
				"66                                                                        \n" +
				"fe80::1%12   50002     ::            0          Bound                4312 C:\\Program\n" +
				"                                                                          Files\\a.exe\n" +
				"::           50003     ::            0          Listen                  4 \n" +
				"Done\n",
			want: []string{
				"3: tcp/ipv6 2001:db8:1111:2222:3333:4444:5555:6666 50001 > 2001:db8:aaaa:bbbb::1 443 ESTABLISHED 4312",
				"7: tcp/ipv6 fe80::1 50002 > :: 0 BOUND 4312",
				"9: tcp/ipv6 :: 50003 > :: 0 LISTENING 4",
			},
		},
		{
			name: "states and addresses cut off, by either powershell", last: 6, status: snapshot.StatusPartial, notes: "nettcp.unknown-state 1 6",
			text: "LocalAdd LocalPor Remot State   PID\nress     t        ePort         \n-------- -------- ----- -----   ---\n" +
				"fe80::1… 50001    443   Establ…  12\n2001:... 50002    443   Time...  13\n::       50003    443   FinWai…  14\n",
			want: []string{
				"4: tcp/ipv6 * 50001 > * 443 ESTABLISHED 12", "5: tcp/ipv6 * 50002 > * 443 TIME_WAIT 13", "6: tcp/ipv6 :: 50003 > * 443 UNMAPPED 14",
			},
		},
		{
			name: "colored by powershell 7", last: 3,
			text: "\x1b[32;1mLocalPort State\x1b[0m\n\x1b[32;1m--------- -----\x1b[0m\n1         Listen\n",
			want: []string{"3: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "a damaged row amid the others, then a prompt", last: 5, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 4",
			text: "LocalPort State\n--------- -----\n1         Listen\n\x00\x00\n2         Listen\nPS C:\\> dir\n3         Listen\n",
			want: []string{"3: tcp/unknown * 1 > * 0 LISTENING -", "5: tcp/unknown * 2 > * 0 LISTENING -"},
		},
		{
			name: "ended by other text", last: 3,
			text: "LocalPort State\n--------- -----\n1         Listen\nActive Connections\n\n",
			want: []string{"3: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "no rows", last: 2, status: snapshot.StatusPartial, notes: "nettcp.no-rows 1 1",
			text: "LocalPort State\n--------- -----\n\n",
		},
	})
}

// TestNotATable holds what looks alike and is not.
func TestNotATable(t *testing.T) {
	tests := []struct{ name, text string }{
		{"dashes without heads", "----- -----\nLocalPort State\n"},
		{"heads without dashes", "LocalPort State\n1 Listen\n2 Listen\n3 Listen\n"},
		{"a ruler", "LocalPort and State\n" + strings.Repeat("-", 30) + "\n"},
		{"other columns", "LocalPort Image\n--------- -----\n1 a\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

func TestTableNames(t *testing.T) {
	s := one(t, "LocalPort State  PID Process\n--------- -----  --- -------\n1         Listen   0 System Idle Process\n2         Listen   4 System\n", "")
	if diff := cmp.Diff(map[uint32]string{0: "System Idle Process", 4: "System"}, s.Captures[0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func FuzzTable(f *testing.F) {
	f.Add("LocalAddress LocalPort State\n------------ --------- -----\n::1          1         Listen\n")
	f.Add("LocalPort Sta\n          te\n--------- ---\n1         Bound\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
