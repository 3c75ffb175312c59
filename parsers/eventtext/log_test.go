package eventtext

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// logCSV writes a log of n records, one an hour and every fifth of Tcpip, the newest
// first. change may alter a record's cells or drop it by returning nothing.
func logCSV(n int, change func(i int, cells []string) []string) string {
	var b strings.Builder
	b.WriteString("\"TimeCreated\",\"Id\",\"ProviderName\",\"RecordId\",\"MachineName\",\"LevelDisplayName\",\"Message\"\n")
	newest := time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)
	for i := range n {
		at := newest.Add(-time.Duration(i) * time.Hour)
		cells := []string{at.Format("1/2/2006 3:04:05 PM"), fmt.Sprint(7000 + i%9), "Service Control Manager", fmt.Sprint(1000 - i), "WEB01", "Information", "line\nline \"\"x\"\""}
		if i%5 == 0 {
			cells[1], cells[2], cells[5] = "4231", "Tcpip", "Warning"
		}
		if change != nil {
			cells = change(i, cells)
		}
		if cells != nil {
			b.WriteString("\"" + strings.Join(cells, "\",\"") + "\"\n")
		}
	}
	return b.String()
}

// TestFiltered tells exports of whole logs from chosen records.
func TestFiltered(t *testing.T) {
	tests := []struct {
		name, command string
		n             int
		change        func(i int, cells []string) []string
		want          bool
	}{
		{"whole", "", 400, nil, false},
		{"whole, by its command", "Get-WinEvent -LogName System | Export-Csv x.csv", 400, nil, false},
		{"too few records", "", 19, nil, true},
		{"only events that matter", "", 100, func(i int, c []string) []string {
			if i%5 != 0 {
				return nil
			}
			c[3], c[5] = fmt.Sprint(1000-i/5), fmt.Sprint(i%3)
			return c
		}, true},
		{"one level", "", 400, func(i int, c []string) []string { c[5] = "Error"; return c }, true},
		{"gaps in the record ids", "", 400, func(i int, c []string) []string { c[3] = fmt.Sprint(9000 - 3*i); return c }, true},
		{"few gaps", "", 400, func(i int, c []string) []string { c[3] = fmt.Sprint(1000 - i - i/20); return c }, false},
		{"no record ids", "", 400, func(i int, c []string) []string { c[3] = ""; return c }, false},
		{"no record ids and few kinds", "", 400, func(i int, c []string) []string { c[1], c[3] = "4231", ""; return c }, true},
		{"events whose day and month are unknown", "", 40, nil, true},
		{"an event without a date", "", 400, func(i int, c []string) []string {
			if i == 5 {
				c[0] = ""
			}
			return c
		}, true},
		{"filter in the command", "Get-WinEvent -FilterHashtable @{LogName='System'} | Export-Csv x.csv", 400, nil, true},
		{"query in the command", "wevtutil qe System /q:*[System[Level=2]] /f:text", 400, nil, true},
		{"filter of another command", "netstat -ano | findstr 443", 400, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := sections(logCSV(tt.n, tt.change), tt.command)
			if len(list) != 1 || list[0].Events.Filtered != tt.want {
				t.Errorf("%q, want filtered %v", show(list)[0], tt.want)
			}
		})
	}
}

// TestLog reads what a log says beyond its events.
func TestLog(t *testing.T) {
	day := func(month, day, hour int) time.Time {
		return time.Date(2026, time.Month(month), day, hour, 0, 0, 0, time.UTC)
	}
	tests := []struct {
		name   string
		n      int
		change func(i int, cells []string) []string
		want   snapshot.EventLog
		events int
		notes  []string
	}{
		{"month first", 400, nil, snapshot.EventLog{Records: 400, First: day(2, 21, 17), Last: day(3, 10, 8), FirstID: 601, LastID: 1000}, 80, nil},
		{"gaps", 400, func(i int, c []string) []string {
			if i == 1 || i == 7 {
				return nil
			}
			return c
		}, snapshot.EventLog{
			Records: 398, First: day(2, 21, 17), Last: day(3, 10, 8), FirstID: 601, LastID: 1000,
			Gaps: []snapshot.RecordGap{{After: 992, Before: 994}, {After: 998, Before: 1000}}, AllGaps: 2,
		}, 80, nil},
		{"day and month unknown", 30, nil, snapshot.EventLog{Records: 30, FirstID: 971, LastID: 1000}, 0, []string{"eventtext.day-month 6 2"}},
		{"another computer", 400, func(i int, c []string) []string {
			if i%4 == 1 {
				c[4] = "SQL01"
			}
			return c
		}, snapshot.EventLog{Records: 300}, 60, []string{"eventtext.other-logs 100 4"}},
		{"damaged ids", 400, func(i int, c []string) []string {
			if i%100 == 7 {
				c[1] = "x"
			}
			return c
		}, snapshot.EventLog{Records: 396}, 80, []string{"eventtext.bad-records 4 16"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(logCSV(tt.n, tt.change))
			g := *s.Events
			if len(g.Events) != tt.events {
				t.Errorf("%d events, want %d", len(g.Events), tt.events)
			}
			if tt.want.LastID == 0 { // not asked
				g = snapshot.EventLog{Records: g.Records}
				tt.want.Computer = ""
			} else {
				tt.want.Computer = "WEB01"
			}
			g.Events, g.Undated, g.Filtered = nil, nil, false
			if diff := cmp.Diff(tt.want, g); diff != "" {
				t.Errorf("log (-want +got):\n%s", diff)
			}
			var notes []string
			for _, n := range s.Notes {
				if n.ID != "eventtext.filtered" {
					notes = append(notes, strings.Join(append([]string{n.ID}, n.Args...), " "))
				}
			}
			if diff := cmp.Diff(tt.notes, notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMany keeps the latest events of an id, whichever way the log is listed.
func TestMany(t *testing.T) {
	for _, newestFirst := range []bool{true, false} {
		t.Run(fmt.Sprint("newest first ", newestFirst), func(t *testing.T) {
			const n = 5 * maxPerID
			var b strings.Builder
			b.WriteString("TimeCreated,Id,ProviderName,RecordId\n")
			for i := range n {
				k := i
				if newestFirst {
					k = n - 1 - i
				}
				at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(k) * 20 * time.Hour)
				fmt.Fprintf(&b, "%s,4231,Tcpip,%d\n", at.Format("2006-01-02 15:04:05"), k+1)
			}
			g := parse(b.String()).Events
			if len(g.Events) < maxPerID || len(g.Events) > 2*maxPerID || g.Events[len(g.Events)-1].RecordID != n || g.Records != n {
				t.Errorf("%d of %d events, the last is #%d", len(g.Events), g.Records, g.Events[len(g.Events)-1].RecordID)
			}
		})
	}
}
