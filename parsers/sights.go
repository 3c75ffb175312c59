package parsers

import "bytes"

// The tables by which texts are named that no parser reads.

// sight is a word by which a kind of text is known that is not read, the note on it, and
// the name of the kind where the note asks for one.
type sight struct{ word, note, what string }

// sights lists them. Most stand in the first lines of a text. Those that are not English
// words are the same in all languages of Windows.
var sights = []sight{
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

// sighted returns what a line shows a text to be, nil where it shows nothing.
func sighted(line []byte) *sight {
	for i := range sights {
		if bytes.Contains(line, []byte(sights[i].word)) {
			return &sights[i]
		}
	}
	return nil
}
