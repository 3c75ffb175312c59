package assemble

import (
	"strings"
	"testing"
)

// TestCandidates reads names of files and folders as people and collectors write them.
func TestCandidates(t *testing.T) {
	tests := []struct{ element, plausible, doubtful string }{
		{"WEB25_netstat_20260315_090000.txt", "WEB25", ""},
		{"netstat-WEB25.txt", "WEB25", ""},
		{"web25.txt", "WEB25", ""},
		{"netstat-web25-before-2.txt", "WEB25", ""},
		{"WEB25-2.txt", "WEB25", ""},
		{"WEB-02_netstat.txt", "WEB-02", ""},
		{"netstat_SRV-DB-02 (2).txt", "SRV-DB-02", ""},
		{"prod-web01_netstat.txt", "WEB01", ""},
		{"LONDC2 netstat ano.log", "LONDC2", ""},
		{"WIN-7F3K2LQ9ABC.txt", "WIN-7F3K2LQ9ABC", ""},
		{"desktop-4jk2l9x_ports.csv", "DESKTOP-4JK2L9X", ""},
		{"DFIR-ORC_Server_SRV26_Little.zip", "SRV26", ""},
		{"2026-03-10_WKS24.zip", "WKS24", ""},
		{"APP07的netstat.txt", "APP07", ""},
		{"SERVER12_netstat.txt", "SERVER12", ""},
		{"server1_netstat.txt", "", "SERVER1"},
		{"server-1_netstat.txt", "", "SERVER-1"},
		{"prod1.txt", "", "PROD1"},
		{"contoso1.txt", "", "CONTOSO1"},
		{"sql2019_netstat.txt", "", "SQL2019"},
		{"PROJ-4711.zip", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.element, func(t *testing.T) {
			var got [3][]string
			for _, c := range candidates(tt.element) {
				got[c.trust] = append(got[c.trust], c.name)
			}
			if p, d := strings.Join(got[plausible], " "), strings.Join(got[doubtful], " "); p != tt.plausible || d != tt.doubtful {
				t.Errorf("plausible %q, doubtful %q; want %q, %q", p, d, tt.plausible, tt.doubtful)
			}
		})
	}
}

// TestNoCandidates reads names that hold no computer's name.
func TestNoCandidates(t *testing.T) {
	for _, element := range strings.Fields(`netstat.txt netstat2.txt netstat_before.txt netstat-after-3.txt netstat_full.txt out.txt output1.txt
		netstat-ano.txt netstat_anoq_q.txt netstat-q-20260310-090000.txt netstat-q-5.txt NetStatAtStart.txt NetStatAtEnd2.txt ports.txt port_check.txt
		portcheck12.txt tcp_ip.txt tcp4.txt ipv4-dynamicport-tcp.txt ipv6_excluded.txt before1.txt after10.txt test01.txt test1.log capture12.txt
		run1 run02 day1 logs3 PROD_netstat.txt server.txt server_netstat.txt date.txt 20260310T090000Z.txt 10MAR2026.txt mar10.txt 9am.txt
		netstat_10-03-2026_9h30.txt ticket4711.zip case00123456 INC0012345 SR123456.zip KB5034441.txt win2019.txt windows10pro.txt evt4231.txt
		error10055.txt utf16le.txt cp850.txt 3f2504e0-4f89-11d3-9a0c-0305e82c3301.txt a1b2c3d4e5f6.csv tasklist_svc.txt System.evtx
		Microsoft-Windows-Audio%4Operational.evtx winevt Logs Q1.txt v2.txt p1.txt t0.txt T1.txt copy2.txt Collection results
		netstat-p443.txt port443.txt pid1234.txt last24h.txt top10.txt x64.txt md5.txt sha256.txt sdc.zip ranges.txt dynamicport.txt`) {
		for _, c := range candidates(element) {
			t.Errorf("%s: %q may be a computer's name (trust %d)", element, c.name, c.trust)
		}
	}
}
