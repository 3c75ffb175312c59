package parsers

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	maxNamed    = 120 // bytes of a line that may name the computer
	maxLabel    = 60  // bytes of the label before it
	maxComputer = 64  // bytes of its name (Microsoft, "Naming conventions in Active Directory": 63)
)

// whose is what the lines above a section say about the computer that it is of.
type whose struct {
	prompted string // by the prompt of the last command
	remote   string // that the last command asks
	session  string // to which a shell was opened, or under whose heading the lines stand
	own      string // by a line that says so, or by the answer to hostname
	before   string // what stood in word before a line that may speak of another computer
	doubtful int    // that line
	asked    bool   // the last command asks for the name
	word     string // a word that stands alone in a line, where no other one is right above it
	wordLine int
}

// prompt takes note of a prompt and its command.
func (w *whose) prompt(line []byte, command string) {
	if p := prompt.Host(line); p != "" || command != "" {
		w.prompted = p
	}
	w.command(command)
}

// command takes note of a command that is run.
func (w *whose) command(command string) {
	if command == "" {
		return
	}
	w.asked = prompt.AsksName(command)
	w.remote = prompt.Remote(command)
	if opensShell(command) && w.remote != "" {
		w.session, w.remote = w.remote, ""
	} else if strings.EqualFold(command, "exit") {
		w.session = ""
	}
}

