package parsers

import (
	"bytes"
	"strings"

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
	before   string // what stood in own before a line that may speak of another computer
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
	if name := trimRules(string(before)); found && isName(name) {
		w.word, w.wordLine = name, 0
		return
	}
	text := trimRules(string(line))
	for _, of := range []string{" on ", " of ", " from "} {
		if i := strings.LastIndex(text, of); i > 0 && isName(text[i+len(of):]) {
			w.word, w.wordLine = text[i+len(of):], 0
		}
	}
}

// line takes note of the n-th line, without white space around it.
func (w *whose) line(line []byte, n int) {
	if len(line) == 0 || len(line) > maxNamed {
		return
	}
	if w.doubtful == n-1 && n > 1 && bytes.HasPrefix(line, []byte("Address")) { // nslookup shows the DNS server so
		w.own = w.before
	}
	if bytes.Contains(line, []byte(" exited on ")) { // psexec, at the end of a command
		w.session = ""
		return
	}
	if name, ok := bytes.CutPrefix(line, []byte(`\\`)); ok { // psexec, above the output of each of several
		if name := string(bytes.TrimSuffix(name, []byte(":"))); isName(name) {
			w.session = name
		}
		return
	}
	text := trimRules(string(line))
	if isName(text) {
		switch {
		case w.asked:
			w.own = text
		case w.wordLine == n-1 && n > 1: // a list of words
			w.word, w.wordLine = "", n
			return
		default:
			w.word = text
		}
		w.asked, w.wordLine = false, n
		return
	}
	if name, ok := labelled(text); ok {
		w.before, w.doubtful, w.own = w.own, n, name
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

// trimRules drops rules and brackets around a text, as in === WEB01 ===.
func trimRules(text string) string { return strings.Trim(text, "=-*#+~<>[]|:_ \t\"'") }

// isName reports whether a text can be a computer's name, with or without its domain: one
// word with a letter.
func isName(text string) bool {
	if text == "" || len(text) > maxComputer {
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
	return letters && !strings.EqualFold(text, "localhost")
}

// labels stand before the computer's name, without their spaces and dots.
var labels = map[string]bool{
	"computer": true, "computername": true, "host": true, "hostname": true, "machine": true, "machinename": true,
	"server": true, "servername": true, "node": true, "nodename": true, "systemname": true, "rechner": true,
	"rechnername": true, "nomdel'hôte": true, "nomdel'ordinateur": true, "nombredehost": true, "nombredeequipo": true,
	"имяузла": true, "имякомпьютера": true, "主机名": true, "主机名称": true, "计算机名": true, "计算机名称": true,
	"服务器": true, "ホスト名": true, "コンピューター名": true, "호스트이름": true, "컴퓨터이름": true,
}

// unspaced drops what fills up a label.
var unspaced = strings.NewReplacer(" ", "", ".", "", "\t", "", "-", "", "_", "")

// labelled reads `Host Name . . . : WEB01`, COMPUTERNAME=WEB01, `Server WEB01`.
func labelled(text string) (name string, ok bool) {
	i := strings.IndexAny(text, ":=：")
	if i < 0 {
		i = strings.IndexByte(text, ' ')
		if i < 0 || strings.Count(text, " ") > 1 {
			return "", false
		}
	}
	if i > maxLabel || !labels[unspaced.Replace(strings.ToLower(text[:i]))] {
		return "", false
	}
	name = strings.Trim(strings.TrimLeft(text[i:], ":=："), " \t\"'.\\")
	return name, isName(name)
}
