package moment

import (
	"strings"
	"testing"
)

// TestParse has lines that say when; all mean 2026-03-10 09:05:00 where nothing else is
// said. The tenth of March 2026 is a Tuesday, the third of October a Saturday.
func TestParse(t *testing.T) {
	const same = "2026-03-10 09:05:00"
	tests := []struct {
		name, line string
		want       string // wall clock, or UTC where zoned; empty for no time
		zoned      bool
	}{
		{"echo %date% %time%, US", "Tue 03/10/2026  9:05:00.12", same, false},
		{"the head of a report", "Report generated on: 2026-03-10 09:05:00", "2026-03-10 09:05:00", false},
		{"the head of a report, German", "Erstellt am: 10.03.2026 09:05:00", "2026-03-10 09:05:00", false},
		{"the head of a report, Chinese", "采集时间：2026-03-10 09:05:00", "2026-03-10 09:05:00", false},
		{"a date of something else", "Last Boot: 2026-03-10 09:05:00", "", false},
		{"echo %date% %time%, UK with a weekday", "Tue 10/03/2026  9:05:00.12", same, false},
		{"weekday and date disagree", "Mon 03/10/2026  9:05:00.12", "", false},
		{"day and month could be exchanged", "03/10/2026  9:05:00", "", false},
		{"only one order is a date", "03/25/2026  9:05:00", "2026-03-25 09:05:00", false},
		{"day equals month", "03/03/2026 9:05:00 PM", "2026-03-03 21:05:00", false},
		{"Get-Date -Format u, which is no UTC", "2026-03-10 09:05:00Z", same, false},
		{"ISO 8601, in UTC", "2026-03-10T09:05:00Z", same, true},
		{"a fraction and Z", "2026-03-10 09:05:00.12Z", same, true},
		{"noon", "03/25/2026 12:05:00 PM", "2026-03-25 12:05:00", false},
		{"midnight", "03/25/2026 12:05:00 AM", "2026-03-25 00:05:00", false},
		{"no such hour", "03/25/2026 13:05:00 PM", "", false},
		{"no such minute", "03/25/2026 9:75:00", "", false},
		{"hour 24", "2026/03/10 24:05:00", "", false},

		{"de, Windows 7", "Di 10.03.2026  9:05:00,12", same, false},
		{"de", "10.03.2026  9:05:00,12", same, false},
		{"fr", "10/03/2026  9:05:00,12", same, false},
		{"fr, Windows 7", "mar. 10/03/2026  9:05:00,12", same, false},
		{"es", "mar 10/03/2026  9:05:00,12", same, false},
		{"it", "10/03/2026  9:05:00,12", same, false},
		{"pt-BR, Windows 7", "ter 10/03/2026  9:05:00,12", same, false},
		{"pl", "2026-03-10  9:05:00,12", same, false},
		{"pl, Windows 7", "Wt 2026-03-10  9:05:00,12", same, false},
		{"ru", "10.03.2026  9:05:00,12", same, false},
		{"ru, Windows 7", "Вт 10.03.2026  9:05:00,12", same, false},
		{"zh-CN", "2026/03/10 周二  9:05:00.12", same, false},
		{"zh-CN, weekday first", "周二 2026/03/10  9:05:00.12", same, false},
		{"zh-CN, Windows 7", "2026-03-10 星期二  9:05:00.12", same, false},
		{"zh-TW", "2026/03/10 週二  9:05:00.12", same, false},
		{"zh-TW, half of the day", "2026/3/10 下午 09:05:00", "2026-03-10 21:05:00", false},
		{"ja", "2026/03/10  9:05:00.12", same, false},
		{"ja, weekday in brackets", "2026/03/10 (火)  9:05:00.12", same, false},
		{"ja, English weekday", "2026/03/10 (Tue)  9:05:00.12", same, false},
		{"ko", "2026-03-10  9:05:00.12", same, false},
		{"ko, Windows 7", "2026-03-10 화  9:05:00.12", same, false},
		{"nl", "di 10-03-2026  9:05:00,12", same, false},
		{"da", "10-03-2026  9:05:00,12", same, false},
		{"cs", "út 10. 03. 2026  9:05:00,12", same, false},
		{"sv", "2026-03-10  9:05:00,12", same, false},
		{"tr", "10.03.2026 Sal  9:05:00,12", same, false},
		{"hu", "2026. 03. 10.  9:05:00,12", same, false},
		{"fi", "10.3.2026  9.05.00,12", same, false},
		{"dashes, day and month could be exchanged", "03-10-2026 9:05:00", "", false},
		{"es-MX", "25/03/2026 09:05:00 p. m.", "2026-03-25 21:05:00", false},

		{"Get-Date, en-US", "Tuesday, March 10, 2026 9:05:00 AM", same, false},
		{"Get-Date, PowerShell 7.4 on ICU", "Tuesday, March 10, 2026 9:05:00\u202fAM", same, false},
		{"Get-Date, en-GB", "10 March 2026 09:05:00", same, false},
		{"Get-Date, en-AU", "Tuesday, 10 March 2026 9:05:00 PM", "2026-03-10 21:05:00", false},
		{"Get-Date, de", "Dienstag, 10. März 2026 09:05:00", same, false},
		{"Get-Date, fr", "mardi 10 mars 2026 09:05:00", same, false},
		{"Get-Date, es", "martes, 10 de marzo de 2026 9:05:00", same, false},
		{"Get-Date, pt", "terça-feira, 10 de março de 2026 09:05:00", same, false},
		{"Get-Date, it", "martedì 10 marzo 2026 09:05:00", same, false},
		{"Get-Date, pl", "wtorek, 10 marca 2026 09:05:00", same, false},
		{"Get-Date, ru", "10 марта 2026 г. 9:05:00", same, false},
		{"Get-Date, zh-CN", "2026年3月10日 9:05:00", same, false},
		{"Get-Date, zh-CN with a weekday", "2026年3月10日星期二 9:05:00", same, false},
		{"Get-Date, zh-TW", "2026年3月10日 上午 09:05:00", same, false},
		{"Get-Date, ja", "2026年3月10日 9:05:00", same, false},
		{"Get-Date, ko", "2026년 3월 10일 화요일 오후 9:05:00", "2026-03-10 21:05:00", false},
		{"Get-Date, nl", "dinsdag 10 maart 2026 09:05:00", same, false},
		{"Get-Date, cs", "úterý 10. března 2026 9:05:00", same, false},
		{"Get-Date, sv", "den 10 mars 2026 09:05:00", same, false},
		{"Get-Date, tr", "10 Mart 2026 Salı 09:05:00", same, false},
		{"Get-Date, fi", "tiistai 10. maaliskuuta 2026 9.05.00", same, false},
		{"Get-Date, hu", "2026. március 10., kedd 9:05:00", same, false},
		{"Get-Date, weekday and date disagree", "Monday, March 10, 2026 9:05:00 AM", "", false},
		{"Get-Date, pl, November", "wtorek, 10 listopada 2026 09:05:00", "2026-11-10 09:05:00", false},
		{"Croatian October is no November", "10. listopada 2026. 9:05:00", "", false},
		{"Get-Date -Format r", "Tue, 10 Mar 2026 09:05:00 GMT", same, false},
		{"a zone behind it", "Tue, 10 Mar 2026 09:05:00 +0100", "2026-03-10 08:05:00", true},
		{"UTC behind it", "10.03.2026 09:05:00 UTC", same, true},

		{"iso", "2026-03-10 09:05:00", same, false},
		{"iso in a stamp", "[2026-03-10T09:05:00.123Z] netstat", same, true},
		{"iso with an offset", "2026-03-10T09:05:00+01:00", "2026-03-10 08:05:00", true},
		{"Get-Date -Format o", "2026-03-10T09:05:00.1234567+01:00", "2026-03-10 08:05:00", true},
		{"TSS", "20260310 09:05:00.123 : NETSTAT -anob", same, false},
		{"TSS, with slashes", "2026/03/10 09:05:00.123 : netstat -nato", same, false},
		{"a stamp for names", "=== 20260310-090500 ===", same, false},
		{"wmic os get localdatetime", "20260310090500.123000+060", "2026-03-10 08:05:00", true},
		{"head of a transcript", "Start time: 20260310090500", same, false},
		{"head of a transcript, de", "Startzeit: 20260310090500", same, false},
		{"head of a transcript, zh", "开始时间: 20260310090500", same, false},
		{"a number of 14 digits", "Serial number: 99991310990500", "", false},
		{"decorated", "======= Tue 03/10/2026  9:05:00.12 =======", same, false},

		{"label of the command date", "The current date is: Tue 03/10/2026 9:05:00", same, false},
		{"label, de", "Aktuelles Datum: 10.03.2026 09:05", same, false},
		{"label, zh", "当前日期：2026/03/10 周二 9:05:00", same, false},
		{"label far from its value", "Current date                 :          Tue 03/10/2026  9:05:00.12", same, false},
		{"label of a script", "Start Time: 2026-03-10 09:05:00", same, false},
		{"a lease is no capture", "   Lease Obtained. . . . . . . . . . : Tuesday, March 10, 2026 9:05:00 AM", "", false},
		{"nor in a Swedish console", "   Lånet erhölls. . . . . . . . . . : 2026-03-10 09:05:00", "", false},
		{"nor is a boot", "System Boot Time:          3/25/2026, 9:05:00 AM", "", false},

		{"no such day", "2026-02-30 09:05:00", "", false},
		{"no such day, named", "30 February 2026 09:05:00", "", false},
		{"a row", "  TCP    10.0.0.4:50123   192.0.2.7:443   TIME_WAIT   0", "", false},
		{"prose", "The server was restarted in March 2026.", "", false},
		{"prose with a time", "It failed on 10 March 2026 at 09:05 again", "", false},
		{"a date alone", "10.03.2026", "", false},
		{"a time alone", "09:05:00", "", false},
		{"an address", "fe80::10:3:2026%9 9:05", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := Parse([]byte(tt.line))
			got := ""
			if ok {
				got = m.Time.Format("2006-01-02 15:04:05")
			}
			if got != tt.want || m.Zoned != tt.zoned {
				t.Errorf("Parse(%q) = %q, zoned %v; want %q, %v", tt.line, got, m.Zoned, tt.want, tt.zoned)
			}
		})
	}
}

