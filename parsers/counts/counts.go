// Package counts reads outputs that count connections and do not list them: the groups of
// `Get-NetTCPConnection | Group-Object State` and its like as the console's table, as a
// list, as CSV and as JSON; objects that scripts make of them (PID, Count, ProcessName); the
// rows of `sort | uniq -c`; and the bare numbers of `netstat -ano | find /c "TIME_WAIT"`,
// `(Get-NetTCPConnection).Count` and Measure-Object.
//
// What a number counts stands in the heads, in the names of the groups, and in the command
// above. Where these do not say it, the numbers are kept without a meaning.
package counts

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what is read.
const (
	maxLine    = 4096    // bytes of a line of a table or a list; Out-String -Width 4096 prints the longest
	maxGroups  = 1 << 16 // of one section: there are no more ports
	keepGroups = 100     // that are kept of them, the largest
	maxName    = 260     // bytes kept of a process's name: MAX_PATH
	maxCount   = 1 << 31 // rows; what is more is no number of connections
)

// Above is what the lines above say of the current line.
type Above struct {
	Command string // that was run last
	Fresh   bool   // it stands right above: nothing of what it printed was passed
}

// asked is what is asked of the lines above. Most lines are told by their shape alone, and
// the command is not read for them.
type asked struct {
	Above
	read bool
	is   command
}

// command returns what the command says.
func (a *asked) command() *command {
	if !a.read {
		a.is, a.read = commandOf(a.Command), true
	}
	return &a.is
}

// counts reports whether the command right above prints one number of connections.
func (a *asked) counts() bool {
	if !a.Fresh {
		return false
	}
	c := a.command()
	return c.counting && (c.about == aboutTCP || c.about == aboutUDP)
}

// Match reports whether counts of connections begin at the current line.
func Match(l *textenc.Lines, above Above) bool { return readerOf(l, &asked{Above: above}) != nil }

// reader reads one section, from the line on that readerOf found it at.
type reader func(*list)

// readerOf returns how to read the counts that begin at the current line, or nil.
func readerOf(l *textenc.Lines, above *asked) reader {
	text := l.Text()
	first := firstByte(text)
	switch {
	case first == 0 || len(text) > textenc.MaxLine/4:
		return nil
	case first == '{' || first == '[':
		return jsonReader(l, above)
	case len(text) > maxLine:
		return nil
	case first >= '0' && first <= '9':
		if r := numberReader(l, above); r != nil {
			return r
		}
		return uniqReader(l, above)
	case first == '-':
		return numberReader(l, above)
	case text[len(text)-1] >= '0' && text[len(text)-1] <= '9':
		if r := labelReader(l, above); r != nil {
			return r
		}
	}
	if !mayHead(text) {
		return nil
	}
	if r := tableReader(l, above); r != nil {
		return r
	}
	if r := csvReader(l, above); r != nil {
		return r
	}
	return listReader(l, above)
}

// firstByte returns the first byte of a line that is no white space, 0 where there is none.
func firstByte(text []byte) byte {
	for _, c := range text {
		if c != ' ' && c != '\t' {
			return c
		}
	}
	return 0
}

// mayHead reports whether a line may be a head: all of them name a count, and a list begins
// with one of few properties.
func mayHead(text []byte) bool {
	for _, w := range headWords {
		if bytes.Contains(text, w) {
			return true
		}
	}
	return false
}

var headWords = [][]byte{
	[]byte("ount"), []byte("COUNT"), []byte("onnections"), []byte("onns"), []byte("otal"), []byte("Value"), []byte("Name "), []byte("Name:"),
	[]byte("PID"), []byte("Number"), []byte("Anzahl"), []byte("Lines"), []byte("Values"), []byte("GroupInfo"), []byte("数"),
}

// Parse reads one section of counts.
func Parse(l *textenc.Lines, s *snapshot.Section, above Above) {
	read := readerOf(l, &asked{Above: above})
	s.Kind, s.LastLine = snapshot.KindCounts, l.Line()
	if read == nil {
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
		return
	}
	p := &list{lines: l, section: s, command: commandOf(above.Command), out: &snapshot.Counts{}}
	if p.command.about == aboutNothing { // a heading names what is counted, as scripts write it
		p.command.states = statesIn([]byte(s.Heading))
	}
	read(p)
	p.finish()
}

