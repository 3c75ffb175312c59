package nettcpsetting

import (
	"bytes"
	"encoding/csv"
	"slices"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// maxRow is the longest line of CSV; a row with all properties has about 1,500 bytes.
const maxRow = 16 << 10

// typeLine begins the first line that Export-Csv of Windows PowerShell writes.
var typeLine = []byte("#TYPE ")

// isCSV reports whether the header of an export stands at the current line, or its type
// with the header below.
func isCSV(l *textenc.Lines) bool {
	head := l.Text()
	if bytes.HasPrefix(head, typeLine) {
		head, _ = l.Peek(1)
	}
	return comma(head) != 0
}

// comma returns the delimiter of a header that has a dynamic range, or 0.
func comma(head []byte) byte {
	if len(head) > maxRow || !bytes.Contains(head, []byte("DynamicPortRangeStartPort")) || bytes.ContainsAny(bytes.TrimSpace(head), " |") {
		return 0 // names of properties have no spaces, commands that list them do
	}
	for _, c := range []byte{',', ';', '\t'} {
		for _, cell := range cells(head, c) {
			if cell == "DynamicPortRangeStartPort" && bytes.IndexByte(head, c) > 0 {
				return c
			}
		}
	}
	return 0
}

// cells splits one line.
func cells(line []byte, comma byte) []string {
	r := csv.NewReader(bytes.NewReader(line))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = rune(comma), true, -1
	out, err := r.Read()
	if err != nil {
		return nil
	}
	return out
}

func (p *output) readCSV() {
	if bytes.HasPrefix(p.lines.Text(), typeLine) {
		p.typeOf = string(p.lines.Text()[:min(len(p.lines.Text()), maxLine)])
		p.lines.Next()
	}
	p.own()
	c := comma(p.lines.Text())
	heads := cells(p.lines.Text(), c)
	p.tcp = slices.ContainsFunc(heads, isOfTCP)
	for p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) || bytes.HasPrefix(text, typeLine) || prompt.Is(text) || bytes.IndexByte(text, c) < 0 {
			return
		}
		p.own()
		var row []string
		if len(text) <= maxRow {
			row = cells(text, c)
		}
		if len(row) < len(heads) { // cut off, perhaps in the middle of a number
			p.bad.Add(p.lines.Line())
			continue
		}
		current, whole := p.begin(), true
		for i, name := range heads {
			whole = current.set(name, []byte(row[i]), p.lines.Line()) && whole
		}
		if !whole {
			p.bad.Add(p.lines.Line())
		}
	}
}
