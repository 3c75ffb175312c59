package evtx

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		name string
		head string
		want bool
	}{
		{name: "log", head: "ElfFile\x00\x00\x00", want: true},
		{name: "log without its header", head: "ElfChnk\x00\x01", want: true},
		{name: "text", head: "ElfFile is a magic", want: false},
		{name: "short", head: "ElfFile", want: false},
		{name: "empty", head: "", want: false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Match([]byte(tt.head)); got != tt.want {
				t.Errorf("Match(%q) = %v, want %v", tt.head, got, tt.want)
			}
		})
	}
}

func TestParse(t *testing.T) {
	event := func(provider string, id uint16, minute int, data ...string) evtxwrite.Event {
		return evtxwrite.Event{
			Time: start.Add(time.Duration(minute) * time.Minute), Provider: provider, ID: id,
			Channel: "System", Computer: "WEB01", Data: data,
		}
	}
	want := func(id uint64, provider string, event uint32, minute int, data ...string) snapshot.Event {
		return snapshot.Event{
			Time: start.Add(time.Duration(minute) * time.Minute), RecordID: id, Provider: provider,
			ID: event, Computer: "WEB01", Data: data,
		}
	}
	renamed := event("EventLog", 6005, 9)
	renamed.Computer = "WEB02"
	far := event("Tcpip", 4231, 5)
	far.RecordID = 70
	app := event("Tcpip", 4231, 1)
	app.Channel = "Application"
	tests := []struct {
		name   string
		events []evtxwrite.Event
		want   snapshot.EventLog
		notes  []string
	}{
		{
			name: "wanted and not",
			events: []evtxwrite.Event{
				event("Tcpip", 4231, 0), event("DCOM", 10016, 1, "Tcpip"), event("Tcpip", 4201, 2),
				event("USER32", 1074, 3, "a", "", "b & c"), event("tcpIP", 4266, 4),
			},
			want: snapshot.EventLog{
				Channel: "System", Computer: "WEB01", Records: 5, FirstID: 1, LastID: 5,
				First: start, Last: start.Add(4 * time.Minute), Begins: start,
				Events: []snapshot.Event{
					want(1, "Tcpip", 4231, 0), want(4, "USER32", 1074, 3, "a", "b & c"), want(5, "tcpIP", 4266, 4),
				},
			},
		},
		{
			name:   "an older record, a gap, renamed",
			events: []evtxwrite.Event{event("Tcpip", 4227, 8), event("Tcpip", 4227, 2), far, renamed},
			want: snapshot.EventLog{
				Channel: "System", Computer: "WEB02", Records: 4, FirstID: 1, LastID: 71,
				First: start.Add(2 * time.Minute), Last: start.Add(9 * time.Minute), Begins: start.Add(8 * time.Minute),
				Gaps: []snapshot.RecordGap{{After: 2, Before: 70}}, AllGaps: 1,
				Events: []snapshot.Event{
					want(2, "Tcpip", 4227, 2), want(70, "Tcpip", 4231, 5), want(1, "Tcpip", 4227, 8),
					{Time: renamed.Time, RecordID: 71, Provider: "EventLog", ID: 6005, Computer: "WEB02"},
				},
			},
		},
		{
			name:   "of another channel",
			events: []evtxwrite.Event{app},
			want: snapshot.EventLog{
				Channel: "Application", Computer: "WEB01", Records: 1, FirstID: 1, LastID: 1,
				First: app.Time, Last: app.Time, Begins: app.Time,
			},
			notes: []string{"evtx.channel Application"},
		},
		{
			name:   "an event of another channel among them",
			events: []evtxwrite.Event{event("DCOM", 1, 0), app},
			want: snapshot.EventLog{
				Channel: "System", Computer: "WEB01", Records: 2, FirstID: 1, LastID: 2, First: start, Last: app.Time, Begins: start,
			},
		},
		{name: "cleared", events: nil, want: snapshot.EventLog{Channel: "System"}, notes: []string{"evtx.empty"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := write(t, tt.events)
			s := &snapshot.Section{Path: "System.evtx"}
			Parse(iotest.OneByteReader(bytes.NewReader(log)), -1, s)
			tt.want.Zoned = true
			if diff := cmp.Diff(&tt.want, s.Events); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if s.Kind != snapshot.KindSystemEvtx || s.Status != snapshot.StatusParsed || s.Host != tt.want.Computer {
				t.Errorf("kind %q, status %q, host %q", s.Kind, s.Status, s.Host)
			}
		})
	}
}

