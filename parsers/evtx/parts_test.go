package evtx

import (
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/events"
)

func TestStoreIsBounded(t *testing.T) {
	const n = 5*maxPerID/2 + 1
	s := newStore()
	first, _ := toFiletime(start)
	f := fields{provider: "Tcpip", id: 4231, channel: "System", computer: "A", data: []string{strings.Repeat("x", maxText)}}
	for i := range n {
		s.add(record{id: uint64(i), time: first + uint64(i)*filetimeSecond}, f)
	}
	s.add(record{id: n, time: first}, fields{provider: "User32", id: 1074, channel: "SYSTEM"})
	events := s.events()
	if len(events) != maxPerID+1 || s.dropped != n-maxPerID {
		t.Fatalf("%d events, %d dropped", len(events), s.dropped)
	}
	if events[0].ID != 1074 || events[1].RecordID != n-maxPerID || events[maxPerID].RecordID != n-1 {
		t.Errorf("events %v, %v to %v", events[0], events[1], events[maxPerID])
	}
	// The names take a little of the room, so that one text less fits.
	if s.bare != n-(maxTexts/maxText-1) || events[maxPerID].Data != nil {
		t.Errorf("%d events without texts", s.bare)
	}
}

func TestKindOf(t *testing.T) {
	tests := []struct {
		name     string
		provider string
		id       uint32
		want     bool
	}{
		{name: "as listed", provider: "Tcpip", id: 4231, want: true},
		{name: "in capitals", provider: "TCPIP", id: 4266, want: true},
		{name: "manifest", provider: "Microsoft-Windows-Eventlog", id: 104, want: true},
		{name: "id of another provider", provider: "Tcpip", id: 6005},
		{name: "longer name", provider: "Tcpip6", id: 4231},
		{name: "Kelvin sign is no k", provider: "Microsoft-Windows-\u212aernel-General", id: 12},
		{name: "empty", provider: "", id: 4231},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := events.KindOf(tt.provider, tt.id) >= 0; got != tt.want {
				t.Errorf("wanted %v, want %v", got, tt.want)
			}
		})
	}
}
