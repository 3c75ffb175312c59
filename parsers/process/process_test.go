package process

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
)

// run reads all sections of a text.
func run(text string) []*snapshot.Section {
	return parsertest.Sections(text, Match, parsertest.Amid(Parse))
}

func row(p snapshot.Process) string {
	text := fmt.Sprintf("%d: %d %s", p.Line, p.PID, p.Name)
	if p.Services != "" {
		text += " (" + p.Services + ")"
	}
	return text
}

const (
	heads = "\nImage Name                     PID Session Name        Session#    Mem Usage\n" +
		"========================= ======== ================ =========== ============\n"
	svc = "\nImage Name                     PID Services                                    \n" +
		"========================= ======== ============================================\n"
	ps = "\nHandles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName          \n" +
		"-------  ------    -----      -----     ------     --  -- -----------          \n"
)

func TestForms(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", heads + "System Idle Process              0 Services                   0          8 K\nOrder Gateway.exe             4242                            2    104,116 K\n",
			[]string{"4: 0 System Idle Process", "5: 4242 Order Gateway.exe"}},
		{"longest name and id", heads + "Contoso.Integration.Gatew 12345678 RDP-Tcp#7                  2  1,104,116 K\n",
			[]string{"4: 12345678 Contoso.Integration.Gatew"}},
		{"svc, wrapped, another language's N/A", strings.Replace(svc, "Services", "Dienste ", 1) + "System Idle Process              0 Nicht zutreffend                            \nsvchost.exe                    964 BFE, DPS,                                   \n                                   MpsSvc\nw3wp.exe                       980 Nicht zutreffend                            \n",
			[]string{"4: 0 System Idle Process", "5: 964 svchost.exe (BFE, DPS, MpsSvc)", "7: 980 w3wp.exe"}},
		{"modules are no services", svc + "w3wp.exe                       980 ntdll.dll, KERNEL32.DLL\n", []string{"4: 980 w3wp.exe"}},
		{"verbose", "Image Name                     PID Session Name        Session#    Mem Usage Status          User Name              CPU Time Window Title\n" +
			"========================= ======== ================ =========== ============ =============== ============== ============ ============\n" +
			"w3wp.exe                      5120 Services                   0    104,116 K Unknown         N/A                 0:00:06 12 a 3\n",
			[]string{"3: 5120 w3wp.exe"}},
		{"french: heads cut short, no-break spaces", "Nom de l’image                 PID Nom de la sessio Numéro de s Utilisation \n" + heads[strings.Index(heads, "="):] + "w3wp.exe                      5120 Services                   0   104\u00a0116 Ko\n",
			[]string{"3: 5120 w3wp.exe"}},
		{"chinese heads, wide name", "映像名称                       PID 会话名              会话#       内存使用 \n" + heads[strings.Index(heads, "="):] + "订单网关.exe                  5120 Services                   0    104,116 K\n",
			[]string{"3: 5120 订单网关.exe"}},
		{"ruler of dashes", strings.ReplaceAll(heads, "=", "-") + "w3wp.exe                      5120 Services                   0    104,116 K\n", []string{"4: 5120 w3wp.exe"}},
		{"indented", "\t\t" + strings.ReplaceAll(strings.TrimSpace(svc)+"\nw3wp.exe                       980 W3SVC", "\n", "\n\t\t"), []string{"3: 980 w3wp.exe (W3SVC)"}},
		{"collapsed spaces", heads + "Order Gateway.exe 4242 Services 0 104,116 K\nSystem 4 0 8 K\n", []string{"4: 4242 Order Gateway.exe", "5: 4 System"}},
		{"findstr", "w3wp.exe                      5120 Services                   0    104,116 K\nw3wp.exe                      5121 Services                   0    104,116 K\n",
			[]string{"1: 5120 w3wp.exe", "2: 5121 w3wp.exe"}},
		{"findstr of svc", "svchost.exe                    964 BFE, DPS\nsvchost.exe                   1964 N/A\n", []string{"1: 964 svchost.exe (BFE, DPS)", "2: 1964 svchost.exe"}},
		{"doubled line ends and a pager", heads + "\na.exe                         5120 Services                   0    104,116 K\n\nb.exe                         5121 Services                   0          8 K\n-- More  --\nc.exe                         5122 Services                   0          8 K\n",
			[]string{"5: 5120 a.exe", "7: 5121 b.exe", "9: 5122 c.exe"}},
		{"csv", `"Image Name","PID","Session Name","Session#","Mem Usage"` + "\n" + `"System Idle Process","0","Services","0","8 K"` + "\n" + `"w3wp.exe","5120","Services","0","104,116 K"` + "\n",
			[]string{"2: 0 System Idle Process", "3: 5120 w3wp.exe"}},
		{"csv, localized, verbose, marks in a title", `"Nom de l'image","PID","Nom de la session","Numéro de session","Utilisation mémoire","État","Nom d'utilisateur","Temps processeur","Titre de la fenêtre"` + "\n" + `"a.exe","7","Console","1","104 116 Ko","En cours","corp\x","0:00:01","say "hi" to, "you""` + "\n",
			[]string{"2: 7 a.exe"}},
		{"csv of svc", `"Abbildname","PID","Dienste"` + "\n" + `"System Idle Process","0","Nicht zutreffend"` + "\n" + `"svchost.exe","964","BFE,DPS"` + "\n" + `"w3wp.exe","965","Nicht zutreffend"` + "\n",
			[]string{"2: 0 System Idle Process", "3: 964 svchost.exe (BFE,DPS)", "4: 965 w3wp.exe"}},
		{"csv without heads", `"w3wp.exe","5120","Services","0","104,116 K"` + "\n", []string{"1: 5120 w3wp.exe"}},
		{"export", "#TYPE System.Diagnostics.Process\n\"Name\",\"SI\",\"Handles\",\"Path\",\"Id\",\"ProcessName\"\n\"w3wp\",\"0\",\"206\",\"C:\\a,b\\w3wp.exe\",\"5120\",\"w3wp\"\n", []string{"3: 5120 w3wp"}},
		{"export, selected, semicolons", "Id;ProcessName\n5120;w3wp\n", []string{"2: 5120 w3wp"}},
		{"export with a type, name only", "#TYPE Selected.System.Diagnostics.Process\n\"Name\",\"Id\"\n\"w3wp\",\"5120\"\n", []string{"3: 5120 w3wp"}},
		{"export of Win32_Process", "\"Name\",\"ParentProcessId\",\"ProcessId\"\n\"w3wp.exe\",\"4\",\"5120\"\n", []string{"2: 5120 w3wp.exe"}},
		{"tasklist as a list", "\nImage Name:   System Idle Process\nPID:          0\nSession Name: Services\nSession#:     0\nMem Usage:    8 K\n\nImage Name:   w3wp.exe\nPID:          5120\nSession Name: Services\nSession#:     0\nMem Usage:    104,116 K\n",
			[]string{"3: 0 System Idle Process", "9: 5120 w3wp.exe"}},
		{"tasklist as a list, svc, German", "\nAbbildname: svchost.exe\nPID:        964\nDienste:    BFE, DPS,\n            MpsSvc\n\nAbbildname: w3wp.exe\nPID:        980\nDienste:    N/A\n", []string{"3: 964 svchost.exe (BFE, DPS, MpsSvc)", "8: 980 w3wp.exe"}},
		{"wmic as a list", "\n\nCommandLine=\"C:\\a b\\w3wp.exe\" -ap \"x=y\"\nName=w3wp.exe\nProcessId=5120\n\n\nCommandLine=\nName=System\nProcessId=4\n\n", []string{"5: 5120 w3wp.exe", "10: 4 System"}},
		{"Win32_Process as a list", "\nProcessId   : 5120\nName        : w3wp.exe\nCommandLine : w3wp.exe -ap x\n\n", []string{"2: 5120 w3wp.exe"}},
		{"wmic table", "CommandLine            Name                 ProcessId  \n                       System Idle Process  0          \nC:\\a\\w3wp.exe -ap x,y  w3wp.exe             5120       \n\n", []string{"2: 0 System Idle Process", "3: 5120 w3wp.exe"}},
		{"wmic table, brief", "HandleCount  Name          Priority  ProcessId  ThreadCount  WorkingSetSize  \n206          Audio Box.exe  8         6332       4            123             \n206          w3wp.exe      8         5120       4            123             \n", []string{"2: 6332 Audio Box.exe", "3: 5120 w3wp.exe"}},
		{"Win32_Process as a table", "\nName     ProcessId\n----     ---------\nSystem           4\nw3wp.exe      5120\n", []string{"4: 4 System", "5: 5120 w3wp.exe"}},
		{"wmic csv", "\nNode,Name,ProcessId\nWEB01,System,4\nWEB01,w3wp.exe,5120\n", []string{"3: 4 System", "4: 5120 w3wp.exe"}},
		{"wmic csv, command lines with commas", "Node,CommandLine,ExecutablePath,Name,ProcessId,ThreadCount\nWEB01,w3wp.exe -a \"x,y,1,2\",C:\\a\\w3wp.exe,w3wp.exe,5120,9\nWEB01,,,System,4,100\n", []string{"2: 5120 w3wp.exe", "3: 4 System"}},
		{"Get-Process", ps + "    206      33    24732       2372       0.41   6332   1 Audio Box\n    206      33    24732       2372           1234567   1 w3wp\n", []string{"4: 6332 Audio Box", "5: 1234567 w3wp"}},
		{"Get-Process of PowerShell 7", "\n NPM(K)    PM(M)      WS(M)     CPU(s)      Id  SI ProcessName\n ------    -----      -----     ------      --  -- -----------\n     33    24.73      23.72       0.41    6332   1 w3wp\n", []string{"4: 6332 w3wp"}},
		{"Get-Process as a list", "\nId      : 6332\nHandles : 206\nCPU     : 1.5\nSI      : 1\nName    : w3wp\n\nId      : 4\nHandles : 9\nCPU     : 0\nSI      : 0\nName    : System\n\n", []string{"2: 6332 w3wp", "8: 4 System"}},
		{"Get-Process, two columns", "\nName       Id\n----       --\nAudio    6332\ncsrss     612\n", []string{"4: 6332 Audio", "5: 612 csrss"}},
		{"Win32_Process with command lines as csv", "ProcessId,Name,CommandLine\n4,System,\n5120,w3wp.exe,w3wp.exe -ap x\n", []string{"2: 4 System", "3: 5120 w3wp.exe"}},
		{"psutil as csv", "pid,name,cpu\n4,System,0.0\n5120,w3wp.exe,1.5\n", []string{"2: 4 System", "3: 5120 w3wp.exe"}},
		{"Get-Process as json", "[\n    {\n        \"Id\":  5120,\n        \"ProcessName\":  \"w3wp\"\n    },\n    {\n        \"ProcessName\":  \"a \\\"b\\\"\",\n        \"Modules\":  [\n            {\"Id\": 1}\n        ],\n        \"Id\":  7\n    }\n]\n",
			[]string{"2: 5120 w3wp", "6: 7 a \"b\""}},
		{"Win32_Process as json, compressed", "[{\"ProcessId\":4,\"Name\":\"System\",\"CommandLine\":null},{\"ProcessId\":5120,\"Name\":\"w3wp.exe\",\"CommandLine\":\"w3wp.exe {x]\"}]\n",
			[]string{"1: 4 System", "1: 5120 w3wp.exe"}},
		{"processes in a document", "{\n  \"Processes\": [\n    {\"pid\": 4, \"name\": \"System\"},\n    {\"pid\": 5120, \"name\": \"w3wp.exe\"}\n  ]\n", []string{"3: 4 System", "4: 5120 w3wp.exe"}},
		{"tasklist as json", "[\n    {\n        \"Image Name\":  \"System\",\n        \"PID\":  \"4\",\n        \"Services\":  \"N/A\"\n    }\n]\n", []string{"2: 4 System"}},
		{"json lines", "{\"Pid\":4,\"Name\":\"System\"}\n{\"Pid\":5120,\"Name\":\"w3wp.exe\"}\n", []string{"1: 4 System", "2: 5120 w3wp.exe"}},
		{"Get-Process, selected", "\n   Id ProcessName\n   -- -----------\n 6332 w3wp\n", []string{"4: 6332 w3wp"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				sections := run(strings.ReplaceAll(tt.text, "\n", end))
				if len(sections) != 1 || len(sections[0].Notes) > 0 || sections[0].Kind != snapshot.KindProcess {
					t.Fatalf("sections %+v, want one without notes", sections)
				}
				var got []string
				for _, p := range sections[0].Processes {
					got = append(got, row(p))
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("processes (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestOthers checks texts that look similar and are no lists of processes.
func TestOthers(t *testing.T) {
	tests := []struct{ name, text string }{
		{"jobs", "Id     Name            PSJobTypeName   State\n--     ----            -------------   -----\n6      MyJob           BackgroundJob   Completed\n"},
		{"services as json", "[{\"Name\":\"W3SVC\",\"ProcessId\":964,\"State\":\"Running\"}]\n"},
		{"packages as json", "{\"name\": \"app\", \"version\": \"1.0\", \"id\": 7}\n"},
		{"tasks as csv", "id,name,state\n7,build,done\n8,test,open\n"},
		{"services", "\"Name\",\"ProcessId\",\"State\"\n\"W3SVC\",\"964\",\"Running\"\n"},
		{"events", "\"Message\",\"Id\",\"ProviderName\",\"ProcessId\",\"MachineName\"\n\"x\",\"4231\",\"Tcpip\",\"4\",\"WEB01\"\n"},
		{"connections", "\"LocalAddress\",\"LocalPort\",\"Id\",\"ProcessName\"\n\"10.0.0.4\",\"50000\",\"7\",\"w3wp\"\n"},
		{"addresses", "\"0.0.0.0\",\"135\",\"0.0.0.0\",\"0\",\"Listen\"\n"},
		{"exclusions", "Start Port    End Port\n----------    --------\n     50000       50099\n"},
		{"settings", "Name=a\nPath=b\n\nProcessId=4\n"},
		{"words", "Name   ProcessId\nis     what\n"},
		{"another table", "Name   Count   Sum\n====   =====   ===\nalpha      x     y\n"},
		{"netstat", "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text); len(got) > 0 {
				t.Errorf("taken for %+v", got[0])
			}
		})
	}
}

// TestDamage keeps what is whole, and leaves the lines of others alone.
func TestDamage(t *testing.T) {
	const a, b = "a.exe                         5120 Services                   0    104,116 K\n", "b.exe                         5121 Services                   0          8 K\n"
	tests := []struct {
		name, text string
		count      int
		last       int
		notes      string
	}{
		{"a bad row", heads + a + "c.exe        51\n" + b, 2, 6, "process.bad-lines 1 5"},
		{"bad at the end", heads + a + "c.exe        51\n", 1, 4, ""},
		{"a prompt ends it", heads + a + "C:\\>netstat -ano\n" + b, 1, 4, ""},
		{"text below", heads + a + "\n\nActive Connections\n", 1, 4, ""},
		{"heads alone", heads, 0, 3, ""},
		{"csv cut off", "Id,ProcessName\n7,a\n8", 1, 2, ""},
		{"csv, cut in a cell", "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\n\"a.exe\",\"7\",\"Console\",\"1\",\"8 K\"\n\"b.exe\",\"71", 1, 3, "process.bad-lines 1 3"},
		{"csv, a bad row", "Id,ProcessName\n7,a\nx,b\n9,c\n", 2, 4, "process.bad-lines 1 3"},
		{"id out of range", "Id,ProcessName\n7,a\n4294967295,b\n9,c\n", 2, 4, "process.bad-lines 1 3"},
		{"console, a bad row", ps + "    206      33    24732       2372       0.41   6332   1 a\n    206\n    206      33    24732       2372       0.41   6333   1 b\n", 2, 6, "process.bad-lines 1 5"},
		{"a list cut off", "Name=a.exe\nProcessId=7\n\nName=b.exe\nProcessId=\n", 1, 5, "process.bad-lines 1 5"},
		{"a list, text below", "Name=a.exe\nProcessId=7\nActive Connections\n", 1, 2, ""},
		{"a list, a prompt below", "Image Name: a.exe\nPID: 7\nC:\\>echo a: b\n", 1, 2, ""},
		{"wmic, a row that moved", "Name   ProcessId\na.exe  7\nb.exexxxxx 8\nc.exe  9\n", 2, 4, "process.bad-lines 1 3"},
		{"wmic, a name that reaches into the ids", "Name   ProcessId\na.exe  7\nlong.ex12\nc.exe  9\n", 2, 4, "process.bad-lines 1 3"},
		{"wmic csv, a bad row", "Node,Name,ProcessId\nWEB01,a.exe,7\nWEB01,b\nWEB01,c.exe,9\n", 2, 4, "process.bad-lines 1 3"},
		{"too many", "Id,ProcessName\n" + strings.Repeat("7,a\n", maxProcesses+2), maxProcesses, maxProcesses + 3, fmt.Sprintf("process.too-many 2 %d", maxProcesses+2)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(tt.text)
			if len(got) == 0 {
				t.Fatal("not recognized")
			}
			var notes []string
			for _, n := range got[0].Notes {
				notes = append(notes, n.ID+" "+strings.Join(n.Args, " "))
			}
			if n := len(got[0].Processes); n != tt.count || got[0].LastLine != tt.last || strings.Join(notes, "; ") != tt.notes {
				t.Errorf("%d processes to line %d, notes %q; want %d to line %d, %q", n, got[0].LastLine, notes, tt.count, tt.last, tt.notes)
			}
			if want := snapshot.StatusPartial; (tt.notes != "") != (got[0].Status == want) {
				t.Errorf("status %s", got[0].Status)
			}
		})
	}
}

// FuzzRun checks that no text stops the parser or makes it leave its lines.
func FuzzRun(f *testing.F) {
	f.Add(heads + "System Idle Process              0 Services                   0          8 K\n")
	f.Add(svc + "svchost.exe                    964 BFE, DPS,                                   \n                                   MpsSvc\n")
	f.Add(ps + "    206      33    24732       2372       0.41   6332   1 a\n")
	f.Add("#TYPE System.Diagnostics.Process\n\"Name\",\"Id\"\n\"w3wp\",\"5120\"\n")
	f.Add("\nImage Name:   a.exe\nPID:          7\nServices:     BFE,\n              DPS\n\nImage Name:   b\nPID:  8\n")
	f.Add("Name=a.exe\nProcessId=7\n\nName=b.exe\nProcessId=8\n")
	f.Add("CommandLine  Name   ProcessId\nx            a.exe  7\n")
	f.Add("Node,CommandLine,Name,ProcessId\nWEB01,a,b,c.exe,7\n")
	f.Add("\"a.exe\",\"7\",\"Console\",\"1\",\"8 K\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		line := 0
		for _, s := range run(text) {
			if s.Line <= line || s.LastLine < s.Line {
				t.Fatalf("section of lines %d to %d behind line %d", s.Line, s.LastLine, line)
			}
			line = s.LastLine
			for _, p := range s.Processes {
				if p.Line < s.Line || p.Line > s.LastLine || p.Name == "" || len(p.Name) > maxName || len(p.Services) > maxServices {
					t.Fatalf("process %+v in lines %d to %d", p, s.Line, s.LastLine)
				}
			}
		}
	})
}
