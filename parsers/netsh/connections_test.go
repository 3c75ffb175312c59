package netsh

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// mibHead is what `netsh int ipv4 show tcpconnections` prints above its rows.
var mibHead = "\nMIB-II TCP Connection Entry\nLocal Address   Local Port      Remote Address  Remote Port     State\n" + strings.Repeat("-", 77) + "\n"

func TestConnections(t *testing.T) {
	const rows = "        0.0.0.0      135               0.0.0.0          0       Listen\n       10.0.0.4    50123             192.0.2.7        443  Established\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"table", mibHead + rows, []string{"2-6 netstat parsed: 5 0.0.0.0:135 0.0.0.0:0 LISTENING, 6 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED; netsh.connections"}},
		{"states of several words", mibHead + rows + "10.0.0.4 50124 192.0.2.7 443 Time Wait\n10.0.0.4 50125 192.0.2.7 443 Fin Wait 2\n10.0.0.4 50126 192.0.2.7 443 Close-Wait\n",
			[]string{"2-9 netstat parsed: 5 0.0.0.0:135 0.0.0.0:0 LISTENING, 6 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED, 7 10.0.0.4:50124 192.0.2.7:443 TIME_WAIT, 8 10.0.0.4:50125 192.0.2.7:443 FIN_WAIT_2, 9 10.0.0.4:50126 192.0.2.7:443 CLOSE_WAIT; netsh.connections"}},
		{"words of another language", mibHead + "0.0.0.0 135 0.0.0.0 0 Warten auf\n10.0.0.4 50123 192.0.2.7 443 Verbunden\n",
			[]string{"2-6 netstat parsed: 5 0.0.0.0:135 0.0.0.0:0 LISTENING, 6 10.0.0.4:50123 192.0.2.7:443 UNMAPPED; netsh.connections netstat.unknown-state:5 2,Warten auf,5"}},
		{"a damaged row", mibHead + rows + "10.0.0.4 99999 x\n" + rows, []string{"2-9 netstat partial: 5 0.0.0.0:135 0.0.0.0:0 LISTENING, 6 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED, 8 0.0.0.0:135 0.0.0.0:0 LISTENING, 9 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED; netsh.connections netsh.bad-rows:7 1,7"}},
		{"heads without the title", strings.TrimPrefix(mibHead, "\nMIB-II TCP Connection Entry\n") + rows, []string{"1-4 netstat parsed: 3 0.0.0.0:135 0.0.0.0:0 LISTENING, 4 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED; netsh.connections"}},
		{"a list below", mibHead + rows + "\nProtocol tcp Dynamic Port Range\n" + dashes + "Start Port : 20000\nNumber of Ports : 3000\n",
			[]string{"2-6 netstat parsed: 5 0.0.0.0:135 0.0.0.0:0 LISTENING, 6 10.0.0.4:50123 192.0.2.7:443 ESTABLISHED; netsh.connections", "8-11 dynamicport parsed:"}},
		{"no rows", mibHead, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range run(tt.text, "", "") {
				got = append(got, show(s))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

// show prints a section with its rows and notes.
func show(s *snapshot.Section) string {
	var rows []string
	for _, c := range s.Captures {
		for _, r := range c.Table.All() {
			a := &c.Table.Addrs
			rows = append(rows, fmt.Sprintf("%d %s:%d %s:%d %s", r.Line, a.Text(r.Local), r.LPort, a.Text(r.Remote), r.RPort, r.State))
		}
	}
	line := strings.TrimSpace(fmt.Sprintf("%d-%d %s %s: %s", s.Line, s.LastLine, s.Kind, s.Status, strings.Join(rows, ", ")))
	for i, n := range s.Notes {
		line += map[bool]string{true: "; ", false: " "}[i == 0] + n.ID
		if len(n.Args) > 0 {
			line += fmt.Sprintf(":%d %s", n.Line, strings.Join(n.Args, ","))
		}
	}
	return line
}
