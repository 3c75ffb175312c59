package nettcp

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// lineOf returns the line of an error.
func (w *walker) lineOf(err error) int {
	off := w.dec.InputOffset()
	if se, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		off = max(off, se.ByteOffset)
	}
	return w.src.lineAt(min(w.in.off+off, max(0, w.src.off-1)))
}

// isSyntax reports whether the JSON is damaged, other than by its end.
func isSyntax(err error) bool {
	_, ok := errors.AsType[*jsontext.SyntacticError](err)
	return ok && !errors.Is(err, io.ErrUnexpectedEOF)
}

// enclosed reports whether reading has stopped at what encloses the values that were
// read: the connections of a document stand below other things of it, which were passed
// over together with the brackets that they open.
func (w *walker) enclosed() bool {
	if w.values == 0 || w.dec.StackDepth() > 0 {
		return false
	}
	rest := bytes.TrimLeft(w.dec.UnreadBuffer(), " \t\r\n")
	return len(rest) > 0 && bytes.IndexByte([]byte(",]}"), rest[0]) >= 0
}

// resume goes on behind a damaged place, at the next line that begins an object. It
// reports whether there is one.
func (w *walker) resume() bool {
	buf := bytes.Clone(w.dec.UnreadBuffer())
	off := w.in.off + w.in.n - int64(len(buf))
	for {
		if at := nextObject(buf); at >= 0 {
			off += int64(at)
			in := io.MultiReader(bytes.NewReader(buf[at:]), w.src)
			if w.goesOn = w.list; w.list {
				in, off = io.MultiReader(strings.NewReader("["), in), off-1
			}
			w.open(in, off)
			return true
		}
		// The start of a line may hold the bytes that are looked for.
		if keep := bytes.LastIndexByte(buf, '\n'); keep > 0 && len(buf)-keep < 1<<10 {
			off += int64(keep)
			buf = append(buf[:0], buf[keep:]...)
		} else {
			off += int64(len(buf))
			buf = buf[:0]
		}
		n := len(buf)
		buf = append(buf, make([]byte, 32<<10)...)
		k, err := w.src.Read(buf[n:])
		buf = buf[:n+k]
		w.src.lineAt(off)
		if err != nil && k == 0 {
			return false
		}
	}
}

// nextObject returns the index of the first brace that begins a line below the current
// one; it is negative where there is none.
func nextObject(text []byte) int {
	for i := 0; ; {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			return -1
		}
		i += j + 1
		line := bytes.TrimLeft(text[i:], " \t")
		if len(line) > 0 && line[0] == '{' {
			return len(text) - len(line)
		}
	}
}
