package evtx

import (
	"slices"

	"github.com/portdx/portdx/parsers/events"
)

// system is what the System element of a record says of it.
type system struct {
	recordID uint64
	time     uint64 // TimeCreated, in 100 ns since 1601
	eventID  uint32
	wanted   bool // it is of one of the kinds
}

// layout says which values of an instance a template puts into the System element.
type layout struct {
	known                   bool // false for templates of another form
	eventID, time, recordID uint8
	provider                uint8  // noIndex where the template holds it as a text
	kinds                   uint32 // the kinds of which that provider is, as bits
}

// noIndex stands for no value.
const noIndex = 0xff

const (
	// layoutEntries is how many layouts of a chunk are remembered; chunks that Windows
	// writes have about 20 templates.
	layoutEntries = 256
	// maxIndex bounds the numbers of the values that are asked for. Windows uses 3, 6
	// and 10.
	maxIndex = 32
)

// systems reads the System elements of records without decoding the records. It has to be
// told of each new chunk.
//
// The header of a record cannot stand for them: in a log that was exported it carries the
// time of another record or none, and an id that counts from 1.
type systems struct {
	kinds   []events.Kind
	wanted  [1 << 16 / 64]uint64 // ids of the kinds, as bits
	entries [layoutEntries]struct {
		definition int
		layout
	}
}

func newSystems(kinds []events.Kind) *systems {
	s := &systems{kinds: kinds}
	for _, k := range kinds {
		for _, id := range k.IDs {
			s.wanted[id/64] |= 1 << (id % 64)
		}
	}
	return s
}

func (s *systems) use() { clear(s.entries[:]) }

// read returns what a record's System element says, and reports whether it could be read.
// Damaged records and templates of another form than Windows writes have to be decoded.
func (s *systems) read(b []byte, r record, w *work) (out system, ok bool) {
	in, ok := instanceAt(b, r.start+recordHeader, r.end)
	if !ok {
		return system{}, false
	}
	e := &s.entries[(in.definition^in.definition>>8)%layoutEntries]
	if e.definition != in.definition {
		e.definition, e.layout = in.definition, layoutOf(b, in.definition, in.definitionEnd, s.kinds, w)
	}
	v, ok := in.valuesOf(b, r.end)
	if !ok || !e.known {
		return system{}, false
	}
	id := v.number(e.eventID)
	out.recordID, out.time, out.eventID = v.number(e.recordID), v.filetime(e.time), uint32(id)
	if out.recordID == noNumber || id > 0xffff || !isTime(out.time) {
		return system{}, false
	}
	if s.wanted[id/64]>>(id%64)&1 == 0 {
		return out, true
	}
	kinds := e.kinds
	if e.provider != noIndex {
		kind, name := v.get(e.provider)
		if kind != typeString {
			return system{}, false
		}
		kinds = kindsOf(withoutZeros(name), s.kinds)
	}
	out.wanted = s.has(kinds, out.eventID)
	return out, true
}

// has reports whether an id is of some kinds.
func (s *systems) has(kinds, id uint32) bool {
	for i, k := range s.kinds {
		if kinds>>i&1 != 0 && slices.Contains(k.IDs, id) {
			return true
		}
	}
	return false
}

// kindsOf returns the kinds that a provider is of, as bits.
func kindsOf(provider []byte, kinds []events.Kind) (set uint32) {
	for i, k := range kinds {
		for _, p := range k.Providers {
			if isSpelled(provider, p) {
				set |= 1 << i
			}
		}
	}
	return set
}

// withoutZeros returns units without the zeros at their end.
func withoutZeros(units []byte) []byte {
	for n := len(units); n > 1 && units[n-2] == 0 && units[n-1] == 0; n -= 2 {
		units = units[:n-2]
	}
	return units
}

// isSpelled reports whether UTF-16LE is an ASCII text, but for the case of its letters.
func isSpelled(b []byte, text string) bool {
	if len(b) != 2*len(text) {
		return false
	}
	for i := range len(text) {
		if lower(b[2*i]) != lower(text[i]) || b[2*i+1] != 0 {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
