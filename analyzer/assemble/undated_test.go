package assemble

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestUndated settles what is not certain of an event's time by what stands beside it.
func TestUndated(t *testing.T) {
	at := func(year, month, day, hour, minute int) time.Time {
		return time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC)
	}
	failure := func(e snapshot.Event) snapshot.Event {
		e.ID, e.Provider = 4231, "Tcpip"
		return e
	}
	exchanged := failure(snapshot.Event{Doubt: snapshot.DoubtDay, Time: at(2026, 2, 3, 9, 41), Other: at(2026, 3, 2, 9, 41)})
	yearless := failure(snapshot.Event{Doubt: snapshot.DoubtYear, Time: at(snapshot.NoYear, 11, 22, 8, 58)})
	leap := failure(snapshot.Event{Doubt: snapshot.DoubtYear, Time: at(snapshot.NoYear, 2, 29, 8, 58)})
	bare := failure(snapshot.Event{Doubt: snapshot.DoubtTime, RecordID: 77})
	log := func(first, last time.Time, list ...snapshot.Event) *snapshot.EventLog {
		return &snapshot.EventLog{Records: 10, Zoned: true, First: first, Last: last, Events: list}
	}
	berlin := Options{Zone: time.FixedZone("+01:00", 3600)}
	tests := []struct {
		name    string
		event   snapshot.Event
		other   *snapshot.EventLog
		opts    Options
		capture time.Time
		dated   time.Time
		undated bool
		note    string
	}{
		{name: "nothing stands beside it", event: exchanged, undated: true},
		{
			name: "another log holds it, in an unknown zone", event: exchanged, note: "eventtext.same-events",
			other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), failure(snapshot.Event{Time: at(2026, 3, 2, 8, 41), RecordID: 5})),
		},
		{
			name: "another log holds it in the zone", event: exchanged, opts: berlin, note: "eventtext.same-events",
			other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), failure(snapshot.Event{Time: at(2026, 3, 2, 8, 41).Add(300 * time.Millisecond)})),
		},
		{
			name: "another log holds one of another hour", event: exchanged, opts: berlin, undated: true,
			other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), failure(snapshot.Event{Time: at(2026, 3, 2, 9, 41)})),
		},
		{
			name: "another log holds another id", event: exchanged, undated: true,
			other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), snapshot.Event{Time: at(2026, 3, 2, 8, 41), ID: 4266, Provider: "Tcpip"}),
		},
		{
			name: "a log covers the first reading alone", event: exchanged, dated: at(2026, 3, 2, 9, 41), note: "eventtext.log-decides",
			other: log(at(2026, 1, 1, 0, 0), at(2026, 2, 20, 0, 0)),
		},
		{
			name: "a log covers the second reading alone, in a zone", event: exchanged, dated: at(2026, 2, 3, 8, 41), opts: berlin, note: "eventtext.log-decides",
			other: log(at(2026, 2, 20, 0, 0), at(2026, 3, 20, 0, 0)),
		},
		{
			name: "a log covers both", event: exchanged, undated: true,
			other: log(at(2026, 1, 1, 0, 0), at(2026, 3, 20, 0, 0)),
		},
		{
			name: "a filtered log covers nothing", event: exchanged, undated: true,
			other: &snapshot.EventLog{Records: 9, Zoned: true, Filtered: true, First: at(2026, 1, 1, 0, 0), Last: at(2026, 2, 20, 0, 0)},
		},
		{
			name: "a log with gaps covers nothing", event: exchanged, undated: true,
			other: &snapshot.EventLog{Records: 9, Zoned: true, Gaps: []snapshot.RecordGap{{After: 1, Before: 3}}, First: at(2026, 1, 1, 0, 0), Last: at(2026, 2, 20, 0, 0)},
		},
		{name: "the same record", event: bare, other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), failure(snapshot.Event{Time: at(2026, 3, 2, 8, 41), RecordID: 77})), note: "eventtext.same-events"},
		{name: "another record", event: bare, other: log(at(2026, 1, 1, 0, 0), at(2026, 4, 1, 0, 0), failure(snapshot.Event{Time: at(2026, 3, 2, 8, 41), RecordID: 78})), undated: true},
		{name: "the year of a capture", event: yearless, capture: at(2026, 11, 22, 9, 0), dated: at(2026, 11, 22, 8, 58), note: "eventtext.year-assumed"},
		{name: "the year before a capture in January", event: yearless, capture: at(2027, 1, 3, 9, 0), dated: at(2026, 11, 22, 8, 58), note: "eventtext.year-assumed"},
		{name: "an export made on the day after", event: yearless, capture: at(2026, 11, 21, 9, 0), dated: at(2026, 11, 22, 8, 58), note: "eventtext.year-assumed"},
		{name: "the time that was passed", event: yearless, opts: Options{CapturedAt: at(2026, 11, 22, 9, 0)}, dated: at(2026, 11, 22, 8, 58), note: "eventtext.year-assumed"},
		{name: "in a zone", event: yearless, opts: berlin, capture: at(2026, 11, 22, 9, 0), dated: at(2026, 11, 22, 7, 58), note: "eventtext.year-assumed"},
		{name: "29 February", event: leap, capture: at(2026, 3, 1, 9, 0), dated: at(2024, 2, 29, 8, 58), note: "eventtext.year-assumed"},
		{name: "no year to assume", event: yearless, undated: true},
		{
			name: "a log of which the year is known", event: yearless, note: "eventtext.same-events",
			other: log(at(2025, 1, 1, 0, 0), at(2026, 12, 1, 0, 0), failure(snapshot.Event{Time: at(2025, 11, 22, 7, 58).Add(31 * time.Second)})),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			export := &snapshot.EventLog{Records: 1, Filtered: true, Undated: []snapshot.Event{tt.event}}
			s := &snapshot.Section{Path: "a.txt", Line: 3, Events: export}
			files := []File{{Path: "a.txt", Sections: []*snapshot.Section{s}}}
			if tt.other != nil {
				files = append(files, File{Path: "System.evtx", Sections: []*snapshot.Section{{Path: "System.evtx", Events: tt.other}}})
			}
			if !tt.capture.IsZero() {
				c := &snapshot.Capture{Path: "n.txt", At: snapshot.Moment{Time: tt.capture, Zoned: true, Source: snapshot.TimeText}}
				files = append(files, File{Path: "n.txt", Sections: []*snapshot.Section{{Path: "n.txt", Captures: []*snapshot.Capture{c}}}})
			}
			Hosts(files, tt.opts)
			var dated time.Time
			for _, e := range export.Events {
				dated = e.Time
			}
			note := ""
			for _, n := range s.Notes {
				note = n.ID
			}
			got := []any{dated, len(export.Undated) > 0, note}
			if diff := cmp.Diff([]any{tt.dated, tt.undated, tt.note}, got); diff != "" {
				t.Errorf("time, undated, note (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUndatedMany finds the events of a large export in a large log without comparing each
// with each.
func TestUndatedMany(t *testing.T) {
	const n = 20_000
	start := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	export, whole := &snapshot.EventLog{}, &snapshot.EventLog{}
	for i := range n {
		e := snapshot.Event{ID: 4231, Provider: "Tcpip", Time: start.Add(time.Duration(i) * time.Second)}
		whole.Events = append(whole.Events, e)
		e.Doubt, e.Other = snapshot.DoubtDay, e.Time.AddDate(0, 1, -1)
		export.Undated = append(export.Undated, e)
	}
	h := &Host{Zone: time.UTC, ZoneAssumed: true, Logs: []Log{{EventLog: export, Path: "a"}, {EventLog: whole, Path: "b"}}}
	h.settleUndated(Options{})
	if len(export.Undated) > 0 {
		t.Errorf("%d of %d events are left", len(export.Undated), n)
	}
}
