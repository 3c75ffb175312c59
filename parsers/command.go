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
	if len(line) == 0 || len(line) > maxHeading || !mayName(line) {
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

// mayName reports whether a line may name a command: it holds the first letters of one. Of
// other scripts some capital letters have small ones that are ASCII.
func mayName(line []byte) bool {
	if first := line[0] | 0x20; first == 'i' || first >= 0x80 {
		return true
	}
	for i, c := range line[:max(0, len(line)-2)] {
		last := line[i+2] | 0x20
		switch c | 0x20 {
		case 'n', 'g':
			if last == 't' && line[i+1]|0x20 == 'e' {
				return true
			}
		case 'r':
			if last == 'g' && line[i+1]|0x20 == 'e' {
				return true
			}
		case 'w':
			if last == 'v' && line[i+1]|0x20 == 'e' {
				return true
			}
		case 0xe2, 0xe4: // U+0130 and U+212A begin with 0xc4 and 0xe2
			return true
		}
	}
	return false
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
