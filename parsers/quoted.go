package parsers

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/registry"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// surroundings watches the lines between the sections of a text, to tell a capture from
// one that a program or a manual quotes: its values are of no machine that is asked about.
type surroundings struct {
	lines   int    // that hold something, outside of literals
	code    int    // that are written in a programming language
	prose   bool   // a sentence was seen
	told    bool   // one was seen that is no comment of a program
	advice  bool   // the last one says what to do with a file of values
	console bool   // a prompt was seen
	closer  string // what ends the literal or comment that a program has open; empty outside
	asked   bool   // the line above is a prompt with its command
}

// Limits from which on lines around a section are believed to be what they seem.
const (
	minCode     = 3    // lines of a program
	minWords    = 4    // words of a sentence
	maxCodeLine = 400  // bytes; what is longer is data
	maxWatched  = 5000 // lines, by which a program has shown itself
)

// see takes note of a line that is in no section, without white space around it.
func (a *surroundings) see(line []byte) {
	if len(line) == 0 || line[0] == ';' { // a comment of a .reg file
		return
	}
	a.asked = false
	switch {
	case isBracket(line), !a.watch(line):
	case isCode(line):
		a.code++
	case isSentence(line):
		a.prose, a.advice = true, isAdvice(line)
		a.told = a.told || isTold(line)
	}
}

// prompt takes note of a prompt with its command, which may be none.
func (a *surroundings) prompt(line []byte, command string) {
	a.asked = command != ""
	if a.watch(line) {
		a.console = true
	}
}

// watch follows the literals and counts a line outside of them. It returns false for a line
// that tells nothing.
func (a *surroundings) watch(line []byte) bool {
	if len(line) > maxCodeLine || a.lines == maxWatched || a.literal(line) {
		return false
	}
	a.lines++
	return true
}

// pass forgets the line above: a section lies between.
func (a *surroundings) pass() { a.asked = false }

// isProgram reports whether the text around the sections is a program and nothing else. A
// console shows programs too, and tickets hold them next to what they printed.
func (a *surroundings) isProgram() bool {
	return a.code >= minCode && 2*a.code >= a.lines && !a.console && !a.told
}

// mayTell reports whether a .reg text at the current line may be an instruction: it stands
// below sentences, and no prompt shows that a machine was asked for it.
func (a *surroundings) mayTell(l *textenc.Lines) bool {
	return a.prose && !a.asked && registry.MatchFile(l)
}

// weigh treats a .reg text that may be an instruction. One that a sentence gives is not
// used; what else stands there counts less than a dump of the same key. An export holds
// more than instructions do.
func (a *surroundings) weigh(s *snapshot.Section) {
	switch {
	case registry.IsWhole(s):
		return
	case a.advice:
		disown(s, "registry.in-text")
		return
	}
	if len(s.Registry) > 0 {
		s.AddNote("registry.below-text", s.Line)
	}
	for i := range s.Registry {
		s.Registry[i].Doubtful = true
	}
}

// place tells where a section stands in a text.
type place struct {
	quoted bool // in a literal or a comment of what may be a program
	code   int  // lines of a program above
}

// place returns where the section stands that begins with a line.
func (a *surroundings) place(line []byte) place {
	return place{a.closer != "" || endsOpen(line), a.code}
}

// disownQuoted drops what a program quotes: what stands in its literals, and what else
// stands above its last line. Below that may stand what it printed. Where the text may be
// something else than a program, what seems to be quoted is kept, and the doubt is noted.
func (t *text) disownQuoted() {
	a := &t.around
	if a.code < minCode || !slices.ContainsFunc(t.places, func(p place) bool { return p.quoted }) {
		return
	}
	program := a.isProgram()
	for i, p := range t.places {
		switch {
		case program && (p.quoted || p.code < a.code):
			disown(t.sections[i], "text.code")
		case p.quoted:
			t.sections[i].AddNote("text.quoted", t.sections[i].Line)
		}
	}
}

// isBracket reports whether a line is little more than a bracket, of JSON or of a program.
func isBracket(line []byte) bool {
	return len(line) <= len("});") && bytes.IndexByte([]byte("{}[]()"), line[0]) >= 0
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
	for w := range bytes.FieldsSeq(line) {
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

// adviceWords are how instructions speak of values that are to be set.
var adviceWords = words(
	"add these", "add the following", "create the following", "import the following", "save as", "save it as", "save the following",
	"double-click", "double click", "doppelklick", "新建", "双击", "保存为", "ダブルクリック",
)

// isAdvice reports whether a sentence tells to set the values that follow.
func isAdvice(line []byte) bool { return containsAny(bytes.ToLower(line), adviceWords) }

// isTold reports whether a sentence is one of a letter, and no comment and no line of a
// script: it begins with a letter and ends as sentences do.
func isTold(line []byte) bool {
	first, _ := utf8.DecodeRune(line)
	last, _ := utf8.DecodeLastRune(line)
	word, _, _ := bytes.Cut(bytes.ToLower(line), []byte(" "))
	return unicode.IsLetter(first) && strings.ContainsRune(".!?。！？", last) && string(word) != "rem" && string(word) != "echo"
}
