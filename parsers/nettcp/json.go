package nettcp

import (
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
	// maxRead is how much is read at once, whatever room the decoder has.
	maxRead = 64 << 10
	// maxBreaks is after how many damaged places the rest is given up.
	maxBreaks = 1000
)

// ParseJSON reads JSON from the current line on, up to the first line that is none. Each
// array at the top is a capture; objects below each other (JSON Lines) make up one.
func ParseJSON(l *textenc.Lines, s *snapshot.Section) {
	src := newSource(l)
	w := &walker{src: src, out: &collector{section: s, proto: protoHint(s.Command)}}
	w.open(src, 0)
	err := w.all()
	var breaks snapshot.Damage
	for n := 0; isSyntax(err) && n < maxBreaks; n++ {
		if !w.enclosed() {
			breaks.Add(w.lineOf(err))
		}
		if !w.resume() {
			break
		}
		err = w.all()
	}
	w.out.notes()
	w.explain(s, err, breaks)
	s.LastLine = max(s.LastLine, src.drain())
}

// errTooLong ends the reading of JSON whose strings exceed maxValue.
var errTooLong = errors.New("value too long")

// guard keeps the decoder's buffer within bounds, whatever it reads, and lets the source
// forget the lines that have been passed.
type guard struct {
	in  io.Reader
	w   *walker
	n   int64 // bytes read
	off int64 // of the first byte, in the source
}

// Read implements [io.Reader].
func (g *guard) Read(p []byte) (int, error) {
	passed := g.w.dec.InputOffset()
	g.w.src.lineAt(g.off + passed)
	if g.n-passed > maxValue {
		return 0, errTooLong
	}
	n, err := g.in.Read(p[:min(len(p), maxRead)])
	g.n += int64(n)
	return n, err
}

// walker goes through JSON by its tokens and finds the connections in it.
type walker struct {
	dec    *jsontext.Decoder
	src    *source
	in     *guard
	out    *collector
	buf    []byte // for strings with escapes
	groups int    // objects of Group-Object without their connections
	values int    // complete values at the top
	list   bool   // the objects stand in an array
	goesOn bool   // the array at the top began before a damaged place
}

// open begins to decode what stands at an offset of the source.
func (w *walker) open(in io.Reader, off int64) {
	w.in = &guard{in: in, w: w, off: off}
	w.dec = jsontext.NewDecoder(w.in, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// line returns the line of the last byte that was decoded.
func (w *walker) line() int { return w.src.lineAt(w.in.off + max(0, w.dec.InputOffset()-1)) }

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
			if !w.goesOn {
				w.out.finish()
			}
			w.goesOn = false
			_, err := w.value(snapshot.ProtoUnknown, 0)
			if err != nil {
				return err
			}
			w.out.finish()
		default:
			w.list = false
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
	w.list = w.list || w.dec.PeekKind() == '{'
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
	line := w.line()
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
		port = port || f == localPort || string(k) == "laddr"
		rec.endpoint = rec.endpoint || string(k) == "cimclass"
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
	case rec.firewall:
	case rec.hasPort() && !rows:
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

// explain notes how the reading ended.
func (w *walker) explain(s *snapshot.Section, err error, breaks snapshot.Damage) {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		line := w.lineOf(err)
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.truncated", line, strconv.Itoa(line))
	case w.dec.StackDepth() == 0 && w.values > 0 && breaks.Count == 1 && w.src.rest != nil:
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.after-json", breaks.First, strconv.Itoa(breaks.First))
		breaks.Count = 0
	case errors.Is(err, errTooLong):
		breaks.Add(w.lineOf(err))
	}
	if breaks.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcp.bad-json", breaks.First, strconv.Itoa(breaks.Count), strconv.Itoa(breaks.First))
	}
	switch {
	case w.out.rows > 0:
	case w.groups > 0:
		unusable(s, "nettcp.grouped-counts")
	default:
		unusable(s, "nettcp.no-connections")
	}
}
