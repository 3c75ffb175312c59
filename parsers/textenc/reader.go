package textenc

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// NewReader returns a reader of UTF-8 without a byte order mark, and the encoding that
// was found. Bytes that do not decode become U+FFFD. A [Binary] stream is passed on as
// it is.
func NewReader(r io.Reader) (io.Reader, Encoding) {
	br := bufio.NewReaderSize(r, headSize)
	head, _ := br.Peek(headSize) // an error comes back at the next Read
	e := Detect(head)
	switch e {
	case UTF8BOM:
		br.Discard(3)
	case UTF16LEBOM, UTF16BEBOM:
		br.Discard(2)
	}
	switch e {
	case UTF16LE, UTF16LEBOM:
		return &utf16Reader{src: br, lo: 0}, e
	case UTF16BE, UTF16BEBOM:
		return &utf16Reader{src: br, lo: 1}, e
	case CP850:
		return transform.NewReader(br, charmap.CodePage850.NewDecoder()), e
	case Windows1252:
		return transform.NewReader(br, charmap.Windows1252.NewDecoder()), e
	}
	return br, e
}

// utf16Reader decodes UTF-16. Runs of ASCII, nearly all of every capture, take a path
// of their own.
type utf16Reader struct {
	src  *bufio.Reader
	lo   int // index of the low byte in a unit
	buf  []byte
	out  []byte // what of buf is still to be delivered
	err  error
	high rune // a leading surrogate that waits for its pair
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		u.fill()
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

// fill decodes what the source has buffered.
func (u *utf16Reader) fill() {
	in, err := u.src.Peek(2)
	if len(in) < 2 {
		u.end(len(in) == 1, err)
		return
	}
	in, _ = u.src.Peek(u.src.Buffered() &^ 1)
	if u.buf == nil {
		u.buf = make([]byte, 0, headSize*2) // a unit of two bytes becomes three at most
	}
	out := u.buf[:0]
	lo, hi := u.lo, 1-u.lo
	for i := 0; i+1 < len(in); i += 2 {
		if in[i+hi] == 0 && in[i+lo] < utf8.RuneSelf && u.high == 0 {
			out = append(out, in[i+lo])
			continue
		}
		out = u.unit(out, rune(in[i+hi])<<8|rune(in[i+lo]))
	}
	u.src.Discard(len(in))
	u.out = out
}

// unit appends one code unit, pairing surrogates.
func (u *utf16Reader) unit(out []byte, c rune) []byte {
	if u.high != 0 {
		high := u.high
		u.high = 0
		if c >= 0xdc00 && c < 0xe000 {
			return utf8.AppendRune(out, (high-0xd800)<<10|(c-0xdc00)+0x10000)
		}
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	if c >= 0xd800 && c < 0xdc00 {
		u.high = c
		return out
	}
	return utf8.AppendRune(out, c) // a lone trailing surrogate becomes U+FFFD
}

func (u *utf16Reader) end(odd bool, err error) {
	if err == nil {
		err = io.EOF
	}
	u.err = err
	if odd || u.high != 0 {
		u.high = 0
		u.out = utf8.AppendRune(u.out[:0], utf8.RuneError)
	}
}

// withLineFeeds turns the line ends of a text that has carriage returns alone into line
// feeds. The first headSize bytes decide.
func withLineFeeds(r io.Reader) io.Reader {
	br := bufio.NewReaderSize(r, headSize)
	head, _ := br.Peek(headSize)
	if bytes.IndexByte(head, '\r') < 0 || bytes.IndexByte(head, '\n') >= 0 {
		return br
	}
	return returns{br}
}

type returns struct{ src io.Reader }

func (r returns) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
