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

// values are the values of a template instance: descriptors of 4 bytes, then the bytes
// of each ([MS-EVEN6] 2.2.12, TemplateInstanceData).
type values struct{ descriptors, data []byte }

// maxValues is how many values an instance may have; those of Windows have about 20.
const maxValues = 1024

// valuesOf reads the values that follow a template instance, and reports whether they
// are sound.
func valuesOf(b []byte) (values, bool) {
	if len(b) < 4 {
		return values{}, false
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n > maxValues || len(b) < 4+4*n {
		return values{}, false
	}
	v := values{descriptors: b[4 : 4+4*n], data: b[4+4*n:]}
	total := 0
	for d := v.descriptors; len(d) > 0; d = d[4:] {
		total += int(binary.LittleEndian.Uint16(d))
	}
	return v, total <= len(v.data)
}

// hold reports whether a value can be an event id: a number that begins with its two
// bytes, or its text.
func (v values) hold(id idBytes) bool {
	data := v.data
	for d := v.descriptors; len(d) > 0; d = d[4:] {
		size := int(binary.LittleEndian.Uint16(d))
		value := data[:size]
		data = data[size:]
		switch kind := d[2]; {
		case isNumber(kind):
			if bytes.HasPrefix(value, id.number) && len(bytes.Trim(value[2:], "\x00")) == 0 {
				return true
			}
		case bytes.HasPrefix(value, id.text):
			return true
		}
	}
	return false
}

// isNumber reports whether a type of value is an integer, a hexadecimal one included.
// ([MS-EVEN6] 2.2.12, ValueType.)
func isNumber(kind byte) bool {
	return kind >= 0x05 && kind <= 0x0a || kind == 0x14 || kind == 0x15
}
