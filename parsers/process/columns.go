package process

import (
	"bytes"

	"github.com/portdx/portdx/parsers/ruler"
)

// span is where a column stands, in characters.
type span struct{ start, end int }

// maxColumns bounds the columns of a table; tasklist /v has 9.
const maxColumns = 32

// rulers returns the columns of a line that holds nothing but runs of a sign. A line with
// a single run underlines a title and is none.
func rulers(line []byte, sign byte) []span {
	runs := ruler.Of(line, sign)
	if len(runs) < 2 || len(runs) > maxColumns {
		return nil
	}
	spans := make([]span, len(runs))
	for i, run := range runs {
		spans[i] = span{run.Start, run.End}
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
