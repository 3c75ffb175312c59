package nettcp

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const (
	// maxValue is how many bytes one string, or one bulky value that is skipped, may
	// take. Those of Windows PowerShell 5.1 have about 1,200.
	maxValue = 1 << 20
	// maxDepth is how deep arrays and objects around the connections may be nested.
	maxDepth = 8
)

// ParseJSON reads the JSON from the current line to the end of the text. Each array at
// the top is a capture; objects below each other (JSON Lines) make up one.
func ParseJSON(l *textenc.Lines, s *snapshot.Section) {
	rest := l.Rest()
	in := &guard{rest: rest}
	w := &walker{
		dec:  jsontext.NewDecoder(in, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
		rest: rest,
		out:  &collector{section: s, proto: protoHint(s.Command)},
	}
	in.dec = w.dec
	err := w.all()
	w.out.notes()
	w.explain(s, err, in.n)
	s.LastLine = in.drain()
}

// errTooLong ends the reading of JSON whose strings exceed maxValue.
var errTooLong = errors.New("value too long")

// guard keeps the decoder's buffer within bounds, whatever it reads, and lets the rest
// forget the lines that have been passed.
type guard struct {
	rest *textenc.Rest
	dec  *jsontext.Decoder
	n    int64
}

// Read implements [io.Reader].
func (g *guard) Read(p []byte) (int, error) {
	off := g.dec.InputOffset()
	g.rest.LineAt(off)
	if g.n-off > maxValue {
		return 0, errTooLong
	}
	n, err := g.rest.Read(p)
	g.n += int64(n)
	return n, err
}

// drain reads to the end of the text and returns its last line.
func (g *guard) drain() int {
	buf := make([]byte, 32<<10)
	for {
		n, err := g.rest.Read(buf)
		g.n += int64(n)
		line := g.rest.LineAt(max(0, g.n-1))
		if err != nil {
			return line
		}
	}
}

// walker goes through JSON by its tokens and finds the connections in it.
type walker struct {
	dec    *jsontext.Decoder
	rest   *textenc.Rest
	out    *collector
	buf    []byte // for strings with escapes
	groups int    // objects of Group-Object without their connections
	values int    // complete values at the top
}

// all reads value after value. It returns nil at a regular end.
func (w *walker) all() error {
	for {
		switch w.dec.PeekKind() {
		case 0:
			if _, err := w.dec.ReadToken(); err != io.EOF {
				return err
			}
			return nil
		case '[':
			w.out.finish()
			_, err := w.value(snapshot.ProtoUnknown, 0)
			w.out.finish()
			if err != nil {
				return err
			}
		default:
			if _, err := w.value(snapshot.ProtoUnknown, 0); err != nil {
				return err
			}
		}
		w.values++
	}
}

// value reads any value and reports whether connections are in it. The protocol is the
// one that the key above names.
func (w *walker) value(proto snapshot.Proto, depth int) (rows bool, err error) {
	kind := w.dec.PeekKind()
	switch {
	case depth > maxDepth:
		return false, w.dec.SkipValue()
	case kind == '{':
		return w.object(proto, depth)
	case kind != '[':
		return false, w.dec.SkipValue()
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return false, err
	}
	for w.dec.PeekKind() != ']' {
		found, err := w.value(proto, depth+1)
		if err != nil {
			return rows, err
		}
		rows = rows || found
	}
	_, err = w.dec.ReadToken()
	return rows, err
}

// object reads a connection, or an object that holds connections further down.
func (w *walker) object(proto snapshot.Proto, depth int) (rows bool, err error) {
	if _, err := w.dec.ReadToken(); err != nil {
		return false, err
	}
	line := w.rest.LineAt(w.dec.InputOffset() - 1)
	rec := &w.out.rec
	rec.reset()
	pid, grouped, port := false, false, false
	for w.dec.PeekKind() != '}' {
		name, err := w.text()
		if err != nil {
			return rows, err
		}
		var key [40]byte
		k := normal(key[:], name)
		f := fieldOf(k)
		pid = pid || f == owner
		grouped = grouped || f == group
		port = port || f == localPort
		switch w.dec.PeekKind() {
		case '{', '[':
			found, err := w.nested(k, f, proto, depth)
			if err != nil {
				return rows, err
			}
			rows = rows || found
		default:
			if err := w.scalar(f); err != nil {
				return rows, err
			}
		}
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return rows, err
	}
	switch {
	case rec.localPort >= 0 && !rows:
		w.row(line, proto, pid)
		return true, nil
	case port && !rows:
		w.out.bad.Add(line)
	case rec.grouped && !rows && rec.name.n > 0:
		w.groups++
	case rows && !grouped:
		w.out.finish()
	}
	return rows, nil
}

// row enters the record as a row of the current table.
func (w *walker) row(line int, proto snapshot.Proto, pid bool) {
	if w.out.capture == nil {
		w.out.begin(line)
	}
	if w.out.rec.proto == snapshot.ProtoUnknown {
		w.out.rec.proto = proto
	}
	w.out.capture.HasPID = w.out.capture.HasPID || pid
	w.out.add(line)
}

// nested reads an object or array that stands as a value in an object. Windows
// PowerShell 5.1 writes what CIM knows of the class into every connection; nothing of
// it is read but the computer's name.
func (w *walker) nested(key []byte, f field, proto snapshot.Proto, depth int) (rows bool, err error) {
	switch string(key) {
	case "cimclass", "ciminstanceproperties":
		_, err := w.dec.ReadValue()
		return false, err
	case "cimsystemproperties":
		return false, w.server()
	}
	rec := &w.out.rec
	if rec.localPort >= 0 || f != other && f != group && f != protocol {
		if f == stateField {
			rec.stateKnown = true
		}
		return false, w.dec.SkipValue()
	}
	if p := transport(key); p != snapshot.ProtoUnknown {
		proto = p
	}
	saved := *rec
	rows, err = w.value(proto, depth+1)
	*rec = saved
	return rows, err
}

// server reads the computer's name from CimSystemProperties.
func (w *walker) server() error {
	if w.dec.PeekKind() != '{' {
		return w.dec.SkipValue()
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	for w.dec.PeekKind() != '}' {
		name, err := w.text()
		if err != nil {
			return err
		}
		if !equalFold(name, "ServerName") {
			err = w.dec.SkipValue()
		} else {
			err = w.scalar(host)
		}
		if err != nil {
			return err
		}
	}
	_, err := w.dec.ReadToken()
	return err
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

// explain notes how the reading ended, after so many bytes were read.
func (w *walker) explain(s *snapshot.Section, err error, read int64) {
	off := w.dec.InputOffset()
	if se, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		off = max(off, se.ByteOffset)
	}
	line := w.rest.LineAt(min(off, max(0, read-1)))
	switch {
	case err == nil:
	case errors.Is(err, io.ErrUnexpectedEOF):
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.truncated", line, strconv.Itoa(line))
	case w.dec.StackDepth() == 0 && w.values > 0:
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.after-json", line, strconv.Itoa(line))
	default:
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.bad-json", line, strconv.Itoa(line))
	}
	switch {
	case w.out.rows > 0:
	case w.groups > 0:
		unusable(s, "nettcp.grouped-counts")
	default:
		unusable(s, "nettcp.no-connections")
	}
}
