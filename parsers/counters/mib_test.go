package counters

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mibHead = "MIB-II TCP Statistics\n------------------------------------------------------\nTimeout Algorithm:             Van Jacobson's Algorithm\n" +
	"Minimum Timeout:               10\nMaximum Timeout:               4294967295\nMaximum Connections:           Dynamic\n"

// TestMIB holds what `netsh interface ipv4 show tcpstats` prints.
func TestMIB(t *testing.T) {
	const counts = "Active Opens:                  4000\nPassive Opens:                 9000\nAttempts Failed:               1200\nEstablished Resets:            500\nCurrently Established:         100\n"
	const rest = "In Segments:                   70\nOut Segments:                  80\nRetransmitted Segments:        90\nIn Errors:                     0\nOut Resets:                    60\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"whole", mibHead + counts + rest + "\nother: 5\n", []string{"1-16 netstat-s parsed 1-16[4000 9000 1200 500 100]"}},
		{"with other text right below", mibHead + counts + rest + "all ports: 16384\n", []string{"1-16 netstat-s parsed 1-16[4000 9000 1200 500 100]"}},
		{"cut off", mibHead + counts, []string{"1-11 netstat-s partial 1-11[4000 9000 1200 500 100] counters.bad-lines:11 1,11"}},
		{
			"german", "MIB-II-TCP-Statistik\n------------------------------------------------------\nZeitlimitalgorithmus:   Van Jacobson\nMin: 10\nMax: 20\nAnzahl: Dynamisch\nA: 1\nB: 2\nC: 3\nD: 4\nE: 5\nF: 6\nG: 7\nH: 8\nI: 9\nJ: 10\n",
			[]string{"1-16 netstat-s parsed 1-16[1 2 3 4 5]"},
		},
		{"statistics of another protocol", "MIB-II UDP Statistics\n------------------------------------------------------\nIn Datagrams: 1\nIn Invalid Port: 2\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, summaries(tt.text)); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}
