package evtx

import (
	"bytes"
	"encoding/binary"
)

// fragmentHeader is how a piece of BinXml begins ([MS-EVEN6] 2.2.12). Windows leaves it out
// of some of those that are values of others.
var fragmentHeader = []byte{0x0f, 1, 1, 0}

const (
	tokenInstance   = 0x0c
	templatePointer = 6  // the definition's offset, from the token of the instance on
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
	if bytes.HasPrefix(b[from:to], fragmentHeader) {
		from += len(fragmentHeader)
	}
	xml := b[from:to]
	if len(xml) < templatePointer+4 || xml[0] != tokenInstance {
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

// isNumber reports whether a type of value is an integer, a hexadecimal one included.
// ([MS-EVEN6] 2.2.12, ValueType.)
func isNumber(kind byte) bool {
	return kind >= 0x05 && kind <= 0x0a || kind == 0x14 || kind == 0x15
}

// Types of values. ([MS-EVEN6] 2.2.12, ValueType.)
const (
	typeString   = 0x01
	typeFiletime = 0x11
	typeBinXML   = 0x21
)

// get returns the type and the bytes of a value; there is none where the instance has not
// as many.
func (v values) get(n uint8) (kind byte, value []byte) {
	end := 4 * int(n)
	if end >= len(v.descriptors) {
		return 0, nil
	}
	at := 0
	for i := 0; i < end; i += 4 {
		at += int(binary.LittleEndian.Uint16(v.descriptors[i:]))
	}
	d := v.descriptors[end:]
	return d[2], v.data[at:][:binary.LittleEndian.Uint16(d)]
}

const noNumber = ^uint64(0)

// number returns a value that is an integer, or noNumber.
func (v values) number(n uint8) uint64 {
	kind, value := v.get(n)
	if !isNumber(kind) {
		return noNumber
	}
	le := binary.LittleEndian
	switch len(value) {
	case 2:
		return uint64(le.Uint16(value))
	case 4:
		return uint64(le.Uint32(value))
	case 8:
		return le.Uint64(value)
	}
	return noNumber
}

// filetime returns a value that is a time, in 100 ns since 1601, or 0.
func (v values) filetime(n uint8) uint64 {
	kind, value := v.get(n)
	if kind != typeFiletime || len(value) != 8 {
		return 0
	}
	return binary.LittleEndian.Uint64(value)
}
