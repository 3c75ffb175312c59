package measure

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestDistinct counts events that stand in several logs once.
func TestDistinct(t *testing.T) {
	ev := func(second float64, id uint32, recordID uint64) snapshot.Event {
		return snapshot.Event{Time: at("2026-03-10 08:53").Add(time.Duration(second * float64(time.Second))), ID: id, RecordID: recordID}
	}
	log := func(path string, zoned bool, events ...snapshot.Event) assemble.Log {
		return assemble.Log{Path: path, EventLog: &snapshot.EventLog{Zoned: zoned, Events: events}}
	}
	tests := []struct {
		name string
		logs []assemble.Log
		want []string
	}{
		{"the log and an export of it", []assemble.Log{log("e.csv", false, ev(12, 4231, 0)), log("System.evtx", true, ev(12.9, 4231, 7))},
			[]string{"System.evtx 12.9 4231 7"}},
		{"an export with record ids and another zone", []assemble.Log{log("e.csv", false, ev(12+3600, 4231, 7)), log("System.evtx", true, ev(12.9, 4231, 7))},
			[]string{"System.evtx 12.9 4231 7"}},
		{"two records of one second", []assemble.Log{log("System.evtx", true, ev(12.1, 4231, 7), ev(12.2, 4231, 8)), log("e.csv", false, ev(12, 4231, 8), ev(12, 4231, 7))},
			[]string{"System.evtx 12.1 4231 7", "System.evtx 12.2 4231 8"}},
		{"two records of one second without ids", []assemble.Log{log("a.txt", false, ev(12, 4231, 0), ev(12, 4231, 0)), log("b.txt", false, ev(12, 4231, 0), ev(12, 4231, 0))},
			[]string{"a.txt 12 4231 0", "a.txt 12 4231 0"}},
		{"an export that shows more", []assemble.Log{log("System.evtx", true, ev(12.1, 4231, 7)), log("a.txt", false, ev(12, 4231, 0), ev(12, 4231, 0), ev(13, 4231, 0))},
			[]string{"a.txt 12 4231 0", "System.evtx 12.1 4231 7", "a.txt 13 4231 0"}},
		{"another event", []assemble.Log{log("a.txt", false, ev(12, 4231, 0)), log("b.txt", false, ev(12, 4266, 0))},
			[]string{"a.txt 12 4231 0", "b.txt 12 4266 0"}},
		{"ids that a cleared log used again", []assemble.Log{log("old.evtx", true, ev(0, 4231, 7)), log("System.evtx", true, ev(30*3600, 4231, 7))},
			[]string{"old.evtx 0 4231 7", "System.evtx 108000 4231 7"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range readLog(&assemble.Host{Logs: tt.logs}).Events {
				got = append(got, fmt.Sprint(e.Path, " ", e.Time.Sub(at("2026-03-10 08:53")).Seconds(), " ", e.ID, " ", e.RecordID))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}
