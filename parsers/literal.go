package parsers

import "bytes"

// literals are the ends of lines behind which a string or a comment goes on, and what ends
// it, in the languages in which tests and scripts quote captures: C, C#, Java,
// JavaScript, Rust, PowerShell.
var literals = []struct{ end, closer string }{
	{`@"`, `"@`}, {"@'", "'@"}, {`= "`, `"`}, {`("`, `"`}, {`r"`, `"`}, {`r#"`, `"#`}, {`\n\`, `"`},
}

// literal follows the literals and comments of a program that go over several lines, and
// reports whether a line is of one.
func (a *surroundings) literal(line []byte) bool {
	if a.closer == "" {
		a.closer = opensLiteral(line)
		return false
	}
	if bytes.Contains(line, []byte(a.closer)) {
		a.closer = ""
	}
	return true
}

// opensLiteral returns what ends the string or the comment that a line leaves open, or "".
func opensLiteral(line []byte) (closer string) {
	switch line[len(line)-1] {
	case '"', '\'', '#', '\\':
		for _, l := range literals {
			if bytes.HasSuffix(line, []byte(l.end)) {
				return l.closer
			}
		}
	}
	for _, quote := range []string{`"""`, "'''"} { // C#, Java, Python
		if opensTriple(line, quote) {
			return quote
		}
	}
	if closer := opensComment(line); closer != "" {
		return closer
	}
	if word := hereDocument(line); word != "" {
		return word
	}
	if opensRaw(line) {
		return "`"
	}
	return ""
}

// opensTriple reports whether a line has an odd number of triple quotation marks. Right
// behind a separator they are a cell of CSV that begins with a quotation mark.
func opensTriple(line []byte, quote string) bool {
	i := bytes.Index(line, []byte(quote))
	if i < 0 || bytes.Count(line, []byte(quote))%2 == 0 {
		return false
	}
	return i == 0 || bytes.IndexByte([]byte(",;\t"), line[i-1]) < 0
}

// opensComment returns what ends the comment that begins with a line, or at its end behind
// a space: `/*` also ends paths and types of media.
func opensComment(line []byte) (closer string) {
	switch {
	case bytes.HasPrefix(line, []byte("/*")) && !bytes.Contains(line, []byte("*/")),
		bytes.HasSuffix(line, []byte(" /*")), bytes.HasSuffix(line, []byte(" /**")):
		return "*/"
	case bytes.HasPrefix(line, []byte("<#")) && !bytes.Contains(line, []byte("#>")):
		return "#>"
	}
	return ""
}

// opensRaw reports whether a line leaves a literal in backquotes open, of Go or
// JavaScript. In PowerShell, a backquote escapes what follows in a string, and behind a
// space the end of the line.
func opensRaw(line []byte) bool {
	i := bytes.LastIndexByte(line, '`')
	if i <= 0 || isFence(line) || bytes.Count(line, []byte("`"))%2 == 0 || bytes.Count(line[:i], []byte(`"`))%2 == 1 {
		return false
	}
	before := bytes.TrimRight(line[:i], " ")
	if len(before) == 0 {
		return false
	}
	if len(before) < i {
		return bytes.IndexByte([]byte("=(,+:>"), before[len(before)-1]) >= 0 || bytes.HasSuffix(before, []byte("return"))
	}
	return bytes.IndexByte([]byte("=([{,+:>"), before[len(before)-1]) >= 0
}

// endsOpen reports whether a line leaves a string or a comment open.
func endsOpen(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && len(line) <= maxCodeLine && opensLiteral(line) != ""
}

// hereDocument returns the word up to which a line of a shell goes on below: `<<EOF`,
// `<<-'END'`. Streams of C++ go to names in small letters, and more signs than two or three
// mark a conflict between versions.
func hereDocument(line []byte) string {
	i := bytes.LastIndex(line, []byte("<<"))
	if i <= 0 || bytes.Contains(line, []byte("<<<<")) {
		return ""
	}
	word := bytes.Trim(line[i+2:], ` -"'`)
	for _, c := range word {
		if (c < 'A' || c > 'Z') && c != '_' {
			return ""
		}
	}
	if len(word) < 2 {
		return ""
	}
	return string(word)
}
