package counts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// run reads all counts of a text, each right below the command.
func run(text, command string) []*snapshot.Section {
	above := Above{Command: command, Fresh: true}
	return parsertest.Sections(text,
		func(l *textenc.Lines) bool { return Match(l, above) },
		func(l *textenc.Lines, s *snapshot.Section) { Parse(l, s, above) })
}

// show prints a section: what was counted, and each group.
func show(s *snapshot.Section) string {
	c := s.Counts
	if c == nil {
		return fmt.Sprintf("%d-%d %s", s.Line, s.LastLine, s.Kind)
	}
	var by []string
	for i, name := range []string{"state", "pid", "raddr", "rport", "laddr", "lport", "other", "image"} {
		if c.By&(1<<i) != 0 {
			by = append(by, name)
		}
	}
	out := fmt.Sprintf("%d-%d %s by %s", s.Line, s.LastLine, s.Status, strings.Join(by, "+"))
	if c.Proto == snapshot.UDP {
		out += " udp"
	}
	for _, flag := range []struct {
		is   bool
		name string
	}{{c.State != snapshot.StateNone, c.State.String()}, {c.Filtered, "filtered"}, {c.Lines, "lines"}, {c.Cut, "cut"}} {
		if flag.is {
			out += " " + flag.name
		}
	}
	out += ":"
	for _, e := range c.Entries {
		out += fmt.Sprintf(" %d", e.Count)
		if e.State != snapshot.StateNone && c.By&snapshot.CountByState != 0 {
			out += " " + e.State.String()
		}
		if e.PID != snapshot.NoPID {
			out += fmt.Sprintf(" pid%d", e.PID)
		}
		if e.Process != "" {
			out += " " + e.Process
		}
		if e.Address != "" {
			out += " " + e.Address
		}
		if e.Port >= 0 {
			out += fmt.Sprintf(" :%d", e.Port)
		}
		out += ";"
	}
	for _, n := range s.Notes {
		if n.ID != "counts.rows" {
			out += " " + n.ID
		}
	}
	return out
}

