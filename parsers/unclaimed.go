package parsers

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/netstat"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what is looked at to name a text.
const (
	sightLines  = 200 // lines in which a kind known by sight shows itself
	answerLines = 40  // lines of a text that can be the error of a command
	maxQuote    = 160 // bytes of a line that a note quotes
	maxCommand  = 200 // bytes of a line that is a command and no running text
	minBase64   = 40  // characters of a line of base64; tools write 64 or 76
)

// unclaimed watches the lines that no parser knows, to say what a text without any
// section seems to be.
type unclaimed struct {
	lines    int    // that hold something
	commands int    // that name a command
	unix     int    // rows of another system's netstat or ss
	base64   int    // lines of base64
	long     int    // lines that are too long
	sight    string // note of a kind that is known by sight
	what     string // its name, where the note asks for one
	denied   string // a line that says that access was denied
	failed   string // a line that says that a command was not understood
	elevate  bool
}

// sights are words by which texts that are not read are known. Most stand in the first
// lines, and none is translated where Windows prints it, but those in English.
var sights = []struct{ word, note, what string }{
	{"MinRto(ms)", "text.not-read", "Get-NetTCPSetting"}, {"MinRtoMs", "text.not-read", "Get-NetTCPSetting"},
	{"http://schemas.microsoft.com/powershell/2004/04", "text.not-read", "CLIXML"},
	{"\"Time of Day\",\"Process Name\",\"PID\",\"Operation\"", "file.procmon", ""},
	{"NETSTAT [-a]", "text.netstat-help", ""},
	{"ClassId2e4f51ef21dd47e99d3c952918aff9cd", "nettcp.export-csv-of-format", ""},
	{"COMMAND     PID", "text.unix-tool", ""}, {"COMMAND   PID", "text.unix-tool", ""}, {"COMMAND  PID", "text.unix-tool", ""}, // lsof
	{"Windows IP Configuration", "text.not-read", "ipconfig"},
	{"IPv4 Route Table", "text.not-read", "route print"}, {"...Software Loopback Interface 1", "text.not-read", "route print"},
	{"TcpTestSucceeded", "text.not-read", "Test-NetConnection"},
	{"#Software: Microsoft Windows Firewall", "text.not-read", "pfirewall.log"},
	{"Nmap scan report for ", "text.not-read", "nmap"}, {"CONTAINER ID   IMAGE", "text.not-read", "docker ps"},
	{"Interface Statistics", "text.not-read", "netstat -e"},
	{"Active NetworkDirect Connections", "text.not-read", "netstat -x"},
	{"Content-Transfer-Encoding: ", "text.mail", ""}, {"MIME-Version: ", "text.mail", ""},
}

// deniedWords are what Windows says to error 5, ERROR_ACCESS_DENIED, in its languages.
var deniedWords = words(
	"Access is denied", "Access denied", "PermissionDenied", "Zugriff verweigert", "Accès refusé", "Acceso denegado",
	"Acesso negado", "Accesso negato", "Odmowa dostępu", "Отказано в доступе", "拒绝访问", "存取被拒", "アクセスが拒否されました", "액세스가 거부되었습니다",
)

// failedWords are what cmd, PowerShell and netsh say to a command that they do not know.
var failedWords = words(
	"is not recognized as", "The following command was not found", "CommandNotFoundException", "A parameter cannot be found",
	"ist entweder falsch geschrieben", "n'est pas reconnu", "no se reconoce como", "não é reconhecido",
	"не является внутренней", "不是内部或外部命令", "は、内部コマンドまたは外部コマンド", "내부 또는 외부 명령",
)

func words(list ...string) [][]byte {
	var out [][]byte
	for _, w := range list {
		out = append(out, []byte(w))
	}
	return out
}

func containsAny(line []byte, words [][]byte) bool {
	for _, w := range words {
		if bytes.Contains(line, w) {
			return true
		}
	}
	return false
}

