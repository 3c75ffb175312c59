package nettcpsetting

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/ruler"
	"github.com/portdx/portdx/parsers/textenc"
)

// column is a column of the console's table: a property, and where its cells begin.
type column struct {
	name string
	from int
}

// tableHead reads heads above dashes, one of which is a dynamic range's. Cells begin
// where the dashes do, or stand right below them.
func tableHead(l *textenc.Lines) []column {
	head := l.Text()
	if len(head) > maxLine || !bytes.Contains(head, []byte("DynamicPortRange")) {
		return nil
	}
	rule, _ := l.Peek(1)
	if len(rule) > maxLine {
		return nil
	}
	var out []column
	own := false
	for _, run := range ruler.Of(rule, '-') {
		name := string(bytes.TrimSpace(head[min(run.Start, len(head)):min(run.End, len(head))]))
		own = own || isOwn(name)
		out = append(out, column{name, run.Start})
	}
	if !own {
		return nil
	}
	return out
}

func isTable(l *textenc.Lines) bool { return tableHead(l) != nil }

// readTable reads a profile from each row.
func (p *output) readTable() {
	columns := tableHead(p.lines)
	p.lines.Next() // the dashes
	p.own()
	for _, c := range columns {
		p.tcp = p.tcp || isOfTCP(c.name)
	}
	for p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) || len(text) > maxLine || p.other(p.lines) {
			return
		}
		p.own()
		current, whole := p.begin(), true
		for i, c := range columns {
			to := len(text)
			if i+1 < len(columns) {
				to = min(to, columns[i+1].from)
			}
			cell := bytes.TrimSpace(text[min(c.from, to):to])
			whole = current.set(c.name, cell, p.lines.Line()) && whole
		}
		if !whole {
			p.bad.Add(p.lines.Line())
		}
	}
}
