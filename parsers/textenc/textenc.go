// Package textenc turns bytes of unknown encoding into UTF-8 lines. Customers' captures
// come as UTF-16 (PowerShell 5.1 redirection), UTF-8, OEM code pages (cmd redirection)
// and ANSI code pages, with and without a byte order mark, and change from one to another
// where several commands wrote to one file.
//
// A file is read as a sequence of parts, each in UTF-16 or in bytes. What a part is
// written in is decided in this order:
//
//  1. a byte order mark, at the start of the file or of a part;
//  2. NUL bytes: text in UTF-16 has one for each character of ASCII. UTF-16 begins where
//     the bytes around the first NUL read as text in it;
//  3. valid UTF-8, of which a few bad bytes take nothing away;
//  4. the code page in which the words outside ASCII fit best: words that Windows prints
//     in its languages (see languages), else letters that stand where letters can stand,
//     else the fewest bytes without a meaning, else windows-1252.
//
// A part that begins with ASCII is decided by the first bytes outside ASCII, however far
// down they are. UTF-16 ends at line ends, or other text, that only make sense as single
// bytes; ideographs alone are never taken for that. Between UTF-8 and code pages single
// lines decide. [Lines] streams the text line by line within fixed buffers, whatever the
// length of a line.
package textenc

import (
	"bytes"
	"io"
)

// Encoding names an encoding as reports show it.
type Encoding string

// The encodings that are told apart. CP936 stands for GBK, CP950 for Big5, CP949 for
// Unified Hangul Code, CP932 for Shift JIS. Pure ASCII counts as UTF8.
const (
	UTF8        Encoding = "utf-8"
	UTF8BOM     Encoding = "utf-8 with BOM"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	UTF16LEBOM  Encoding = "utf-16le with BOM"
	UTF16BEBOM  Encoding = "utf-16be with BOM"
	Windows1250 Encoding = "windows-1250"
	Windows1251 Encoding = "windows-1251"
	Windows1252 Encoding = "windows-1252"
	CP437       Encoding = "cp437"
	CP850       Encoding = "cp850"
	CP852       Encoding = "cp852"
	CP866       Encoding = "cp866"
	CP932       Encoding = "cp932"
	CP936       Encoding = "cp936"
	CP949       Encoding = "cp949"
	CP950       Encoding = "cp950"
	Binary      Encoding = "binary"
)

// headSize is how many bytes decide the encoding of the first line.
const headSize = 64 << 10

// Detect decides the encoding of the first line of a file from its head. It returns
// [Binary] where the bytes are no text in any of the encodings.
func Detect(head []byte) Encoding {
	return newDecoder(bytes.NewReader(head)).marks[0].enc
}

// NewReader returns a reader of UTF-8 without byte order marks, and the encoding of the
// first line. Bytes that do not decode become U+FFFD. A [Binary] stream is passed on as
// it is.
func NewReader(r io.Reader) (io.Reader, Encoding) {
	d := newDecoder(r)
	return d, d.marks[0].enc
}

// isBinary reports whether the head of a file is no text: more than one character in a
// hundred is NUL, or one in fifty another control character. NUL bytes that belong to
// UTF-16 do not count, so they are looked for in the decoded head. Nor do those at the end:
// a system that crashes leaves them where the text was not written yet.
func isBinary(head []byte) bool {
	if text := bytes.TrimRight(head, "\x00"); len(text) > 0 {
		head = text
	}
	nul, control := controls(head)
	if nul == 0 {
		return control*50 > len(head)
	}
	for _, o := range []order{little, big} {
		if bytes.HasPrefix(head, o.bom()) {
			return false
		}
	}
	d := &decoder{src: bytes.NewReader(head), in: make([]byte, inSize), begins: true, resumed: -1}
	d.beginFile()
	size, buf := 0, make([]byte, stepRoom)
	nul, control = 0, 0
	for {
		n, err := d.Read(buf)
		z, c := controls(buf[:n])
		size, nul, control = size+n, nul+z, control+c
		if err != nil {
			return nul*100 > size || control*50 > size
		}
	}
}

// controls counts NUL, and all control characters that text files do not hold.
func controls(b []byte) (nul, all int) {
	for _, c := range b {
		if c >= ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x1b {
			continue
		}
		all++
		if c == 0 {
			nul++
		}
	}
	return nul, all
}
