package parsers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestQuoted tells captures from those that programs and manuals quote.
func TestQuoted(t *testing.T) {
	const dynamic = "Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 10000\nNumber of Ports : 500\n"
	const table = "Active Connections\n\n  Proto  Local Address  Foreign Address  State  PID\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\n"
	const settings = "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n\"TcpTimedWaitDelay\"=dword:0000001e\n"
	const export = "Windows Registry Editor Version 5.00\n\n" + settings + "\"Hostname\"=\"WEB01\"\n"
	goFile := func(literal string) string {
		return "package ports\n\nimport \"testing\"\n\n// output of a server\nvar output = `\n" + literal + "`\n\nfunc TestRead(t *testing.T) {\n\tread(t, output)\n}\n"
	}
	tests := []struct {
		name, text string
		want       string // kinds of the sections, and their notes
	}{
		{"a literal of go", goFile(dynamic), "unrecognized text.code"},
		{"a table in a literal", goFile(table), "unrecognized text.code"},
		{"two of one literal", goFile(dynamic + "\nother\n" + table), "unrecognized text.code, unrecognized text.code"},
		{"a table far below the quotation mark of a literal", "fn reads() {\n    let input = r#\"\n    Statistics\n    Bytes  10  10\n\n    " + dynamic + "    \"#;\n    let stats = parse(input);\n    assert_eq!(stats.start, 10000);\n}\n", "unrecognized text.code"},
		{"a table below a literal that was closed", "We call it as follows and then look:\n\nvar query = `\nselect 1\n`;\nconst a = 1;\nconst b = 2;\n\nand see:\n\n" + table, "netstat"},
		{"a comment of c", "static int low;\n\n/*\n" + dynamic + "*/\nint main(void) {\n\treturn low;\n}\n", "unrecognized text.code"},
		{"a raw string of c#", "namespace Ports;\n\npublic class T\n{\n    private const string Output = \"\"\"\n        " + strings.ReplaceAll(dynamic, "\n", "\n        ") + "\"\"\";\n    public int N;\n}\n", "unrecognized text.code"},
		{"a here document", "write() {\n  local f=\"$1\"\n  cat > \"$f\" <<EOF\n" + export + "EOF\n}\nif [ -f x ]; then\n  write x\nfi\n", "unrecognized text.code"},
		{"a here string of powershell", "function Set-It {\n  param($Path)\n  $text = @\"\n" + export + "\"@\n  $text | Out-File $Path;\n}\n", "unrecognized text.code"},
		{"a program without a capture", "package ports\n\nimport \"os\"\n\nfunc main() {\n\tos.Exit(0)\n}\n// end\n", "unrecognized text.code"},
		{"a report of a bug that shows code and a capture", "We call it so:\n\nusing (var c = new Client()) {\n  c.Get();\n  c.Close();\n}\n\nand see:\n\n" + table, "netstat"},
		{"a script with lines that go on, and its output", "function Get-Ports {\n    $r = Get-NetTCPConnection -State TimeWait `\n        | Where-Object OwningProcess -eq 0;\n    return $r\n}\nforeach ($p in 1..3) {\n    Get-Ports;\n}\n\n" + dynamic, "dynamicport"},
		{"a backquote within a string of a script", "param($Server)\n$n = 3;\nWrite-Host \"time: `$n\";\nif ($n) {\n}\n" + dynamic, "dynamicport"},
		{"types of media and paths that end as comments begin", "const a = 1;\nconst b = 2;\nclass C {\nAccept: */*\nC:/app/lib/*\n" + dynamic, "dynamicport"},
		{"streams of c++ and a conflict", "int main() {\n    std::cout\n        << count\n    ;\n    <<<<<<< HEAD\n    return 0;\nclass A {\n" + dynamic, "dynamicport"},
		{"a cell of csv that begins with a quotation mark", "import a;\nclass b {\nconst c = 3;\n10:00,\"\"\"Server\"\" is down\"\n" + dynamic, "dynamicport"},
		{"a ticket that shows a script cut off in a literal", "Here is how we call it every minute.\nconst a = 1;\nconst b = 2;\nconst c = `\n" + dynamic, "dynamicport text.quoted"},
		{"a console that shows a script cut off in a literal", "C:\\>type run.js\nconst a = 1;\nconst b = 2;\nconst c = `\n" + dynamic, "dynamicport text.quoted"},
		{"a script with a here string, and its output", "param($Path)\nfunction Write-It {\n$text = @\"\n" + export + "\"@\nreturn $text;\n}\n\n" + dynamic, "unrecognized text.code, dynamicport"},
		{"help of a script", "<#\n" + dynamic + "#>\nparam($Path)\nfunction Get-It {\nreturn 1;\n}\n", "unrecognized text.code"},
		{"a fence of markdown", "On our server:\n\n```\n" + dynamic + "```\n", "dynamicport"},
		{"a capture below single quotation marks", "output of `netsh int ipv4 show dynamicport tcp`\n\n" + dynamic, "dynamicport"},
		{"json of a collector below a table", table + "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", "netstat"},
		{"an instruction", "To shorten the wait add these values and restart:\n\n" + settings, "unrecognized registry.in-text"},
		{"an instruction in chinese", "新建文本并保存为注册表文件后双击执行\n" + settings, "unrecognized registry.in-text"},
		{"values below a question", "What do you think of these settings of our server?\n\n" + settings, "registry registry.below-text"},
		{"values below a sentence in german", "Hier sind unsere aktuellen Werte vom Server:\n\n" + settings, "registry registry.below-text"},
		{"an instruction above the values of a question", "Please add the following values and restart:\n\nWe have these now, is that not enough?\n\n" + settings, "registry registry.below-text"},
		{"an export below other text", "This is what we found on the server today:\n\n" + export, "registry"},
		{"a .reg file with a comment", "; values that were set on this server in march\n" + export, "registry"},
		{"values alone", settings, "registry"},
		{"an excerpt that a prompt shows", "We looked at the server and this is it:\nC:\\>type tcpip.reg\n" + settings, "registry"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Read("x.txt", strings.NewReader(tt.text), -1) {
				line := string(s.Kind)
				for _, n := range s.Notes {
					line += " " + n.ID
				}
				if s.Kind == snapshot.KindUnrecognized && (len(s.Ranges) > 0 || len(s.Registry) > 0 || len(s.Captures) > 0 || s.Host != "") {
					t.Errorf("section of line %d is disowned and holds values", s.Line)
				}
				got = append(got, line)
			}
			if all := strings.Join(got, ", "); all != tt.want {
				t.Errorf("sections = %q, want %q", all, tt.want)
			}
		})
	}
}

