package assemble

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	title = "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n"
	rows  = "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\n  TCP    10.0.0.4:50000    192.0.2.7:443    ESTABLISHED    9\n"
	bound = "  TCP    0.0.0.0:50001    0.0.0.0:0    BOUND    9\n"
)

// many writes rows to a remote endpoint from ports of the pool.
func many(remote string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  TCP    10.0.0.4:%d    %s    TIME_WAIT    0\n", 50010+i, remote)
	}
	return b.String()
}

// tss is what TSS writes: two commands under their times, one right after the other.
func tss(at string) string {
	const rule = "======================================\n"
	return rule + "20260310 " + at + ".100 : NETSTAT -anob\n" + rule + title + rows +
		rule + "20260310 " + at + ".900 : NETSTAT -anoq\n" + rule + title + rows + bound
}

func file(path, text string) File {
	return File{Path: path, Sections: parsers.Read(path, strings.NewReader(text), int64(len(text)))}
}

// moments shows the captures of a host.
func moments(h *Host) []string {
	var out []string
	for _, c := range h.Captures {
		when := "-"
		if c.At.Source != snapshot.TimeUnknown {
			when = c.At.Time.Format("15:04:05") + " " + string(c.At.Source)
		}
		out = append(out, fmt.Sprintf("%s:%d %s %d rows", c.Path, c.Line, when, c.Summary.TCPRows()))
	}
	return out
}