// TestParseEveryWantedEvent finds each id under each spelling of its provider.
func TestParseEveryWantedEvent(t *testing.T) {
	list := generate(200)
	var want []uint64
	for i, e := range list {
		for _, k := range events.Kinds() {
			spelled := slices.ContainsFunc(k.Providers, func(p string) bool { return strings.EqualFold(p, e.Provider) })
			if spelled && slices.Contains(k.IDs, uint32(e.ID)) {
				want = append(want, uint64(i+1))
			}
		}
	}
	var got []uint64
	for _, e := range read(write(t, list), false).Events.Events {
		got = append(got, e.RecordID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("record ids (-want +got):\n%s", diff)
	}
}

func TestParseDamage(t *testing.T) {
	le := binary.LittleEndian
	events := generate(600)
	const all = 600
	intact := write(t, events)
	second := le.Uint64(chunkOf(intact, 1)[8:]) // first record of the second chunk
	third := le.Uint64(chunkOf(intact, 2)[8:])
	inSecond := int(third - second)
	chunks := (len(intact) - fileHeaderSize) / chunkSize
	if chunks < 4 {
		t.Fatalf("%d chunks are too few for this test", chunks)
	}
	recordLen := func(log []byte, chunk int) int { return int(le.Uint32(chunkOf(log, chunk)[recordsAt+4:])) }
	tests := []struct {
		name    string
		damage  func(log []byte) []byte
		notes   []string
		records int
		partial bool
	}{
		{name: "none", damage: func(log []byte) []byte { return log }, records: all},
		{
			name:    "dirty",
			damage:  func(log []byte) []byte { log[120] = 1; le.PutUint16(log[42:], 1); seal(log); return log },
			notes:   []string{"evtx.dirty 1 " + digits(chunks)},
			records: all,
		},
		{
			name: "dirty, newest chunk not sealed",
			damage: func(log []byte) []byte {
				log[120] = 1
				seal(log)
				chunkOf(log, chunks-1)[52]++
				return log
			},
			notes:   []string{"evtx.dirty " + digits(chunks) + " " + digits(chunks)},
			records: all,
		},
		{
			name: "a log without checksums",
			damage: func(log []byte) []byte {
				le.PutUint32(log[120:], 4)
				le.PutUint32(log[124:], 0)
				for n := range chunks {
					le.PutUint32(chunkOf(log, n)[52:], 0)
					le.PutUint32(chunkOf(log, n)[124:], 0)
				}
				copy(chunkOf(log, 1)[le.Uint32(chunkOf(log, 1)[48:]):], chunkOf(log, 0)[recordsAt:][:recordLen(log, 0)]) // free space
				return log
			},
			records: all,
		},
		{
			name:    "file header",
			damage:  func(log []byte) []byte { log[17]++; return log },
			notes:   []string{"evtx.header"},
			records: all, partial: true,
		},
		{
			name:    "no file header",
			damage:  func(log []byte) []byte { return log[fileHeaderSize:] },
			notes:   []string{"evtx.header"},
			records: all, partial: true,
		},
		{
			name:    "chunk header",
			damage:  func(log []byte) []byte { chunkOf(log, 1)[56]++; return log },
			notes:   []string{"evtx.chunk_header 1"},
			records: all, partial: true,
		},
		{
			name:    "free space of a chunk",
			damage:  func(log []byte) []byte { le.PutUint32(chunkOf(log, 1)[48:], 600); return log },
			notes:   []string{"evtx.chunk_header 1", "evtx.chunk_data 1"},
			records: all, partial: true,
		},
		{
			name:    "padding of a record",
			damage:  func(log []byte) []byte { chunkOf(log, 2)[recordsAt+recordLen(log, 2)-5]++; return log },
			notes:   []string{"evtx.chunk_data 2"},
			records: all, partial: true,
		},
		{
			name:    "chunk magic",
			damage:  func(log []byte) []byte { chunkOf(log, 1)[0] = 'e'; return log },
			notes:   []string{"evtx.chunk_magic 1"},
			records: all - inSecond, partial: true,
		},
		{
			name:    "zeroed chunk",
			damage:  func(log []byte) []byte { clear(chunkOf(log, 1)); return log },
			notes:   []string{"evtx.zeroed 1"},
			records: all - inSecond, partial: true,
		},
		{
			name: "zeroed room behind the chunks in use",
			damage: func(log []byte) []byte {
				return append(log, make([]byte, 2*chunkSize)...)
			},
			records: all,
		},
		{
			name: "record header",
			damage: func(log []byte) []byte {
				clear(chunkOf(log, 1)[recordsAt : recordsAt+8])
				seal(log)
				return log
			},
			notes:   []string{"evtx.record 1"},
			records: all - 1, partial: true,
		},
		{
			name: "id and time in a record's header",
			damage: func(log []byte) []byte {
				le.PutUint64(chunkOf(log, 1)[recordsAt+8:], 1<<62)
				le.PutUint64(chunkOf(log, 1)[recordsAt+16:], 1<<63)
				seal(log)
				return log
			},
			records: all,
		},
		{
			name:    "whole chunks missing",
			damage:  func(log []byte) []byte { return log[:fileHeaderSize+2*chunkSize] },
			notes:   []string{"evtx.truncated 2 " + digits(chunks)},
			records: int(third) - 1, partial: true,
		},
		{
			name:    "ends within a chunk",
			damage:  func(log []byte) []byte { return log[:fileHeaderSize+chunkSize+recordsAt+recordLen(log, 1)+100] },
			notes:   []string{"evtx.truncated 1 " + digits(chunks), "evtx.record 1"},
			records: int(second), partial: true,
		},
		{
			name:    "ends within the file header",
			damage:  func(log []byte) []byte { return log[:1000] },
			notes:   []string{"evtx.truncated 0 " + digits(chunks), "evtx.nothing-read"},
			records: 0, partial: true,
		},
		{
			name:    "magic only",
			damage:  func(log []byte) []byte { return log[:8] },
			notes:   []string{"evtx.header", "evtx.nothing-read"},
			records: 0, partial: true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := read(tt.damage(bytes.Clone(intact)), false)
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if s.Events.Records != tt.records {
				t.Errorf("%d records, want %d", s.Events.Records, tt.records)
			}
			if got := s.Status == snapshot.StatusPartial; got != tt.partial {
				t.Errorf("status %q", s.Status)
			}
		})
	}
}

