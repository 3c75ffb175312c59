package counters

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// What `netsh interface ipv4 show tcpstats` prints: the counters of MIB-II (RFC 1213,
// tcp), one in a line, in the order of the MIB. The labels are translated; MIB-II and TCP
// in the title are not.

// mibFirst is how many lines stand above Active Opens: the algorithm, the least and the
// greatest timeout, and the greatest number of connections. mibLines is how many lines
// there are.
const (
	mibFirst = 4
	mibLines = 14
)

// isMIB reports whether the title of such a list stands at the current line, over dashes
// and the first lines.
func isMIB(l *textenc.Lines) bool {
	text := l.Text()
	if len(text) > maxTitle || !hasWord(text, "MIB") || !hasWord(text, "TCP") {
		return false
	}
	ruler, _ := l.Peek(1)
	if len(ruler) < 10 || len(bytes.Trim(ruler, "- ")) > 0 {
		return false
	}
	least, _ := l.Peek(3)
	_, ok := labelled(least)
	return ok
}

// labelled returns n of a line `label: n`.
func labelled(text []byte) (float64, bool) {
	i := bytes.LastIndexByte(text, ':')
	if i < 1 || len(text) > maxTextLine {
		return 0, false
	}
	return number(text[i+1:])
}

// readMIB reads one list.
func (p *section) readMIB() {
	r := snapshot.Reading{Line: p.lines.Line(), Elapsed: -1, At: p.section.At}
	of := &r.IPv4
	if strings.Contains(strings.ToLower(p.section.Command), "ipv6") {
		of = &r.IPv6
	}
	p.lines.Next() // the dashes
	n := 0
	for p.lines.Next() && n < mibLines {
		text := p.lines.Text()
		if isBlank(text) || bytes.IndexByte(text, ':') < 1 || prompt.Is(text) {
			break
		}
		if value, ok := labelled(text); n >= mibFirst && n-mibFirst < len(inOrder) {
			if !ok {
				p.spoil()
				return
			}
			of.Set(inOrder[n-mibFirst], value)
		}
		p.own()
		n++
	}
	if n < mibLines {
		p.bad.Add(p.section.LastLine)
	}
	if n > mibFirst {
		r.LastLine = p.section.LastLine
		p.add(r)
	}
}