const (
	tcp    = "Get-NetTCPConnection | Group-Object State"
	bound  = "Get-NetTCPConnection -State Bound | Group-Object OwningProcess -NoElement | Sort-Object Count -Descending"
	remote = "Get-NetTCPConnection | Group-Object RemoteAddress, RemotePort | Sort-Object Count -Descending | Select-Object -First 20"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, command, text string
		want                []string
	}{
		{"by state", tcp, "\nCount Name                      Group\n----- ----                      -----\n14021 TimeWait                  {MSFT_NetTCPConnection (InstanceID = \"192...\n   12 Listen                    {MSFT_NetTCPConnection}\n\n\n",
			[]string{"2-5 parsed by state: 14021 TIME_WAIT; 12 LISTENING;"}},
		{"by state without a command", "", "Count Name\n----- ----\n  311 Established\n    9 FinWait2\n", []string{"1-4 parsed by state: 311 ESTABLISHED; 9 FIN_WAIT_2;"}},
		{"columns the other way round", "", "Name        Count\n----        -----\nEstablished   311\nTimeWait     1402\n", []string{"1-4 parsed by state: 1402 TIME_WAIT; 311 ESTABLISHED;"}},
		{"thousands", "", "Count    Name\n-----    ----\n14,021   TimeWait\n1.234    CloseWait\n1 002    Bound\n1’001    LastAck\n", []string{"1-6 parsed by state: 14021 TIME_WAIT; 1234 CLOSE_WAIT; 1002 BOUND; 1001 LAST_ACK;"}},
		{"spaces run together", "", "Count Name\n----- ----\n311 Established\n9 Bound, 12\n1 Listen\n", []string{"1-5 parsed by state+pid: 311 ESTABLISHED; 9 BOUND pid12; 1 LISTENING;"}},
		{"colored heads", "", "\x1b[32;1mCount\x1b[0m\x1b[32;1m Name\x1b[0m\n\x1b[32;1m-----\x1b[0m \x1b[32;1m----\x1b[0m\n  311 Bound\n", []string{"1-3 parsed by state: 311 BOUND;"}},
		{"by state and process", "Get-NetTCPConnection | Group-Object State,OwningProcess", "Count Name                      Group\n----- ----                      -----\n 9012 Bound, 5840               {MSFT_NetTCPConnection (InstanceID = \"0.0.0.0??65532??0.0.0.0??0\"), MSF...\n  157 TimeWait, 0               {MSFT_NetTCPConnection}\n",
			[]string{"1-4 parsed by state+pid: 9012 BOUND pid5840; 157 TIME_WAIT pid0;"}},
		{"by state and process, no command", "", "Count Name                      Group\n----- ----                      -----\n 9012 Bound, 5840               {MSFT_NetTCPConnection}\n  157 TimeWait, 0               {MSFT_NetTCPConnection}\n",
			[]string{"1-4 parsed by state+pid: 9012 BOUND pid5840; 157 TIME_WAIT pid0;"}},
		{"by state and remote port, no command", "", "Count Name\n----- ----\n 9012 TimeWait, 443\n  157 TimeWait, 1433\n",
			[]string{"1-4 parsed by state+other: 9012 TIME_WAIT; 157 TIME_WAIT;"}},
		{"by process and state", "Get-NetTCPConnection | Group-Object OwningProcess,State", "Count Name\n----- ----\n 9012 5840, Bound\n", []string{"1-3 parsed by state+pid: 9012 BOUND pid5840;"}},
		{"with the names of processes", "", "Count Name                 ProcessName       Group\n----- ----                 -----------       -----\n 6503 Bound, 5840          System Helper App {MSFT_NetTCPConnection (InstanceID = \"...\n   40 Established, 5840    System Helper App {MSFT_NetTCPConnection (InstanceID = \"...\n",
			[]string{"1-4 parsed by state+pid+image: 6503 BOUND pid5840 System Helper App; 40 ESTABLISHED pid5840 System Helper App;"}},
		{"by process", bound, "Count Name\n----- ----\n 2140 61236\n  310 58204\n   74 9120\n    9 1240\n", []string{"1-6 parsed by pid BOUND filtered: 2140 pid61236; 310 pid58204; 74 pid9120; 9 pid1240;"}},
		{"by process below a variable", "$c | group OwningProcess -NoElement", "Count Name\n----- ----\n 2140 61236\n", []string{"1-3 parsed by pid: 2140 pid61236;"}},
		{"numbers without a command", "", "Count Name\n----- ----\n 2140 61236\n  310 58204\n", nil},
		{"numbers of another command", "Get-WinEvent -LogName System | Group-Object Id", "Count Name\n----- ----\n   12 4231\n    3 4227\n", nil},
		{"by local port", "Get-NetTCPConnection | Group-Object LocalPort", "Count Name                      Group\n----- ----                      -----\n   12 443                       {MSFT_NetTCPConnection (InstanceID = \"10.0.0.4??443??192.0.2.7??50001\"), M...\n    1 54798                     {MSFT_NetTCPConnection}\n",
			[]string{"1-4 parsed by lport: 12 :443; 1 :54798;"}},
		{"by remote endpoint", remote, "Count Name                      Group\n----- ----                      -----\n 9460 192.0.2.50, 8443          {MSFT_NetTCPConnection (InstanceID = \"10.0.0.4??65530??192.0.2.50??8443\")...\n   22 2001:db8::7, 443          {MSFT_NetTCPConnection}\n   20 0.0.0.0, 0                {MSFT_NetTCPConnection}\n",
			[]string{"1-5 parsed by raddr+rport cut: 9460 192.0.2.50 :8443; 22 2001:db8::7 :443; 20 0.0.0.0 :0;"}},
		{"of a first connection", "", "Count Name                      Group\n----- ----                      -----\n 9460 192.0.2.50, 8443          {MSFT_NetTCPConnection (InstanceID = \"10.0.0.4??65530??192.0.2...\n", []string{"1-3 parsed by raddr+rport: 9460 192.0.2.50 :8443;"}},
		{"of a local end", "", "Count Name                      Group\n----- ----                      -----\n 9460 10.0.0.4, 443             {MSFT_NetTCPConnection (InstanceID = \"10.0.0.4??443??192.0.2.7??50001\")...\n", []string{"1-3 parsed by laddr+lport: 9460 10.0.0.4 :443;"}},
		{"of one end or the other", "", "Count Name\n----- ----\n 9460 192.0.2.50, 8443\n", []string{"1-3 parsed by other: 9460 192.0.2.50 :8443; counts.unknown"}},
		{"an address that is cut off", remote, "Count Name                      Group\n----- ----                      -----\n 9460 2001:db8:1234:5678:9ab... {MSFT_NetTCPConnection...\n   22 192.0.2.7, 443            {MSFT_NetTCPConnection...\n", []string{"1-4 parsed by raddr+rport+other cut: 9460; 22 192.0.2.7 :443;"}},
		{"columns of a script", "", "PID   Count ProcessName\n---   ----- -----------\n4242     60 Order Gateway\n0      9100 Idle\n", []string{"1-4 parsed by pid+image: 9100 pid0 Idle; 60 pid4242 Order Gateway;"}},
		{"columns of a script in one state", "Get-NetTCPConnection -State CloseWait | Group-Object OwningProcess | ForEach-Object {", "PID  Count ProcessName\n---  ----- -----------\n4242   600\n1408     3 svchost\n",
			[]string{"1-4 parsed by pid+image CLOSE_WAIT filtered: 600 pid4242; 3 pid1408 svchost;"}},
		{"columns for each property", "", "State       OwningProcess RemoteAddress RemotePort Count\n-----       ------------- ------------- ---------- -----\nTimeWait                0 192.0.2.9     8443        9000\nEstablished          4242 192.0.2.9     8443          60\n",
			[]string{"1-4 parsed by state+pid+raddr+rport: 9000 TIME_WAIT pid0 192.0.2.9 :8443; 60 ESTABLISHED pid4242 192.0.2.9 :8443;"}},
		{"by program", "Get-NetTCPConnection -State Bound | Group-Object {(Get-Process -Id $_.OwningProcess).Name} -NoElement", "Count Name\n----- ----\n 9012 LabelRelay\n   12 System Helper\n", []string{"1-4 parsed by image BOUND filtered: 9012 LabelRelay; 12 System Helper;"}},
		{"programs of nothing that is known", "", "ProcessName Count\n----------- -----\nsvchost        12\n", nil},
		{"services", "", "Count Name\n----- ----\n    3 Running\n", nil},
		{"a damaged row and rows left out", tcp, "Count Name\n----- ----\n  311 Established\n##### ?\n   12 Listen\n...\n    9 Bound\n", []string{"1-7 partial by state cut: 311 ESTABLISHED; 12 LISTENING; 9 BOUND; counts.bad-lines"}},
		{"wrapped members", tcp, "Count Name        Group\n----- ----        -----\n  311 Established {MSFT_NetTCPConnection (InstanceID = \"1,\n                  MSFT_NetTCPConnection (InstanceID = \"2...}\n   12 Listen      {MSFT}\n", []string{"1-5 parsed by state: 311 ESTABLISHED; 12 LISTENING;"}},
		{"list", "", "Values : {Bound, 25740}\nCount  : 15012\nGroup  : {MSFT_NetTCPConnection (InstanceID = \"0.0.0.0??65532??0.0.0.0??0\"),\n         MSFT_NetTCPConnection (InstanceID = \"0.0.0.0??65531??0.0.0.0??0\")...}\nName   : Bound, 25740\n\nValues : {TimeWait, 0}\nCount  : 157\nGroup  : {MSFT}\nName   : TimeWait, 0\n\n\n",
			[]string{"1-10 parsed by state+pid: 15012 BOUND pid25740; 157 TIME_WAIT pid0;"}},
		{"list without members", "", "Name  : TimeWait\nCount : 9000\n\nName  : Bound\nCount : 3\n", []string{"1-5 parsed by state: 9000 TIME_WAIT; 3 BOUND;"}},
		{"list of a script", "", "PID         : 4242\nCount       : 60\nProcessName : OrderGateway\n\nPID         : 9100\nCount       : 22\nProcessName : chrome\n", []string{"1-7 parsed by pid+image: 60 pid4242 OrderGateway; 22 pid9100 chrome;"}},
		{"csv", "", "\"Values\",\"Count\",\"Group\",\"Name\"\n\"System.Collections.ArrayList\",\"12\",\"System.Collections.ObjectModel.Collection`1[psobject]\",\"Listen\"\n\"System.Collections.ArrayList\",\"9\",\"x\",\"Bound\"\n", []string{"1-3 parsed by state: 12 LISTENING; 9 BOUND;"}},
		{"csv with its type", "", "#TYPE Selected.Microsoft.PowerShell.Commands.GroupInfo\n\"Count\",\"Name\"\n\"15012\",\"Bound, 25740\"\n", []string{"1-3 parsed by state+pid: 15012 BOUND pid25740;"}},
		{"csv of a script", "", "PID;Count;ProcessName\n4242;60;OrderGateway\n", []string{"1-2 parsed by pid+image: 60 pid4242 OrderGateway;"}},
		{"json", "", "[\n    {\n        \"Values\":  [\n                       \"Bound\",\n                       25740\n                   ],\n        \"Count\":  15012,\n        \"Group\":  null,\n        \"Name\":  \"Bound, 25740\"\n    },\n    {\n        \"Count\":  157,\n        \"Name\":  \"TimeWait, 0\"\n    }\n]\n",
			[]string{"1-15 parsed by state+pid: 15012 BOUND pid25740; 157 TIME_WAIT pid0;"}},
		{"json on one line", "", `[{"Name":"TimeWait","Count":14021},{"Name":"Listen","Count":12}]` + "\n", []string{"1-1 parsed by state: 14021 TIME_WAIT; 12 LISTENING;"}},
		{"json of a script", "", `[{"PID":"4242","Count":60,"ProcessName":"OrderGateway"}]` + "\n", []string{"1-1 parsed by pid+image: 60 pid4242 OrderGateway;"}},
		{"json that is cut off", "", "[{\"Name\":\"TimeWait\",\"Count\":14021},\n{\"Name\":\"Bo", []string{"1-1 partial by state cut: 14021 TIME_WAIT; counts.bad-lines"}},
		{"json with the connections", "", `[{"Count":1,"Group":[{"LocalAddress":"10.0.0.4","LocalPort":50000,"RemoteAddress":"192.0.2.7","RemotePort":443,"State":5}],"Name":"Established"}]` + "\n", nil},
		{"find", `netstat -ano | find /c "TIME_WAIT"`, "15402\n\n", []string{"1-1 parsed by  TIME_WAIT filtered: 15402;"}},
		{"find, the option behind", `netstat -ano | find "CLOSE_WAIT" /c`, "7\n", []string{"1-1 parsed by  CLOSE_WAIT filtered: 7;"}},
		{"find, all lines", `netstat -ano | find /c ":"`, "15661\n", []string{"1-1 parsed by  lines: 15661;"}},
		{"find, a port", `netstat -ano | find /c ":443"`, "15661\n", []string{"1-1 parsed by  filtered: 15661; counts.unknown"}},
		{"find, a process in a state", `netstat -ano | findstr 4242 | find /c "ESTABLISHED"`, "60\n", []string{"1-1 parsed by  ESTABLISHED filtered: 60;"}},
		{"find, without a state", `netstat -ano | find /c /v "LISTENING"`, "500\n", []string{"1-1 parsed by  filtered: 500; counts.unknown"}},
		{"find in a file", `find /c "TIME_WAIT" netstat.txt`, "---------- NETSTAT.TXT: 15402\n", []string{"1-1 parsed by  TIME_WAIT filtered: 15402;"}},
		{"findstr searches", `netstat -ano | findstr /c:TIME_WAIT`, "15402\n", nil},
		{"Count", "(Get-NetTCPConnection -State TimeWait).Count", "15402\n", []string{"1-1 parsed by  TIME_WAIT filtered: 15402;"}},
		{"Count of all", "(Get-NetTCPConnection).Count", "15661\n", []string{"1-1 parsed by : 15661;"}},
		{"Count of two states", "(Get-NetTCPConnection -State TimeWait,Established).Count", "15661\n", []string{"1-1 parsed by  filtered: 15661; counts.unknown"}},
		{"Count of an endpoint", "(Get-NetTCPConnection -RemoteAddress 192.0.2.9 -RemotePort 443 -State TimeWait).Count", "9000\n", []string{"1-1 parsed by raddr+rport TIME_WAIT filtered: 9000 192.0.2.9 :443;"}},
		{"Count of a process", "(Get-NetTCPConnection -OwningProcess 4242 -State Bound | Measure-Object).Count", "9000\n", []string{"1-1 parsed by pid BOUND filtered: 9000 pid4242;"}},
		{"Count of where", "(Get-NetTCPConnection | Where-Object {$_.State -eq 'Bound'}).Count", "15402\n", []string{"1-1 parsed by  BOUND filtered: 15402;"}},
		{"Count without a state", "(Get-NetTCPConnection | ? State -ne Listen).Count", "15402\n", []string{"1-1 parsed by  filtered: 15402; counts.unknown"}},
		{"measure", "netstat -an | findstr TIME_WAIT | measure", "\n\nCount    : 15402\nAverage  : \nSum      : \nMaximum  : \nMinimum  : \nProperty : \n\n\n", []string{"3-8 parsed by  TIME_WAIT filtered: 15402;"}},
		{"measure, Count alone", "Get-NetTCPConnection -State TimeWait | measure | select Count", "\nCount\n-----\n15402\n", []string{"2-4 parsed by  TIME_WAIT filtered: 15402;"}},
		{"measure, lines", "netstat -an | findstr TIME_WAIT | measure -Line", "\nLines Words Characters Property\n----- ----- ---------- --------\n15402\n\n", []string{"2-4 parsed by  TIME_WAIT filtered: 15402;"}},
		{"lines of a script", "", "ESTABLISHED : 143\nTIME_WAIT   : 15,402\nCLOSE_WAIT  : 7\n", []string{"1-3 parsed by state: 15402 TIME_WAIT; 143 ESTABLISHED; 7 CLOSE_WAIT;"}},
		{"one line of a script", "", "Closed: 3\nsome words\n", nil},
		{"without heads", "", "15402 TimeWait\n  143 Bound, 4240\n", []string{"1-2 parsed by state+pid: 15402 TIME_WAIT; 143 BOUND pid4240;"}},
		{"Select-String", `(netstat -ano | Select-String "TIME_WAIT").Count`, "15402\n", []string{"1-1 parsed by  TIME_WAIT filtered: 15402;"}},
		{"wc", "netstat -an | grep TIME_WAIT | wc -l", "15402\n", []string{"1-1 parsed by  TIME_WAIT filtered: 15402;"}},
		{"grep", "netstat -an | grep -c ESTABLISHED", "143\n", []string{"1-1 parsed by  ESTABLISHED filtered: 143;"}},
		{"UDP", "Get-NetUDPEndpoint | Group-Object OwningProcess", "Count Name\n----- ----\n 2140 61236\n", []string{"1-3 parsed by pid udp: 2140 pid61236;"}},
		{"a number of nothing", "dir | find /c \"x\"", "15402\n", nil},
		{"uniq", "", "  15402 TIME_WAIT\n    143 ESTABLISHED\n     61 LISTENING\n", []string{"1-3 parsed by state: 15402 TIME_WAIT; 143 ESTABLISHED; 61 LISTENING;"}},
		{"uniq by foreign address", "netstat -an | awk '{print $3}' | sort | uniq -c | sort -rn", "  15402 192.0.2.9:8443\n     61 0.0.0.0:0\n", []string{"1-2 parsed by raddr+rport: 15402 192.0.2.9 :8443; 61 0.0.0.0 :0;"}},
		{"uniq with process ids", "", "  9402 TIME_WAIT 0\n    143 ESTABLISHED 4240\n", []string{"1-2 parsed by state+pid: 9402 TIME_WAIT pid0; 143 ESTABLISHED pid4240;"}},
		{"a list of numbers", "", "  1 one\n  2 two\n", nil},
		{"german", "", "Anzahl Name\n------ ----\n  9402 WARTEND\n   143 HERGESTELLT\n", []string{"1-4 parsed by state: 9402 TIME_WAIT; 143 ESTABLISHED;"}},
		{"chinese heads", "", "计数 名称\n---- ----\n 9402 TimeWait\n", []string{"1-3 parsed by state: 9402 TIME_WAIT;"}},
		{"hashtable", "", "Name                           Value\n----                           -----\nTIME_WAIT                      15402\nESTABLISHED                    143\n", []string{"1-4 parsed by state: 15402 TIME_WAIT; 143 ESTABLISHED;"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range run(tt.text, tt.command) {
				got = append(got, show(s))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLimits reads more groups than are kept: their sum is whole.
func TestLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString("Count Name\n----- ----\n")
	for n := range maxGroups + 10 {
		fmt.Fprintf(&b, "%5d %d\n", n%7+1, 4*n)
	}
	list := run(b.String(), bound)
	if len(list) != 1 {
		t.Fatalf("%d sections, want 1", len(list))
	}
	s, want := list[0], 0
	for n := range maxGroups {
		want += n%7 + 1
	}
	if c := s.Counts; c.Groups != maxGroups || len(c.Entries) != keepGroups || c.Rows != want || c.States[snapshot.Bound] != want || !c.Cut || s.Status != snapshot.StatusPartial {
		t.Errorf("%d groups, %d kept, %d rows (want %d), cut %v, %s", c.Groups, len(c.Entries), c.Rows, want, c.Cut, s.Status)
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		text string
		n    int
		ok   bool
	}{
		{"0", 0, true}, {"15402", 15402, true}, {"15,402", 15402, true}, {"1.015.402", 1015402, true}, {"15 402", 15402, true}, {"15\u00a0402", 15402, true}, {"15'402", 15402, true},
		{"", 0, false}, {"15,40", 0, false}, {"1540,2", 0, false}, {"1,540.200", 0, false}, {"15402x", 0, false}, {"-5", 0, false}, {"1,5402", 0, false}, {",402", 0, false}, {"99999999999", 0, false},
	}
	for _, tt := range tests {
		if n, ok := number([]byte(tt.text)); ok != tt.ok || ok && n != tt.n {
			t.Errorf("number(%q) = %d, %v; want %d, %v", tt.text, n, ok, tt.n, tt.ok)
		}
	}
}

// FuzzParse reads any text below any command: no panic, each section ends, and what is kept
// is bounded.
func FuzzParse(f *testing.F) {
	for _, seed := range []struct{ text, command string }{
		{"Count Name                      Group\n----- ----                      -----\n 9460 192.0.2.50, 8443          {MSFT_NetTCPConnection (InstanceID = \"10.0.0.4??65530??192.0.2.50??8443\")...\n", remote},
		{"Name : Bound, 5\nCount : 7\n\nName : x\n", tcp},
		{"\"Count\",\"Name\"\n\"7\",\"Bound, 8\"\n", ""},
		{`[{"Count":7,"Name":"Bound"},{"Count":8}]`, ""},
		{"15402\n", `netstat -ano | find /c "TIME_WAIT"`},
		{"---------- A: 7\n", `find /c "TIME_WAIT" a`},
		{" 7 TIME_WAIT\n 8 BOUND 4\n", ""},
		{"\nCount    : 7\nAverage  :\n", "Get-NetTCPConnection | measure"},
	} {
		f.Add(seed.text, seed.command)
	}
	f.Fuzz(func(t *testing.T, text, command string) {
		for _, s := range run(text, command) {
			c := s.Counts
			if c == nil {
				continue
			}
			if len(c.Entries) > keepGroups || c.Groups < len(c.Entries) || s.LastLine < s.Line || c.Rows < 0 {
				t.Errorf("%s: %+v", show(s), c)
			}
		}
	})
}
