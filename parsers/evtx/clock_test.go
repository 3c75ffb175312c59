package evtx

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/fixtures/evtxwrite"
)

// TestClockSetBack counts steps back of the clock by the event that names them, and not by
// the order of the records: what a shutdown has to say is written at the next start.
func TestClockSetBack(t *testing.T) {
	kernel := func(id uint16, minute int) evtxwrite.Event {
		return evtxwrite.Event{Provider: "Microsoft-Windows-Kernel-General", ID: id, Manifest: true, Time: start.Add(time.Duration(minute) * time.Minute)}
	}
	step := func(d time.Duration) evtxwrite.Event {
		e := kernel(1, 5)
		e.Times = []time.Time{start.Add(d), start}
		return e
	}
	text := step(0)
	text.Times = nil
	text.Data = []string{start.Add(-time.Hour).Format(time.RFC3339Nano), start.Format(time.RFC3339Nano), "2"}
	literal := step(-time.Hour)
	literal.Manifest = false
	late := kernel(109, -20*24*60)
	late.Provider = "Microsoft-Windows-Kernel-Power"
	other := step(-time.Hour)
	other.Provider = "Microsoft-Windows-Time-Service"
	tests := []struct {
		name   string
		events []evtxwrite.Event
		notes  []string
	}{
		{"in order", []evtxwrite.Event{kernel(12, 0), kernel(16, 1)}, nil},
		{"late records of a shutdown", []evtxwrite.Event{kernel(16, 0), late, kernel(12, 1), late, kernel(16, 2)}, nil},
		{"kept exact", []evtxwrite.Event{step(-time.Minute)}, nil},
		{"set forward", []evtxwrite.Event{step(time.Hour)}, nil},
		{"set back", []evtxwrite.Event{step(-time.Hour)}, []string{"evtx.clock 1"}},
		{"set back twice", []evtxwrite.Event{step(-time.Hour), kernel(16, 3), step(-24 * time.Hour)}, []string{"evtx.clock 2"}},
		{"times as texts", []evtxwrite.Event{text}, []string{"evtx.clock 1"}},
		{"provider as a text", []evtxwrite.Event{literal}, []string{"evtx.clock 1"}},
		{"the same event of another provider", []evtxwrite.Event{other}, nil},
		{"without times", []evtxwrite.Event{kernel(1, 0)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.events {
				tt.events[i].Channel, tt.events[i].Computer = "System", "WEB01"
			}
			log := write(t, tt.events)
			for _, all := range []bool{false, true} {
				s := read(log, all)
				if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
					t.Errorf("all %v: notes (-want +got):\n%s", all, diff)
				}
				if len(s.Events.Events) > 1 || s.Events.Records != len(tt.events) {
					t.Errorf("all %v: %d records, events %v", all, s.Events.Records, s.Events.Events)
				}
			}
		})
	}
}
