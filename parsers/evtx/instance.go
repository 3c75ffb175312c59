package evtx

import (
	"bytes"
	"encoding/binary"
)

// opening is how a record's BinXml begins that is an instance of a template: fragment
// header 1.1, and the token of the instance ([MS-EVEN6] 2.2.12).
var opening = []byte{0x0f, 1, 1, 0, 0x0c}

const (
	templatePointer = 10 // the definition's offset, from the fragment header on
	templateSize    = 20 // the definition's size, within it
	templateHeader  = 24
)

// instance says where in a chunk the parts of a record lie that is an instance of a
// template.
type instance struct {
	definition, definitionEnd int // the template's definition
	values                    int // after it, where it stands within the record
}

// instanceAt reads a fragment of BinXml that stands between two offsets of a chunk, and
// reports whether it is an instance of a template that lies within the chunk.
func instanceAt(b []byte, from, to int) (instance, bool) {
	xml := b[from:to]
	if len(xml) < templatePointer+4 || !bytes.HasPrefix(xml, opening) {
		return instance{}, false
	}
	at := uint64(binary.LittleEndian.Uint32(xml[templatePointer:]))
	if at+templateHeader > uint64(len(b)) {
		return instance{}, false
	}
	end := at + templateHeader + uint64(binary.LittleEndian.Uint32(b[at+templateSize:]))
	if end > uint64(len(b)) {
		return instance{}, false
	}
	i := instance{int(at), int(end), from + templatePointer + 4}
	if i.definition == i.values { // the template's first use
		i.values = i.definitionEnd
	}
	return i, true
}

// values are the values of a template instance: descriptors of 4 bytes, then the bytes
// of each ([MS-EVEN6] 2.2.12, TemplateInstanceData).
type values struct {
	descriptors, data []byte
	at                int // offset of data in the chunk
}

// maxValues is how many values an instance may have; those of Windows have about 20.
const maxValues = 1024

// valuesOf reads the values of an instance in a fragment that ends at end, and reports
// whether they are sound.
func (i instance) valuesOf(b []byte, end int) (values, bool) {
	if i.values+4 > end {
		return values{}, false
	}
	n := uint64(binary.LittleEndian.Uint32(b[i.values:]))
	at := i.values + 4 + 4*int(min(n, maxValues))
	if n > maxValues || at > end {
		return values{}, false
	}
	v := values{descriptors: b[i.values+4 : at], data: b[at:end], at: at}
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
