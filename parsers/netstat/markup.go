package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// emphasis are the marks that Markdown puts around words. Rows hold none of them: the
// star of *:* stands alone.
var emphasis = [][]byte{[]byte("**"), []byte("=="), []byte("`")}

// withoutMarkup drops what stands in a line for looks alone: emphasis and escapes of
// Markdown, tags, and the colors in which PowerShell and grep show what they found. A line
// without any is returned as it is.
func withoutMarkup(line []byte) []byte {
	line = withoutFrame(line)
	if !bytes.ContainsAny(line, "\\`*=<\x1b") {
		return line
	}
	line = withoutTags(textenc.WithoutColors(line))
	line = bytes.ReplaceAll(line, []byte(`\`), nil)
	for _, mark := range emphasis {
		line = bytes.ReplaceAll(line, mark, nil)
	}
	return line
}

// withoutTags drops the tags of HTML, which Markdown may hold.
func withoutTags(line []byte) []byte {
	if bytes.IndexByte(line, '<') < 0 {
		return line
	}
	out := make([]byte, 0, len(line))
	for len(line) > 0 {
		start := bytes.IndexByte(line, '<')
		if start < 0 || start+1 == len(line) {
			break
		}
		if c := line[start+1] | 0x20; c != '/' && (c < 'a' || c > 'z') { // not a tag
			out, line = append(out, line[:start+1]...), line[start+1:]
			continue
		}
		end := bytes.IndexByte(line[start:], '>')
		if end < 0 {
			break
		}
		out, line = append(out, line[:start]...), line[start+end+1:]
	}
	return append(out, line...)
}

// frames are the signs that stand between the cells of drawn tables.
var frames = [][]byte{[]byte("│"), []byte("┃"), []byte("║")}

// withoutFrame draws the lines between cells plainly.
func withoutFrame(line []byte) []byte {
	if bytes.IndexByte(line, 0xe2) < 0 { // the first byte of each of them
		return line
	}
	for _, f := range frames {
		line = bytes.ReplaceAll(line, f, []byte("|"))
	}
	return line
}