func TestMoments(t *testing.T) {
	mod := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		files []File
		want  []string
	}{
		{"by time in the name", []File{file("b-20260310-080000.txt", title+rows), file("a-20260310-090000.txt", title+rows)},
			[]string{"b-20260310-080000.txt:2 08:00:00 name 2 rows", "a-20260310-090000.txt:2 09:00:00 name 2 rows"}},
		{"the richer one of a moment", []File{file("netstat-20260310-090000.txt", title+rows), file("netstat-q-20260310-090030.txt", title+rows+bound)},
			[]string{"netstat-q-20260310-090030.txt:2 09:00:30 name 3 rows"}},
		{"a loop in one file", []File{file("loop.txt", "Tue 03/10/2026  8:00:00.00\n"+title+rows+"Tue 03/10/2026  8:05:00.00\n"+title+rows+bound)},
			[]string{"loop.txt:3 08:00:00 text 2 rows", "loop.txt:10 08:05:00 text 3 rows"}},
		{"different commands in one file", []File{file("tss.txt", "---- netstat -ano\n"+title+rows+"---- netstat -anoq\n"+title+rows+bound)},
			[]string{"tss.txt:10 - 3 rows"}},
		{"TSS at the start and at the stop", []File{file("A_260310-085958_NetStat_Info_Start_.txt", tss("08:59:59")), file("A_260310-092958_NetStat_Info_Stop_.txt", tss("09:29:59"))},
			[]string{"A_260310-085958_NetStat_Info_Start_.txt:14 08:59:59 text 3 rows", "A_260310-092958_NetStat_Info_Stop_.txt:14 09:29:59 text 3 rows"}},
		{"turns of a loop under stamps with their command", []File{file("loop.txt", "20260310 08:00:00 : netstat -ano\n"+title+rows+"20260310 08:01:00 : netstat -ano\n"+title+rows)},
			[]string{"loop.txt:3 08:00:00 text 2 rows", "loop.txt:10 08:01:00 text 2 rows"}},
		{"a copy", []File{file("a.txt", title+rows), file("copy of a.txt", title+rows)}, []string{"a.txt:2 - 2 rows"}},
		{"same options, other rows, no times", []File{file("1.txt", title+rows), file("2.txt", title+rows+strings.Replace(rows, "50000", "50009", 1))},
			[]string{"1.txt:2 - 2 rows", "2.txt:2 - 4 rows"}},
		{"time in the text wins over the name", []File{file("x-20260310-090000.txt", "2026-03-10 08:30:00\n"+title+rows)},
			[]string{"x-20260310-090000.txt:3 08:30:00 text 2 rows"}},
		{"one table beside a loop joins one of its moments", []File{
			file("loop.txt", "2026-03-10 08:00:00\n"+title+rows+"2026-03-10 08:01:00\n"+title+rows+"2026-03-10 08:02:00\n"+title+rows+"2026-03-10 08:03:00\n"+title+rows),
			file("q-20260310-080155.txt", title+rows+bound),
		}, []string{"loop.txt:3 08:00:00 text 2 rows", "q-20260310-080155.txt:2 08:01:55 name 3 rows", "loop.txt:17 08:02:00 text 2 rows", "loop.txt:24 08:03:00 text 2 rows"}},
		{"tables below a date line have no other time", []File{{Path: "loop.txt", ModTime: mod.AddDate(0, 0, 3), Sections: file("loop.txt", "2026-03-10 08:00:00\n"+title+rows+title+rows+bound).Sections}},
			[]string{"loop.txt:3 08:00:00 text 2 rows", "loop.txt:9 - 3 rows"}},
		{"the name dates every table of a file", []File{file("n-20260310-090000.txt", "-- netstat -ano\n"+title+rows+"-- netstat -anoq\n"+title+rows+bound)},
			[]string{"n-20260310-090000.txt:10 09:00:00 name 3 rows"}},
		{"before and after, with one doubtful time", []File{
			{Path: "after.txt", ModTime: mod, Sections: file("after.txt", title+rows+bound+many("10.0.0.9:443", 300)).Sections},
			{Path: "before.txt", ModTime: mod, Sections: file("before.txt", title+rows+many("192.0.2.7:8443", 3000)).Sections},
		}, []string{"before.txt:2 09:00:00 file 3002 rows", "after.txt:2 09:00:00 file 303 rows"}},
		{"start and end without times", []File{file("NetStatAtEnd.txt", title+rows+many("10.0.0.9:443", 300)), file("NetStatAtStart.txt", title+rows)},
			[]string{"NetStatAtStart.txt:2 - 2 rows", "NetStatAtEnd.txt:2 - 302 rows"}},
		{"backend and restart are no end and no start", []File{file("backend.txt", title+rows+many("10.0.0.9:443", 300)), file("restart.txt", title+rows)},
			[]string{"backend.txt:2 - 302 rows", "restart.txt:2 - 2 rows"}},
		{"times before names", []File{file("after-20260310-080000.txt", title+rows), file("before-20260310-090000.txt", title+rows)},
			[]string{"after-20260310-080000.txt:2 08:00:00 name 2 rows", "before-20260310-090000.txt:2 09:00:00 name 2 rows"}},
		{"two copies with doubtful times", []File{
			{Path: "a.txt", ModTime: mod, Sections: file("a.txt", title+rows).Sections},
			{Path: "b.txt", ModTime: mod.Add(2 * time.Hour), Sections: file("b.txt", title+rows).Sections},
		}, []string{"a.txt:2 09:00:00 file 2 rows"}},
		{"the same idle table at two certain times", []File{file("n-20260310-080000.txt", title+rows), file("n-20260310-090000.txt", title+rows)},
			[]string{"n-20260310-080000.txt:2 08:00:00 name 2 rows", "n-20260310-090000.txt:2 09:00:00 name 2 rows"}},
		{"ambiguous date is no time", []File{file("x.txt", "03/10/2026  8:00:00.00\n"+title+rows)}, []string{"x.txt:3 - 2 rows"}},
		{"file time last", []File{{Path: "x.txt", ModTime: mod, Sections: file("x.txt", title+rows).Sections}}, []string{"x.txt:2 09:00:00 file 2 rows"}},
		{"archive time", []File{{Path: "x.txt", ModTime: mod, InArchive: true, Sections: file("x.txt", title+rows).Sections}}, []string{"x.txt:2 09:00:00 archive 2 rows"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, moments(Hosts(tt.files, Options{})[0])); diff != "" {
				t.Errorf("captures (-want +got):\n%s", diff)
			}
		})
	}
}

