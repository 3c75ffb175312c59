package counts

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// typeLine begins the first line that Export-Csv of Windows PowerShell writes.
var typeLine = []byte("#TYPE ")

// sheet is counts as CSV.
type sheet struct {
	head
	comma byte
	skip  int // lines above the rows
}

// csvReader recognizes CSV of counts by its heads and its first row.
func csvReader(l *textenc.Lines, above *asked) reader {
	text, s := l.Text(), sheet{skip: 1}
	if bytes.HasPrefix(text, typeLine) {
		text, _ = l.Peek(1)
		s.skip = 2
	}
	row, ok := l.Peek(s.skip)
	if !ok || len(row) > maxLine || len(text) > maxLine {
		return nil
	}
	for _, s.comma = range []byte{',', ';', '\t'} {
		if bytes.IndexByte(text, s.comma) < 0 {
			continue
		}
		var columns []property
		for _, cell := range split(text, s.comma) {
			columns = append(columns, propertyOf(cell))
		}
		s.head = headOf(columns)
		s.forgetValues()
		if len(columns) > 1 && s.usable() && s.fits(split(row, s.comma), above) {
			return s.read
		}
	}
	return nil
}

// forgetValues takes the property Name where Values, whose text is that of a list's type,
// stands before it.
func (s *sheet) forgetValues() {
	for i := len(s.columns) - 1; i > s.name && s.name >= 0; i-- {
		if s.columns[i] == propertyName {
			s.columns[s.name], s.name = noProperty, i
		}
	}
}

// split cuts a line into cells, without the marks of quotation around them.
func split(line []byte, comma byte) [][]byte {
	var cells [][]byte
	for len(cells) < maxColumns {
		line = bytes.TrimLeft(line, " ")
		if len(line) > 0 && line[0] == '"' {
			if end := bytes.IndexByte(line[1:], '"'); end >= 0 {
				cells = append(cells, line[1:1+end])
				line = bytes.TrimLeft(line[end+2:], " ")
				if len(line) == 0 || line[0] != comma {
					return cells
				}
				line = line[1:]
				continue
			}
		}
		i := bytes.IndexByte(line, comma)
		if i < 0 {
			return append(cells, bytes.TrimSpace(line))
		}
		cells, line = append(cells, bytes.TrimSpace(line[:i])), line[i+1:]
	}
	return cells
}

func (s *sheet) read(p *list) {
	p.skip(s.skip)
	for p.lines.Text() != nil {
		text := p.lines.Text()
		if isBlank(text) || prompt.Is(text) {
			return
		}
		g, ok := s.group(split(text, s.comma), p.lines.Line(), p.command.order)
		if ok && len(text) <= maxLine {
			p.add(g)
			p.own()
			p.lines.Next()
			continue
		}
		next, more := p.lines.Peek(1)
		if _, ok := s.group(split(next[:min(len(next), maxLine)], s.comma), 0, nil); !ok || !more {
			return
		}
		p.spoil()
		p.lines.Next()
	}
}
