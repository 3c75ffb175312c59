package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestUndatedFacts counts events without a certain time as logged, once, and never as near
// or as the first or the last.
func TestUndatedFacts(t *testing.T) {
	exchanged := event("2026-03-02 08:53", eventTCPExhausted)
	exchanged.Doubt, exchanged.Other = snapshot.DoubtDay, at("2026-02-03 08:53")
	later := exchanged
	later.Time, later.Other = at("2026-03-03 10:00"), at("2026-03-03 10:00")
	udp := event("2026-03-02 08:53", eventUDPExhausted)
	udp.Doubt = snapshot.DoubtClock
	bare := snapshot.Event{ID: eventTCPExhausted, Provider: "Tcpip", Doubt: snapshot.DoubtTime}
	collision := snapshot.Event{ID: eventTupleCollision, Provider: "Tcpip", Doubt: snapshot.DoubtTime}
	names := []string{
		"events.tcp_exhausted", "events.tcp_exhausted_near", "events.udp_exhausted", "events.tuple_collision", "events.undated",
		"events.undated_doubt", "events.undated_first_reading", "events.undated_second_reading", "events.first_exhausted", "events.boots_exhausted",
	}
	list := func(e ...snapshot.Event) []snapshot.Event { return e }
	const span = "2026-03-02 08:53:00 – 2026-03-03 10:00:00"
	tests := []struct {
		name  string
		dated []snapshot.Event
		logs  [][]snapshot.Event // without a certain time, of each log
		want  []any
	}{
		{"none", nil, [][]snapshot.Event{nil}, []any{0.0, 0.0, 0.0, 0.0, 0.0, "-", "-", "-", "-", 0.0}},
		{"one", nil, [][]snapshot.Event{list(exchanged)}, []any{1.0, "?", 0.0, 0.0, 1.0, "day-month", "2026-03-02 08:53:00", "2026-02-03 08:53:00", "?", "?"}},
		{"in two exports", nil, [][]snapshot.Event{list(exchanged), list(exchanged, later)}, []any{2.0, "?", 0.0, 0.0, 2.0, "day-month", span, "2026-02-03 08:53:00 – 2026-03-03 10:00:00", "?", "?"}},
		{"beside one near", list(event("2026-03-10 08:55", eventTCPExhausted)), [][]snapshot.Event{list(exchanged)}, []any{2.0, 1.0, 0.0, 0.0, 1.0, "day-month", "2026-03-02 08:53:00", "2026-02-03 08:53:00", "set", 0.0}},
		{"mixed", nil, [][]snapshot.Event{list(exchanged, udp)}, []any{1.0, "?", 1.0, 0.0, 2.0, "mixed", "-", "-", "?", "?"}},
		{"no time", nil, [][]snapshot.Event{list(bare, bare)}, []any{2.0, "?", 0.0, 0.0, 2.0, "time", "-", "-", "?", "?"}},
		{"a collision", nil, [][]snapshot.Event{list(collision)}, []any{0.0, 0.0, 0.0, 1.0, 0.0, "-", "-", "-", "-", 0.0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t, "netstat.txt", "2026-03-10 09:00:00\n"+title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n")
			for i, undated := range tt.logs {
				addLog(h, "2026-03-01 00:00", "2026-03-10 09:30")
				h.Logs[i].Undated = undated
			}
			h.Logs[0].Events = tt.dated
			set := take(t, h).Facts()
			var got []any
			for _, name := range names {
				switch v := set.Get(name); {
				case v.State == 0:
					got = append(got, "-")
				case v.State == 1:
					got = append(got, "?")
				case name == "events.first_exhausted":
					got = append(got, "set")
				case v.Str != "":
					got = append(got, v.Str)
				default:
					got = append(got, v.Num)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", names, diff)
			}
		})
	}
}
