package counters

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// tcpLabels is how many lines the block of TCP has in `netstat -s`, and inOrder what the
// first five are, in all languages: Active Opens, Passive Opens, Failed Connection
// Attempts, Reset Connections, Current Connections, Segments Received, Segments Sent,
// Segments Retransmitted.
const tcpLabels = 8

var inOrder = [...]snapshot.Counter{
	snapshot.ActiveOpens, snapshot.PassiveOpens, snapshot.FailedAttempts, snapshot.Resets, snapshot.CurrentConnections,
}

// isStatistics reports whether a block of `netstat -s` begins at the current line: a
// title of words, then lines `Label = n`, or the two columns of ICMP.
func isStatistics(l *textenc.Lines) bool {
	text := l.Text()
	if !l.Traits().Has(textenc.Digit|textenc.Upper) || !isBlockTitle(text) {
		return false
	}
	n := 1
	next, _ := l.Peek(n)
	if isBlank(next) {
		n++
		next, _ = l.Peek(n)
	}
	if isStatistic(next) {
		return true
	}
	// ICMP: heads of the columns, then rows, which no other output has under this title.
	below, _ := l.Peek(n + 1)
	return hasWord(text, "ICMPv4", "ICMPv6", "ICMP") && len(bytes.Fields(next)) == 2 && isPairOfNumbers(below)
}

// isBlockTitle reports whether a line may be a title: it names a protocol and a family,
// which no translation touches, and is not indented.
func isBlockTitle(text []byte) bool {
	if len(text) == 0 || len(text) > maxTitle || bytes.IndexByte(text, 'v') < 0 && bytes.IndexByte(text, 'I') < 0 || bytes.ContainsAny(text, "=:\"") {
		return false
	}
	return hasWord(text, "IPv4", "IPv6", "ICMPv4", "ICMPv6")
}

// maxTitle bounds the title of a block.
const maxTitle = 160

// hasWord reports whether one of the words stands in a text with no ASCII letter or digit
// beside it: Chinese puts its characters directly next to them.
func hasWord(text []byte, words ...string) bool {
	for _, w := range words {
		for from := 0; ; {
			i := bytes.Index(text[from:], []byte(w))
			if i < 0 {
				break
			}
			i += from
			end := i + len(w)
			if (i == 0 || !isAlnum(text[i-1])) && (end == len(text) || !isAlnum(text[end])) {
				return true
			}
			from = end
		}
	}
	return false
}

func isAlnum(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }

// isStatistic reports whether a line is `  Label   = n`.
func isStatistic(text []byte) bool {
	_, ok := statistic(text)
	return ok
}

// statistic returns n of `  Label   = n`.
func statistic(text []byte) (float64, bool) {
	i := bytes.LastIndexByte(text, '=')
	if i < 1 || len(text) > maxTextLine || isBlank(text[:i]) {
		return 0, false
	}
	return grouping(text[i+1:])
}

// grouping reads a whole number whose thousands may be set apart.
func grouping(text []byte) (float64, bool) {
	digits := make([]byte, 0, maxDigits)
	for _, r := range string(bytes.TrimSpace(text)) {
		switch {
		case r >= '0' && r <= '9' && len(digits) < maxDigits:
			digits = append(digits, byte(r))
		case r == '.' || r == ',' || r == '\'' || r == '’' || r == ' ' || r == '\u00a0' || r == '\u202f':
		default:
			return 0, false
		}
	}
	return number(digits)
}

// isPairOfNumbers reports whether a line ends in two numbers.
func isPairOfNumbers(text []byte) bool {
	f := bytes.Fields(text)
	if len(text) > maxTextLine || len(f) < 3 {
		return false
	}
	_, ok1 := number(f[len(f)-1])
	_, ok2 := number(f[len(f)-2])
	return ok1 && ok2
}

// readStatistics reads the blocks of one output, or of several that follow each other, as
// `netstat -s 5` prints them.
func (p *section) readStatistics() {
	b := statistics{section: p, reading: snapshot.Reading{Elapsed: -1}}
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		switch {
		case isBlank(text):
			continue
		case prompt.Is(text):
			b.end()
			return
		case isStatistics(p.lines):
			b.title(text)
		case isStatistic(text):
			n, _ := statistic(text)
			b.values = append(b.values, n)
		case b.isTCP && isDamaged(text):
			p.spoil()
			b.values, b.isTCP = nil, false
		case isPairOfNumbers(text) && text[0] == ' ', len(bytes.Fields(text)) == 2 && text[0] == ' ' && b.open:
		default:
			b.end()
			return
		}
		p.own()
	}
	b.end()
}

// isDamaged reports whether a line of a block lacks its number.
func isDamaged(text []byte) bool {
	return len(text) < maxTextLine && bytes.IndexByte(text, '=') > 0 && (text[0] == ' ' || text[0] == '\t')
}

// statistics is the state between two lines.
type statistics struct {
	*section
	reading snapshot.Reading
	open    bool // a title was read
	isTCP   bool // the current block is of TCP
	family  snapshot.Family
	from    int       // line of the block's title
	values  []float64 // of the current block
}

// title begins a block.
func (b *statistics) title(text []byte) {
	b.block()
	b.open, b.isTCP, b.family, b.from = true, hasWord(text, "TCP"), snapshot.IPv4, b.lines.Line()
	if hasWord(text, "IPv6") {
		b.family = snapshot.IPv6
	}
}

// block keeps the block above, if it is of TCP. Of one that was cut off the last number
// may lack digits, so it is left out.
func (b *statistics) block() {
	values := b.values
	b.values = nil
	if !b.isTCP || len(values) == 0 || len(values) > tcpLabels {
		return
	}
	if len(values) < tcpLabels {
		b.bad.Add(b.section.section.LastLine)
		values = values[:len(values)-1]
	}
	of := b.of(b.family)
	if !of.IsEmpty() { // the next output
		b.flush()
	}
	if b.reading.Line == 0 {
		b.reading.Line = b.from
	}
	b.reading.LastLine = b.section.section.LastLine
	for i, n := range values[:min(len(values), len(inOrder))] {
		of.Set(inOrder[i], n)
	}
}

func (b *statistics) of(f snapshot.Family) *snapshot.CounterValues {
	if f == snapshot.IPv6 {
		return &b.reading.IPv6
	}
	return &b.reading.IPv4
}

// flush keeps the reading. Only the first one has the time that stands above.
func (b *statistics) flush() {
	if b.samples == 0 {
		b.reading.At = b.section.section.At
	}
	b.add(b.reading)
	b.reading = snapshot.Reading{Elapsed: -1}
}

func (b *statistics) end() {
	b.block()
	b.flush()
}
