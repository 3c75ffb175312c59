package parsers

import (
	"bytes"
	"strings"
)

// commands begin the lines that name a command without a prompt.
var commands = []string{
	"netsh ", "netsh.exe ", "netstat", "reg query", "reg.exe query", "get-nettcp", "get-netudp",
	"wevtutil ", "wevtutil.exe ", "get-winevent", "get-eventlog",
}

// commandOf recognizes a line that names a command without a prompt, as scripts echo it
// above its output, and the two words that name a range's family and protocol. A time
// that stands in such a line is no part of the command: a loop's turns run the same one.
func commandOf(line []byte) (string, bool) {
	if len(line) == 0 || len(line) > maxHeading {
		return "", false
	}
	lower := bytes.ToLower(line)
	for _, c := range commands {
		if i := bytes.Index(lower, []byte(c)); i >= 0 {
			if len(lower) != len(line) { // a letter whose lower case is of another length
				i = 0
			}
			return withoutTime(string(line), i), true
		}
	}
	if isRangeName(lower) {
		return string(line), true
	}
	return "", false
}

// isRangeName recognizes the family and the protocol of a range, such as `ipv4 tcp`.
func isRangeName(lower []byte) bool {
	family := firstWord(lower)
	protocol := bytes.TrimSpace(lower[len(family):])
	return (string(family) == "ipv4" || string(family) == "ipv6") && (string(protocol) == "tcp" || string(protocol) == "udp")
}

// withoutTime drops what stands before a command that begins at i, where it holds a
// number, and the command's end from a date or a time of day on.
func withoutTime(line string, i int) string {
	if strings.ContainsAny(line[:i], "0123456789") {
		line = line[i:]
	}
	for at, c := range line {
		if at > 0 && (line[at-1] == ' ' || line[at-1] == '\t') && c >= '0' && c <= '9' && isTime(line[at:]) {
			return strings.TrimSpace(line[:at])
		}
	}
	return line
}

// isTime reports whether a text begins with three numbers, as dates do, or with numbers
// and colons between. Addresses have four numbers and no colon before their port.
func isTime(text string) bool {
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		text = text[:i]
	}
	signs := 0
	for _, c := range text {
		switch {
		case c == ':' || c == '/' || c == '-' || c == '.':
			signs++
		case c == ',' || c == 'T' || c == 'Z' || c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return signs == 2 || signs > 0 && signs < 6 && strings.Contains(text, ":")
}