func TestIsAmbiguous(t *testing.T) {
	for line, want := range map[string]bool{
		"03/10/2026  9:05:00": true, "10/03/2026  9:05:00.00": true, "Tue 03/10/2026  9:05:00.12": false,
		"03/25/2026  9:05:00": false, "03/03/2026 9:05:00": false, "2026-03-10 09:05:00": false, "no date in here": false,
		"10-03-2026 9:05:00": true, "10/03/2026  9:05:00,00": false, "10.03.2026 9:05": false, "03/10/2026": false,
	} {
		if got := IsAmbiguous([]byte(line)); got != want {
			t.Errorf("IsAmbiguous(%q) = %v, want %v", line, got, want)
		}
	}
}

// TestIn has moments amid the text of a line that names a command.
func TestIn(t *testing.T) {
	for line, want := range map[string]string{
		"===== netstat -ano   10.03.2026  9:05:00,12 =====":   "2026-03-10 09:05:00",
		"Tue 03/10/2026  9:05:00.12 - running netstat -anoq":  "2026-03-10 09:05:00",
		"netstat -ano at 2026-03-10 09:05:00":                 "2026-03-10 09:05:00",
		"[03/10/2026 9:05:00] netstat -ano":                   "",
		"netstat -ano | findstr 10.0.0.4:443":                 "",
		"20260310 09:05:00.123 : netsh int ipv4 show offload": "2026-03-10 09:05:00",
	} {
		m, ok := In([]byte(line))
		got := ""
		if ok {
			got = m.Time.Format("2006-01-02 15:04:05")
		}
		if got != want {
			t.Errorf("In(%q) = %q, want %q", line, got, want)
		}
	}
}