// opensShell reports whether a command opens a shell, in which the commands that follow
// are run.
func opensShell(command string) bool {
	last := command[strings.LastIndexAny(command, ` \`)+1:]
	switch strings.ToLower(strings.TrimSuffix(last, ".exe")) {
	case "cmd", "powershell", "pwsh":
		return true
	}
	return false
}

// heading takes note of a line that names a command, as scripts echo it: the computer may
// stand before it, or behind it.
func (w *whose) heading(line []byte, command string) {
	w.command(command)
	before, _, found := bytes.Cut(line, []byte(command))
	if name := trimRules(before); found && isName(name) {
		w.word, w.wordLine = string(name), 0
		return
	}
	text := trimRules(line)
	for _, of := range []string{" on ", " of ", " from "} {
		if i := bytes.LastIndex(text, []byte(of)); i > 0 && isName(text[i+len(of):]) {
			w.word, w.wordLine = string(text[i+len(of):]), 0
		}
	}
}

// line takes note of the n-th line, without white space around it.
func (w *whose) line(line []byte, n int) {
	if len(line) == 0 || len(line) > maxNamed {
		return
	}
	if w.doubtful == n-1 && n > 1 && bytes.HasPrefix(line, []byte("Address")) { // nslookup shows the DNS server so
		w.word = w.before
	}
	if bytes.Contains(line, []byte(" exited on ")) { // psexec, at the end of a command
		w.session = ""
		return
	}
	if name, ok := bytes.CutPrefix(line, []byte(`\\`)); ok { // psexec, above the output of each of several
		if name = bytes.TrimSuffix(name, []byte(":")); isName(name) {
			w.session = string(name)
		}
		return
	}
	if len(line) > maxComputer && line[0] < 0x80 && labelStarts[line[0]] == 0 && !isRule(line[0]) {
		return
	}
	text := trimRules(line)
	if isName(text) {
		switch {
		case w.asked:
			w.own = string(text)
		case w.wordLine == n-1 && n > 1: // a list of words
			w.word, w.wordLine = "", n
			return
		default:
			w.word = string(text)
		}
		w.asked, w.wordLine = false, n
		return
	}
	switch name, sure := labelled(text); {
	case sure:
		w.own = string(name)
	case name != nil:
		w.before, w.doubtful, w.word = w.word, n, string(name)
	}
}

// tell enters what is known into a section, unless it names its computer itself. That of
// a prompt or of a command is the computer of this section, and not of what stands below.
func (w *whose) tell(s *snapshot.Section) {
	s.Word = w.word
	if s.Host != "" {
		return
	}
	switch {
	case w.remote != "":
		s.Host, s.HostHere = w.remote, true
	case w.prompted != "":
		s.Host, s.HostHere = w.prompted, true
	case w.session != "":
		s.Host, s.HostHere = w.session, true
	default:
		s.Host = w.own
	}
}

// headsMachine reports whether a line between two tables says which computer the next one
// is of: it names one behind a label or between rules, as psexec does, or alone by a name
// with a number.
func headsMachine(line []byte) bool {
	if len(line) == 0 || len(line) > maxNamed {
		return false
	}
	if name, ok := bytes.CutPrefix(line, []byte(`\\`)); ok {
		return isName(bytes.TrimSuffix(name, []byte(":")))
	}
	text := trimRules(line)
	if isName(text) {
		return len(text) < len(line) || bytes.ContainsAny(text, "0123456789")
	}
	name, _ := labelled(text)
	return name != nil
}

// trimRules drops rules and brackets around a text, as in === WEB01 ===.
func trimRules(text []byte) []byte {
	first, last := 0, len(text)
	for first < last && isRule(text[first]) {
		first++
	}
	for first < last && isRule(text[last-1]) {
		last--
	}
	return text[first:last]
}

func isRule(c byte) bool {
	switch c {
	case '=', '-', '*', '#', '+', '~', '<', '>', '[', ']', '|', ':', '_', ' ', '\t', '"', '\'':
		return true
	}
	return false
}

// isName reports whether a text can be a computer's name, with or without its domain: one
// word with a letter.
func isName(text []byte) bool {
	if len(text) == 0 || len(text) > maxComputer {
		return false
	}
	letters := false
	for i := range len(text) {
		switch c := text[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters = true
		case c >= '0' && c <= '9':
		case (c == '-' || c == '.' || c == '_') && i > 0:
		default:
			return false
		}
	}
	return letters && !bytes.EqualFold(text, []byte("localhost"))
}

// labels stand before the computer's name, without their spaces and dots. Those that are
// false stand before other things as well: `Server: nginx`.
var labels = map[string]bool{
	"computername": true, "hostname": true, "machinename": true, "servername": true, "nodename": true, "systemname": true,
	"rechnername": true, "nomdel'hôte": true, "nomdel'ordinateur": true, "nombredehost": true, "nombredeequipo": true,
	"имяузла": true, "имякомпьютера": true, "主机名": true, "主机名称": true, "计算机名": true, "计算机名称": true,
	"ホスト名": true, "コンピューター名": true, "호스트이름": true, "컴퓨터이름": true,
	"computer": false, "host": false, "machine": false, "server": false, "node": false, "rechner": false, "服务器": false, "主机": false,
}

// labelStarts are the ASCII letters that labels begin with.
var labelStarts = [0x80]byte{'c': 1, 'C': 1, 'h': 1, 'H': 1, 'm': 1, 'M': 1, 'n': 1, 'N': 1, 'r': 1, 'R': 1, 's': 1, 'S': 1}

// labelled reads `Host Name . . . : WEB01`, COMPUTERNAME=WEB01, `Server WEB01`, and reports
// whether the label says for certain that it is a computer's name, which is nil where the
// text names none.
func labelled(text []byte) (name []byte, sure bool) {
	if len(text) == 0 || text[0] < 0x80 && labelStarts[text[0]] == 0 {
		return nil, false
	}
	i := bytes.IndexAny(text, ":=")
	if i < 0 && text[0] >= 0x80 {
		i = bytes.Index(text, []byte("："))
	}
	if i < 0 {
		i = bytes.IndexByte(text, ' ')
		if i < 0 || bytes.IndexByte(text[i+1:], ' ') >= 0 {
			return nil, false
		}
	}
	if i > maxLabel || bytes.ContainsAny(text[:i], "0123456789") {
		return nil, false
	}
	var room [2 * maxLabel]byte // a letter in lower case can be longer
	label := room[:0]
	for _, c := range string(text[:i]) {
		switch c {
		case ' ', '.', '\t', '-', '_':
		default:
			label = utf8.AppendRune(label, unicode.ToLower(c))
		}
	}
	sure, known := labels[string(label)]
	name = bytes.Trim(bytes.TrimLeft(text[i:], ":=："), " \t\"'.\\")
	if !known || !isName(name) {
		return nil, false
	}
	return name, sure
}
