package evtx

import (
	"errors"
	"io"

	"github.com/0xrawsec/golang-evtx/evtx"
)

// maxCalls is how often the library may read or seek for one record. Records of real logs
// take up to 33,000. It takes a call per byte of binary data, so that a record that fills
// its chunk is still within it. Templates that contain themselves or a size that leads
// backwards go on until it is reached.
const maxCalls = 3 * chunkSize

// errBudget is what the library's own calls panic with when they lead nowhere.
var errBudget = errors.New("evtx: the record leads nowhere")

// decoder decodes records through the library. It has to be told of each new chunk.
type decoder struct {
	chunk     evtx.Chunk
	templates map[int][]evtx.Element // the chunk's, by their offset; nil where one is broken
	in        budgetReader
	work      work
}

// use makes the decoder read from a chunk. The bytes may change until the next use only
// if nothing is decoded in between.
func (d *decoder) use(b []byte) {
	d.chunk = evtx.NewChunk()
	d.chunk.Data = b
	d.templates = make(map[int][]evtx.Element)
}

// decode decodes a record, and reports whether it could, and had work left to. The record's
// id and time are read only where stamps are asked for.
func (d *decoder) decode(r record, stamps bool) (f fields, ok bool) {
	if d.work.over() {
		return fields{}, false
	}
	d.in = budgetReader{b: d.chunk.Data}
	w := walker{stamps: stamps}
	defer func() {
		d.work.spend(d.in.calls + w.steps)
		// The library panics on what it does not expect, and by errBudget.
		if recover() != nil || !ok {
			f, ok = fields{}, false
			clear(d.chunk.TemplateTable) // it keeps half-read templates too
		}
	}()
	d.fragment(&w, r.start+recordHeader, r.end)
	// An error after the System element leaves what the rules need: it decides that.
	f = w.out
	return f, f.provider != "" && f.hasID && (!stamps || f.recordID > 0 && f.time > 0)
}

// fragment walks through a fragment of BinXml. Of an instance of a template only the
// values that are kept are read; anything else the library reads as a whole.
func (d *decoder) fragment(w *walker, from, to int) {
	if i, ok := instanceAt(d.chunk.Data, from, to); ok {
		if v, ok := i.valuesOf(d.chunk.Data, to); ok {
			w.instance(d.template(i), lazyValues{v, d})
			return
		}
	}
	d.in.pos = int64(from)
	element, _ := evtx.Parse(&d.in, &d.chunk, false)
	switch element.(type) {
	case *evtx.Fragment, *evtx.TemplateInstance:
		w.content(element, nil)
	}
}

// template returns the elements of an instance's template, which it reads once in a
// chunk.
func (d *decoder) template(i instance) []evtx.Element {
	t, known := d.templates[i.definition]
	if known && t == nil {
		panic(errBudget) // it could not be read before
	}
	if known {
		return t
	}
	d.templates[i.definition] = nil
	var data evtx.TemplateDefinitionData
	d.in.pos = int64(i.definition)
	if err := data.Parse(&d.in); err != nil {
		panic(err)
	}
	d.templates[i.definition] = data.Elements
	return data.Elements
}

// budgetReader is a chunk as the library reads it. It panics instead of returning
// errors, some of which the library would answer by trying on.
type budgetReader struct {
	b     []byte
	pos   int64
	calls int
}

func (r *budgetReader) spend() {
	if r.calls++; r.calls > maxCalls {
		panic(errBudget)
	}
}

// Read implements [io.Reader].
func (r *budgetReader) Read(p []byte) (int, error) {
	r.spend()
	if r.pos >= int64(len(r.b)) {
		panic(io.ErrUnexpectedEOF)
	}
	n := copy(p, r.b[r.pos:])
	r.pos += int64(n)
	return n, nil
}

// Seek implements [io.Seeker].
func (r *budgetReader) Seek(offset int64, whence int) (int64, error) {
	r.spend()
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += int64(len(r.b))
	}
	if offset < 0 {
		panic(errBudget)
	}
	r.pos = offset
	return offset, nil
}