// TestFinder has texts whose lines together say when.
func TestFinder(t *testing.T) {
	tests := []struct {
		name, text string
		want       string
		ambiguous  int
	}{
		{"date /t and time /t, US", "C:\\>date /t\nTue 03/10/2026 \n\nC:\\>time /t\n09:05 AM\n", "2026-03-10 09:05:00", 0},
		{"date /t and time /t, de", "10.03.2026\n09:05\n", "2026-03-10 09:05:00", 0},
		{"time first", "09:05\nmardi 10 mars 2026\n", "2026-03-10 09:05:00", 0},
		{"the commands date and time", "The current date is: Tue 03/10/2026 \nThe current time is:  9:05:00.12\n", "2026-03-10 09:05:00", 0},
		{"the same, de", "Aktuelles Datum: 10.03.2026\nAktuelle Zeit:  9:05:00,12\n", "2026-03-10 09:05:00", 0},
		{"the same, zh", "当前日期: 2026/03/10 周二 \n当前时间:  9:05:00.12\n", "2026-03-10 09:05:00", 0},
		{"day and month could be exchanged", "first\n10/03/2026\n09:05\n", "", 2},
		{"the decimal comma decides", "10/03/2026\n 9:05:00,12\n", "2026-03-10 09:05:00", 0},
		{"in one line, ambiguous", "a\nb\n10/03/2026 09:05\n", "", 3},
		{"too far apart", "10.03.2026\n" + strings.Repeat("x\n", apart+1) + "09:05\n", "", 0},
		{"two dates", "10.03.2026\n11.03.2026\n", "", 0},
		{"two times", "09:05\n09:06\n", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var f Finder
			got, ambiguous := "", 0
			for i, line := range strings.Split(tt.text, "\n") {
				at, ok, doubt := f.Line([]byte(line), i+1)
				if ok {
					got = at.Time.Format("2006-01-02 15:04:05")
				}
				ambiguous = max(ambiguous, doubt)
			}
			if got != tt.want || ambiguous != tt.ambiguous {
				t.Errorf("found %q, ambiguous line %d; want %q, %d", got, ambiguous, tt.want, tt.ambiguous)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"Tue 03/10/2026  9:05:00.12", "2026-03-10T09:05:00+01:00", "2026년 3월 10일 화요일 오후 9:05:00", "The current date is: Tue 03/10/2026",
		"20260310090500.123000+060", "9.05.00,12 10.3.2026", "a.m. 12:05 p. m. 1/2/2026",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		m, ok := Parse(line)
		if ok && (m.Time.Year() < firstYear-1 || m.Time.Year() > lastYear+1) {
			t.Errorf("Parse(%q) = %v", line, m.Time)
		}
		if in, also := In(line); ok && (!also || in != m) {
			t.Errorf("In(%q) = %v, Parse %v", line, in, m)
		}
		if ok && IsAmbiguous(line) {
			t.Errorf("%q is a moment and ambiguous", line)
		}
		var finder Finder
		finder.Line(line, 1)
		finder.Line(line, 2)
	})
}
