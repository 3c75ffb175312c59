package counts

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// numberReader recognizes the one number that a command printed: a line of its own, or the
// line `---------- NETSTAT.TXT: 15402` of find with a file.
func numberReader(l *textenc.Lines, above *asked) reader {
	if !above.Fresh {
		return nil
	}
	value, ok := numberLine(l.Text())
	if !ok {
		return nil
	}
	if _, ok := number(value); !ok {
		return nil
	}
	if !above.counts() {
		return nil
	}
	return func(p *list) {
		value, _ := numberLine(p.lines.Text())
		p.bare(value)
	}
}

// numberLine returns what may be the number of a line.
func numberLine(text []byte) (value []byte, ok bool) {
	text = bytes.TrimSpace(text)
	if rest, isFile := bytes.CutPrefix(text, []byte("---------- ")); isFile {
		i := bytes.LastIndexByte(rest, ':')
		return rest[i+1:], i > 0
	}
	return text, len(text) > 0 && text[0] != '-'
}

// bare takes the number of the current line.
func (p *list) bare(value []byte) {
	n, ok := number(value)
	line := p.lines.Line()
	p.own()
	p.lines.Next()
	if !ok {
		p.bad.Add(line)
		return
	}
	c := &p.command
	g := newGroup(line)
	g.entry.Count = n
	if c.onlyBy != 0 {
		if c.onlyBy&snapshot.CountByProcess != 0 {
			g.entry.PID = c.only.PID
		}
		g.entry.Address, g.by = c.only.Address, c.onlyBy
		if c.onlyBy&snapshot.CountByRemotePort != 0 {
			g.entry.Port = c.only.Port
		}
	}
	p.out.Lines = c.netstat && c.states == 0 && !c.filtered
	p.add(g)
}

// labelReader recognizes the lines `TIME_WAIT : 15402` of scripts: at least two of them, or
// one below a command on connections.
func labelReader(l *textenc.Lines, above *asked) reader {
	if _, ok := labelRow(l.Text(), 0); !ok {
		return nil
	}
	next, _ := l.Peek(1)
	if _, ok := labelRow(next, 0); !ok && !(above.Fresh && above.command().about == aboutTCP) {
		return nil
	}
	return func(p *list) { p.rows(labelRow) }
}

// labelRow reads a state and its count.
func labelRow(text []byte, line int) (group, bool) {
	g := newGroup(line)
	i := bytes.IndexAny(text, ":=")
	if i <= 0 || len(text) > maxUniq {
		return g, false
	}
	n, ok := number(text[i+1:])
	state := stateOf(bytes.TrimSpace(text[:i]))
	if !ok || state == snapshot.StateNone {
		return g, false
	}
	g.entry.Count, g.entry.State, g.by = n, state, snapshot.CountByState
	return g, true
}

// uniqReader recognizes the rows of `sort | uniq -c`: a count, and what the lines have in
// common, at least two of them, or one below a command on connections.
func uniqReader(l *textenc.Lines, above *asked) reader {
	if _, ok := uniqRow(l.Text(), 0); !ok {
		return nil
	}
	next, _ := l.Peek(1)
	if _, ok := uniqRow(next, 0); !ok && !(above.Fresh && above.command().about == aboutTCP) {
		return nil
	}
	return func(p *list) { p.rows(uniqRow) }
}

// maxWords is how many words a row of uniq has behind its count: a state, an endpoint, and
// a process id.
const maxWords = 3

// uniqRow reads a row. What is counted has to be a state, or to have one.
func uniqRow(text []byte, line int) (group, bool) {
	g := newGroup(line)
	if len(text) > maxUniq {
		return g, false
	}
	i := 0
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	from := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i == from || i == len(text) || text[i] != ' ' && text[i] != '\t' {
		return g, false
	}
	n, ok := number(text[from:i])
	f := bytes.Fields(text[i:])
	if !ok || len(f) == 0 || len(f) > maxWords {
		return g, false
	}
	g.entry.Count = n
	for _, w := range f {
		g.guess(bytes.TrimRight(w, ","))
	}
	return g, g.by == snapshot.CountByState || g.by == 0 && g.ends && g.bare < 0 && g.entry.Port >= 0
}

// maxUniq is how long a row is at most, in bytes.
const maxUniq = 160

// rows reads rows up to a line that is none, unless one follows right below it.
func (p *list) rows(row func([]byte, int) (group, bool)) {
	for p.lines.Text() != nil && !prompt.Is(p.lines.Text()) {
		text := p.lines.Text()
		g, ok := row(text, p.lines.Line())
		if !ok {
			next, more := p.lines.Peek(1)
			if _, ok = row(next, 0); !ok || !more || isBlank(text) {
				return
			}
			p.spoil()
			p.lines.Next()
			continue
		}
		p.add(g)
		p.own()
		p.lines.Next()
	}
}
