package nettcp

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/portdx/portdx/parsers/snapshot"
)

// nested reads an object or array that stands as a value in an object. Windows
// PowerShell 5.1 writes what CIM knows of the class into every connection; nothing of
// it is read but the computer's name.
func (w *walker) nested(key []byte, f field, proto snapshot.Proto, depth int) (rows bool, err error) {
	switch string(key) {
	case "cimclass", "ciminstanceproperties":
		_, err := w.dec.ReadValue()
		return false, err
	case "cimsystemproperties":
		return false, w.members(serverMembers)
	case "laddr":
		return false, w.endpoint(localMembers)
	case "raddr":
		return false, w.endpoint(remoteMembers)
	}
	rec := &w.out.rec
	if f != other && f != group && f != protocol {
		if f == stateField {
			rec.stateKnown = true
		}
		return false, w.members(wrapped(f))
	}
	if rec.localPort >= 0 {
		return false, w.dec.SkipValue()
	}
	if p := protocolOf(key); p != snapshot.ProtoUnknown {
		proto = p
	}
	saved := *rec
	rows, err = w.value(proto, depth+1)
	*rec = saved
	return rows, err
}

// scalar reads a string, a number, a boolean or null into the record.
func (w *walker) scalar(f field) error {
	kind := w.dec.PeekKind()
	if f == other {
		return w.dec.SkipValue()
	}
	if kind == '"' {
		v, err := w.text()
		if err == nil {
			w.out.rec.set(f, v)
		}
		return err
	}
	if kind == '{' || kind == '[' {
		return w.dec.SkipValue()
	}
	v, err := w.dec.ReadValue()
	switch {
	case err != nil:
		return err
	case kind == '0':
		w.out.rec.set(f, v)
	case kind == 'n' && (f == stateField || f == remotePort): // the key is there
		w.out.rec.set(f, nil)
	}
	return nil
}

// text reads a string or a name. The bytes are valid until the next reading.
func (w *walker) text() ([]byte, error) {
	v, err := w.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	if len(v) >= 2 && v[0] == '"' && bytes.IndexByte(v, '\\') < 0 {
		return v[1 : len(v)-1], nil
	}
	w.buf, _ = jsontext.AppendUnquote(w.buf[:0], v) // an escape that is none becomes U+FFFD
	return w.buf, nil
}