// system is the head of systeminfo's output.
func system(zone string) string {
	return "Host Name: WEB01\nOS Name: Microsoft Windows Server 2022 Standard\nOS Version: 10.0.20348 N/A Build 20348\nSystem Boot Time: 2026-03-08, 09:00:00\nTime Zone: " + zone + "\n"
}

// TestBootZone reads the boot time in the host's zone.
func TestBootZone(t *testing.T) {
	h := Hosts([]File{file("s.txt", system("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"))}, Options{})[0]
	want := snapshot.Moment{Time: time.Date(2026, 3, 8, 3, 30, 0, 0, time.UTC), Zoned: true, Zone: "UTC+05:30", Source: snapshot.TimeText}
	if diff := cmp.Diff(want, h.Systems[0].Boot); diff != "" || h.Name != "WEB01" {
		t.Errorf("host %q, boot (-want +got):\n%s", h.Name, diff)
	}
}

// TestRangesOfSettings puts the ranges of netsh before those of Get-NetTCPSetting.
func TestRangesOfSettings(t *testing.T) {
	h := Hosts([]File{
		file("a.txt", "SettingName : Internet\nDynamicPortRangeStartPort : 10000\nDynamicPortRangeNumberOfPorts : 50000\nAutoReusePortRangeStartPort : 0\nAutoReusePortRangeNumberOfPorts : 0\n"),
		file("b.txt", "Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n"),
	}, Options{})[0]
	if len(h.Ranges) != 2 || h.Ranges[0].Path != "b.txt" || h.Ranges[1].Path != "a.txt" || len(h.AutoReuse) != 1 {
		t.Errorf("ranges %+v, auto-reuse %+v", h.Ranges, h.AutoReuse)
	}
}

// TestDoubtfulValues puts values that may tell what to set behind those of a dump.
func TestDoubtfulValues(t *testing.T) {
	const key = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"
	h := Hosts([]File{
		file("a.txt", "Is it this that we have to set?\n\n["+key+"]\n\"MaxUserPort\"=dword:0000fffe\n"),
		file("b.txt", "\n"+key+"\n    MaxUserPort    REG_DWORD    0x1388\n"),
	}, Options{})[0]
	if len(h.Registry) != 2 || h.Registry[0].File != "b.txt" || !h.Registry[1].Doubtful {
		t.Errorf("registry %+v", h.Registry)
	}
}

// counterLog is a counter log whose head names a zone one hour east of Greenwich.
func counterLog(zone string) string {
	return `"(PDH-CSV 4.0) (` + zone + `)(-60)","\\TCPv4\Connections Active"` + "\n" + `"03/10/2026 09:00:00.000","5"` + "\n"
}

