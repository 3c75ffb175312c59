package netstat

import "bytes"

// maxPrefix is how much of a line a log may put before what netstat prints.
const maxPrefix = 120

// unprefixed returns what stands behind the prefix that a log, grep or a list puts before
// each line: stamps, numbers of lines, levels, groups in brackets, names of files, bullets.
// A group that ends the line is no prefix: -b prints programs in brackets.
func unprefixed(line []byte) (rest []byte, ok bool) {
	at := 0
	for at < len(line) && at < maxPrefix {
		start := at
		for start < len(line) && isSeparator(line[start]) {
			start++
		}
		end := tokenEnd(line, start)
		token := line[start:end]
		if len(token) == 0 || !isPrefixToken(token) {
			break
		}
		if token[0] == '[' && !isLevel(bytes.Trim(token, "[]")) && len(bytes.TrimSpace(line[end:])) == 0 {
			break
		}
		at, ok = end, true
	}
	return line[at:], ok
}

func isSeparator(c byte) bool { return c == ' ' || c == '\t' || c == '|' || c == '>' }

// tokenEnd returns where the word ends that begins at start: at a space, or behind the
// bracket that closes what it opens.
func tokenEnd(line []byte, start int) int {
	if start < len(line) && line[start] == '[' {
		if n := bytes.IndexByte(line[start:min(len(line), start+40)], ']'); n > 0 {
			return start + n + 1
		}
	}
	for i := start; i < len(line); i++ {
		if isSeparator(line[i]) {
			return i
		}
	}
	return len(line)
}

func isPrefixToken(token []byte) bool {
	switch {
	case token[0] == '[':
		return token[len(token)-1] == ']'
	case len(token) == 1 && (token[0] == '-' || token[0] == '*' || token[0] == '+'), string(token) == "•":
		return true
	}
	if name, _, ok := bytes.Cut(token, []byte(":")); ok && isLevel(name) {
		return token[len(token)-1] == ':' // a level and the name of a logger
	}
	return isStamp(bytes.TrimSuffix(token, []byte("→"))) || isLevel(token) || isFound(token)
}

// isStamp reports whether a word is a date, a time of day, or the number of a line.
func isStamp(token []byte) bool {
	if len(token) == 0 || token[0] != '(' && (token[0] < '0' || token[0] > '9') {
		return false
	}
	digits := 0
	for _, c := range token {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case bytes.IndexByte([]byte("-/:.,+()TZ"), c) < 0:
			return false
		}
	}
	return digits > 0
}

// isLevel knows the words by which loggers tell how serious a line is, and what is left
// of a time of day.
func isLevel(token []byte) bool {
	if len(token) < 2 || len(token) > len("INFORMATION") || bytes.IndexByte([]byte("TDINWEVOSUAP"), token[0]&^0x20) < 0 {
		return false
	}
	switch string(bytes.ToUpper(token)) {
	case "TRACE", "DEBUG", "INFO", "INFORMATION", "NOTICE", "WARN", "WARNING", "ERROR", "VERBOSE", "OUTPUT", "STDOUT", "UTC", "AM", "PM":
		return true
	}
	return false
}

// isFound reports whether a word is what grep and Select-String put before the lines that
// they find: a file's name, and the number of the line.
func isFound(token []byte) bool {
	if token[len(token)-1] != ':' {
		return false
	}
	for _, end := range []string{".txt:", ".log:", ".out:", ".csv:"} {
		if bytes.Contains(token, []byte(end)) {
			return true
		}
	}
	return false
}