// TestPrefixedConsole reads a whole console from a log that puts a stamp before each line:
// the first of a table is its time.
func TestPrefixedConsole(t *testing.T) {
	const console = `C:\>netsh int ipv4 show dynamicport tcp

Protocol tcp Dynamic Port Range
---------------------------------
Start Port      : 10000
Number of Ports : 500

C:\>tasklist

Image Name                     PID Session Name        Session#    Mem Usage
========================= ======== ================ =========== ============
svchost.exe                    948 Services                   0      8,120 K

C:\>powershell Get-NetTCPConnection

LocalAddress                        LocalPort RemoteAddress                       RemotePort State       AppliedSetting OwningProcess
------------                        --------- -------------                       ---------- -----       -------------- -------------
10.0.0.4                            50123     192.0.2.7                           443        Established Internet       4242
`
	text := ""
	for i, line := range strings.Split(console, "\n") {
		text += fmt.Sprintf("2026-03-10T09:00:%02d.1Z %s\n", i, line)
	}
	var got []string
	for _, s := range Read("x.log", strings.NewReader(text), -1) {
		line := fmt.Sprint(s.Line, " ", s.Kind, " ", len(s.Ranges), " ", len(s.Processes))
		for _, c := range s.Captures {
			line += " " + c.At.Time.Format("15:04:05")
		}
		got = append(got, line)
	}
	if diff := cmp.Diff([]string{"3 dynamicport 1 0", "10 process 0 1", "16 nettcp 0 0 09:00:15"}, got); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}
