package textenc

import (
	"bytes"
	"io"
)

// Rest returns the text from the current line to its end, lines of any length whole.
// The lines must not be advanced after it.
func (l *Lines) Rest() *Rest {
	l.long = false // the rest of the line is delivered
	return &Rest{lines: l, line: l.line, pos: l.pos}
}

// Rest is a reader of the remaining text which knows the line of every byte that it has
// delivered.
type Rest struct {
	lines *Lines
	pos   int
	line  int     // line of the oldest byte that LineAt may still be asked about
	off   int64   // bytes delivered
	feeds []int64 // offsets of line feeds delivered and not yet passed by LineAt
}

// Read implements io.Reader.
func (r *Rest) Read(p []byte) (int, error) {
	l := r.lines
	if r.pos == l.end {
		l.pos, l.next, l.end, r.pos = 0, 0, 0, 0
		if !l.fill() {
			if l.err == nil {
				return 0, io.ErrNoProgress
			}
			return 0, l.err
		}
	}
	n := copy(p, l.buf[r.pos:l.end])
	for i := 0; ; {
		j := bytes.IndexByte(p[i:n], '\n')
		if j < 0 {
			break
		}
		r.feeds = append(r.feeds, r.off+int64(i+j))
		i += j + 1
	}
	r.pos += n
	r.off += int64(n)
	return n, nil
}

// LineAt returns the line that holds the byte at offset off, counted from the start of
// the rest. Offsets must not go back from call to call.
func (r *Rest) LineAt(off int64) int {
	i := 0
	for i < len(r.feeds) && r.feeds[i] < off {
		i++
	}
	r.line += i
	r.feeds = r.feeds[:copy(r.feeds, r.feeds[i:])]
	return r.line
}
