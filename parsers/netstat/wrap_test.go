package netstat

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWrapped reads rows that a console of 80 columns broke, and no line that only follows
// a damaged row.
func TestWrapped(t *testing.T) {
	const long = "  TCP    [2001:db8:1000:2000:3000:4000:5000:6000]:50123  [2001:db8:7000:8000::a8"
	tests := []struct {
		name, text string
		want       []string
		bad        int
	}{
		{"within an address", long + "\n00:9000]:443  ESTABLISHED     4242\n  TCP    10.0.0.4:50124   192.0.2.7:443   TIME_WAIT   0\n",
			[]string{"0:1 tcp ipv6 2001:db8:1000:2000:3000:4000:5000:6000:50123 2001:db8:7000:8000::a800:9000:443 ESTABLISHED 4242", "0:3 tcp ipv4 10.0.0.4:50124 192.0.2.7:443 TIME_WAIT 0"}, 0},
		{"between two words", long + "]:443\nESTABLISHED     4242\n",
			[]string{"0:1 tcp ipv6 2001:db8:1000:2000:3000:4000:5000:6000:50123 2001:db8:7000:8000::a8:443 ESTABLISHED 4242"}, 0},
		{"the rest was lost", long + "\n  TCP    10.0.0.4:50124   192.0.2.7:443   TIME_WAIT   0\n", []string{"0:2 tcp ipv4 10.0.0.4:50124 192.0.2.7:443 TIME_WAIT 0"}, 1},
		{"a sentence below", long + "]:443\nThat is all.\n", nil, 1},
		{"a short row", "  TCP    10.0.0.4:50124   192.0.2.7:443\nESTABLISHED   9\n", nil, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, show(s)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if bad := len(s.Notes); bad != tt.bad {
				t.Errorf("notes %+v", s.Notes)
			}
		})
	}
}

// TestRuledHeads knows the heads of tables whose cells are divided by commas, semicolons
// or drawn lines.
func TestRuledHeads(t *testing.T) {
	for _, text := range []string{
		"Proto,LocalAddress,ForeignAddress,State,PID\nTCP,0.0.0.0:135,0.0.0.0:0,LISTENING,948\n",
		"\"Proto\";\"LocalAddress\";\"ForeignAddress\";\"State\"\n\"TCP\";\"0.0.0.0:135\";\"0.0.0.0:0\";\"LISTENING\"\n",
		"+-------+---------------+\n| Proto | Local Address | Foreign | State |\n+-------+---------------+\n| TCP   | 0.0.0.0:135 | 0.0.0.0:0 | LISTENING |\n",
		"│ Proto │ Local Address │ Foreign │ State │\n├───────┼───────────────┤\n│ TCP   │ 0.0.0.0:135 │ 0.0.0.0:0 │ LISTENING │\n",
		"| Proto | Local Address | Foreign | State |\n|---|:---|---:|---|\n| TCP   | 0.0.0.0:135 | 0.0.0.0:0 | LISTENING |\n",
	} {
		s := parse(t, text)
		if len(s.Captures) != 1 || !s.Captures[0].Header || s.Captures[0].Table.Len() != 1 {
			t.Errorf("%s: captures %+v", text, s.Captures)
		}
	}
}
