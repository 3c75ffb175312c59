package process

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// wmicCSV is what `wmic process get ... /format:csv` prints: the computer's name, then the
// properties in alphabetical order. Nothing is quoted, so a command line with commas
// moves what stands behind it; Name and ProcessId are counted from the end.
type wmicCSV struct{ cells, name, pid int } // name and pid count from the last cell, 0

// wmicCSVHead recognizes the head with a row below it.
func wmicCSVHead(l *textenc.Lines) (*wmicCSV, bool) {
	text := bytes.TrimRight(l.Text(), " ")
	if !bytes.HasPrefix(text, []byte("Node,")) || len(text) > maxLine {
		return nil, false
	}
	heads := strings.Split(string(text), ",")
	t := &wmicCSV{cells: len(heads), name: -1, pid: -1}
	for i, h := range heads {
		switch h {
		case "Name":
			t.name = len(heads) - 1 - i
		case "ProcessId":
			t.pid = len(heads) - 1 - i
		}
	}
	next, _ := l.Peek(1)
	_, _, _, ok := t.row(next)
	return t, ok
}

// row reads a row.
func (t *wmicCSV) row(line []byte) (pid uint32, name, node []byte, ok bool) {
	if t.name < 0 || t.pid < 0 || bytes.Count(line, []byte(",")) < t.cells-1 {
		return 0, nil, nil, false
	}
	node, _, _ = bytes.Cut(line, []byte(","))
	pid, ok = number(bytes.TrimSpace(fromEnd(line, t.pid)))
	name = fromEnd(line, t.name)
	return pid, name, node, ok && len(name) > 0 && len(node) > 0
}

// fromEnd returns the n-th cell from the last one.
func fromEnd(line []byte, n int) []byte {
	for ; n > 0; n-- {
		i := bytes.LastIndexByte(line, ',')
		if i < 0 {
			return nil
		}
		line = line[:i]
	}
	return line[bytes.LastIndexByte(line, ',')+1:]
}

func (t *wmicCSV) read(p *list) {
	p.own()
	for p.lines.Next() {
		text := p.lines.Text()
		pid, name, node, ok := t.row(text)
		switch {
		case ok && !p.lines.Long():
			p.add(pid, name, nil)
			if p.section.Host == "" && len(node) < maxName {
				p.section.Host = string(node)
			}
		case isBlank(text) || prompt.Is(text):
			return
		default:
			next, _ := p.lines.Peek(1)
			if _, _, _, goesOn := t.row(next); !goesOn {
				return
			}
			p.spoil()
		}
	}
}

// wmicTable is the table of `wmic process get`, and of Win32_Process through Format-Table,
// which has dashes below the heads. Values stand below the heads of their columns.
type wmicTable struct {
	name, pid span
	ruler     bool
}

// wmicTableHead recognizes the heads with a row below them.
func wmicTableHead(l *textenc.Lines) (*wmicTable, bool) {
	text := l.Text()
	if !bytes.Contains(text, []byte("ProcessId")) || !bytes.Contains(text, []byte("Name")) {
		return nil, false
	}
	var t wmicTable
	heads := wordSpans(text)
	for i, h := range heads {
		end := maxLine
		if i+1 < len(heads) {
			end = heads[i+1].start
		}
		switch string(text[h.start:h.end]) {
		case "Name":
			t.name = span{h.start, end}
		case "ProcessId":
			t.pid = span{h.start, end}
		}
	}
	if t.name.end == 0 || t.pid.end == 0 {
		return nil, false
	}
	row, _ := l.Peek(1)
	if rulers(row, '-') != nil {
		t.ruler = true
		row, _ = l.Peek(2)
	}
	_, _, ok := t.row(row)
	return &t, ok
}

// wordSpans returns where the heads stand; nil for a line that holds more than names of
// properties.
func wordSpans(text []byte) []span {
	var spans []span
	for i, c := range text {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		switch {
		case !letter && c != ' ' || len(spans) > maxColumns:
			return nil
		case letter && (i == 0 || text[i-1] == ' '):
			spans = append(spans, span{start: i})
		}
		if letter {
			spans[len(spans)-1].end = i + 1
		}
	}
	return spans
}

// row reads a row. A value that reaches into its neighbour's column has moved what stands
// behind it: such a row is none.
func (t *wmicTable) row(text []byte) (pid uint32, name []byte, ok bool) {
	if len(text) > maxWmicLine {
		return 0, nil, false
	}
	line := []rune(string(text))
	pid, ok = number(cut(line, t.pid.start, t.pid.end))
	name = cut(line, t.name.start, t.name.end)
	return pid, name, ok && len(name) > 0 && isGap(line, t.name.start-1) && isGap(line, t.pid.start-1)
}

// maxWmicLine bounds a row: a command line has up to 32,767 characters (CreateProcess).
const maxWmicLine = 64 << 10

func (t *wmicTable) read(p *list) {
	if t.ruler {
		p.lines.Next()
	}
	p.own()
	for p.lines.Next() {
		text := p.lines.Text()
		pid, name, ok := t.row(text)
		if ok {
			p.add(pid, name, nil)
			continue
		}
		next, _ := p.lines.Peek(1)
		if _, _, goesOn := t.row(next); prompt.Is(text) || !goesOn {
			return
		}
		if !isBlank(text) {
			p.spoil()
		}
	}
}
