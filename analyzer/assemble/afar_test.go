package assemble

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCountersFromAfar keeps the files of one machine together beside a counter log of
// another one, as typeperf -s writes it.
func TestCountersFromAfar(t *testing.T) {
	afar := `"(PDH-CSV 4.0) (UTC)(0)","\\MON01\TCPv4\Connections Active"` + "\n" + `"03/10/2026 09:00:00.000","5"` + "\n"
	hosts := func(files ...File) map[string][]string {
		got := make(map[string][]string)
		for _, h := range Hosts(files, Options{}) {
			for _, s := range h.Sections {
				got[h.Name] = append(got[h.Name], s.Path)
			}
		}
		return got
	}
	netstat, info := file("netstat.txt", title+rows), file("s.txt", system("(UTC) Coordinated Universal Time"))
	want := map[string][]string{"MON01": {"c.csv"}, "WEB01": {"netstat.txt", "s.txt"}}
	if diff := cmp.Diff(want, hosts(netstat, info, file("c.csv", afar))); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	want = map[string][]string{"MON01": {"c.csv", "netstat.txt"}}
	if diff := cmp.Diff(want, hosts(netstat, file("c.csv", afar))); diff != "" {
		t.Errorf("a counter log is all that names the machine (-want +got):\n%s", diff)
	}
}
