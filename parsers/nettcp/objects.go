package nettcp

import "bytes"

// maxObjects is how deep objects may be nested for their members to be read. Connections
// in a list in an object take three.
const maxObjects = 12

// objects goes through CLIXML and finds the connections in it: <Obj> elements whose
// members, by the attribute N, have the names of columns.
type objects struct {
	*tags
	out   *collector
	stack [maxObjects]object
	depth int   // objects that are open, those too deep for the stack included
	open  bool  // a document is
	want  want  // what the text of the current element is
	field field // the member that it is, where a member is wanted
	kind  word  // type of the first object
}

// want is what a text is wanted for.
type want int

const (
	wantNothing want = iota
	wantMember
	wantValue // the object itself, as a member of the one around it
	wantType
)

// object is an open <Obj>.
type object struct {
	line    int
	field   field  // what it is as a member of the object around it
	value   word   // as such: its text, or its number
	meta    bool   // within __ClassMetadata, which names the computer
	port    bool   // it has a local port
	pid     bool   // it has an owner
	rows    bool   // connections were found in it
	grouped bool   // it is of Group-Object
	around  record // what is known of the object around it
}

// all reads to the end of the text.
func (w *objects) all() {
	for {
		t, err := w.next()
		if err != nil {
			return
		}
		switch {
		case string(t.name) == "Obj" && t.closes:
			w.close()
		case string(t.name) == "Obj" && !t.empty:
			w.begin(t)
		case string(t.name) == "Objs":
			w.open = !t.closes && !t.empty
			w.depth = 0
			w.out.rec.reset()
			w.out.finish()
		case t.closes:
			w.ends()
		default:
			w.member(t)
		}
	}
}

func (w *objects) expect(what want, f field) {
	w.want, w.field = what, f
	w.keep = what != wantNothing
}

// top returns the innermost open object, nil outside of objects and where it is too deep.
func (w *objects) top() *object {
	if w.depth == 0 || w.depth > maxObjects {
		return nil
	}
	return &w.stack[w.depth-1]
}

// begin opens an object.
func (w *objects) begin(t tag) {
	w.expect(wantNothing, other)
	outer := w.top()
	w.depth++
	o := w.top()
	if o == nil {
		return
	}
	var buf [40]byte
	key := normal(buf[:], t.attr("N"))
	*o = object{line: t.line, field: fieldOf(key), around: w.out.rec}
	o.meta = outer != nil && outer.meta || string(key) == "classmetadata"
	w.out.rec.reset()
}

// member begins an element that is no object. Without a name it is about the object that
// it stands in: its type, its text, or its number as of an enumeration.
func (w *objects) member(t tag) {
	w.expect(wantNothing, other)
	o := w.top()
	if o == nil {
		if w.depth == 0 && w.kind.n == 0 && string(t.name) == "S" {
			w.kind.set([]byte("System.String"))
		}
		return
	}
	name := t.attr("N")
	if name == nil {
		switch string(t.name) {
		case "T":
			if w.kind.n == 0 {
				w.expect(wantType, other)
			}
		case "ToString", "S", "By", "SB", "I16", "U16", "I32", "U32", "I64", "U64":
			if o.field != other && o.value.n == 0 {
				w.expect(wantValue, other)
			}
		}
		return
	}
	var buf [40]byte
	key := normal(buf[:], name)
	f := fieldOf(key)
	if o.meta && string(key) == "servername" {
		f = host
	}
	o.port = o.port || f == localPort
	o.pid = o.pid || f == owner
	o.grouped = o.grouped || f == group
	switch {
	case f == other:
	case !t.empty:
		w.expect(wantMember, f)
	case f == stateField || f == remotePort: // <Nil>: the connection has it
		w.out.rec.set(f, nil)
	}
}

// ends takes the text of the element that ends.
func (w *objects) ends() {
	switch o := w.top(); {
	case o == nil || w.want == wantNothing:
	case w.want == wantMember:
		w.out.rec.set(w.field, w.value())
	case w.want == wantValue:
		o.value.set(w.value())
	case w.want == wantType:
		w.kind.set(w.value())
	}
	w.expect(wantNothing, other)
}

// close ends an object: a connection becomes a row, and a member is entered into the
// object around it.
func (w *objects) close() {
	w.expect(wantNothing, other)
	o := w.top()
	w.depth = max(0, w.depth-1)
	if o == nil {
		return
	}
	rec := &w.out.rec
	switch {
	case o.rows:
		if !o.grouped && o.field != group {
			w.out.finish()
		}
	case rec.localPort >= 0 && !rec.firewall:
		o.rows = true
		if w.out.capture == nil {
			w.out.begin(o.line)
		}
		w.out.capture.HasPID = w.out.capture.HasPID || o.pid
		w.out.add(o.line)
	case o.port && !rec.firewall:
		w.out.bad.Add(o.line)
	}
	server := rec.host
	*rec = o.around
	if o.meta && rec.host.n == 0 {
		rec.host = server
	}
	outer := w.top()
	if outer == nil {
		return
	}
	outer.rows = outer.rows || o.rows
	outer.grouped = outer.grouped || o.field == group
	if o.field != other && !o.rows {
		rec.set(o.field, nameOf(o.value.bytes()))
		outer.pid = outer.pid || o.field == owner
	}
}

// nameOf returns what stands in parentheses: a process shows as
// `System.Diagnostics.Process (w3wp)`.
func nameOf(v []byte) []byte {
	if _, in, ok := bytes.Cut(v, []byte(" (")); ok && bytes.HasSuffix(in, []byte(")")) {
		return in[:len(in)-1]
	}
	return v
}
