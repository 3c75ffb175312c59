package nettcp

import "github.com/portdx/portdx/parsers/textenc"

// plain returns a line without colors, unless it is too long to be one of a table or a list.
func plain(line []byte) []byte {
	if len(line) > maxTableLine {
		return line
	}
	return textenc.WithoutColors(line)
}
