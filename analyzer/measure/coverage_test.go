package measure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// known returns the value of a fact of a log, "?" where it is unknown.
func known(v *facts.Set, name string) any {
	switch got := v.Get(name); {
	case got.State != facts.Known:
		return "?"
	case strings.HasPrefix(name, "events.log.") && name != "events.log.gaps":
		return got.Bool
	default:
		return got.Num
	}
}

// TestCoverage has a capture of 10 March, 09:00, and says what each kind of log tells of it.
func TestCoverage(t *testing.T) {
	capture := []string{"netstat-20260310-090000.txt", title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"}
	record := func(e snapshot.Event, id uint64) snapshot.Event { e.RecordID = id; return e }
	boot := record(event("2026-03-05 07:00", 6005), 500)
	failure := record(event("2026-03-10 08:55", eventTCPExhausted), 900)
	tests := []struct {
		name   string
		events []snapshot.Event
		change func(*snapshot.EventLog)
		// covers_capture, reaches_boot, filtered, tcp_exhausted, tcp_exhausted_near
		want []any
	}{
		{"whole", []snapshot.Event{boot}, nil, []any{true, true, false, 0.0, 0.0}},
		{"no start in it", nil, nil, []any{true, false, false, 0.0, 0.0}},
		{"only a later start", []snapshot.Event{record(event("2026-03-10 09:05", 6005), 950)}, nil, []any{true, false, false, 0.0, 0.0}},
		{
			"a gap before the start", []snapshot.Event{boot},
			func(l *snapshot.EventLog) { l.Gaps, l.AllGaps = []snapshot.RecordGap{{After: 400, Before: 420}}, 1 },
			[]any{"?", true, false, 0.0, 0.0},
		},
		{
			"a gap behind the start", []snapshot.Event{boot},
			func(l *snapshot.EventLog) { l.Gaps, l.AllGaps = []snapshot.RecordGap{{After: 600, Before: 620}}, 1 },
			[]any{"?", "?", false, 0.0, 0.0},
		},
		{"damaged", []snapshot.Event{boot}, func(l *snapshot.EventLog) { l.Incomplete = true }, []any{"?", "?", false, 0.0, 0.0}},
		{"an export without record ids", []snapshot.Event{event("2026-03-05 07:00", 6005)}, func(l *snapshot.EventLog) { l.FirstID, l.LastID = 0, 0 }, []any{true, "?", false, 0.0, 0.0}},
		{"chosen events", nil, func(l *snapshot.EventLog) { l.Filtered = true }, []any{false, false, true, "?", "?"}},
		{"chosen events with a failure", []snapshot.Event{failure}, func(l *snapshot.EventLog) { l.Filtered = true }, []any{false, false, true, 1.0, 1.0}},
		{"few events around the capture", nil, func(l *snapshot.EventLog) { l.Selection = true }, []any{true, false, false, 0.0, 0.0}},
		{
			"few events before the capture", nil,
			func(l *snapshot.EventLog) { l.Selection, l.Last = true, at("2026-03-10 08:59") },
			[]any{false, false, false, "?", "?"},
		},
		{"whole, before the capture", nil, func(l *snapshot.EventLog) { l.Last = at("2026-03-10 08:59") }, []any{true, false, false, 0.0, 0.0}},
		{"an old record that was logged late", nil, func(l *snapshot.EventLog) { l.Begins = at("2026-03-10 09:02") }, []any{false, false, false, 0.0, 0.0}},
		{"nothing could be read", nil, func(l *snapshot.EventLog) { *l = snapshot.EventLog{Channel: "System"} }, []any{"?", "?", "?", "?", "?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t, capture...)
			addLog(h, "2026-03-01 00:00", "2026-03-10 09:10", tt.events...)
			l := h.Logs[0].EventLog
			l.FirstID, l.LastID = 100, 999
			if tt.change != nil {
				tt.change(l)
			}
			v := take(t, h).Facts()
			var got []any
			for _, name := range []string{
				"events.log.covers_capture", "events.log.reaches_boot", "events.log.filtered", "events.tcp_exhausted", "events.tcp_exhausted_near",
			} {
				got = append(got, known(v, name))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("covers, reaches, filtered, exhausted, near (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCoverageOfSeveralLogs takes nothing from a whole log for what another one lacks.
func TestCoverageOfSeveralLogs(t *testing.T) {
	h := host(t, "netstat-20260310-090000.txt", title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n")
	addLog(h, "2026-03-01 00:00", "2026-03-10 09:10")
	addLog(h, "2026-03-01 00:00", "2026-03-10 09:10")
	thinned := h.Logs[1].EventLog
	thinned.Filtered, thinned.AllGaps = true, 40
	v := take(t, h).Facts()
	got := []any{known(v, "events.log.covers_capture"), known(v, "events.log.filtered"), known(v, "events.tcp_exhausted"), known(v, "events.log.gaps")}
	if diff := cmp.Diff([]any{true, false, 0.0, 40.0}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
