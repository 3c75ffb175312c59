package measure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/rules/facts"
)

// counterLog writes a counter log in UTC: a row is a time and values, the columns
// Connections Active, Connection Failures and Connections Established of TCPv4, then
// Connections Active of TCPv6.
func counterLog(rows ...string) string {
	var b strings.Builder
	b.WriteString(`"(PDH-CSV 4.0) (UTC)(0)"`)
	for _, c := range []string{`TCPv4\Connections Active`, `TCPv4\Connection Failures`, `TCPv4\Connections Established`, `TCPv6\Connections Active`} {
		fmt.Fprintf(&b, `,"\\WEB01\%s"`, c)
	}
	b.WriteString("\n")
	for _, r := range rows {
		for i, cell := range strings.Split(r, ",") {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q", cell)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// statistics writes the block of netstat -s.
func statistics(family string, opens, failed, current int) string {
	return fmt.Sprintf("\nTCP Statistics for %s\n\n  Active Opens                        = %d\n  Passive Opens                       = 7\n  Failed Connection Attempts          = %d\n"+
		"  Reset Connections                   = 3\n  Current Connections                 = %d\n  Segments Received                   = 9\n  Segments Sent                       = 9\n  Segments Retransmitted              = 1\n", family, opens, failed, current)
}

// counterFacts returns the facts of counters: a number, or nil where it is unknown.
func counterFacts(t *testing.T, h *assemble.Host) map[string]any {
	v := take(t, h).Facts()
	out := map[string]any{}
	for f := range facts.All() {
		name, ok := strings.CutPrefix(f.Name, "counters.")
		if !ok {
			continue
		}
		switch value := v.Get(f.Name); value.State {
		case facts.Known:
			out[name] = value.Num
		case facts.NotApplicable:
			out[name] = "does not apply"
		}
	}
	return out
}

func TestCounterFacts(t *testing.T) {
	minute := counterLog("03/10/2026 08:00:00.000, , , , ", "03/10/2026 08:01:00.000,1000,10,100,50", "03/10/2026 08:02:00.000,4840,70,300,50", "03/10/2026 08:03:00.000,6640,130,200,110")
	tests := []struct {
		name  string
		files []string
		want  map[string]any
	}{
		{"nothing", nil, map[string]any{"samples": 0.0}},
		{
			// 5,640 opens over IPv4 and 60 over IPv6 in 120 s; 3,840 in the first minute.
			"counter log", []string{"perf.csv", minute},
			map[string]any{
				"samples": 3.0, "span_seconds": 120.0, "opens_per_second": 47.5, "opens_per_second_peak": 64.0, "failures_per_second": 1.0,
				"established_first": 100.0, "established_last": 200.0, "established_max": 300.0,
				"active_opens": 6750.0, "failed_attempts": 130.0, "failed_share": 130.0 / 6750, "current_connections": 200.0,
			},
		},
		{"the same log twice", []string{"perf.csv", minute, "copy.csv", minute}, map[string]any{
			"samples": 6.0, "span_seconds": 120.0, "opens_per_second": 47.5, "opens_per_second_peak": 64.0, "failures_per_second": 1.0,
			"established_first": 100.0, "established_last": 200.0, "established_max": 300.0,
			"active_opens": 6750.0, "failed_attempts": 130.0, "failed_share": 130.0 / 6750, "current_connections": 200.0,
		}},
		{
			// The machine started between 08:01 and 08:02: 600 opens in the minute after.
			"a start of Windows", []string{"perf.csv", counterLog("03/10/2026 08:00:00.000,1000,10,100,50", "03/10/2026 08:01:00.000,1600,10,100,50", "03/10/2026 08:02:00.000,5,0,20,0", "03/10/2026 08:03:00.000,605,0,30,0")},
			map[string]any{
				"samples": 4.0, "span_seconds": 120.0, "opens_per_second": 10.0, "opens_per_second_peak": 10.0, "failures_per_second": 0.0,
				"established_first": 100.0, "established_last": 30.0, "established_max": 100.0,
				"active_opens": 605.0, "failed_attempts": 0.0, "failed_share": 0.0, "current_connections": 30.0,
			},
		},
		{
			// 30 more connections in each of two half hours.
			"growth", []string{"perf.csv", counterLog("03/10/2026 08:00:00.000,0,0,100,0", "03/10/2026 08:30:00.000,1800,0,130,0", "03/10/2026 09:00:00.000,3600,0,160,0")},
			map[string]any{
				"samples": 3.0, "span_seconds": 3600.0, "opens_per_second": 1.0, "opens_per_second_peak": 1.0, "failures_per_second": 0.0,
				"established_first": 100.0, "established_last": 160.0, "established_max": 160.0, "established_per_hour": 60.0,
				"active_opens": 3600.0, "failed_attempts": 0.0, "failed_share": 0.0, "current_connections": 160.0,
			},
		},
		{"netstat -s once", []string{"s.txt", statistics("IPv4", 1000, 100, 20) + statistics("IPv6", 200, 20, 5)}, map[string]any{
			"samples": 1.0, "active_opens": 1200.0, "failed_attempts": 120.0, "failed_share": 0.1, "current_connections": 25.0,
		}},
		{"netstat -s on a fresh machine", []string{"s-20260310-080000.txt", statistics("IPv4", 0, 0, 0)}, map[string]any{
			"samples": 1.0, "active_opens": 0.0, "failed_attempts": 0.0, "failed_share": "does not apply", "current_connections": 0.0,
		}},
		{
			// Windows started at 07:00, one hour before the first and two before the second.
			"netstat -s twice, systeminfo", []string{"s-20260310-080000.txt", statistics("IPv4", 36000, 100, 20), "s-20260310-090000.txt", statistics("IPv4", 108000, 460, 30), "systeminfo.txt", systemInfo(20348, "Member Server", "2026-03-10, 07:00:00")},
			map[string]any{
				"samples": 2.0, "span_seconds": 3600.0, "opens_per_second": 20.0, "opens_per_second_peak": 20.0, "failures_per_second": 0.1,
				"established_first": 20.0, "established_last": 30.0, "established_max": 30.0,
				"active_opens": 108000.0, "failed_attempts": 460.0, "failed_share": 460.0 / 108000, "current_connections": 30.0, "opens_per_second_since_boot": 15.0,
			},
		},
		{
			// A date stands above each turn; the second one ends the table above it.
			"a loop in one file", []string{"loop.txt", "2026-03-10 08:00:00\n" + statistics("IPv4", 100, 0, 1) + title + "TCP 0.0.0.0:1 0.0.0.0:0 LISTENING 4\n2026-03-10 08:01:00\n" + statistics("IPv4", 700, 60, 2) + title + "TCP 0.0.0.0:1 0.0.0.0:0 LISTENING 4\n"},
			map[string]any{
				"samples": 2.0, "span_seconds": 60.0, "opens_per_second": 10.0, "opens_per_second_peak": 10.0, "failures_per_second": 1.0,
				"established_first": 1.0, "established_last": 2.0, "established_max": 2.0,
				"active_opens": 700.0, "failed_attempts": 60.0, "failed_share": 60.0 / 700, "current_connections": 2.0,
			},
		},
		{"below a table with a date", []string{"a.txt", "2026-03-10 08:00:00\n" + title + "TCP 0.0.0.0:1 0.0.0.0:0 LISTENING 4\n" + statistics("IPv4", 100, 0, 1), "s-20260310-080100.txt", statistics("IPv4", 700, 60, 2)}, map[string]any{
			"samples": 2.0, "span_seconds": 60.0, "opens_per_second": 10.0, "opens_per_second_peak": 10.0, "failures_per_second": 1.0,
			"established_first": 1.0, "established_last": 2.0, "established_max": 2.0,
			"active_opens": 700.0, "failed_attempts": 60.0, "failed_share": 60.0 / 700, "current_connections": 2.0,
		}},
		{"netstat -s of one second", []string{"s-20260310-080000.txt", statistics("IPv4", 100, 1, 20), "s-20260310-080001.txt", statistics("IPv4", 200, 1, 20)}, map[string]any{
			"samples": 2.0, "established_first": 20.0, "established_last": 20.0, "established_max": 20.0,
			"active_opens": 200.0, "failed_attempts": 1.0, "failed_share": 0.005, "current_connections": 20.0,
		}},
		{
			// Nothing tells the day, but the ten minutes between the samples are certain.
			"Get-Counter with a date that may be two", []string{"c-20260310-080000.txt", "Timestamp                 CounterSamples\n---------                 --------------\n" +
				"3/10/2026 8:00:00 AM      \\\\web01\\tcpv4\\connections active :\n                          100\n\n3/10/2026 8:10:00 AM      \\\\web01\\tcpv4\\connections active :\n                          700\n"},
			map[string]any{"samples": 2.0, "span_seconds": 600.0, "opens_per_second": 1.0, "opens_per_second_peak": 1.0, "active_opens": 700.0},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, counterFacts(t, host(t, tt.files...))); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCountersAcrossBoot leaves an interval out in which the log shows a start of
// Windows, though the counters grew.
func TestCountersAcrossBoot(t *testing.T) {
	h := host(t, "perf.csv", counterLog("03/10/2026 08:00:00.000,100,0,1,0", "03/10/2026 08:10:00.000,700,0,1,0", "03/10/2026 08:20:00.000,7000,0,1,0", "03/10/2026 08:30:00.000,7600,0,1,0"))
	addLog(h, "2026-03-01 00:00", "2026-03-10 09:00", event("2026-03-10 08:15", 6005))
	got := counterFacts(t, h)
	if got["opens_per_second"] != 1.0 || got["span_seconds"] != 1200.0 {
		t.Errorf("%v opens a second over %v s, want 1 over 1200", got["opens_per_second"], got["span_seconds"])
	}
	if want := 7600.0 / 900; got["opens_per_second_since_boot"] != want {
		t.Errorf("%v opens a second since the start, want %v", got["opens_per_second_since_boot"], want)
	}
}

// TestOpensSinceBootOfOldLog knows no start from a log that ends long before the reading:
// Windows may have started again since.
func TestOpensSinceBootOfOldLog(t *testing.T) {
	for _, tt := range []struct {
		last string
		want any
	}{{"2026-03-10 06:00", 100.0}, {"2026-03-09 19:59", nil}} {
		t.Run(tt.last, func(t *testing.T) {
			h := host(t, "s-20260310-080000.txt", statistics("IPv4", 360000*12, 0, 1))
			addLog(h, "2026-03-01 00:00", tt.last, event("2026-03-09 20:00", 6005))
			if got := counterFacts(t, h)["opens_per_second_since_boot"]; got != tt.want {
				t.Errorf("%v opens a second since the start, want %v", got, tt.want)
			}
		})
	}
}

// TestGaugeAfterRestart takes the change per hour from what follows a start of Windows.
func TestGaugeAfterRestart(t *testing.T) {
	got := counterFacts(t, host(t, "perf.csv", counterLog("03/10/2026 08:00:00.000,100,0,5000,0", "03/10/2026 08:10:00.000,700,0,5000,0",
		"03/10/2026 08:20:00.000,5,0,10,0", "03/10/2026 08:30:00.000,600,0,20,0", "03/10/2026 08:40:00.000,1200,0,30,0")))
	if got["established_per_hour"] != 60.0 || got["established_first"] != 5000.0 {
		t.Errorf("%v an hour after %v, want 60 after 5000", got["established_per_hour"], got["established_first"])
	}
}

// TestCounterRefs names the lines that the figures were read from.
func TestCounterRefs(t *testing.T) {
	v := take(t, host(t, "perf.csv", counterLog("03/10/2026 08:00:00.000,0,0,9,0", "03/10/2026 08:01:00.000,60,0,5,0", "03/10/2026 08:02:00.000,240,0,7,0"))).Facts()
	for fact, want := range map[string][2]int{
		"counters.opens_per_second": {2, 4}, "counters.opens_per_second_peak": {3, 4}, "counters.established_max": {2, 2}, "counters.active_opens": {4, 4},
	} {
		if diff := cmp.Diff([]facts.Ref{{File: "perf.csv", Line: want[0], LastLine: want[1]}}, v.Get(fact).Refs); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fact, diff)
		}
	}
}
