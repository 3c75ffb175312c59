package parsers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// facts shows what was read: the kind of each section and its numbers.
func facts(list []*snapshot.Section) []string {
	var out []string
	for _, s := range list {
		line := string(s.Kind)
		for _, c := range s.Captures {
			line += fmt.Sprintf(" %d/%d", c.Summary.TCPRows(), c.Summary.UDPRows)
		}
		for _, r := range s.Ranges {
			line += fmt.Sprintf(" %v %v %d+%d", r.Family, r.Proto, r.Start, r.Count)
		}
		for _, e := range s.Exclusions {
			line += fmt.Sprintf(" %v %v %d spans", e.Family, e.Proto, len(e.Spans))
		}
		for _, k := range s.Registry {
			for _, v := range k.Values {
				line += fmt.Sprintf(" %s=%d", v.Name, v.Number)
			}
		}
		out = append(out, line)
	}
	return out
}

const (
	tableText = "\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n" +
		"  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       948\r\n" +
		"  TCP    10.0.0.4:50000         192.0.2.7:443          TIME_WAIT       0\r\n" +
		"  UDP    0.0.0.0:123            *:*                                    1092\r\n"
	rangeText    = "\r\nProtocol tcp Dynamic Port Range\r\n---------------------------------\r\nStart Port      : 20000\r\nNumber of Ports : 3000\r\n\r\n"
	excludedText = "\r\nProtocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port      \r\n----------    --------      \r\n      5357        5357      \r\n     50000       50059     *\r\n\r\n* - Administered port exclusions.\r\n\r\n"
	registryText = "\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\r\n    MaxUserPort    REG_DWORD    0xfffe\r\n\r\n"
)

