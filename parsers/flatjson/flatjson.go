// Package flatjson reads the objects of a list in JSON, as ConvertTo-Json of PowerShell
// and other tools write them, by a few members that are text or numbers. It goes from
// line to line, since no string of JSON reaches over the end of a line, and stops where
// the list of the objects ends: what stands below it in the same document is left to
// others.
package flatjson

import (
	"bytes"
	"slices"

	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what is read.
const (
	maxDepth = 10      // of lists and objects in one another; what is deeper is passed over
	maxValue = 1 << 10 // bytes that are kept of a value
	maxNames = 16      // members that are asked for
)

// Limits of what Match looks at.
const (
	maxLines = 96      // Windows PowerShell 5.1 writes up to 90 of one process
	maxLook  = 8 << 10 // bytes of each of them
	// maxOthers is how many objects that are not wanted may come first. Those of a list are
	// alike, but lists of processes begin with three of the kernel, whose names others have too.
	maxOthers = 4
)

// Object is what an object holds of the members that were asked for.
type Object struct {
	Line   int // of its opening brace
	values [maxNames][]byte
	has    uint32
}

// Value returns the member that was the n-th one asked for. It is valid until the next
// object.
func (o *Object) Value(n int) []byte { return o.values[n] }

// Has reports whether the object has all of those members.
func (o *Object) Has(members ...int) bool {
	for _, n := range members {
		if o.has&(1<<n) == 0 {
			return false
		}
	}
	return true
}

// Reader reads one list.
type Reader struct {
	names []string
	want  func(*Object) bool
	add   func(*Object)

	objects [maxDepth]*Object // that are open, by depth; made when they are first needed
	list    [maxDepth]bool    // what is open is a list
	depth   int               // brackets that are open
	found   int               // depth of the objects that were wanted; 0 before the first one
	member  int               // of the value that follows, or -1
	closed  int               // objects of lists that were read
	done    bool              // the list has ended
}

// New returns a reader of objects by the named members. An object that want accepts is
// handed to add.
func New(names []string, want func(*Object) bool, add func(*Object)) *Reader {
	return &Reader{names: names[:min(len(names), maxNames)], want: want, add: add, member: -1}
}

// Match reports whether JSON begins at the current line whose first objects, within the
// next lines, have one that is wanted.
func Match(l *textenc.Lines, names []string, want func(*Object) bool) bool {
	if !opens(bytes.TrimSpace(l.Text())) || !slices.ContainsFunc(names, l.AheadQuoted) {
		return false
	}
	found := false
	r := New(names, want, func(*Object) { found = true })
	for n := 0; n < maxLines && !found && !r.done && r.closed < maxOthers; n++ {
		text, ok := l.Peek(n)
		if !ok || !r.line(text[:min(len(text), maxLook)], l.Line()+n) { // or a long line is cut off
			break
		}
	}
	return found
}

// opens reports whether a line may begin a list or an object: a bracket, with nothing but
// brackets behind it or with a string.
func opens(text []byte) bool {
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	return bytes.IndexByte(text, '"') >= 0 || len(bytes.Trim(text, "[{ ")) == 0
}

// Read reads from the current line to the one that ends the list, and returns the last
// line that is of it. Truncated tells that the list does not end.
func (r *Reader) Read(l *textenc.Lines) (last int, truncated bool) {
	last = l.Line()
	for ok := true; ok; ok = l.Next() {
		text := bytes.TrimSpace(l.Text())
		if r.depth == 0 && r.found > 0 && (len(text) == 0 || text[0] != '{') {
			return last, false // objects below each other end
		}
		if !r.line(text, l.Line()) {
			return last, true
		}
		last = l.Line()
		if r.done {
			l.Next()
			return last, false
		}
	}
	return last, r.depth > 0
}
