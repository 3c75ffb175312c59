package parsers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// amid are artifacts that stand one below the other in a console log.
var amid = []struct{ name, text string }{
	{"netstat", strings.TrimLeft(tableText, "\r\n")},
	{"netstat -b", "Active Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n" +
		"  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\r\n  RpcSs\r\n [svchost.exe]\r\n" +
		"  TCP    10.0.0.4:50000         192.0.2.7:443          TIME_WAIT       0\r\n"},
	{"range", strings.Trim(rangeText, "\r\n") + "\r\n"},
	{"exclusions", strings.Trim(excludedText, "\r\n") + "\r\n"},
	{"no exclusions", "Protocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port      \r\n----------    --------      \r\n\r\n* - Administered port exclusions.\r\n"},
	{"reg query", strings.Trim(registryText, "\r\n") + "\r\n"},
	{"reg file", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\r\n\"MaxUserPort\"=dword:0000fffe\r\n"},
	{"events", "Event[0]:\r\n  Log Name: System\r\n  Source: Tcpip\r\n  Date: 2026-03-10T08:53:12.123\r\n  Event ID: 4231\r\n  Level: Warning\r\n  Computer: WEB01\r\n  Description: \r\nAll ports are in use.\r\n"},
	{"copied event", "Log Name:      System\r\nSource:        Tcpip\r\nDate:          3/30/2026 8:53:12 AM\r\nEvent ID:      4231\r\nLevel:         Warning\r\nComputer:      WEB01\r\nDescription:\r\nAll ports are in use.\r\n"},
	{"csv", "\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\r\n\"10.0.0.4\",\"50000\",\"192.0.2.7\",\"443\",\"TimeWait\",\"0\"\r\n"},
	{"json", "[\r\n  {\r\n    \"LocalAddress\":  \"10.0.0.4\",\r\n    \"LocalPort\":  50000,\r\n    \"RemoteAddress\":  \"192.0.2.7\",\r\n    \"RemotePort\":  443,\r\n    \"State\":  11,\r\n    \"OwningProcess\":  0\r\n  }\r\n]\r\n"},
	{"table", "LocalAddress LocalPort RemoteAddress RemotePort State    AppliedSetting OwningProcess\r\n------------ --------- ------------- ---------- -----    -------------- -------------\r\n10.0.0.4     50000     192.0.2.7     443        TimeWait                0\r\n"},
	{"list", "LocalAddress   : 10.0.0.4\r\nLocalPort      : 50000\r\nRemoteAddress  : 192.0.2.7\r\nRemotePort     : 443\r\nState          : TimeWait\r\nOwningProcess  : 0\r\n"},
	{"tcpvcon", "TCP,app.exe,4120,ESTABLISHED,10.0.0.4:50000,192.0.2.7:443\r\nTCP,app.exe,4120,ESTABLISHED,10.0.0.4:50001,192.0.2.7:443\r\n"},
	{"tasklist", "Image Name                     PID Session Name        Session#    Mem Usage\r\n========================= ======== ================ =========== ============\r\nSystem Idle Process              0 Services                   0          8 K\r\nw3wp.exe                      4120 Services                   0     10,144 K\r\n"},
	{"tasklist csv", "\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\r\n\"w3wp.exe\",\"4120\",\"Services\",\"0\",\"10,144 K\"\r\n"},
	{"get-process", "Handles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName\r\n-------  ------    -----      -----     ------     --  -- -----------\r\n    204      13     4120      10144       0.14   4120   0 w3wp\r\n"},
	{"wmic", "Name            ProcessId  \r\nw3wp.exe        4120       \r\n"},
	{"settings", "SettingName                   : Internet\r\nMinRto(ms)                    : 300\r\nDynamicPortRangeStartPort     : 20000\r\nDynamicPortRangeNumberOfPorts : 3000\r\n"},
	{"systeminfo", "Host Name:                 WEB01\r\nOS Name:                   Microsoft Windows Server 2022 Standard\r\nOS Version:                10.0.20348 N/A Build 20348\r\nSystem Boot Time:          3/1/2026, 8:00:00 AM\r\nTime Zone:                 (UTC) Coordinated Universal Time\r\n"},
	{"statistics", "TCP Statistics for IPv4\r\n\r\n  Active Opens                        = 5\r\n  Passive Opens                       = 6\r\n  Failed Connection Attempts          = 7\r\n  Reset Connections                   = 8\r\n  Current Connections                 = 9\r\n  Segments Received                   = 10\r\n  Segments Sent                       = 11\r\n  Segments Retransmitted              = 12\r\n"},
	{"pdh", "\"(PDH-CSV 4.0)\",\"\\\\WEB01\\TCPv4\\Connections Established\"\r\n\"03/10/2026 09:00:00.000\",\"12\"\r\n\"03/10/2026 09:00:01.000\",\"13\"\r\n"},
	{"global", "TCP Global Parameters\r\n----------------------------------------------\r\nReceive-Side Scaling State          : enabled\r\nReceive Window Auto-Tuning Level    : normal\r\nInitial RTO                         : 1000\r\n"},
}

var between = []struct{ name, text string }{
	{"nothing", ""},
	{"a blank line", "\r\n"},
	{"three blank lines", "\r\n\r\n\r\n"},
	{"a prompt", "C:\\>echo done\r\n"},
	{"a prompt among blank lines", "\r\nPS C:\\> Get-Date > x\r\n\r\n"},
	{"a ruled heading", "\r\n=====================\r\n Next of all\r\n=====================\r\n"},
	{"a dashed heading", "---------------------\r\nNext of all\r\n---------------------\r\n"},
	{"a heading in marks", "=== Next ===\r\n"},
	{"a heading in hashes", "\r\n##### Next #####\r\n\r\n"},
	{"a label", "\r\nNext:\r\n"},
	{"a fence", "```\r\n\r\n```\r\n"},
	{"a bullet", "[+] Next of all\r\n"},
}

// TestPairs puts every artifact below every other one, with what people and tools put
// between them: both are read as they are alone.
func TestPairs(t *testing.T) {
	for _, a := range amid {
		alone := whole(a.text)
		if len(alone) != 1 {
			t.Fatalf("%s alone: sections %q", a.name, alone)
		}
		for _, b := range amid {
			want := append(alone, whole(b.text)...)
			if kindOf(want[0]) == kindOf(want[1]) {
				continue // one section may hold both
			}
			for _, sep := range between {
				if diff := cmp.Diff(want, whole(a.text+sep.text+b.text)); diff != "" {
					t.Errorf("%s, %s, %s: sections (-want +got):\n%s", a.name, sep.name, b.name, diff)
				}
			}
		}
	}
}

// whole shows what was read of a text: the facts and how much of the other kinds.
func whole(text string) []string {
	list := Read("", strings.NewReader(text), -1)
	out := facts(list)
	for i, s := range list {
		if out[i] += fmt.Sprintf(" %s %d processes", s.Status, len(s.Processes)); s.Events != nil {
			out[i] += fmt.Sprintf(" %d events", len(s.Events.Events))
		}
		if s.System != nil {
			out[i] += " " + s.System.HostName
		}
		if s.Counters != nil {
			out[i] += fmt.Sprintf(" %d readings", len(s.Counters.Readings))
		}
	}
	return out
}

func kindOf(section string) string {
	kind, _, _ := strings.Cut(section, " ")
	return kind
}