// TestSectionTraps tells sections and their commands apart.
func TestSectionTraps(t *testing.T) {
	const table = "netstat 2/1"
	tests := []struct {
		name, path, text string
		want             []string
	}{
		{"a prompt's command names the family", "", "C:\\>netsh int ipv6 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv6 tcp 20000+3000"}},
		{"a prompt of powershell in an environment", "", "(base) PS C:\\Users\\lab> netsh int ipv4 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"a prompt of a remote session", "", "[WEB01]: PS C:\\> netsh int ipv6 show excludedportrange tcp\r\n" + excludedText, []string{"excludedport ipv6 tcp 2 spans"}},
		{"netsh's own prompt", "", "netsh>interface ipv4\r\nnetsh interface ipv4>show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"a line that a script echoes", "", "--- netsh interface ipv6 show dynamicportrange protocol=tcp ---\r\n" + rangeText, []string{"dynamicport ipv6 tcp 20000+3000"}},
		{"the file's name where no command does", "logs/WEB01_ipv4-dynamicport-tcp.txt", rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"the command goes before the file's name", "WEB01_ipv4.txt", "C:\\>netsh int ipv6 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv6 tcp 20000+3000"}},
		{"a heading names the family", "", "### IPv6 TCP ports ###\r\n" + rangeText, []string{"dynamicport ipv6 tcp 20000+3000"}},
		{"a heading goes before the command of another list", "", "C:\\>netsh int ipv4 show dynamicport tcp\r\n" + rangeText + "--- excluded (IPv6) ---\r\n" + excludedText, []string{"dynamicport ipv4 tcp 20000+3000", "excludedport ipv6 tcp 2 spans"}},
		{"a heading above a fence of markdown", "", "**IPv4:**\n\n```\n" + rangeText + "```\n", []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"a heading of other text is none", "", "Results (IPv6)\r\nports of this server\r\n" + rangeText, []string{"dynamicport unknown tcp 20000+3000"}},
		{"a heading that names both is none", "", "IPv4 and IPv6\r\n" + rangeText, []string{"dynamicport unknown tcp 20000+3000"}},
		{"an unknown family is unknown", "ports.txt", rangeText, []string{"dynamicport unknown tcp 20000+3000"}},
		{"tss exchanges the names of files: the text's protocol counts", "WEB01_ipv6-excludedportrange-udp.txt", excludedText, []string{"excludedport ipv6 tcp 2 spans"}},
		{"a known head without a prompt", "", tableText + rangeText + registryText + excludedText, []string{table, "dynamicport unknown tcp 20000+3000", "registry MaxUserPort=65534", "excludedport unknown tcp 2 spans"}},
		{"a form feed between sections", "", tableText + "\fC:\\>reg query x\r\n" + registryText + "\f" + strings.TrimLeft(tableText, "\r\n"), []string{table, "registry MaxUserPort=65534", table}},
		{"a prompt between two tables", "", "C:\\>netstat -ano\r\n" + tableText + "\r\nC:\\>netstat -ano\r\n" + tableText, []string{table, table}},

		{"a table of contents says nothing of what follows", "", "netsh int ipv4 show dynamicport tcp\r\nnetsh int ipv6 show dynamicport tcp\r\nnetsh int ipv6 show excludedportrange tcp\r\n\r\n" + rangeText, []string{"dynamicport unknown tcp 20000+3000"}},
		{"headings below a table of contents do", "", "netstat -ano\r\nnetsh int ipv6 show dynamicport tcp\r\nnetsh int ipv4 show dynamicport tcp\r\n\r\n=====\r\nnetstat -ano\r\n=====\r\n" + tableText + "=====\r\nnetsh int ipv6 show dynamicport tcp\r\n=====\r\n" + rangeText,
			[]string{table, "dynamicport ipv6 tcp 20000+3000"}},
		{"a heading and the command itself", "", "Port range (netsh int ipv4 show dynamicport tcp)\r\nnetsh int ipv4 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"a script echoes the values that it expects first", "", "echo value(s): Start Port = 10000, Number of Ports = 55535\r\nnetsh int ipv4 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"and those of the registry", "", "echo value(s): MaxUserPort    REG_DWORD    0x1388 = 5000\r\nREG QUERY HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters /v MaxUserPort\r\n" + registryText, []string{"registry MaxUserPort=65534"}},
		{"numbers that are not the setting", "WEB01_PortUsage.txt", "TCP\r\n---------------------------------\r\n Start Port      : 1025 (default is 49152)\r\n Number of Ports : 100 (default is 16384)\r\n\r\n" + rangeText, []string{"dynamicport unknown tcp 20000+3000"}},
		{"rows of linux are none", "", "tcp        0      0 10.0.0.4:22   10.0.0.9:5000   ESTABLISHED\r\n", []string{"unrecognized"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, facts(Read(tt.path, strings.NewReader(tt.text), -1))); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNamesDecideNothing gives each text every name that customers use.
func TestNamesDecideNothing(t *testing.T) {
	names := []string{
		"netstat.txt", "netstat_out.txt", "netstat_full.txt", "ports.txt", "port_check.txt", "netstat.log", "tcp_ip.txt", "tasklist.csv", "reg.json", "System.evtx", "a.html", "",
	}
	texts := []struct {
		name, text string
		want       []string
	}{
		{"connections", tableText, []string{"netstat 2/1"}},
		{"a range", "C:\\>netsh int ipv4 show dynamicport tcp\r\n" + rangeText, []string{"dynamicport ipv4 tcp 20000+3000"}},
		{"a key", registryText, []string{"registry MaxUserPort=65534"}},
		{"json", `[{"LocalPort":50000,"State":11,"OwningProcess":0}]`, []string{"nettcp 1/0"}},
		{"only a command line", "netstat -ano | findstr \":8000\"\r\n", []string{"unrecognized"}},
	}
	for _, text := range texts {
		for _, name := range names {
			t.Run(text.name+" in "+name, func(t *testing.T) {
				if diff := cmp.Diff(text.want, facts(Read(name, strings.NewReader(text.text), -1))); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestHalfWay reads a file that changes its encoding, as psSDP writes it: cmd appends
// bytes of its code page, Out-File UTF-16.
func TestHalfWay(t *testing.T) {
	german := strings.NewReplacer("LISTENING", "ABH\x99REN", "TIME_WAIT", "WARTEND").Replace(tableText)
	for _, text := range []string{german + utf16LE(rangeText) + registryText, "\xff\xfe" + utf16LE(rangeText) + german + utf16LE(registryText)} {
		got := facts(Read("WEB01_TCPIP_info.TXT", strings.NewReader(text), -1))
		if len(got) != 3 || !strings.Contains(strings.Join(got, "\n"), "netstat 2/1") {
			t.Errorf("sections %q", got)
		}
	}
}