func TestZone(t *testing.T) {
	f := file("netstat-20260310-090000.txt", title+rows)
	plus1 := time.FixedZone("+01:00", 3600)
	bias := file("tz.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation]\r\n\"ActiveTimeBias\"=dword:ffffffc4\r\n")
	tests := []struct {
		name  string
		files []File
		opts  Options
		want  string
		zoned bool
	}{
		{"assumed UTC", []File{f}, Options{}, "09:00:00", false},
		{"option", []File{f}, Options{Zone: plus1}, "08:00:00", true},
		{"registry bias of -60 minutes", []File{f, bias}, Options{}, "08:00:00", true},
		{"tzutil in the text", []File{file("netstat-20260310-090000.txt", "W. Europe Standard Time\r\n\r\n"+title+rows)}, Options{}, "08:00:00", true},
		{"option over tzutil", []File{file("netstat-20260310-090000.txt", "Tokyo Standard Time\r\n"+title+rows)}, Options{Zone: plus1}, "08:00:00", true},
		{"distance of systeminfo", []File{f, file("s.txt", system("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"))}, Options{}, "03:30:00", true},
		{"registry over systeminfo", []File{f, bias, file("s.txt", system("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"))}, Options{}, "08:00:00", true},
		{"zone of systeminfo, with daylight saving", []File{file("netstat-20260710-090000.txt", title+rows), file("s.txt", system("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"))}, Options{}, "07:00:00", true},
		{"zone of a counter log, with daylight saving", []File{file("netstat-20260710-090000.txt", title+rows), file("c.csv", counterLog("W. Europe Standard Time"))}, Options{}, "07:00:00", true},
		{"offset of a counter log", []File{f, file("c.csv", counterLog("Mitteleuropäische Zeit"))}, Options{}, "08:00:00", true},
		{"systeminfo over a counter log", []File{f, file("c.csv", counterLog("W. Europe Standard Time")), file("s.txt", system("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"))}, Options{}, "03:30:00", true},
		{"a bias that no zone has", []File{f, file("tz.reg", "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation]\r\n\"ActiveTimeBias\"=dword:7fffffff\r\n")}, Options{}, "09:00:00", false},
		{"--captured-at", []File{f}, Options{CapturedAt: time.Date(2026, 3, 10, 12, 0, 0, 0, plus1)}, "11:00:00", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := Hosts(tt.files, tt.opts)[0]
			got := h.Captures[0].At
			if got.Time.Format("15:04:05") != tt.want || got.Zoned != tt.zoned {
				t.Errorf("captured at %v, zoned %v; want %s, %v", got.Time, got.Zoned, tt.want, tt.zoned)
			}
			h.Captures[0].At = snapshot.Moment{}
			f.Sections[0].Captures[0].At = snapshot.Moment{}
		})
	}
}

