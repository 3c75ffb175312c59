// Package prompt recognizes command prompts in copied console text. A prompt ends the
// section above it, and its command names what follows.
package prompt

import (
	"bytes"
	"regexp"
	"strings"
)

// marked is a word before a prompt that looks like a computer's name and like no word.
const marked = `(?:[A-Z][A-Z0-9-]+|[A-Za-z][\w-]*\d)`

// The prompts of cmd, PowerShell (with an environment's name before it, as conda shows
// one), both with the computer before them, and Unix-like shells on Windows.
var shapes = []*regexp.Regexp{
	regexp.MustCompile(`^\s*(?:\([\w.-]+\)\s*)?(?:\[[^\]]*\]:\s*)?PS\s+\S[^>]*>+\s*(.*)$`),
	regexp.MustCompile(`^\s*(?:\([\w.-]+\)\s*)?[A-Za-z]:\\[^<>|"]*>\s*(.*)$`),
	regexp.MustCompile(`^\s*(?:[\w.$\\-]+@[A-Za-z0-9][\w.-]*|\[[A-Za-z0-9][\w.-]*\]:?|` + marked + `)\s+(?:PS\s+)?[A-Za-z]:\\[^<>|"]*>\s*(.*)$`),
	regexp.MustCompile(`^\s*#?[$]\s+(\S.*)$`),
	regexp.MustCompile(`(?i)^\s*>\s*((?:netsh|netstat|reg|tasklist|systeminfo|get-|wevtutil|powershell|cmd)\b.*)$`),
}

// netsh's interactive prompt shows the context that its command completes.
var netsh = regexp.MustCompile(`^\s*(netsh(?: [^<>]*)?)>\s*(.*)$`)

// maxPrompt is how much of a line can be a prompt with its command.
const maxPrompt = 2048

// Parse returns the command that stands behind a prompt, and whether the line is one. A
// bare prompt has an empty command.
func Parse(line []byte) (command string, ok bool) {
	if len(line) > maxPrompt {
		return "", false
	}
	if bytes.Contains(line, []byte("&gt;")) { // copied from a web page
		line = bytes.ReplaceAll(line, []byte("&gt;"), []byte(">"))
	}
	if !bytes.ContainsAny(line, ">$") {
		return "", false
	}
	if m := netsh.FindSubmatch(line); m != nil {
		return strings.TrimSpace(string(m[1]) + " " + string(m[2])), true
	}
	for _, re := range shapes {
		if m := re.FindSubmatch(line); m != nil {
			return string(bytes.TrimSpace(m[1])), true
		}
	}
	return "", false
}

// Is reports whether a line is a prompt, with or without a command behind it.
func Is(line []byte) bool {
	_, ok := Parse(line)
	return ok
}
