package textenc

import (
	"bytes"
	"io"
)

// Section returns a reader of the text from the current line on, up to the first line
// for which end answers true; end is not asked about the current line. While it is in
// use the lines advance with it, so that Line tells where the reader stands, and after
// it the current line is the one that ended it. Long lines are cut at MaxLine, and spaces
// at the ends of lines are left out.
func (l *Lines) Section(end func(line []byte) bool) io.Reader {
	return &section{lines: l, end: end, part: bytes.TrimRight(l.text, " ")}
}

type section struct {
	lines *Lines
	end   func([]byte) bool
	part  []byte
	nl    bool // the line's end is still to be delivered
	done  bool
	begun bool
}

func (s *section) Read(p []byte) (int, error) {
	if s.done || len(p) == 0 {
		if s.done {
			return 0, io.EOF
		}
		return 0, nil
	}
	if !s.begun {
		s.begun, s.nl = true, true
	}
	if len(s.part) == 0 && !s.nl {
		if !s.lines.Next() || s.end(s.lines.Text()) {
			s.done = true
			return 0, io.EOF
		}
		s.part, s.nl = bytes.TrimRight(s.lines.Text(), " "), true
	}
	n := copy(p, s.part)
	s.part = s.part[n:]
	if len(s.part) == 0 && n < len(p) {
		p[n] = '\n'
		n++
		s.nl = false
	}
	return n, nil
}