func digits(n int) string { return string(rune('0' + n)) }

func TestParseUndecodable(t *testing.T) {
	events := make([]evtxwrite.Event, 3)
	for i := range events {
		events[i] = evtxwrite.Event{Time: start, Provider: "Tcpip", ID: 4231, Channel: "System", Computer: "WEB01"}
	}
	tests := []struct {
		name   string
		damage func(c []byte)
		notes  []string
		kept   int
	}{
		{
			name: "a record",
			damage: func(c []byte) {
				second := recordsAt + int(binary.LittleEndian.Uint32(c[recordsAt+4:]))
				c[second+recordHeader+4] = 0x77 // instead of the template instance's token
			},
			notes: []string{"evtx.undecodable 1"}, kept: 2,
		},
		{
			// What could be read of the template is not taken for all of it.
			name: "their template",
			damage: func(c []byte) {
				name := bytes.Index(c, []byte("C\x00o\x00m\x00p\x00u\x00t\x00e\x00r\x00"))
				c[name-19] = 0x77 // instead of the element's token
			},
			notes: []string{"evtx.undecodable 3", "evtx.nothing-read"}, kept: 0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := write(t, events)
			tt.damage(chunkOf(log, 0))
			seal(log)
			s := read(log, false)
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if s.Events.Records != tt.kept || len(s.Events.Events) != tt.kept || s.Status != snapshot.StatusPartial {
				t.Errorf("%d records, %d events, status %q", s.Events.Records, len(s.Events.Events), s.Status)
			}
		})
	}
}

// TestParseShortReader has a reader that fails, as one of a damaged archive does.
func TestParseShortReader(t *testing.T) {
	log := write(t, generate(600))
	s := new(snapshot.Section)
	Parse(iotest.TimeoutReader(bytes.NewReader(log)), int64(len(log)), s)
	if diff := cmp.Diff([]string{"evtx.truncated 0 5", "evtx.nothing-read"}, noteIDs(s)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestParseConcurrently reads logs side by side; the race detector watches.
func TestParseConcurrently(t *testing.T) {
	log := write(t, generate(100))
	want := read(log, false)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if diff := cmp.Diff(want, read(log, false), cmpopts.IgnoreUnexported(snapshot.Section{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	wg.Wait()
}
