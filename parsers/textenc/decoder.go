package textenc

import (
	"io"
	"unicode/utf8"
)

// Sizes of the decoder's buffers.
const (
	inSize = 2 * headSize
	// directSize is how much is read at a time straight into the caller's buffer.
	directSize = 64 << 10
	// holdBack is how many bytes of plain text are kept until the next ones are known:
	// UTF-16 that begins there shows only at its first NUL.
	holdBack = 512
	// pieceSize is how much of a line is judged at once; longer lines are in pieces.
	pieceSize = 8 << 10
	// stepSize is how much text one step makes, or a little more.
	stepSize = 32 << 10
	// stepRoom is how much text one step can make: in a code page a byte becomes three.
	stepRoom = stepSize + 3*pieceSize + holdBack
)

// mode is how bytes are being read.
type mode int

const (
	modePlain mode = iota // ASCII so far
	modeUTF8
	modePage // code page
	modeUTF16
	modeRaw // binary: passed on as it is
)

// mark tells from which byte of the text on an encoding holds.
type mark struct {
	off int64
	enc Encoding
}

// decoder reads bytes of changing encodings as UTF-8. The file is a sequence of parts;
// each is UTF-16 or has one byte per character of ASCII.
type decoder struct {
	src  io.Reader
	err  error  // what ended src
	in   []byte // in[r:w] is read and not decoded
	r, w int
	read int64 // bytes decoded

	mode    mode
	begins  bool  // in[r] begins a line
	resumed int64 // where the present part of bytes began: UTF-16 does not begin there

	order order // of UTF-16
	high  rune  // a leading surrogate that waits for its pair
	wide  bool  // the last unit was no Latin letter

	beyond bool // the text may have characters outside ASCII

	page    transcoder
	watched watch

	buf   []byte // for callers with little room
	out   []byte // what of buf is still to be delivered
	off   int64  // bytes of text made
	marks []mark
}

func newDecoder(r io.Reader) *decoder {
	d := &decoder{src: r, in: make([]byte, inSize), begins: true, resumed: -1}
	if isBinary(d.look(headSize)) {
		d.mode = modeRaw
		d.mark(0, Binary)
		return d
	}
	d.beginFile()
	return d
}

// mark notes that an encoding begins at an offset of the text.
func (d *decoder) mark(off int64, e Encoding) {
	if n := len(d.marks); n > 0 && d.marks[n-1].off == off {
		d.marks = d.marks[:n-1]
	}
	if n := len(d.marks); n == 0 || d.marks[n-1].enc != e {
		d.marks = append(d.marks, mark{off, e})
	}
}

// look returns the next n bytes, fewer only at the end of the file.
func (d *decoder) look(n int) []byte {
	for tries := 0; d.w-d.r < n && d.err == nil; {
		if d.r > 0 {
			d.w = copy(d.in, d.in[d.r:d.w])
			d.r = 0
		}
		m, err := d.src.Read(d.in[d.w:])
		d.w, d.err = d.w+m, err
		if tries++; m > 0 {
			tries = 0
		} else if tries == maxTries && err == nil {
			d.err = io.ErrNoProgress
		}
	}
	return d.in[d.r:min(d.w, d.r+n)]
}

// maxTries is how often a source may return nothing, as in package bufio.
const maxTries = 100

// isLast reports whether the file ends behind the next n bytes.
func (d *decoder) isLast(n int) bool { return d.err != nil && d.w-d.r <= n }

// take consumes n bytes.
func (d *decoder) take(n int) {
	if n > 0 {
		d.begins = d.in[d.r+n-1] == '\n'
		d.r += n
		d.read += int64(n)
	}
}

// Read implements io.Reader.
func (d *decoder) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.out) == 0 {
		if d.isLast(0) && d.high == 0 {
			return 0, d.err
		}
		if len(p) >= stepRoom {
			if n := len(d.step(p[:0:len(p)])); n > 0 {
				return n, nil
			}
			continue
		}
		if d.buf == nil {
			d.buf = make([]byte, 0, stepRoom)
		}
		d.out = d.step(d.buf)
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// step decodes some bytes into out, which is empty and has room for stepRoom. The text
// may still be empty where the encoding changed.
func (d *decoder) step(out []byte) []byte {
	before := d.mode
	switch {
	case d.mode == modeUTF16:
		out = d.units(out)
	case d.err == nil && d.w-d.r <= holdBack+utf8.UTFMax:
		out = d.direct(out[:cap(out)])
	case d.mode == modeRaw:
		n := copy(out[:cap(out)], d.in[d.r:d.w])
		d.take(n)
		out = out[:n]
	default:
		out = d.bytes(out)
	}
	d.beyond = d.beyond || before != modePlain || d.mode != modePlain
	d.off += int64(len(out))
	return out
}

// direct reads into p and passes on what needs no decoding, without another copy.
func (d *decoder) direct(p []byte) []byte {
	p = p[:min(len(p), directSize)]
	n := copy(p, d.in[d.r:d.w])
	d.r, d.w = 0, 0
	for tries := 0; n <= holdBack+utf8.UTFMax && d.err == nil; {
		m, err := d.src.Read(p[n:])
		n, d.err = n+m, err
		if tries++; m > 0 {
			tries = 0
		} else if tries == maxTries && err == nil {
			d.err = io.ErrNoProgress
		}
	}
	pass := n
	if d.mode != modeRaw {
		pass = d.passable(p[:n], d.err != nil)
	}
	d.w = copy(d.in, p[pass:n])
	if pass > 0 {
		d.begins = p[pass-1] == '\n'
		d.read += int64(pass)
	}
	return p[:pass]
}

// clean returns how many bytes at the start of b are text as they stand.
func (d *decoder) clean(b []byte) int {
	if d.mode == modeUTF8 {
		return utf8Run(b)
	}
	return plainRun(b)
}

// isCut reports whether b[n:] is the first part of a character.
func (d *decoder) isCut(b []byte, n int) bool {
	return d.mode == modeUTF8 && len(b)-n < utf8.UTFMax && b[n] >= utf8.RuneSelf && !utf8.FullRune(b[n:])
}

// passable returns how many bytes at the start of b can be passed on as they are, all
// that comes before what needs decoding but the last holdBack bytes.
func (d *decoder) passable(b []byte, last bool) int {
	n := d.clean(b)
	if last && n == len(b) {
		return n
	}
	n = max(0, n-holdBack)
	for d.mode == modeUTF8 && n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}
