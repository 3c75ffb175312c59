package counters

import (
	"bytes"
	"regexp"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
)

// logHead is the first cell of a counter log: (PDH-CSV 4.0) (W. Europe Standard Time)(-60).
// What typeperf prints on the console has no zone.
var logHead = regexp.MustCompile(`^\(PDH-[CT]SV \d+\.\d+\)(?:\s*\(([^()]{0,80}(?:\([^()]{0,40}\)[^()]{0,40})?)\)\s*\((-?\d{1,4})\))?$`)

// Limits of a log.
const (
	maxBias    = 14 * 60 // minutes of a zone from UTC (IANA: 14 hours)
	maxColumns = 1 << 15 // that are looked at; a line has no more room
)

// isLogHead reports whether a line is the head of a counter log. A spreadsheet may have
// dropped its quotation marks and changed its commas.
func isLogHead(line []byte) bool {
	line = bytes.TrimLeft(line, " \"")
	return bytes.HasPrefix(line, []byte("(PDH-CSV ")) || bytes.HasPrefix(line, []byte("(PDH-TSV "))
}

// column is a column of a log that holds a counter.
type column struct {
	counter
	at int
}

// log is a counter log while it is read.
type log struct {
	comma   byte
	columns []column
	last    int // index of the last column that is needed
}

// readLog reads a counter log up to a line that is no row.
func (p *section) readLog() {
	head := p.lines.Text()
	g := p.columnsOf(head)
	for p.lines.Next() {
		text := p.lines.Text()
		switch {
		case isBlank(text):
			if next, _ := p.lines.Peek(1); !isRow(next) {
				return
			}
		case !isRow(text):
			return
		default:
			p.own()
			p.logRow(g, text)
		}
	}
}

// isRow reports whether a line begins with a cell that holds a date.
func isRow(text []byte) bool {
	text = bytes.TrimLeft(text, " \"")
	return len(text) > 10 && text[0] >= '0' && text[0] <= '9' && bytes.ContainsAny(text[1:5], "/.-0123456789") && bytes.ContainsAny(text[:11], "/.-")
}

// columnsOf reads the head.
func (p *section) columnsOf(head []byte) *log {
	g := &log{comma: commaOf(head)}
	rest := bytes.TrimLeft(head, " ")
	for i := 0; i < maxColumns && rest != nil; i++ {
		var text []byte
		text, rest = cell(rest, g.comma)
		if i == 0 {
			p.readZone(text)
			continue
		}
		c, ok := parsePath(text)
		switch {
		case !ok:
			p.skip(text)
		case !p.takes(&c):
			p.others.Add(p.lines.Line())
		default:
			g.columns, g.last = append(g.columns, column{c, i}), i
		}
	}
	return g
}

// commaOf returns what stands behind the first cell.
func commaOf(head []byte) byte {
	head = bytes.TrimLeft(head, " ")
	if quoted, ok := bytes.CutPrefix(head, []byte(`"`)); ok {
		_, head, _ = bytes.Cut(quoted, []byte(`"`))
	}
	for _, c := range head {
		switch c {
		case ',', ';', '\t':
			return c
		}
	}
	return ','
}

// cell returns the first cell of a line and what follows it; nil where it is the last.
func cell(line []byte, comma byte) (text, rest []byte) {
	if line = bytes.TrimLeft(line, " "); len(line) > 0 && line[0] == '"' {
		if i := bytes.IndexByte(line[1:], '"'); i >= 0 {
			text, rest = line[1:1+i], line[i+2:]
			if i = bytes.IndexByte(rest, comma); i >= 0 {
				return text, rest[i+1:]
			}
			return text, nil
		}
	}
	if i := bytes.IndexByte(line, comma); i >= 0 {
		return line[:i], line[i+1:]
	}
	return line, nil
}

// readZone reads the zone of the head's first cell: its bias is minutes from local time
// to UTC.
func (p *section) readZone(first []byte) {
	m := logHead.FindSubmatch(bytes.TrimSpace(first))
	if m == nil || len(m[2]) == 0 {
		return
	}
	bias, err := strconv.Atoi(string(m[2]))
	if err != nil || bias < -maxBias || bias > maxBias {
		return
	}
	p.out.Zone, p.out.OffsetMinutes, p.out.OffsetKnown = string(m[1]), -bias, true
}

// logRow reads a row. Its first cell is the time; a row that ends early keeps the cells
// it has.
func (p *section) logRow(g *log, text []byte) {
	r := snapshot.Reading{Line: p.lines.Line(), LastLine: p.lines.Line(), Elapsed: -1}
	next, rest := 0, text
	for i := 0; i <= g.last && rest != nil; i++ {
		var value []byte
		value, rest = cell(rest, g.comma)
		if i == 0 {
			p.stampPDH(&r, value)
			continue
		}
		if next == len(g.columns) || g.columns[next].at != i {
			continue
		}
		if n, ok := number(value); ok {
			assign(&r, &g.columns[next].counter, n)
		}
		next++
	}
	if next < len(g.columns) {
		p.bad.Add(r.Line)
		if rest == nil && len(g.columns) > 0 { // the last cell may be cut amid its number
			return
		}
	}
	p.add(r)
}
