package measure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// systemInfo is the head of systeminfo's output.
func systemInfo(build int, role, boot string) string {
	return fmt.Sprintf("Host Name: WEB01\nOS Name: Microsoft Windows Server 2022 Standard\nOS Version: 10.0.%d N/A Build %d\n"+
		"OS Configuration: %s\nSystem Boot Time: %s\n", build, build, role, boot)
}

func TestSystemFacts(t *testing.T) {
	const capture = "netstat-20260310-090000.txt"
	table := title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"
	start := snapshot.Event{Time: at("2026-03-10 05:00"), Provider: "EventLog", ID: 6009, Data: []string{"10.00.", "17763", "", "Multiprocessor Free", "17763"}}
	tests := []struct {
		name   string
		files  []string
		events []snapshot.Event
		want   map[string]any
	}{
		{"nothing captured", []string{capture, table}, nil, map[string]any{"host.os": nil, "host.build": nil, "host.uptime_hours": nil, "host.domain_controller": nil}},
		{"systeminfo", []string{capture, table, "s.txt", systemInfo(20348, "Member Server", "2026-03-08, 09:00:00")}, nil,
			map[string]any{"host.os": "Microsoft Windows Server 2022 Standard", "host.build": 20348.0, "host.uptime_hours": 48.0, "host.domain_controller": false}},
		{"domain controller", []string{"s.txt", systemInfo(20348, "Backup Domain Controller", "x")}, nil, map[string]any{"host.domain_controller": true, "host.uptime_hours": nil}},
		{"another language", []string{"s.txt", systemInfo(20348, "Mitgliedsserver", "x")}, nil, map[string]any{"host.domain_controller": nil}},
		{"the log comes first", []string{capture, table, "s.txt", systemInfo(20348, "Member Server", "2026-03-08, 09:00:00")},
			[]snapshot.Event{start, event("2026-03-10 05:00", 6005)}, map[string]any{"host.build": 17763.0, "host.uptime_hours": 4.0}},
		{"a log without a start", []string{capture, table, "s.txt", systemInfo(20348, "Member Server", "2026-03-08, 09:00:00")},
			[]snapshot.Event{event("2026-03-10 08:00", 4227)}, map[string]any{"host.uptime_hours": 48.0}},
		{"the log ends a day before", []string{"netstat-20260311-090000.txt", table},
			[]snapshot.Event{start, event("2026-03-10 05:00", 6005)}, map[string]any{"host.build": 17763.0, "host.uptime_hours": nil}},
		{"started after the capture", []string{capture, table, "s.txt", systemInfo(20348, "Member Server", "2026-03-10, 09:00:01")}, nil, map[string]any{"host.uptime_hours": nil}},
		{"two outputs, the last start before", []string{capture, table, "1.txt", systemInfo(20348, "Member Server", "2026-03-08, 09:00:00"), "2.txt", systemInfo(20348, "Member Server", "2026-03-10, 03:00:00")}, nil,
			map[string]any{"host.uptime_hours": 6.0}},
		{"capture without a time", []string{"n.txt", table, "s.txt", systemInfo(20348, "Member Server", "2026-03-08, 09:00:00")}, nil, map[string]any{"host.uptime_hours": nil}},
		{"the build tells that -q was understood", []string{"n.txt", "C:\\>netstat -anoq\n" + table, "s.txt", systemInfo(20348, "Member Server", "x")}, nil, map[string]any{"tcp.bound": 0.0}},
		{"an older build", []string{"n.txt", "C:\\>netstat -anoq\n" + table, "s.txt", systemInfo(9600, "Member Server", "x")}, nil, map[string]any{"tcp.bound": nil}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t, tt.files...)
			if tt.events != nil {
				addLog(h, "2026-03-01 00:00", "2026-03-10 09:10", tt.events...)
			}
			v := take(t, h).Facts()
			got := make(map[string]any)
			for name := range tt.want {
				got[name] = valueOf(v.Get(name), tt.want[name])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// valueOf returns a fact's value in the type of the wanted one; nil where it is unknown.
func valueOf(v facts.Value, want any) any {
	if v.State != facts.Known {
		return nil
	}
	switch want.(type) {
	case bool:
		return v.Bool
	case string:
		return v.Str
	}
	return v.Num
}

// TestNameOfList takes names from the capture itself, then from a list of processes.
func TestNameOfList(t *testing.T) {
	list := "Id,ProcessName\n0,Idle\n9,w3wp\n7,other\n"
	m := take(t, host(t, "n.txt", title+"TCP 10.0.0.4:50000 192.0.2.7:443 ESTABLISHED 9\n [first.exe]\n", "p.csv", list, "q.csv", "Id,ProcessName\n7,later\n"))
	got := map[uint32]string{0: m.Name(0), 4: m.Name(4), 7: m.Name(7), 9: m.Name(9)}
	want := map[uint32]string{0: "", 4: "System", 7: "other", 9: "first.exe"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
