// Package ruler reads the line of dashes or equals signs below the heads of a console's
// table. Its runs tell where the columns stand, in every language and where heads are wrapped.
package ruler

// Span is where a run stands in its line: [Start, End) in bytes. A ruler is ASCII, so that
// these are characters of the console as well.
type Span struct{ Start, End int }

// maxLine is the longest ruler that is read, in bytes; consoles are at most a few hundred
// characters wide, and tasklist /v and Out-String -Width 4096 print the longest.
const maxLine = 4096

// Of returns the runs of a sign in a line that holds nothing else but white space. It is
// nil for every other line.
func Of(line []byte, sign byte) []Span {
	if len(line) > maxLine {
		return nil
	}
	for _, c := range line {
		if c != sign && c != ' ' && c != '\t' {
			return nil
		}
	}
	var spans []Span
	for i, c := range line {
		if c != sign {
			continue
		}
		if i == 0 || line[i-1] != sign {
			spans = append(spans, Span{Start: i})
		}
		spans[len(spans)-1].End = i + 1
	}
	return spans
}

// IsWide reports whether a character takes two columns of a console: the letters of
// Chinese, Japanese and Korean.
func IsWide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60
}
