package prompt

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// computer is a computer's name, with or without its domain: letters, digits, hyphens and
// underscores (RFC 1123 and what NetBIOS allows besides).
const computer = `([A-Za-z0-9][\w-]*(?:\.[A-Za-z0-9][\w-]*)*)`

// hostShapes are the prompts that show the computer: those of PowerShell's remoting, of
// OpenSSH (user@computer before cmd's own), and ones that people set themselves. The path
// of a PowerShell prompt may be on another computer's share, so only a name without one
// counts.
var hostShapes = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`^\s*\[` + computer + `\]:?\s*(?:PS\s|[A-Za-z]:\\)[^>]*>`),
		regexp.MustCompile(`^\s*PS\s+\\\\` + computer + `\\?\s*>`),
		regexp.MustCompile(`^\s*PS\s+` + computer + `\s+[A-Za-z]:\\[^<>|"]*>`),
		regexp.MustCompile(`^\s*[\w.$\\-]+@` + computer + `\s+(?:PS\s+)?[A-Za-z]:\\[^<>|"]*>`),
		regexp.MustCompile(`^\s*(` + marked + `)\s+(?:PS\s+)?[A-Za-z]:\\[^<>|"]*>`),
	}
})

// Host returns the computer that a prompt names; empty for the prompts that name none,
// and for names that every computer has.
func Host(line []byte) string {
	if len(line) > maxPrompt || !bytes.ContainsRune(line, '>') {
		return ""
	}
	for _, re := range hostShapes() {
		if m := re.FindSubmatch(line); m != nil && isComputer(string(m[1])) {
			return string(m[1])
		}
	}
	return ""
}

// isComputer leaves out words that name any computer, addresses, and PowerShell itself.
func isComputer(name string) bool {
	switch strings.ToLower(name) {
	case "localhost", "ps", "dbg", "admin", "administrator":
		return false
	}
	return strings.Trim(name, "0123456789.") != ""
}

// remotes are the options by which commands ask another computer.
var remotes = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)\bpsexec(?:64)?(?:\.exe)?"?\s+(?:[-/]\S+\s+)*\\\\` + computer + `(?:\s|$)`),
		regexp.MustCompile(`(?i)\bwinrs(?:\.exe)?\s.*?[-/]r(?:emote)?:(?:https?:/+)?` + computer + `(?:[:/]\d+)?(?:\s|$)`),
		regexp.MustCompile(`(?i)(?:get-|invoke-|icm\b|gwmi\b|gcim\b).*?\s-(?:computername|cimsession|computer|cn)[:\s]\s*['"]?` + computer + `['"]?(?:\s|$)`),
		regexp.MustCompile(`(?i)\b(?:tasklist|systeminfo|typeperf)(?:\.exe)?\s.*?[-/]s\s+(?:\\\\)?` + computer + `(?:\s|$)`),
		regexp.MustCompile(`(?i)\bwmic(?:\.exe)?\s.*?/node:['"]?` + computer + `['"]?(?:\s|$)`),
		regexp.MustCompile(`(?i)\bwevtutil(?:\.exe)?\s.*?/r(?:emote)?:` + computer + `(?:\s|$)`),
		regexp.MustCompile(`(?i)\breg(?:\.exe)?\s+query\s+"?\\\\` + computer + `\\`),
		regexp.MustCompile(`(?i)\bnetsh(?:\.exe)?\s+-r\s+` + computer + `\s`),
		regexp.MustCompile(`(?i)\bssh(?:\.exe)?\s+(?:-\S+\s+)*[\w.\\-]+@` + computer + `\s`),
	}
})

// Remote returns the one other computer that a command is run on or asks; empty where it
// is run on this one, or on several.
func Remote(command string) string {
	if len(command) > maxPrompt || !strings.ContainsAny(command, `-/\@`) {
		return ""
	}
	for _, re := range remotes() {
		if m := re.FindStringSubmatch(command); m != nil && isComputer(m[1]) {
			return m[1]
		}
	}
	return ""
}

// AsksName reports whether a command prints the computer's name and nothing else.
func AsksName(command string) bool {
	switch strings.ToLower(strings.Trim(command, ` "'`)) {
	case "hostname", "hostname.exe", "$env:computername", "echo %computername%", "[environment]::machinename",
		"[system.environment]::machinename", "(hostname)", "echo $env:computername", "write-host $env:computername",
		"write-output $env:computername":
		return true
	}
	return false
}