// see takes note of a line without white space around it, and whether it names a command.
func (u *unclaimed) see(line []byte, names, long bool) {
	if len(line) == 0 {
		return
	}
	u.lines++
	if long {
		u.long++
		return
	}
	if u.lines <= answerLines && len(line) <= 1024 {
		u.answer(line)
	}
	switch {
	case isUnixRow(line):
		u.unix++
	case isBase64(line):
		u.base64++
	case names:
		u.commands++
	}
	if u.sight == "" && u.lines <= sightLines {
		u.look(line[:min(len(line), 4096)])
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

// look looks for kinds that are known by sight.
func (u *unclaimed) look(line []byte) {
	for _, s := range sights {
		if bytes.Contains(line, []byte(s.word)) {
			u.sight, u.what = s.note, s.what
			return
		}
	}
}

func quote(line []byte) string {
	return string(bytes.ToValidUTF8(line[:min(len(line), maxQuote)], nil))
}

// isUnixRow recognizes `tcp 0 0 local remote STATE` of netstat of Linux, BSD and macOS,
// where the sizes of two queues stand between the protocol and the addresses, and the same
// of ss, whose state stands before them. Summaries leave the queues out.
func isUnixRow(line []byte) bool {
	f := bytes.Fields(line[:min(len(line), 256)])
	if len(f) >= 4 && isUnixProtocol(f[0]) && isSocketState(f[3]) {
		return bytes.IndexByte(f[1], ':') > 0 && bytes.IndexByte(f[2], ':') > 0
	}
	if len(f) < 5 {
		return false
	}
	if isUnixProtocol(f[0]) {
		f = f[1:]
		if !isNumber(f[0]) {
			f = f[1:]
		}
	} else if isSocketState(f[0]) {
		f = f[1:]
	} else {
		return false
	}
	return len(f) >= 4 && isNumber(f[0]) && isNumber(f[1]) && bytes.ContainsAny(f[2], ":.")
}

func isUnixProtocol(word []byte) bool {
	switch string(word) {
	case "tcp", "tcp4", "tcp6", "tcp46", "udp", "udp4", "udp6", "udp46":
		return true
	}
	return false
}

// isSocketState knows the states of ss (iproute2, misc/ss.c).
func isSocketState(word []byte) bool {
	switch string(word) {
	case "LISTEN", "ESTAB", "UNCONN", "TIME-WAIT", "CLOSE-WAIT", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "LAST-ACK", "CLOSING":
		return true
	}
	return false
}

func isNumber(word []byte) bool {
	_, err := strconv.Atoi(string(word))
	return err == nil
}

func isBase64(line []byte) bool {
	if len(line) < minBase64 {
		return false
	}
	digits := bytes.TrimRight(line, "=")
	if len(line)-len(digits) > 2 { // a rule, and no padding (RFC 4648, section 4)
		return false
	}
	for _, c := range digits {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
			return false
		}
	}
	return true
}

// nature returns the note that fits a text without any section.
func (u *unclaimed) nature() (id string, args []string) {
	short := u.lines <= answerLines
	switch {
	case u.unix > 0:
		return "text.linux-netstat", []string{strconv.Itoa(u.unix)}
	case u.elevate && short:
		return "text.elevation", nil
	case u.denied != "" && short:
		return "text.denied", []string{u.denied}
	case u.sight == "text.not-read":
		return u.sight, []string{u.what}
	case u.sight != "":
		return u.sight, nil
	case u.failed != "" && short:
		return "text.failed", []string{u.failed}
	case u.long > 0:
		return "text.long-lines-only", []string{strconv.Itoa(textenc.MaxLine)}
	case u.lines == 0:
		return "file.empty", nil
	case u.base64 > 0 && u.base64*10 >= 9*(u.lines-3): // a line above, a line below, a short last one
		return "text.base64", nil
	case u.commands > 0 && (u.lines <= 5 || 2*u.commands >= u.lines):
		return "text.command-only", nil
	}
	return "text.unrecognized", nil
}
