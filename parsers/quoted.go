package parsers

import (
	"bytes"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/snapshot"
)

// surroundings watches the lines between the sections of a text, to tell a capture from
// one that a program or a manual quotes: its values are of no machine that is asked about.
type surroundings struct {
	lines   int    // that hold something
	code    int    // that are written in a programming language
	prose   bool   // a sentence was seen
	closer  string // what ends the literal or comment that a program has open; empty outside
	asked   bool   // the line above is a prompt with its command
	heading string // the line above, if it names a version of IP; a fence may lie between
}

// Limits from which on lines around a section are believed to be what they seem.
const (
	minCode     = 3 // lines of a program
	minWords    = 4 // words of a sentence
	maxCodeLine = 400
	maxWatched  = 5000 // lines, by which a program has shown itself
)

// see takes note of a line that is in no section, without white space around it, and
// whether it is a prompt with its command.
func (a *surroundings) see(line []byte, isPrompt, asked bool) {
	if len(line) == 0 || line[0] == ';' { // a comment of a .reg file
		return
	}
	if !isFence(line) {
		a.heading = ""
		if namesVersion(line) {
			a.heading = string(line)
		}
	}
	if len(line) <= 3 && bytes.IndexByte([]byte("{}[]()"), line[0]) >= 0 { // of JSON or of a program
		a.asked = false
		return
	}
	a.asked = isPrompt && asked
	if len(line) > maxCodeLine || a.lines == maxWatched {
		return
	}
	a.lines++
	a.literal(line)
	switch {
	case isPrompt:
	case isCode(line):
		a.code++
	case !a.prose:
		a.prose = isSentence(line)
	}
}

// next forgets the line above: a section lies between.
func (a *surroundings) next() { a.asked, a.heading = false, "" }

func isFence(line []byte) bool { return bytes.HasPrefix(line, []byte("```")) }

// namesVersion reports whether a line may name IPv4 or IPv6.
func namesVersion(line []byte) bool {
	if len(line) > maxCodeLine {
		return false
	}
	for from := 1; from < len(line); {
		i := bytes.IndexByte(line[from:], '4')
		if j := bytes.IndexByte(line[from:], '6'); i < 0 || j >= 0 && j < i {
			i = j
		}
		if i < 0 {
			return false
		}
		if line[from+i-1]|0x20 == 'v' {
			return true
		}
		from += i + 1
	}
	return false
}

// isProgram reports whether the text around the sections is a program for the most part.
func (a *surroundings) isProgram() bool { return a.code >= minCode && 2*a.code >= a.lines }

// literal follows the literals and comments of a program that go over several lines.
func (a *surroundings) literal(line []byte) {
	if a.closer == "" {
		a.closer = opensLiteral(line)
	} else if bytes.Contains(line, []byte(a.closer)) {
		a.closer = ""
	}
}

// codeStarts are words and signs that begin lines of programs and of no report.
var codeStarts = words(
	"import ", "package ", "namespace ", "#include", "func ", "fn ", "def ", "class ", "public ", "private ", "const ", "let ", "var ", "local ",
	"return ", "if (", "if [", "if err", "} else", "} catch", "//", "/*", "*/", "#!", "export ", "assert", "describe(", "it(", "test(", "expect(",
	"function ", "param(", "for (", "while (", "t.", "self.", "this.", "@pytest", "[Fact]",
)

// isCode reports whether a line is one of a program. Those of JSON begin with a quotation
// mark, and are sent as settings.
func isCode(line []byte) bool {
	switch line[0] {
	case '"', '{', '-', '|', '=':
		return false
	}
	if last := line[len(line)-1]; last == ';' || last == '{' {
		return true
	}
	for _, start := range codeStarts {
		if line[0] == start[0] && bytes.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// isSentence reports whether a line holds running text: several words of letters, or as
// many characters of a script that sets no spaces.
func isSentence(line []byte) bool {
	letters, wide := 0, 0
	for _, w := range bytes.Fields(line) {
		if c := w[0] | 0x20; c >= 'a' && c <= 'z' || c >= utf8.RuneSelf {
			letters++
		}
	}
	for _, r := range string(line) {
		if r >= 0x2e80 { // from the radicals of Chinese on: Unicode, Blocks.txt
			wide++
		}
	}
	return letters >= minWords || wide >= 2*minWords
}

// disown makes a section one that holds nothing, and says why.
func disown(s *snapshot.Section, note string) {
	*s = snapshot.Section{
		Path: s.Path, Line: s.Line, LastLine: s.LastLine, Kind: snapshot.KindUnrecognized,
		Encoding: s.Encoding, Status: snapshot.StatusUnrecognized,
	}
	s.AddNote(note, s.Line)
}

// disownQuoted drops what a program quotes: all sections of a text that is one for the most
// part, else those that stand in a literal.
func (t *text) disownQuoted() {
	if len(t.quoted) == 0 || t.around.code < minCode {
		return
	}
	drop := t.quoted
	if t.around.isProgram() {
		drop = t.sections
	}
	for _, s := range drop {
		disown(s, "text.code")
	}
}
