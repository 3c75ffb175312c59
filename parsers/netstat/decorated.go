package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// isDecoratedRow reports whether a row stands behind a prefix or in markup. It is stricter
// than a line that begins with its protocol: both ends and a state are asked for, so that
// a sentence with an example in it is none.
func isDecoratedRow(line []byte) bool {
	head := line[:min(len(line), maxPrefix)]
	if !bytes.Contains(head, []byte("TCP")) && !bytes.Contains(head, []byte("UDP")) {
		return false
	}
	line = withoutMarkup(line)
	rest, prefixed := unprefixed(line)
	if prefixed && !beginsRow(rest) && isLogged(line) {
		rest = unnamed(rest)
	}
	if !beginsRow(rest) {
		return false
	}
	f := fields(rest)
	if len(f) < 3 || !isEndpoint(f[1]) || !isEndpoint(f[2]) {
		return false
	}
	return f[0][0] == 'U' || len(f) > 3 && stateOf(f[3]) != snapshot.Unmapped
}

// isLogged reports whether a line begins with a date, a time of day or a level, as those
// of a log do and items of a list do not.
func isLogged(line []byte) bool {
	line = bytes.TrimLeft(line, " \t[(")
	token := line[:tokenEnd(line, 0)]
	if name, _, ok := bytes.Cut(token, []byte(":")); ok && isLevel(name) {
		return true
	}
	return isLevel(bytes.TrimRight(token, "])")) || len(token) >= len("09:00") && isStamp(token[:5]) && bytes.ContainsAny(token, "-:/")
}

// maxLogNames is how many words a log may put between its stamp and the message: names of the
// logger, the process or the thread.
const maxLogNames = 6

// unnamed returns what stands behind the names in a line of a log whose stamp was taken
// off, or nil where more than names stand before a row.
func unnamed(rest []byte) []byte {
	for range maxLogNames {
		rest = bytes.TrimLeft(rest, " \t|>")
		if beginsRow(rest) {
			return rest
		}
		end := tokenEnd(rest, 0)
		for _, c := range rest[:end] {
			if c <= ' ' || c >= 0x80 || bytes.IndexByte([]byte(",;!?\"'"), c) >= 0 {
				return nil
			}
		}
		rest = rest[end:]
	}
	return nil
}
