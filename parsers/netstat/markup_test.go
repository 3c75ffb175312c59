package netstat

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMarkup reads rows that stand in Markdown, in a table's cells, or in colors.
func TestMarkup(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		names      map[uint32]string
	}{
		{"escapes of markdown", `  TCP    \[::1\]:5173    \[::\]:0    LISTENING    948` + "\n" + `  UDP    0.0.0.0:53    \*:\*    77`,
			[]string{"0:1 tcp ipv6 ::1:5173 :::0 LISTENING 948", "0:2 udp ipv4 0.0.0.0:53 *:0  77"}, nil},
		{"an escaped state", `TCP 10.0.0.4:50123 192.0.2.7:443 TIME\_WAIT 0`, []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 TIME_WAIT 0"}, nil},
		{"emphasis and an escaped program", "==TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 948==\n\n" + `\[svchost.exe\]` + "\n",
			[]string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}, map[uint32]string{948: "svchost.exe"}},
		{"a bold pid", "TCP    0.0.0.0:3000    0.0.0.0:0    LISTENING    **948**", []string{"0:1 tcp ipv4 0.0.0.0:3000 0.0.0.0:0 LISTENING 948"}, nil},
		{"code", "`TCP    0.0.0.0:3000    0.0.0.0:0    LISTENING    948`", []string{"0:1 tcp ipv4 0.0.0.0:3000 0.0.0.0:0 LISTENING 948"}, nil},
		{"colors of Select-String", "  \x1b[7mTCP\x1b[0m    127.0.0.1:\x1b[7m50051\x1b[0m   0.0.0.0:0   LISTENING   948", []string{"0:1 tcp ipv4 127.0.0.1:50051 0.0.0.0:0 LISTENING 948"}, nil},
		{"cells with programs", "| TCP | 0.0.0.0:135 | 0.0.0.0:0 | LISTENING | 948 | svchost.exe |\n| UDP | 0.0.0.0:5353 | *:* | - | 77 | app.exe |\n| UDP | 0.0.0.0:5354 | *:* | | 77 | app.exe |\n",
			[]string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948", "0:2 udp ipv4 0.0.0.0:5353 *:0  77", "0:3 udp ipv4 0.0.0.0:5354 *:0  77"},
			map[uint32]string{948: "svchost.exe", 77: "app.exe"}},
		{"a program behind the pid", "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    948   SVCHOST.EXE\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}, map[uint32]string{948: "SVCHOST.EXE"}},
		{"the end of a page's block", "  TCP    10.0.0.4:50123    192.0.2.7:443    ESTABLISHED</code></pre></div>\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED -"}, nil},
		{"the start and the end of a page's block", "<pre><code>  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    948</code></pre>\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}, nil},
		{"a masked remote port", "  TCP    10.0.0.4:50123    192.0.2.7:8*    TIME_WAIT    0\n  TCP    10.0.0.4:50124    192.0.2.7:44x(cut)    TIME_WAIT    0\n",
			[]string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:0 TIME_WAIT 0", "0:2 tcp ipv4 10.0.0.4:50124 192.0.2.7:0 TIME_WAIT 0"}, nil},
		{"a state for udp", "  UDP    0.0.0.0:68    *:*    LISTENING    520\n", []string{"0:1 udp ipv4 0.0.0.0:68 *:0  520"}, nil},
		{"a remark behind the row", "  TCP    10.0.0.4:50123    192.0.2.7:443    ESTABLISHED    4820   <-- who is this?\n", []string{"0:1 tcp ipv4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED 4820"}, nil},
		{"a drawn table", "│ TCP   │ 0.0.0.0:135    │ 0.0.0.0:0     │ LISTENING   │ 948  │\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}, nil},
		{"a cut list of programs", "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    948\n[...]\n", []string{"0:1 tcp ipv4 0.0.0.0:135 0.0.0.0:0 LISTENING 948"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, show(s)); diff != "" {
				t.Fatalf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.names, s.Captures[0].Names); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
}
