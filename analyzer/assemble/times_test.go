package assemble

import (
	"strings"
	"testing"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// nettcpTable and nettcpJSON are captures of Get-NetTCPConnection. A row of the JSON was
// created at 08:45:00 UTC.
const (
	nettcpTable = "\nLocalAddress LocalPort RemoteAddress RemotePort State       OwningProcess\n------------ --------- ------------- ---------- -----       -------------\n" +
		"0.0.0.0      135       0.0.0.0       0          Listen      4\n10.0.0.4     50000     192.0.2.7     443        Established 9\n"
	nettcpJSON = `[{"LocalAddress":"0.0.0.0","LocalPort":135,"RemoteAddress":"0.0.0.0","RemotePort":0,"State":2,"OwningProcess":4,"CreationTime":"\/Date(1773132300000)\/"},` +
		`{"LocalAddress":"10.0.0.4","LocalPort":50000,"RemoteAddress":"192.0.2.7","RemotePort":443,"State":5,"OwningProcess":9,"CreationTime":"\/Date(1773100000000)\/"}]`
)

// TestTimeSources goes down the ladder: each file has all sources that stand below the one
// that counts.
func TestTimeSources(t *testing.T) {
	plus1 := time.FixedZone("+01:00", 3600)
	mod := time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC)
	option := Options{CapturedAt: time.Date(2026, 3, 10, 9, 15, 0, 0, plus1)}
	const named = "nettcp-20260310-085000.json"
	tests := []struct {
		name, path, text string
		archived         bool
		mod              time.Time
		opts             Options
		want             string // time, source, whether its zone is certain
	}{
		{"--captured-at", named, "2026-03-10 08:40:00\n" + nettcpJSON, false, mod, option, "08:15:00 option true"},
		{"a time in the text", named, "2026-03-10 08:40:00\n" + nettcpJSON, false, mod, Options{}, "08:40:00 text false"},
		{"a time in the name", named, nettcpJSON, false, mod, Options{}, "08:50:00 name false"},
		{"CreationTime", "nettcp.json", nettcpJSON, false, mod, Options{}, "08:45:00 creation true"},
		{"an archive's entry", "a.zip/nettcp.txt", nettcpTable, true, mod, Options{}, "09:30:00 archive true"},
		{"the file's own time", "nettcp.txt", nettcpTable, false, mod, Options{}, "09:30:00 file true"},
		{"nothing", "nettcp.txt", nettcpTable, false, time.Time{}, Options{}, "- true"},

		{"--tz for a time in the text", "a.txt", "2026-03-10 08:40:00\n" + title + rows, false, mod, Options{Zone: plus1}, "07:40:00 text true"},
		{"--tz for a time in the name", named, nettcpTable, false, mod, Options{Zone: plus1}, "07:50:00 name true"},
		{"--tz does not move a zoned time", "a.txt", "2026-03-10T08:40:00Z\n" + title + rows, false, mod, Options{Zone: plus1}, "08:40:00 text true"},
		{"tzutil for a time in the text", "a.txt", "W. Europe Standard Time\n2026-03-10 08:40:00\n" + title + rows, false, mod, Options{}, "07:40:00 text true"},

		{"date and time in two lines", "a.txt", "C:\\>date /t\r\nTue 03/10/2026 \r\n\r\nC:\\>time /t\r\n08:40 AM\r\n\r\nC:\\>netstat -ano\r\n" + title + rows, false, mod, Options{}, "08:40:00 text false"},
		{"two lines, German, without prompts", "a.txt", "10.03.2026\r\n08:40\r\n" + title + rows, false, mod, Options{}, "08:40:00 text false"},
		{"echo %date% %time%, French", "a.txt", "10/03/2026  8:40:00,12\r\n" + title + rows, false, mod, Options{}, "08:40:00 text false"},
		{"Get-Date, Russian", "a.txt", "10 марта 2026 г. 8:40:00\r\n\r\n" + nettcpTable, false, mod, Options{}, "08:40:00 text false"},
		{"Get-Date, Japanese", "a.txt", "2026年3月10日 8:40:00\r\n\r\n" + nettcpTable, false, mod, Options{}, "08:40:00 text false"},
		{"Get-Date, Korean", "a.txt", "2026년 3월 10일 화요일 오전 8:40:00\r\n\r\n" + nettcpTable, false, mod, Options{}, "08:40:00 text false"},
		{"heading of TSS", "a.txt", "======================================\r\n20260310 08:40:00.123 : NETSTAT -anob \r\n======================================\r\n" + title + rows, false, mod, Options{}, "08:40:00 text false"},
		{"in the line that names the command", "a.txt", "=== netstat -ano  10.03.2026  8:40:00,12 ===\r\n" + title + rows, false, mod, Options{}, "08:40:00 text false"},
		{"day and month could be exchanged", named, "10/03/2026  8:40:00.12\r\n" + nettcpTable, false, mod, Options{}, "08:50:00 name false"},
		{"the begin of a lease is no capture", "a.txt", "   Lease Obtained. . . . . . . . . . : Tuesday, March 10, 2026 8:00:00 AM\r\n\r\n" + title + rows, false, mod, Options{}, "09:30:00 file true"},
		{"a time for names without seconds", "netstat 2026-03-10 08.50.txt", title + rows, false, mod, Options{}, "08:50:00 name false"},
		{"a name with a zone", "netstat-20260310T085000Z.txt", title + rows, false, mod, Options{}, "08:50:00 name true"},
		{"a date alone in the name", "netstat-20260310.txt", title + rows, false, mod, Options{}, "09:30:00 file true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := file(tt.path, tt.text)
			f.ModTime, f.InArchive = tt.mod, tt.archived
			h := Hosts([]File{f}, tt.opts)[0]
			if len(h.Captures) != 1 {
				t.Fatalf("%d captures, want 1", len(h.Captures))
			}
			at := h.Captures[0].At
			got := strings.TrimSpace(at.Time.Format("15:04:05") + " " + string(at.Source))
			if at.Source == snapshot.TimeUnknown {
				got = "-"
			}
			if got += map[bool]string{true: " true", false: " false"}[at.Zoned || at.Source == snapshot.TimeUnknown]; got != tt.want {
				t.Errorf("captured at %q, want %q", got, tt.want)
			}
		})
	}
}

