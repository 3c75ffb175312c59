package nettcp

import (
	"bytes"
	"io"
)

// maxTag is how long a tag may be; those of CLIXML take at most about 120 bytes. What is
// longer is passed over as text.
const maxTag = 4 << 10

// tags reads XML tag by tag within a fixed buffer. It knows what CLIXML uses of XML:
// elements, attributes without markup in them, and the entities of text.
type tags struct {
	src    io.Reader
	passed func(off int64) // told how much will not be asked about again
	buf    []byte
	pos    int   // next byte of buf
	end    int   // bytes in buf
	off    int64 // offset of buf[0] in the source
	line   int   // line of the next byte
	feed   bool  // the last byte was a line feed
	err    error

	// text is what stands before the tag that next returned, if keep was set.
	text word
	keep bool
}

// tag is what stands between < and >. Its slices are valid until the next call of next.
type tag struct {
	name   []byte
	attrs  []byte
	line   int
	closes bool // </name>
	empty  bool // <name/>
}

func newTags(src io.Reader, line int, passed func(int64)) *tags {
	return &tags{src: src, passed: passed, buf: make([]byte, 64<<10), line: line}
}

// next returns the next tag. Declarations, comments and instructions are left out.
func (x *tags) next() (tag, error) {
	x.text.n = 0
	for {
		if err := x.toTag(); err != nil {
			return tag{}, err
		}
		end, err := x.tagEnd()
		if err != nil {
			return tag{}, err
		}
		if end < 0 { // no tag
			x.pass(1)
			continue
		}
		inside := x.buf[x.pos+1 : x.pos+end]
		t := tag{line: x.line}
		x.pass(end + 1)
		if len(inside) == 0 || inside[0] == '!' || inside[0] == '?' {
			continue
		}
		if inside[0] == '/' {
			t.closes, inside = true, inside[1:]
		} else if inside[len(inside)-1] == '/' {
			t.empty, inside = true, inside[:len(inside)-1]
		}
		t.name = inside
		if i := bytes.IndexAny(inside, " \t\r\n"); i >= 0 {
			t.name, t.attrs = inside[:i], inside[i:]
		}
		return t, nil
	}
}

// toTag passes the text up to the next <.
func (x *tags) toTag() error {
	for {
		part := x.buf[x.pos:x.end]
		i := bytes.IndexByte(part, '<')
		if i >= 0 {
			part = part[:i]
		}
		if x.keep {
			x.text.n += copy(x.text.buf[x.text.n:], part)
		}
		x.pass(len(part))
		if i >= 0 {
			return nil
		}
		if !x.fill() {
			return x.err
		}
	}
}

// tagEnd returns the distance from the < at pos to its >; it is negative where that is
// farther than maxTag, or another < comes first.
func (x *tags) tagEnd() (int, error) {
	for {
		part := x.buf[x.pos:min(x.end, x.pos+maxTag)]
		i := bytes.IndexByte(part, '>')
		if i < 0 && len(part) < maxTag {
			if !x.fill() {
				return 0, x.err
			}
			continue
		}
		if i < 0 || bytes.IndexByte(part[1:i], '<') >= 0 {
			return -1, nil
		}
		return i, nil
	}
}

// pass goes n bytes on.
func (x *tags) pass(n int) {
	if n == 0 {
		return
	}
	x.line += bytes.Count(x.buf[x.pos:x.pos+n], []byte{'\n'})
	x.pos += n
	x.feed = x.buf[x.pos-1] == '\n'
}

// fill drops what has been passed and reads more. It reports whether bytes came.
func (x *tags) fill() bool {
	if x.err != nil {
		return false
	}
	x.off += int64(x.pos)
	x.passed(x.off)
	x.end = copy(x.buf, x.buf[x.pos:x.end])
	x.pos = 0
	for range 100 {
		n, err := x.src.Read(x.buf[x.end:])
		x.end += n
		x.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	x.err = io.ErrNoProgress
	return false
}

// drain reads to the end and returns the last line.
func (x *tags) drain() int {
	for {
		x.pass(x.end - x.pos)
		if !x.fill() {
			break
		}
	}
	if x.feed {
		return x.line - 1
	}
	return x.line
}

// attr returns the value of an attribute, nil where there is none. Entities stay as they
// are: names of properties hold none.
func (t *tag) attr(name string) []byte {
	for rest := t.attrs; ; {
		i := bytes.IndexByte(rest, '=')
		if i < 0 || i+1 >= len(rest) {
			return nil
		}
		key, quote := bytes.TrimSpace(rest[:i]), rest[i+1]
		rest = rest[i+2:]
		end := bytes.IndexByte(rest, quote)
		if quote != '"' && quote != '\'' || end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[:end]
		}
		rest = rest[end+1:]
	}
}

// entities are those that XML itself defines.
var entities = []struct{ name, char string }{
	{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&apos;", "'"}, {"&amp;", "&"},
}

// value returns the text without the white space around it and with its entities read.
func (x *tags) value() []byte {
	v := bytes.TrimSpace(x.text.bytes())
	if bytes.IndexByte(v, '&') < 0 {
		return v
	}
	for _, e := range entities {
		v = bytes.ReplaceAll(v, []byte(e.name), []byte(e.char))
	}
	return v
}
