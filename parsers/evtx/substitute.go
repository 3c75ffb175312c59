package evtx

import (
	"encoding/binary"

	"github.com/0xrawsec/golang-evtx/evtx"
)

// substitutes are the values of an instance while a walk goes through its template.
type substitutes interface {
	// give hands a value to the walk, or nothing if nothing of it is kept.
	give(w *walker, id int)
}

// lazyValues are values that are read when they are asked for. Most are not: a record
// has twenty, and the rules read four.
type lazyValues struct {
	values
	d *decoder
}

func (v lazyValues) give(w *walker, id int) {
	if id < 0 || 4*id >= len(v.descriptors) {
		panic(errBudget)
	}
	at := v.at
	for d := v.descriptors[:4*id]; len(d) > 0; d = d[4:] {
		at += int(binary.LittleEndian.Uint16(d))
	}
	size := binary.LittleEndian.Uint16(v.descriptors[4*id:])
	switch kind := evtx.ValueType(v.descriptors[4*id+2]); {
	case kind == evtx.BinXmlType: // may hold elements that are kept
		v.d.fragment(w, at, at+int(size))
	case kind != evtx.BinaryType && w.wanted():
		v.d.in.pos = int64(at)
		e, _ := evtx.ParseValueReader(evtx.ValueDescriptor{Size: size, ValType: kind}, &v.d.in)
		w.content(e, nil)
	}
}

// readValues are values that the library has read.
type readValues []evtx.Element

func (v readValues) give(w *walker, id int) {
	if id < 0 || id >= len(v) {
		panic(errBudget)
	}
	switch v[id].(type) {
	case *evtx.NormalSubstitution, *evtx.OptionalSubstitution:
		panic(errBudget) // a value is never a place for a value
	}
	w.content(v[id], nil)
}
