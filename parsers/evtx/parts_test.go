package evtx

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/portdx/portdx/parsers/events"
)

func TestStoreIsBounded(t *testing.T) {
	const n = 5*maxPerID/2 + 1
	s := newStore()
	f := fields{provider: "Tcpip", id: 4231, channel: "System", computer: "A", data: []string{strings.Repeat("x", maxText)}}
	for i := range n {
		f.recordID, f.created = uint64(i), start.Add(time.Duration(i)*time.Second)
		s.add(f)
	}
	s.add(fields{provider: "User32", id: 1074, channel: "SYSTEM", recordID: n, created: start})
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

func TestFilterFindsNames(t *testing.T) {
	tests := []struct {
		name string
		b    string
		want bool
	}{
		{name: "even offset", b: "\x00\x00T\x00c\x00p\x00i\x00p\x00", want: true},
		{name: "odd offset, at the end", b: "\x07t\x00C\x00P\x00I\x00P\x00", want: true},
		{name: "cut", b: "T\x00c\x00p\x00i\x00p"},
		{name: "cut in front", b: "c\x00p\x00i\x00p\x00"},
		{name: "single bytes", b: "Tcpip\x00\x00"},
		{name: "tail of a name", b: "K\x00e\x00r\x00n\x00e\x00l\x00-\x00P\x00o\x00w\x00e\x00r\x00", want: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := newFilter(events.Kinds()).scan([]byte(tt.b)); got != tt.want {
				t.Errorf("scan = %v, want %v", got, tt.want)
			}
		})
	}
}

// TestFilterMayBe asks about a record at 512 whose template stands at 1024.
func TestFilterMayBe(t *testing.T) {
	const template, size = 1024, 200
	wide := func(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00") + "\x00") }
	tests := []struct {
		name     string
		record   []byte // behind the template's pointer
		template []byte
		change   func(b []byte)
		want     bool
	}{
		{name: "nothing"},
		{name: "provider in the template, id in the record", record: []byte{0x87, 0x10}, template: wide("Tcpip"), want: true},
		{name: "provider and id in the record", record: append(wide("tcpip"), 0x87, 0x10), want: true},
		{name: "id as text in the record", record: append(wide("TCPIP"), wide("4231")...), want: true},
		{name: "id as text in the template", template: append(wide("Tcpip"), wide("4231")...), want: true},
		{name: "provider only", record: []byte{0x88, 0x10}, template: wide("Tcpip")},
		{name: "id only", record: []byte{0x87, 0x10}, template: wide("Disk")},
		{name: "id of another provider", record: []byte{0x87, 0x10}, template: wide("User32")},
		{name: "behind the template", template: append(make([]byte, size), wide("Tcpip4231")...)},
		{name: "no template instance", change: func(b []byte) { b[recordsAt+recordHeader+4] = 0x41 }, want: true},
		{
			name:   "template outside of the chunk",
			change: func(b []byte) { binary.LittleEndian.PutUint32(b[recordsAt+recordHeader+10:], chunkSize-10) },
			want:   true,
		},
		{
			name:   "template beyond the chunk's end",
			change: func(b []byte) { binary.LittleEndian.PutUint32(b[template+20:], 1<<31) },
			want:   true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := make([]byte, chunkSize)
			r := record{start: recordsAt, end: recordsAt + 100}
			copy(b[r.start+recordHeader:], []byte{0x0f, 1, 1, 0, 0x0c, 1, 0, 0, 0, 0, template & 0xff, template >> 8})
			copy(b[r.start+recordHeader+14:], tt.record)
			b[template+20] = size
			copy(b[template+24:], tt.template)
			if tt.change != nil {
				tt.change(b)
			}
			f := newFilter(events.Kinds())
			f.scan(b)
			if got := f.mayBe(b, r); got != tt.want {
				t.Errorf("mayBe = %v, want %v", got, tt.want)
			}
		})
	}
}
