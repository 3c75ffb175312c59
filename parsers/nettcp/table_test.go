package nettcp

import (
	"strings"
	"testing"

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

func FuzzTable(f *testing.F) {
	f.Add("LocalAddress LocalPort State\n------------ --------- -----\n::1          1         Listen\n")
	f.Add("LocalPort Sta\n          te\n--------- ---\n1         Bound\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
