package parsers

import "bytes"

// literals are the ends of lines behind which a string or a comment goes on, and what ends
// it, in the languages in which tests and scripts quote captures: C, C#, Java,
// JavaScript, Rust, PowerShell.
var literals = []struct{ end, closer string }{
	{"/*", "*/"}, {"/**", "*/"}, {`@"`, `"@`}, {"@'", "'@"}, {`= "`, `"`}, {`("`, `"`}, {`r"`, `"`}, {`r#"`, `"#`}, {`\n\`, `"`},
}

// opensLiteral returns what ends the string or the comment that a line leaves open, or "".
func opensLiteral(line []byte) (closer string) {
	switch line[len(line)-1] {
	case '*', '"', '\'', '#', '\\':
		for _, l := range literals {
			if bytes.HasSuffix(line, []byte(l.end)) {
				return l.closer
			}
		}
	}
	if bytes.IndexByte(line, '"') >= 0 && bytes.Count(line, []byte(`"""`))%2 == 1 { // C#, Java, Python
		return `"""`
	}
	if bytes.IndexByte(line, '\'') >= 0 && bytes.Count(line, []byte("'''"))%2 == 1 {
		return "'''"
	}
	if bytes.HasPrefix(line, []byte("/*")) && !bytes.Contains(line, []byte("*/")) {
		return "*/"
	}
	if i := bytes.LastIndex(line, []byte("<<")); i > 0 {
		if word := hereDocument(line[i+2:]); word != "" {
			return word
		}
	}
	i := bytes.LastIndexByte(line, '`') // Go, JavaScript
	if i <= 0 || isFence(line) || bytes.Count(line, []byte("`"))%2 == 0 || bytes.IndexByte([]byte(" =([{,+:>"), line[i-1]) < 0 {
		return ""
	}
	return "`"
}

// endsOpen reports whether a line leaves a string or a comment open.
func endsOpen(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && len(line) <= maxCodeLine && opensLiteral(line) != ""
}

// hereDocument returns the word up to which a line of a shell goes on below: `<<EOF`,
// `<<-'END'`.
func hereDocument(rest []byte) string {
	rest = bytes.Trim(rest, ` -"'`)
	for _, c := range rest {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '_' {
			return ""
		}
	}
	if len(rest) < 2 {
		return ""
	}
	return string(rest)
}
