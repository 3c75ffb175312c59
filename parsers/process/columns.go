package process

import "bytes"

// span is where a column's ruler stands, in characters.
type span struct{ start, end int }

// maxColumns bounds the columns of a table; tasklist /v has 9.
const maxColumns = 32

// rulers returns the runs of the character c of a line that holds nothing else. A line
// with a single run underlines a title and is none.
func rulers(line []byte, c byte) []span {
	if len(line) > maxLine || bytes.IndexByte(line, c) < 0 {
		return nil
	}
	var spans []span
	for i, b := range line {
		switch b {
		case c:
			if i == 0 || line[i-1] != c {
				spans = append(spans, span{start: i})
			}
			spans[len(spans)-1].end = i + 1
		case ' ', '\t':
		default:
			return nil
		}
	}
	if len(spans) < 2 || len(spans) > maxColumns {
		return nil
	}
	return spans
}

// cut returns the characters of a line from one column to another, without the white
// space around them.
func cut(line []rune, from, to int) []byte {
	from, to = min(from, len(line)), min(to, len(line))
	if from >= to {
		return nil
	}
	return bytes.TrimSpace([]byte(string(line[from:to])))
}

// isGap reports whether a line has no character at a column, or white space.
func isGap(line []rune, at int) bool {
	return at < 0 || at >= len(line) || line[at] == ' ' || line[at] == '\t'
}
