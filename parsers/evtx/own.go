package evtx

import (
	"encoding/binary"
	"strings"
	"time"

	"github.com/0xrawsec/golang-evtx/evtx"
)

// What a record's header says of its time and id is Windows' own in a log that was copied
// as it is. Whoever exports a log writes the headers anew: ids count from 1, and the time is
// that of another record, or 0. The event itself, in TimeCreated and EventRecordID, always
// says what is true. Reading that of every record costs more than all else, so a few records
// of each chunk are compared, and the headers are believed only where they agree.

// The types of the values that hold the two ([MS-EVEN6] 2.2.12, ValueType).
const (
	typeUint64   = 0x0a
	typeFiletime = 0x11
	stampSize    = 8
)

// agreeing is how many records of a chunk are compared with their headers.
const agreeing = 4

// stampAt says which values of an instance hold the event's time and id; -1 for none.
type stampAt struct{ time, id int }

// templateKey names a template in all chunks: its GUID and its size.
type templateKey [16 + 4]byte

// maxStamps is how many templates are remembered. A log has some hundreds.
const maxStamps = 4096

// stamps finds the own time and id of records.
type stamps struct {
	dec *decoder
	at  map[templateKey]stampAt
}

// of returns the time and the id that a record's event bears. Either is zero where the
// event does not show it.
func (s *stamps) of(r record) (when time.Time, id uint64) {
	b := s.dec.chunk.Data
	if i, ok := instanceAt(b, r.start+recordHeader, r.end); ok {
		at := s.find(b, i)
		if v, ok := i.valuesOf(b, r.end); ok && at.time >= 0 && at.id >= 0 {
			t, ok1 := v.fixed(at.time, typeFiletime)
			n, ok2 := v.fixed(at.id, typeUint64)
			if ok1 && ok2 {
				when, _ = fromFiletime(t)
				return when, n
			}
		}
	}
	f, _ := s.dec.decode(r)
	return f.created, f.recordID
}

// fixed returns a value of eight bytes and of the given type.
func (v values) fixed(index int, kind byte) (uint64, bool) {
	if 4*index+4 > len(v.descriptors) {
		return 0, false
	}
	at := 0
	for d := v.descriptors[:4*index]; len(d) > 0; d = d[4:] {
		at += int(binary.LittleEndian.Uint16(d))
	}
	d := v.descriptors[4*index:]
	if d[2] != kind || binary.LittleEndian.Uint16(d) != stampSize {
		return 0, false
	}
	return binary.LittleEndian.Uint64(v.data[at:]), true
}

// find looks at a template, once in a log.
func (s *stamps) find(b []byte, i instance) stampAt {
	var key templateKey
	copy(key[:], b[i.definition+4:i.definition+templateHeader])
	if at, ok := s.at[key]; ok {
		return at
	}
	at := stampAt{-1, -1}
	if elements, ok := s.dec.elements(i); ok {
		at = stampsIn(elements)
	}
	if s.at == nil {
		s.at = make(map[templateKey]stampAt)
	}
	if len(s.at) < maxStamps {
		s.at[key] = at
	}
	return at
}

// stampsIn finds the values of TimeCreated and EventRecordID in a template.
func stampsIn(elements []evtx.Element) stampAt {
	at := stampAt{-1, -1}
	var path []string
	for _, e := range elements {
		switch e := e.(type) {
		case *evtx.ElementStart:
			path = append(path, e.Name.String())
			if strings.Join(path, "/") != "Event/System/TimeCreated" {
				continue
			}
			for _, a := range e.AttributeList.Attributes {
				if a.Name.String() == "SystemTime" {
					at.time = substitution(a.AttributeData)
				}
			}
		case *evtx.BinXMLCloseEmptyElementTag, *evtx.BinXMLEndElementTag:
			if len(path) > 0 {
				path = path[:len(path)-1]
			}
		default:
			if n := substitution(e); n >= 0 && strings.Join(path, "/") == "Event/System/EventRecordID" {
				at.id = n
			}
		}
	}
	return at
}

// substitution returns the index of the value that stands at a place of a template, or -1.
func substitution(e evtx.Element) int {
	switch e := e.(type) {
	case *evtx.NormalSubstitution:
		return int(e.SubID)
	case *evtx.OptionalSubstitution:
		return int(e.SubID)
	}
	return -1
}

// agree reports whether the headers of a chunk say what the events say: of a few records,
// the first and the last among them.
func (s *stamps) agree(records []record) bool {
	sound := make([]record, 0, agreeing)
	n := len(records)
	for i := range agreeing {
		if n == 0 {
			return true
		}
		if r := records[i*(n-1)/(agreeing-1)]; r.end != 0 {
			sound = append(sound, r)
		}
	}
	for _, r := range sound {
		when, id := s.of(r)
		if id == 0 && when.IsZero() { // the event shows neither, or is damaged
			continue
		}
		if id != r.id || !when.Equal(r.time) {
			return false
		}
	}
	return true
}
