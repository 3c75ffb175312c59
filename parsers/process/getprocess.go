package process

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// psTable is the console's table of Get-Process: `Handles NPM(K) ... Id SI ProcessName`.
type psTable struct{ id, name, next span }

// psHead recognizes the heads with dashes below them.
func psHead(l *textenc.Lines) (*psTable, bool) {
	text := l.Text()
	if !bytes.Contains(text, []byte("Id")) || !bytes.Contains(text, []byte("Name")) {
		return nil, false
	}
	line, ok := l.Peek(1)
	if !ok {
		return nil, false
	}
	spans := rulers(line, '-')
	var t psTable
	own := false
	for i, s := range spans {
		from, to := min(s.start, len(text)), min(s.end, len(text))
		switch string(bytes.TrimSpace(text[from:to])) {
		case "Id":
			t.id = s
		case "ProcessName":
			own = true
			fallthrough
		case "Name":
			t.name = s
			t.next = span{maxLine, maxLine}
			if i+1 < len(spans) {
				t.next = spans[i+1]
			}
		case "Handles", "NPM(K)", "WS(K)", "WS(M)", "PM(K)", "PM(M)":
			own = true
		}
	}
	if t.id.end == 0 || t.name.end == 0 {
		return nil, false
	}
	return &t, own && t.isAbove(l) || !own && len(spans) == 2 && t.isOfProcesses(l)
}

// isOfProcesses reports whether rows show that columns called Name and Id, which other
// things have as well, are of processes.
func (t *psTable) isOfProcesses(l *textenc.Lines) bool {
	return anyRow(l, 2, func(line []byte) ([]byte, bool) {
		_, name, ok := t.row(line)
		return name, ok
	})
}

// isAbove reports whether rows stand below the dashes, a damaged one first perhaps. Where
// spaces were run together, nothing stands in the columns of the heads.
func (t *psTable) isAbove(l *textenc.Lines) bool {
	for n := 2; n <= 4; n++ {
		row, _ := l.Peek(n)
		if _, _, ok := t.row(row); ok {
			return true
		}
	}
	return false
}

// row reads a row. Numbers end below the last dash of their column and reach out of it
// to the left; names begin below the first.
func (t *psTable) row(text []byte) (pid uint32, name []byte, ok bool) {
	if len(text) > maxLine {
		return 0, nil, false
	}
	line := []rune(string(text))
	from, to := t.id.end, t.id.end
	for from > 0 && from <= len(line) && !isGap(line, from-1) {
		from--
	}
	if from == to { // left of the last dash, where the column's width was given
		return 0, nil, false
	}
	pid, ok = number(cut(line, from, to))
	start := t.name.start
	if !ok || !isGap(line, to) || !isGap(line, start-1) {
		return 0, nil, false
	}
	end := min(t.next.start, len(line))
	if from > start { // the number reaches out of its column
		end = min(end, from)
	}
	if name = cut(line, start, end); len(name) == 0 {
		return 0, nil, false
	}
	return pid, name, true
}

func (t *psTable) read(p *list) {
	p.lines.Next() // the dashes
	p.own()
	for p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) {
			return
		}
		if pid, name, ok := t.row(text); ok {
			p.add(pid, name, nil)
			continue
		}
		next, ok := p.lines.Peek(1)
		if !ok {
			return
		}
		if _, _, ok := t.row(next); !ok {
			return
		}
		p.spoil()
	}
}
