package evtx

import (
	"bytes"
	"encoding/binary"
)

// eventIDName is how a chunk stores the name of the element EventID: its length in
// UTF-16 units, and the units. Eight bytes before its letters the name's entry begins,
// which elements refer to by its offset.
var eventIDName = []byte("\x07\x00E\x00v\x00e\x00n\x00t\x00I\x00D\x00")

// nameHeader is what stands before a name's length: the next entry's offset and a hash.
const nameHeader = 6

// template looks at the definition of a template, once in a chunk.
func (f *filter) template(b []byte, from, to int) template {
	if t, ok := f.templates[from]; ok {
		return t
	}
	if len(f.eventID) == 0 {
		f.findEventID(b)
	}
	var t template
	for _, ref := range f.eventID {
		t.eventID = t.eventID || bytes.Contains(b[from:to], ref)
	}
	for kind, ids := range f.ids {
		for _, id := range ids {
			if bytes.Contains(b[from:to], id.text) {
				t.texts |= 1 << kind
			}
		}
	}
	f.templates[from] = t
	return t
}

// maxNames bounds how many places of one name a chunk is searched for; Windows stores a
// name once in a chunk.
const maxNames = 8

// findEventID notes the offsets of the name EventID in the chunk, as elements write them.
func (f *filter) findEventID(b []byte) {
	for at := 0; len(f.eventID) < maxNames; {
		i := bytes.Index(b[at:], eventIDName)
		if i < 0 {
			return
		}
		if entry := at + i - nameHeader; entry > 0 {
			f.eventID = append(f.eventID, binary.LittleEndian.AppendUint32(nil, uint32(entry)))
		}
		at += i + len(eventIDName)
	}
}