// TestAmbiguousDateIsNoted finds the remark on a date that is not used.
func TestAmbiguousDateIsNoted(t *testing.T) {
	for _, text := range []string{"\n10/03/2026  8:40:00.12\n" + title + rows, "x\n10/03/2026\n08:40\n" + title + rows} {
		s := file("a.txt", text).Sections[0]
		if len(s.Notes) != 1 || s.Notes[0].ID != "capture.ambiguous-date" || s.Notes[0].Args[0] != "2" {
			t.Errorf("%q: notes %+v, want capture.ambiguous-date of line 2", text, s.Notes)
		}
	}
}

// TestZoneOfItsOwnFile reads clocks in the zone that another file of the bundle names.
func TestZoneOfItsOwnFile(t *testing.T) {
	clock := time.Date(2026, 7, 10, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		name, zone string
		opts       Options
		want       string // time, whether its zone is certain
	}{
		{"the name of the file", "W. Europe Standard Time\r\n", Options{}, "07:00:00 true"},
		{"without daylight saving", "W. Europe Standard Time_dstoff\r\n", Options{}, "08:00:00 true"},
		{"--captured-at by the clock", "W. Europe Standard Time\r\n", Options{CapturedAt: clock, CapturedLocal: true}, "07:00:00 true"},
		{"--captured-at with a zone", "W. Europe Standard Time\r\n", Options{CapturedAt: clock}, "09:00:00 true"},
		{"--captured-at by the clock, no zone", "nothing\r\n", Options{CapturedAt: clock, CapturedLocal: true}, "09:00:00 false"},
		{"--tz over the file", "W. Europe Standard Time\r\n", Options{Zone: time.FixedZone("+01:00", 3600)}, "08:00:00 true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := Hosts([]File{file("netstat_20260710_090000.txt", title+rows), file("tz.txt", tt.zone)}, tt.opts)[0]
			at := h.Captures[0].At
			if got := at.Time.Format("15:04:05 ") + map[bool]string{true: "true", false: "false"}[at.Zoned]; got != tt.want {
				t.Errorf("captured %s, want %s", got, tt.want)
			}
		})
	}
}
