package evtx

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

// dear returns a log of which every checksum holds and every record can be decoded, and
// costs as much as it can: all of them are instances of one template with many elements of
// a long name.
func dear(t testing.TB, chunks int) []byte {
	le := binary.LittleEndian
	const elements, nameLen = 1500, 100
	one := func() []byte {
		c := bytes.Clone(chunkOf(write(t, generate(1)), 0))
		b := bytes.Clone(c[:recordsAt])
		name := func(s string, inline map[string]int) {
			if at, ok := inline[s]; ok {
				b = le.AppendUint32(b, uint32(at))
				return
			}
			inline[s] = len(b) + 4
			b = le.AppendUint32(b, uint32(len(b)+4))
			b = append(b, 0, 0, 0, 0, 0, 0)
			b = le.AppendUint16(b, uint16(len(s)))
			b = append(append(b, utf16le(s)...), 0, 0)
		}
		names := map[string]int{}
		open := func(s string, token byte) {
			b = append(b, token, 0xff, 0xff, 0, 0, 0, 0)
			name(s, names)
		}
		attribute := func(s string) {
			b = append(b, 0, 0, 0, 0, tokenAttribute)
			name(s, names)
		}
		text := func(s string) {
			b = append(b, tokenText, typeString)
			b = le.AppendUint16(b, uint16(len(s)))
			b = append(b, utf16le(s)...)
		}
		define := func() {
			open("Event", tokenElement)
			b = append(b, tokenCloseStart)
			open("System", tokenElement)
			b = append(b, tokenCloseStart)
			open("Provider", tokenElement|tokenMore)
			attribute("Name")
			text("Tcpip")
			b = append(b, tokenCloseEmpty)
			open("EventID", tokenElement)
			b = append(b, tokenCloseStart, tokenOptional, 0, 0, 6, tokenEnd)
			open("TimeCreated", tokenElement|tokenMore)
			attribute("SystemTime")
			b = append(b, tokenOptional, 1, 0, typeFiletime, tokenCloseEmpty)
			open("EventRecordID", tokenElement)
			b = append(b, tokenCloseStart, tokenOptional, 2, 0, 0x0a, tokenEnd)
			open("Channel", tokenElement)
			b = append(b, tokenCloseStart)
			text("System")
			b = append(b, tokenEnd, tokenEnd)
			long := string(bytes.Repeat([]byte("x"), nameLen))
			for range elements {
				open(long, tokenElement)
				b = append(b, tokenCloseEmpty)
			}
			b = append(b, tokenEnd, 0)
		}
		definition, id := 0, uint64(0)
		for len(b) < chunkSize-200 {
			id++
			from := len(b)
			b = append(b, recordMagic...)
			b = append(b, make([]byte, recordHeader-4)...)
			b = append(append(b, fragmentHeader...), tokenInstance)
			b = append(b, 1, 0, 0, 0, 0)
			if definition == 0 {
				definition = len(b) + 4
				b = le.AppendUint32(b, uint32(definition))
				b = append(b, make([]byte, templateHeader)...)
				b = append(b, fragmentHeader...)
				define()
				le.PutUint32(b[definition+templateSize:], uint32(len(b)-definition-templateHeader))
			} else {
				b = le.AppendUint32(b, uint32(definition))
			}
			b = append(b, 3, 0, 0, 0, 2, 0, 6, 0, 8, 0, typeFiletime, 0, 8, 0, 0x0a, 0)
			b = le.AppendUint16(b, 4231)
			at, _ := toFiletime(start)
			b = le.AppendUint64(b, at+id*filetimeSecond)
			b = le.AppendUint64(b, id)
			b = append(b, 0)
			for (len(b)-from+4)%8 != 0 {
				b = append(b, 0)
			}
			b = le.AppendUint32(b, uint32(len(b)-from+4))
			le.PutUint32(b[from+4:], uint32(len(b)-from))
		}
		clear(c[recordsAt:])
		copy(c, b)
		putFree(c, len(b))
		return c
	}
	log := write(t, generate(1))[:fileHeaderSize]
	c := one()
	for range chunks {
		log = append(log, c...)
	}
	le.PutUint16(log[42:], uint16(chunks))
	seal(log)
	return log
}

// TestWorkIsBounded reads sound logs that cost as much as they can, and counts the work.
func TestWorkIsBounded(t *testing.T) {
	if s := read(dear(t, 1)[:fileHeaderSize+chunkSize], false); s.Events.Channel != events.System {
		t.Fatalf("channel %q, notes %q: the log of this test cannot be decoded", s.Events.Channel, noteIDs(s))
	}
	loop := write(t, generate(300))
	for n := range (len(loop) - fileHeaderSize) / chunkSize {
		recursive(chunkOf(loop, n))
	}
	seal(loop)
	for _, tt := range []struct {
		name string
		log  []byte
	}{
		{"names, one chunk", dear(t, 1)},
		{"names, eight chunks", dear(t, 8)},
		{"templates that contain themselves", loop},
		{"templates that multiply", multiplier(t, 12, 50)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLogReader(events.Kinds())
			l.read(bytes.NewReader(tt.log), -1)
			s := new(snapshot.Section)
			l.finish(s)
			// One record, or the template of one, may begin just before the limit.
			if limit := workBase + workPerByte*len(tt.log) + maxCalls + maxSteps; l.dec.work.done > limit {
				t.Errorf("%d steps for %d bytes, want at most %d", l.dec.work.done, len(tt.log), limit)
			}
			if s.Status != snapshot.StatusPartial {
				t.Errorf("status %q, notes %q", s.Status, noteIDs(s))
			}
			if tt.name[0] == 'n' {
				n := slices.IndexFunc(s.Notes, func(n snapshot.Note) bool { return n.ID == "evtx.work" })
				if n < 0 || !s.Events.Filtered || len(s.Events.Events) == 0 {
					t.Errorf("notes %q, filtered %v, %d events", noteIDs(s), s.Events.Filtered, len(s.Events.Events))
				}
			}
		})
	}
}

// TestWorkOfSoundLogs decodes every record of a busy log within a fraction of the limit.
func TestWorkOfSoundLogs(t *testing.T) {
	log := write(t, generate(700))
	l := newLogReader(events.Kinds())
	l.all = true
	l.read(bytes.NewReader(log), -1)
	if l.leftOut > 0 || l.dec.work.done > l.dec.work.allowed/4 {
		t.Errorf("%d records left out, %d of %d steps", l.leftOut, l.dec.work.done, l.dec.work.allowed)
	}
}
