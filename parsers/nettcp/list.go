package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// listReader reads objects of one list after the other.
type listReader struct {
	*collector
	lines *textenc.Lines
	first []byte          // the property that every object begins with
	has   [numFields]bool // properties of the current object
	whole [numFields]bool // properties of the first one
	run   int             // rows since two blank lines
}

// ParseList reads objects up to the first line that is none of theirs. One blank line
// stands between two objects, or rulers with one between. Format-List ends with more of
// them, so that what follows those is another list, unless a script formatted object by
// object.
func ParseList(l *textenc.Lines, s *snapshot.Section, foreign func(*textenc.Lines) bool) {
	c := &collector{section: s, proto: protoHint(s.Command), foreign: foreign}
	p := &listReader{collector: c, lines: l}
	name, _, _, _ := property(plain(l.Text()))
	p.first = bytes.Clone(name)
	c.begin(l.Line())
	for {
		p.object()
		blank, ruled := 0, false
		for l.Text() != nil && (len(bytes.TrimSpace(l.Text())) == 0 || isRuler(l.Text())) {
			blank++
			ruled = ruled || isRuler(l.Text())
			l.Next()
		}
		if l.Text() == nil || !p.goesOn() {
			break
		}
		if blank > 1 && !ruled {
			if p.run > 1 {
				c.begin(l.Line())
				p.whole = [numFields]bool{}
			}
			p.run = 0
		}
	}
	c.notes()
}

// isRuler reports whether a line is one of equals signs or dashes, with which CurrPorts
// frames each object.
func isRuler(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) >= 10 && (len(bytes.Trim(line, "=")) == 0 || len(bytes.Trim(line, "-")) == 0)
}

// goesOn reports whether another object begins at the current line, which may be damaged.
func (p *listReader) goesOn() bool {
	if prompt.Is(p.lines.Text()) {
		return false
	}
	name, _, _, ok := property(plain(p.lines.Text()))
	if !ok {
		return false
	}
	if isConnection(p.lines) {
		return true
	}
	if !bytes.Equal(name, p.first) {
		return false
	}
	for n := range maxBlock {
		line, more := p.lines.Peek(n)
		if !more {
			return false
		}
		name, _, _, is := property(plain(line))
		var buf [maxLabel]byte
		switch f := fieldOf(normal(buf[:], name)); {
		case is && (f == localAddress || f == localPort || f == remoteAddress || f == remotePort):
			return true
		case !is && !isIndented(line):
			return false
		}
	}
	return false
}

// object reads one object, up to the blank line below it or the start of the next one, and
// enters its row.
func (p *listReader) object() {
	l, r := p.lines, &p.rec
	line := l.Line()
	r.reset()
	p.has = [numFields]bool{}
	var buf [260]byte // the value of the last property
	n, column, last := 0, 0, other
	for {
		text := plain(l.Text())
		name, value, at, ok := property(text)
		switch {
		case ok && l.Line() > line && bytes.Equal(name, p.first):
			p.enter(line, false) // the blank line between them is lost
			return
		case ok:
			var key [maxLabel]byte
			last, column = fieldOf(normal(key[:], name)), at
			if last == other && p.foreign(l) {
				p.enter(line, false)
				return
			}
			if p.has[last] && last != owner {
				last = other
			}
			p.has[last] = true
			n = copy(buf[:], value)
			r.set(last, buf[:n])
		case column > 0 && isWrapped(text, column):
			if last != other {
				n += copy(buf[n:], bytes.TrimSpace(text))
				r.set(last, buf[:n])
			}
		default:
			if len(bytes.TrimSpace(text)) > 0 && l.Line() > line && p.damaged() {
				p.section.LastLine = l.Line()
				break // a damaged line amid the object
			}
			p.enter(line, false)
			return
		}
		p.section.LastLine = l.Line()
		if !l.Next() {
			p.enter(line, true)
			return
		}
	}
}

// isWrapped reports whether a line continues the value that begins in a column.
func isWrapped(text []byte, column int) bool {
	return len(text) > column && len(text) <= maxTableLine && len(bytes.TrimSpace(text[:column])) == 0
}

// damaged reports whether the object goes on below the current line.
func (p *listReader) damaged() bool {
	next, ok := p.lines.Peek(1)
	if !ok {
		return false
	}
	if prompt.Is(p.lines.Text()) {
		return false
	}
	name, _, _, ok := property(plain(next))
	return ok && !bytes.Equal(name, p.first) && !bytes.Contains(p.lines.Text(), []byte(" : "))
}

// enter enters the object as a row. The last one of the text may be cut off: it has fewer
// properties than the first one.
func (p *listReader) enter(line int, last bool) {
	r := &p.rec
	if p.whole == ([numFields]bool{}) {
		p.whole = p.has
	}
	cut := false
	for f, has := range p.whole {
		cut = cut || last && has && !p.has[f]
	}
	r.stateKnown = r.stateKnown || p.has[stateField]
	r.remoteKnown = p.has[remotePort]
	if p.has[owner] {
		p.capture.HasPID = true
	}
	if cut || p.has[firewall] || !p.add(line) {
		p.bad.Add(line)
		return
	}
	p.capture.LastLine = max(p.capture.LastLine, p.section.LastLine)
	p.run++
}
