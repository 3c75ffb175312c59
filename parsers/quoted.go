package parsers

import (
	"bytes"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
)

// surroundings watches the lines between the sections of a text, to tell a capture from
// one that a program or a manual quotes: its values are of no machine that is asked about.
type surroundings struct {
	lines     int  // that hold something
	code      int  // that are written in a programming language
	sentences int  // of prose
	opens     bool // the line above opens a literal or a comment of a program
	asked     bool // the line above is a prompt with its command
}

// Limits from which on lines around a section are believed to be what they seem.
const (
	minCode     = 3 // lines of a program
	minWords    = 4 // words of a sentence
	maxCodeLine = 400
)

// see takes note of a line that is in no section, without white space around it.
func (a *surroundings) see(line []byte) {
	if len(line) == 0 || line[0] == ';' { // a comment of a .reg file
		return
	}
	if len(line) <= 3 && bytes.IndexByte([]byte("{}[]()"), line[0]) >= 0 { // of JSON or of a program
		a.opens, a.asked = false, false
		return
	}
	a.lines++
	a.opens, a.asked = false, false
	if len(line) > maxCodeLine {
		return
	}
	a.opens = opensLiteral(line)
	if command, ok := prompt.Parse(line); ok {
		a.asked = command != ""
		return
	}
	switch {
	case isCode(line):
		a.code++
	case isSentence(line):
		a.sentences++
	}
}

// isProgram reports whether the text around the sections is a program for the most part.
func (a *surroundings) isProgram() bool { return a.code >= minCode && 2*a.code >= a.lines }

// opensLiteral reports whether a line ends within a string of several lines or a comment,
// in the languages in which tests and scripts quote captures: Go, JavaScript, Python, C#,
// Java, Rust, C, PowerShell and shells.
func opensLiteral(line []byte) bool {
	for _, end := range literalEnds {
		if bytes.HasSuffix(line, end) {
			return true
		}
	}
	if i := bytes.LastIndex(line, []byte("<<")); i > 0 && isHereDocument(line[i+2:]) {
		return true
	}
	if bytes.Count(line, []byte(`"""`))%2 == 1 || bytes.Count(line, []byte("'''"))%2 == 1 {
		return true
	}
	i := bytes.LastIndexByte(line, '`')
	if i < 0 || bytes.HasPrefix(line, []byte("```")) || bytes.Count(line, []byte("`"))%2 == 0 {
		return false
	}
	return i > 0 && bytes.IndexByte([]byte(" =([{,+:>"), line[i-1]) >= 0
}

var literalEnds = words("/*", "/**", `@"`, "@'", `= "`, `("`, `r"`, `r#"`, `\n\`)

// isHereDocument reports whether a line of a shell goes on below, up to a word: `<<EOF`,
// `<<-'END'`.
func isHereDocument(rest []byte) bool {
	rest = bytes.Trim(rest, ` -"'`)
	for _, c := range rest {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '_' {
			return false
		}
	}
	return len(rest) > 1
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
		if bytes.HasPrefix(line, start) {
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