// list is the state of one section while it is read.
type list struct {
	lines   *textenc.Lines
	section *snapshot.Section
	command command
	out     *snapshot.Counts
	groups  []group
	bad     snapshot.Damage
	surplus snapshot.Damage
	cut     bool // rows were left out
}

// own makes the current line the last one of the section.
func (p *list) own() { p.section.LastLine = p.lines.Line() }

// spoil counts the current line as damaged.
func (p *list) spoil() {
	p.own()
	p.bad.Add(p.lines.Line())
}

// add keeps a group.
func (p *list) add(g group) {
	if len(p.groups) == maxGroups {
		p.surplus.Add(g.line)
		return
	}
	p.groups = append(p.groups, g)
}

// finish gives the groups their meaning and sums them up.
func (p *list) finish() {
	s, c := p.section, p.out
	s.Counts = c
	by := p.settle()
	if p.command.about == aboutUDP {
		c.Proto = snapshot.UDP
	} else {
		c.Proto = snapshot.TCP
	}
	c.By = by
	c.State = p.command.onlyState()
	c.Filtered = c.Filtered || p.command.filtered || p.command.states != 0
	c.Cut = p.cut || p.command.first || p.surplus.Count > 0
	c.Groups = len(p.groups)
	for i := range p.groups {
		e := &p.groups[i].entry
		if e.State == snapshot.StateNone {
			e.State = c.State
		}
		c.Rows += e.Count
		c.States[e.State] += e.Count
		c.Entries = append(c.Entries, *e)
	}
	c.States[snapshot.StateNone] = 0
	slices.SortStableFunc(c.Entries, func(a, b snapshot.CountEntry) int { return cmp.Compare(b.Count, a.Count) })
	if len(c.Entries) > keepGroups {
		c.Entries = slices.Clone(c.Entries[:keepGroups])
	}
	p.notes()
}

// settle tells by what the groups were counted.
func (p *list) settle() snapshot.CountBy {
	p.sides()
	var by snapshot.CountBy
	for i := range p.groups {
		by |= p.groups[i].by
	}
	return by
}

func (p *list) notes() {
	s := p.section
	switch c := p.out; {
	case c.By == snapshot.CountByOther, c.By == 0 && c.State == snapshot.StateNone && (c.Filtered || p.command.about == aboutNothing):
		s.AddNote("counts.unknown", s.Line)
	default:
		s.AddNote("counts.rows", s.Line)
	}
	if p.bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("counts.bad-lines", p.bad.First, strconv.Itoa(p.bad.Count), strconv.Itoa(p.bad.First))
	}
	if p.surplus.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("counts.too-many", p.surplus.First, strconv.Itoa(p.surplus.Count), strconv.Itoa(p.surplus.First))
	}
}

// number reads a count: digits, or groups of three of them with one sign or one space
// between, as thousands are written.
func number(text []byte) (int, bool) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || len(text) > 24 || text[0] < '0' || text[0] > '9' {
		return 0, false
	}
	n, run, groups := 0, 0, 0
	var sign rune
	for i, r := range string(text) {
		if r >= '0' && r <= '9' {
			n, run = n*10+int(r-'0'), run+1
			if n >= maxCount || groups > 0 && run > 3 {
				return 0, false
			}
			continue
		}
		switch r {
		case ',', '.', '\'', '’', ' ', '\u00a0', '\u202f':
		default:
			return 0, false
		}
		if groups == 0 && run > 3 || groups > 0 && (run != 3 || r != sign) || i == 0 {
			return 0, false
		}
		sign, run, groups = r, 0, groups+1
	}
	return n, groups == 0 || run == 3
}

func isBlank(text []byte) bool { return firstByte(text) == 0 }

// clip copies a text without the white space around it, at most n bytes of it.
func clip(text []byte, n int) string {
	text = bytes.TrimSpace(text)
	return string(bytes.ToValidUTF8(text[:min(len(text), n)], nil))
}

// plain is a line without the colors in which PowerShell 7 writes heads.
func plain(line []byte) []byte {
	if len(line) > maxLine {
		return line
	}
	return textenc.WithoutColors(line)
}
