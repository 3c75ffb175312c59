package parsers

import (
	"bytes"
	"slices"

	"github.com/portdx/portdx/parsers/textenc"
)

// maxHead is how many lines below its first one a section begins with at most before one
// that is no running text: of netstat's titles, blank lines and column titles.
const maxHead = 16

// isRunning reports whether the current line is amid running text, or amid cells of a table
// that is of no interest, so that no parser need be asked: it has no word by which one knows
// what begins, and nothing like a table, a label or a path is near. Most of what is sent by
// mistake is such a text. A line that may be one for a parser may always be false here.
func (t *text) isRunning() bool {
	l := t.lines
	if !l.Tame(maxHead) {
		return false
	}
	kinds, line := l.Traits(), l.Text()
	if !kinds.Has(textenc.Upper | textenc.Digit | textenc.Comma | textenc.Colon | textenc.Dash) {
		return true // no word that a parser knows is of small letters alone
	}
	line = bytes.TrimSpace(line)
	switch {
	case len(line) == 0:
		return true
	case t.above.command != "" && (isDigit(line[0]) || isDigit(line[len(line)-1])): // what a command counted
		return false
	case line[0] == '#', line[0] == '!': // of Export-Csv, of reg.exe
		return false
	case line[0] == '"' && kinds.Has(textenc.Comma) && (kinds.Has(textenc.Digit) || l.Ahead("Windows")):
		return false
	case kinds.Has(textenc.Digit) && mayBeRow(l.Text()), kinds.Has(textenc.Comma) && mayHeadEvents(l):
		return false
	case hasKnownWord(line, kinds.Has(textenc.Comma)):
		return false
	}
	next, _ := l.Peek(1)
	return len(bytes.TrimSpace(next)) > 0 || !l.Ahead("TCP") && !l.Ahead("UDP") // of a table in any language
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// mayBeRow reports whether a line can be a row of a table without heads: with two addresses,
// or with a process id where tasklist prints it.
func mayBeRow(line []byte) bool {
	const name, id = 25, 34 // where the columns end
	return bytes.Count(line, []byte(".")) >= 6 || len(line) > id && line[name] == ' ' && isDigit(line[id-1]) && line[id] == ' '
}

// mayHeadEvents reports whether a line can be what the event viewer writes above its events,
// in any language: five names, with an event id below, in the fourth cell.
func mayHeadEvents(l *textenc.Lines) bool {
	if bytes.Count(l.Text(), []byte(",")) != 4 {
		return false
	}
	next, _ := l.Peek(1)
	cells := bytes.SplitN(next, []byte(","), maxCells)
	return len(cells) > 3 && slices.ContainsFunc(cells[3:], func(c []byte) bool { // quoted cells may hold commas
		return len(bytes.Trim(c, "0123456789\" ")) == 0
	})
}

// maxCells is how many cells of a row are looked at for an event id.
const maxCells = 16

// knownWords are parts of the words by which parsers know the first line of a section that
// has no other sign, as they are written, and those that are known in any case, by their
// first letters.
var (
	knownWords = byLetter(
		"TCP", "UDP", "IPv", "ICMP", "MIB", "Count", "Length", "Offset", "TreeDepth", "Node,", "Proto", "CookedValue", "Timestamp",
		"Opens", "Attempts", "Reset", "Conn", "Conex", "Verbind", "Id", "ID",
	)
	knownFolded = byLetter(
		"port", "puert", "poort", "ocal", "addr", "regedit", "registry", "establ", "time_wait", "timewait", "close_wait", "closewait", "listen", "bound",
	)
)

func byLetter(words ...string) (list ['z' + 1][]string) {
	for _, w := range words {
		list[w[0]] = append(list[w[0]], w)
	}
	return list
}

// hasKnownWord reports whether one of them stands in a line. Among cells of CSV a column may
// be the id of processes or events, in any case.
func hasKnownWord(line []byte, cells bool) bool {
	for i, c := range line {
		if c > 'z' {
			continue
		}
		for _, w := range knownWords[c] {
			if len(line)-i >= len(w) && string(line[i:i+len(w)]) == w {
				return true
			}
		}
		if c |= 0x20; c > 'z' {
			continue
		}
		if cells && c == 'i' && i+1 < len(line) && line[i+1]|0x20 == 'd' {
			return true
		}
		for _, w := range knownFolded[c] {
			if len(line)-i >= len(w) && bytes.EqualFold(line[i:i+len(w)], []byte(w)) {
				return true
			}
		}
	}
	return false
}
