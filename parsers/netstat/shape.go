package netstat

import "bytes"

// looksLikeRow reports whether the line is meant as a row, as netstat prints it or with
// what copying and logging put around it.
func looksLikeRow(line []byte) bool { return beginsRow(line) || isDecoratedRow(line) }

// beginsRow reports whether TCP or UDP is the line's first word, allowing for what
// copying puts before it: quotes, cells, comment and quotation signs, a row number.
func beginsRow(line []byte) bool {
	i := 0
	for i < len(line) && (isJunk(line[i]) || line[i] >= '0' && line[i] <= '9') {
		i++
	}
	if len(line)-i < 12 || !isProto(line[i:i+3]) || !isJunk(line[i+3]) {
		return false
	}
	// The next word is an endpoint: it has a port behind a colon. Lower-case rows of
	// Linux have two numbers there.
	for i += 3; i < len(line) && isJunk(line[i]); i++ {
	}
	word := line[i:]
	if j := bytes.IndexAny(word, " \t,;|\"\u00a0"); j >= 0 {
		word = word[:j]
	}
	return isEndpoint(word)
}

// isEndpoint reports whether a word has a port, a number or a name, behind a colon.
func isEndpoint(word []byte) bool {
	colon := bytes.LastIndexByte(word, ':')
	return colon > 0 && colon < len(word)-1
}

// isCutRow reports whether a line below rows is what is left of one.
func isCutRow(trimmed []byte) bool {
	word, rest, _ := bytes.Cut(trimmed, []byte(" "))
	if len(word) < 3 {
		return len(word) > 0 && len(rest) == 0 && (bytes.HasPrefix([]byte("TCP"), word) || bytes.HasPrefix([]byte("UDP"), word))
	}
	return len(word) == 3 && isProto(word) && len(bytes.Fields(rest)) < 2
}

func isProto(b []byte) bool {
	return b[1] == 'C' && b[0] == 'T' && b[2] == 'P' || b[1] == 'D' && b[0] == 'U' && b[2] == 'P'
}

// noBreak is the no-break space that copying from a page or a chat leaves for spaces.
const noBreak = '\u00a0'

// isJunk reports whether a byte stands between words: a separator, what copying puts
// there, or a byte of noBreak, which no word of a row has.
func isJunk(c byte) bool {
	switch c {
	case ' ', '\t', ',', ';', '"', '#', '>', '|', '\f', 0xc2, 0xa0:
		return true
	}
	return false
}

// isGap reports whether a sign stands between words.
func isGap(c rune) bool { return c < 0x80 && isJunk(byte(c)) || c == noBreak }
