// Package plaintext takes the markup off web pages and RTF documents, in which captures
// are saved by browsers, ticket systems and word processors, and the escapes off JSON that
// holds what a command printed. What is left is the text as it is shown, line by line; it
// streams in constant memory.
package plaintext

import (
	"bytes"
	"io"
)

// Format is a kind of markup.
type Format int

// The kinds of markup.
const (
	None Format = iota
	HTML
	RTF
	JSON // strings that hold what commands printed
)

// pageHeads begin a web page or the piece of one that was copied.
var pageHeads = []string{"<!doctype html", "<html", "<head", "<meta", "<body", "<pre", "<table", "<div", "<style", "<!--startfragment"}

// HeadSize is how many bytes of a file Detect asks for: what runs commands on other
// machines writes some members of JSON before the output. Markup shows in the first
// markupSize of them.
const (
	HeadSize   = 8 << 10
	markupSize = 512
)

// Detect recognizes markup by the first bytes of a file, in UTF-8, UTF-16 or a code page.
func Detect(head []byte) Format {
	head = head[:min(len(head), HeadSize)]
	if f := detectMarkup(bare(head[:min(len(head), markupSize)])); f != None {
		return f
	}
	if holdsConsole(bare(head)) {
		return JSON
	}
	return None
}

// bare returns the characters of ASCII in a head, without a byte order mark and white
// space before them.
func bare(head []byte) []byte {
	head = bytes.ReplaceAll(head, []byte{0}, nil)
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	return bytes.TrimSpace(head)
}

func detectMarkup(head []byte) Format {
	head = bytes.ToLower(head)
	if bytes.HasPrefix(head, []byte(`{\rtf`)) {
		return RTF
	}
	if bytes.HasPrefix(head, []byte("<?xml")) { // XHTML
		if i := bytes.Index(head, []byte("?>")); i >= 0 {
			head = bytes.TrimSpace(head[i+2:])
		}
	}
	for _, h := range pageHeads {
		if bytes.HasPrefix(head, []byte(h)) {
			return HTML
		}
	}
	if isEscaped(head) {
		return HTML
	}
	return None
}

// isEscaped recognizes a text that was escaped for a page and has no tags of its own, as
// ticket systems export it. XML has tags, and its escapes are its own.
func isEscaped(head []byte) bool {
	return bytes.IndexByte(head, '<') < 0 && (bytes.HasPrefix(head, []byte("&lt;")) ||
		bytes.Contains(head, []byte("&nbsp;")) || bytes.Contains(head, []byte("&quot;")))
}

// NewReader returns the text in r, which is UTF-8.
func NewReader(f Format, r io.Reader) io.Reader {
	switch f {
	case HTML:
		p := &page{}
		return &reader{src: r, feed: p.feed, out: &p.out}
	case RTF:
		d := &document{fallback: 1}
		return &reader{src: r, feed: d.feed, out: &d.out}
	case JSON:
		p := &printed{}
		return &reader{src: r, feed: p.feed, end: p.end, out: &p.out}
	}
	return r
}

// reader puts what it reads through feed, byte by byte, which appends to out.
type reader struct {
	src  io.Reader
	feed func(byte)
	end  func() // nil where nothing is held back
	out  *[]byte
	buf  [4 << 10]byte
	done int // bytes of out that were delivered
	err  error
}

// Read implements [io.Reader].
func (r *reader) Read(p []byte) (int, error) {
	for r.done == len(*r.out) {
		if r.err != nil {
			return 0, r.err
		}
		*r.out, r.done = (*r.out)[:0], 0
		var n int
		n, r.err = r.src.Read(r.buf[:])
		for _, c := range r.buf[:n] {
			r.feed(c)
		}
		if r.err != nil && r.end != nil {
			r.end()
		} else if n == 0 {
			return 0, r.err
		}
	}
	n := copy(p, (*r.out)[r.done:])
	r.done += n
	return n, nil
}