func TestHosts(t *testing.T) {
	of := func(path, host string) File {
		return File{Path: path, Sections: []*snapshot.Section{{Path: path, Host: host}}}
	}
	tests := []struct {
		name  string
		files []File
		want  []string
	}{
		{"none named", []File{of("a.txt", ""), of("b.txt", "")}, []string{": a.txt b.txt"}},
		{"one named", []File{of("a.txt", ""), of("System.evtx", "WEB01.corp.example")}, []string{"WEB01.corp.example: a.txt System.evtx"}},
		{"one host, two spellings", []File{of("reg.txt", "web01"), of("System.evtx", "WEB01.corp.example")}, []string{"web01: reg.txt System.evtx"}},
		{"two by folder", []File{of("w/a.txt", ""), of("w/s.evtx", "WEB01"), of("q/s.evtx", "SQL01"), of("q/deep/a.txt", "")},
			[]string{"SQL01: q/s.evtx q/deep/a.txt", "WEB01: w/a.txt w/s.evtx"}},
		{"a name that begins with another's", []File{of("1.evtx", "WEB"), of("2.evtx", "WEB-01"), of("WEB-01_netstat.txt", "")},
			[]string{"WEB: 1.evtx", "WEB-01: 2.evtx WEB-01_netstat.txt"}},
		{"a name cut off at 15 characters", []File{of("s.evtx", "SQL01"), of("perf.csv", "INTEGRATIONHOST"), of("reg.txt", "IntegrationHost01"), of("INTEGRATIONHOST01_a.txt", "")},
			[]string{"IntegrationHost01: perf.csv reg.txt INTEGRATIONHOST01_a.txt", "SQL01: s.evtx"}},
		{"a name cut off that may be two", []File{of("perf.csv", "INTEGRATIONHOST"), of("1.txt", "IntegrationHost01"), of("2.txt", "IntegrationHost02")},
			[]string{"INTEGRATIONHOST: perf.csv", "IntegrationHost01: 1.txt", "IntegrationHost02: 2.txt"}},
		{"folders with the hosts' names", []File{of("all.evtx", "WEB01"), of("reg.txt", "SQL01"), of("WEB01/a.txt", ""), of("SQL01/deep/b.txt", ""), of("old/c.txt", "")},
			[]string{"SQL01: reg.txt SQL01/deep/b.txt", "WEB01: all.evtx WEB01/a.txt", ": old/c.txt"}},
		{"names inside of names", []File{of("1.evtx", "WEB01"), of("2.evtx", "SQL01"), of("TSS_WEB01_260310-090000/a.txt", ""), of("Collection-SQL01-2026.zip/results/b.json", ""), of("WEB01 and SQL01/c.txt", "")},
			[]string{"SQL01: 2.evtx Collection-SQL01-2026.zip/results/b.json", "WEB01: 1.evtx TSS_WEB01_260310-090000/a.txt WEB01 and SQL01/c.txt"}},
		{"two names in one", []File{of("1.evtx", "WEB01"), of("2.evtx", "SQL01"), of("from WEB01 to SQL01.txt", "")},
			[]string{"SQL01: 2.evtx", "WEB01: 1.evtx", ": from WEB01 to SQL01.txt"}},
		{"a name that another begins with", []File{of("1.evtx", "WEB"), of("2.evtx", "SQL"), of("WEB-02_netstat.txt", ""), of("WEB-netstat.txt", ""), of("WEB-20260310.txt", "")},
			[]string{"SQL: 2.evtx", "WEB: 1.evtx WEB-netstat.txt WEB-20260310.txt", "WEB-02: WEB-02_netstat.txt"}},
		{"flat, nothing tells", []File{of("1.evtx", "WEB01"), of("2.evtx", "SQL01"), of("netstat.txt", ""), of("netstat2.txt", "")},
			[]string{"SQL01: 2.evtx", "WEB01: 1.evtx", ": netstat.txt netstat2.txt"}},
		{"files of psSDP of two hosts, none named inside", []File{of("APP1_TCPIP_info.TXT", ""), of("APP1_Netstat.txt", ""), of("APP2_TCPIP_netsh_info.TXT", ""), of("APP2_PortUsage.txt", "")},
			[]string{"APP1: APP1_TCPIP_info.TXT APP1_Netstat.txt", "APP2: APP2_TCPIP_netsh_info.TXT APP2_PortUsage.txt"}},
		{"files of TSS, and the host's whole name", []File{of("APP1_260310-090000_NetStat_Info_Start_.txt", ""), of("APP1_System.evtx", "APP1.corp.example"), of("Host_dynamicportrange.txt", "")},
			[]string{"APP1.corp.example: APP1_260310-090000_NetStat_Info_Start_.txt APP1_System.evtx Host_dynamicportrange.txt"}},
		{"a collector's name that is cut off", []File{of("INTEGRATIONHOST_TCPIP_info.TXT", ""), of("reg.txt", "IntegrationHost01"), of("2.evtx", "SQL01")},
			[]string{"IntegrationHost01: INTEGRATIONHOST_TCPIP_info.TXT reg.txt", "SQL01: 2.evtx"}},
		{"before and after are no hosts", []File{of("before_netstat.txt", ""), of("after_netstat.txt", "")}, []string{": before_netstat.txt after_netstat.txt"}},
		{"a folder beside a host's", []File{of("WEB01/System.evtx", "WEB01"), of("WEB01/netstat.txt", ""), of("SQL01/netstat.txt", ""), of("SQL01/deep/b.txt", "")},
			[]string{"SQL01: SQL01/netstat.txt SQL01/deep/b.txt", "WEB01: WEB01/System.evtx WEB01/netstat.txt"}},
		{"a folder of anything beside a host's", []File{of("WEB01/System.evtx", "WEB01"), of("after/netstat.txt", "")}, []string{"WEB01: WEB01/System.evtx after/netstat.txt"}},
		{"folders without any host", []File{of("run1/netstat.txt", ""), of("run2/netstat.txt", "")}, []string{": run1/netstat.txt run2/netstat.txt"}},
		{"two by name", []File{of("web01_netstat.txt", ""), of("1.evtx", "WEB01"), of("2.evtx", "SQL01"), of("other.txt", "")},
			[]string{"SQL01: 2.evtx", "WEB01: web01_netstat.txt 1.evtx", ": other.txt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, g := range groupByHost(tt.files) {
				line := g.name + ":"
				for _, f := range g.files {
					line += " " + f.Path
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("hosts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOwnersOfOneMoment takes process ids from the poorer capture of a moment, by the
// connection: KAPE's table of PowerShell shows bound sockets and no ids, its netstat ids.
func TestOwnersOfOneMoment(t *testing.T) {
	csv := "LocalAddress,LocalPort,RemoteAddress,RemotePort,State,ProcessName\n0.0.0.0,135,0.0.0.0,0,Listen,svchost\n" +
		"10.0.0.4,50000,192.0.2.7,443,Established,w3wp\n10.0.0.4,50002,192.0.2.7,443,CloseWait,w3wp\n0.0.0.0,50000,0.0.0.0,0,Bound,w3wp\n"
	netstat := title + rows + "  TCP    10.0.0.4:50002    192.0.2.7:443    CLOSE_WAIT    9\n [w3wp.exe]\n"
	h := Hosts([]File{file("a-20260310-090000.csv", csv), file("b-20260310-090010.txt", netstat)}, Options{})[0]
	if len(h.Captures) != 1 {
		t.Fatalf("%d captures, want 1", len(h.Captures))
	}
	c := h.Captures[0]
	var got []uint32
	for _, r := range c.Table.All() {
		got = append(got, r.PID)
	}
	if diff := cmp.Diff([]uint32{4, 9, 9, snapshot.NoPID}, got); diff != "" || !c.HasPID || c.Names[9] != "w3wp.exe" {
		t.Errorf("names %v; process ids (-want +got):\n%s", c.Names, diff)
	}
	if diff := cmp.Diff([]snapshot.ProcessUse{{PID: 9, Established: 1, CloseWait: 1}}, c.Summary.Processes); diff != "" {
		t.Errorf("processes (-want +got):\n%s", diff)
	}
	want := []snapshot.Note{{ID: "capture.owners", Line: c.Line, Args: []string{"b-20260310-090010.txt", "2"}}}
	if diff := cmp.Diff(want, h.Sections[0].Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestDuplicateIsNamed checks that the poorer capture says where the richer one stands.
func TestDuplicateIsNamed(t *testing.T) {
	h := Hosts([]File{file("netstat-20260310-090000.txt", title+rows), file("netstat-q-20260310-090030.txt", title+rows+bound)}, Options{})[0]
	s := h.Sections[0]
	want := []snapshot.Note{{ID: "capture.same-moment", Line: 2, Args: []string{"netstat-q-20260310-090030.txt", "2"}}}
	if diff := cmp.Diff(want, s.Notes); diff != "" || s.Status != snapshot.StatusDuplicate {
		t.Errorf("status %s, notes (-want +got):\n%s", s.Status, diff)
	}
}

// TestEndpointsOfOneMoment checks that UDP endpoints beside connections are not taken for
// a second table of them.
func TestEndpointsOfOneMoment(t *testing.T) {
	text := "PS C:\\> Get-NetTCPConnection\n\nLocalAddress LocalPort RemoteAddress RemotePort State       OwningProcess\n" +
		"------------ --------- ------------- ---------- -----       -------------\n" +
		"192.0.2.1    50000     198.51.100.7  443        Established 9\n\n" +
		"PS C:\\> Get-NetUDPEndpoint\n\nLocalAddress LocalPort\n------------ ---------\n192.0.2.1    50001\n"
	h := Hosts([]File{file("console.txt", text)}, Options{})[0]
	if len(h.Captures) != 1 || h.Captures[0].UDP == nil || h.Captures[0].UDP.Summary.UDPRows != 1 {
		t.Errorf("captures %v, want one with an endpoint", moments(h))
	}
	for _, s := range h.Sections {
		if s.Status != snapshot.StatusParsed || len(s.Notes) > 0 {
			t.Errorf("%s line %d: %s, notes %v", s.Kind, s.Line, s.Status, s.Notes)
		}
	}
}
