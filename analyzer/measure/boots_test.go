package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestStarts pairs the two events of each start, whatever the clock did in between.
func TestStarts(t *testing.T) {
	mark := func(when string, id uint32, record uint64) snapshot.Event {
		e := snapshot.Event{Time: at("2026-03-10 " + when), ID: id, Provider: "EventLog", RecordID: record}
		if id == eventKernelStart {
			e.Provider = "Microsoft-Windows-Kernel-General"
		}
		return e
	}
	tests := []struct {
		name   string
		events []snapshot.Event
		want   []string
	}{
		{"one start", []snapshot.Event{mark("08:00", 12, 3), mark("08:01", 6005, 1)}, []string{"08:00"}},
		{"one start, no record ids", []snapshot.Event{mark("08:00", 12, 0), mark("08:01", 6005, 0)}, []string{"08:00"}},
		{"two within minutes", []snapshot.Event{mark("08:00", 6005, 1), mark("08:03", 6005, 70)}, []string{"08:00", "08:03"}},
		{
			"three within minutes, both events of each",
			[]snapshot.Event{
				mark("08:00", 12, 1), mark("08:01", 6005, 3), mark("08:02", 12, 71), mark("08:02", 6005, 67), mark("08:04", 12, 130), mark("08:04", 6005, 128),
			},
			[]string{"08:00", "08:02", "08:04"},
		},
		{
			"three within minutes, no record ids",
			[]snapshot.Event{mark("08:00", 12, 0), mark("08:01", 6005, 0), mark("08:02", 12, 0), mark("08:03", 6005, 0), mark("08:04", 12, 0), mark("08:05", 6005, 0)},
			[]string{"08:00", "08:02", "08:04"},
		},
		{"a shutdown between", []snapshot.Event{mark("08:00", 6005, 1), mark("08:01", 6006, 20), mark("08:02", 12, 30)}, []string{"08:00", "08:02"}},
		{"the clock two hours off when Windows came up", []snapshot.Event{mark("13:19", 6005, 954), mark("15:19", 12, 952)}, []string{"13:19"}},
		{"an hour apart, far apart in the log", []snapshot.Event{mark("08:00", 6005, 1), mark("09:00", 12, 900)}, []string{"08:00", "09:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t)
			addLog(h, "2026-03-10 07:00", "2026-03-10 20:00", tt.events...)
			var got []string
			for _, b := range take(t, h).Log.Boots {
				got = append(got, b.Start.Format("15:04"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("starts (-want +got):\n%s", diff)
			}
		})
	}
}
