package analyzer

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules"
)

const counterHead = `"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)","\\APP01\TCPv4\Connections Active","\\APP01\TCPv4\Connections Established"` + "\n"

// TestCounterTable shows the figures of counters with their places, and the host and the
// zone that a counter log names.
func TestCounterTable(t *testing.T) {
	files := map[string][]byte{
		"perf.csv":    []byte(counterHead + `"03/10/2026 10:00:00.000","1000","50"` + "\n" + `"03/10/2026 10:01:00.000","7000","70"` + "\n"),
		"netstat.txt": []byte("2026-03-10 10:02:00\n" + title + listener),
	}
	tests := []struct {
		name string
		lang rules.Lang
		want [][]any
	}{
		{"english", rules.English, [][]any{
			{"window of the rates (UTC)", "2026-03-10 09:00:00 - 2026-03-10 09:01:00", "perf.csv", "2-3"},
			{"connections begun by this machine, average", "100/s", "perf.csv", "2-3"},
			{"the same, highest between two readings", "100/s", "perf.csv", "2-3"},
			{"ESTABLISHED and CLOSE_WAIT, inbound included, first", "50", "perf.csv", "2"},
			{"the same, last", "70", "perf.csv", "3"},
			{"the same, highest", "70", "perf.csv", "3"},
			{"connections begun since Windows started", "7,000", "perf.csv", "3"},
			{"ESTABLISHED and CLOSE_WAIT at that reading, inbound included", "70", "perf.csv", "3"},
		}},
		{"chinese", rules.Chinese, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := analyze(t, files, Options{Lang: tt.lang})
			if len(found) != 1 || found[0].Host.Name != "APP01" || found[0].Facts["capture.time"] != "2026-03-10T09:02:00Z" {
				t.Fatalf("%d hosts, the first is %q, captured %v", len(found), found[0].Host.Name, found[0].Facts["capture.time"])
			}
			var got [][]any
			for _, table := range found[0].Tables {
				if table.ID == "counters" {
					got = table.Rows
				}
			}
			if tt.want == nil { // another language has the same figures and other words
				for i, r := range got {
					if en := analyze(t, files, Options{Lang: rules.English})[0]; r[0] == en.Tables[len(en.Tables)-1].Rows[i][0] {
						t.Errorf("%q is not translated", r[0])
					}
				}
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoCounters shows no table without counters.
func TestNoCounters(t *testing.T) {
	found := analyze(t, map[string][]byte{"netstat.txt": []byte(title + listener)}, Options{})
	for _, table := range found[0].Tables {
		if table.ID == "counters" {
			t.Errorf("table %+v", table)
		}
	}
}

// TestSettingsAlone holds settings of TCP, which are passed over, for no evidence.
func TestSettingsAlone(t *testing.T) {
	settings := "TCP Global Parameters\n----------------------------------------------\nReceive-Side Scaling State : enabled\nInitial RTO : 1000\nPacing Profile : off\n"
	found := analyze(t, map[string][]byte{"tcp.txt": []byte(settings)}, Options{})
	d := found[0]
	asked := fmt.Sprint(d.Requests)
	if d.HasEvidence() || len(d.Artifacts) != 1 || d.Artifacts[0].Kind != "nettcpsetting" || len(d.Artifacts[0].Notes) != 1 {
		t.Errorf("evidence %v, artifacts %+v", d.HasEvidence(), d.Artifacts)
	}
	for _, r := range d.Requests {
		if r.Artifact == "dynamicport" && r.Reason == "absent" {
			return
		}
	}
	t.Errorf("the port range is not asked for: %s", asked)
}
