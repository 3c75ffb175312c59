package parsers

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/netstat"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what is looked at to name a text.
const (
	sightLines  = 200     // lines in which a kind known by sight shows itself
	maxSight    = 4 << 10 // bytes of such a line
	answerLines = 40      // lines of a text that can be the error of a command
	maxAnswer   = 1 << 10 // bytes of a line of it
	maxQuote    = 160     // bytes of a line that a note quotes
	minBase64   = 40      // characters of a line of base64; tools write 64 or 76
	commandOnly = 5       // lines of a text that may name a command in one of them and hold nothing else
)

// unclaimed watches the lines that no parser knows, to say what a text without any
// section seems to be.
type unclaimed struct {
	lines    int    // that hold something
	commands int    // that name a command
	unix     int    // rows of another system's netstat or ss
	base64   int    // lines of base64
	long     int    // lines that are too long
	seen     *sight // the first kind that was known by sight
	denied   string // a line that says that access was denied
	failed   string // a line that says that a command was not understood
	elevate  bool   // a line asks for an administrator's rights
}

// see takes note of a line without white space around it. It may name a command, or be
// the beginning of a line that is too long.
func (u *unclaimed) see(line []byte, isCommand, isLong bool) {
	if len(line) == 0 {
		return
	}
	u.lines++
	if isLong {
		u.long++
		return
	}
	if u.lines <= answerLines && len(line) <= maxAnswer {
		u.answer(line)
	}
	switch {
	case isUnixRow(line):
		u.unix++
	case isBase64(line):
		u.base64++
	case isCommand:
		u.commands++
	}
	if u.seen == nil && u.lines <= sightLines {
		u.seen = sighted(line[:min(len(line), maxSight)])
	}
}

// answer looks for what a command says that did not do its work.
func (u *unclaimed) answer(line []byte) {
	switch {
	case netstat.IsElevation(line):
		u.elevate = true
	case u.denied == "" && containsAny(line, deniedWords):
		u.denied = quote(line)
	case u.failed == "" && containsAny(line, failedWords):
		u.failed = quote(line)
	}
}

func quote(line []byte) string {
	return string(bytes.ToValidUTF8(line[:min(len(line), maxQuote)], nil))
}

// nature returns the note that fits a text without any section. What a line says for
// certain comes before what the text as a whole looks like, and a command that was denied
// before one that was not understood: its error names the command, too.
func (u *unclaimed) nature() (id string, args []string) {
	isAnswer := u.lines <= answerLines
	switch {
	case u.unix > 0:
		return "text.linux-netstat", []string{strconv.Itoa(u.unix)}
	case u.elevate && isAnswer:
		return "text.elevation", nil
	case u.denied != "" && isAnswer:
		return "text.denied", []string{u.denied}
	case u.seen != nil && u.seen.what != "":
		return u.seen.note, []string{u.seen.what}
	case u.seen != nil:
		return u.seen.note, nil
	case u.failed != "" && isAnswer:
		return "text.failed", []string{u.failed}
	case u.long > 0:
		return "text.long-lines-only", []string{strconv.Itoa(textenc.MaxLine)}
	case u.lines == 0:
		return "file.empty", nil
	case u.base64 > 0 && u.base64*10 >= 9*(u.lines-3): // a line above, a line below, a short last one
		return "text.base64", nil
	case u.commands > 0 && (u.lines <= commandOnly || 2*u.commands >= u.lines):
		return "text.command-only", nil
	}
	return "text.unrecognized", nil
}

// isBase64 reports whether a line is one of base64, as certutil and mails write it
// (RFC 4648, section 4).
func isBase64(line []byte) bool {
	if len(line) < minBase64 {
		return false
	}
	digits := bytes.TrimRight(line, "=")
	if len(line)-len(digits) > 2 { // a rule, and no padding
		return false
	}
	for _, c := range digits {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
			return false
		}
	}
	return true
}
