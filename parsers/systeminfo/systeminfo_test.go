package systeminfo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

// run reads all sections of a text.
func run(text string) []*snapshot.Section {
	return parsertest.Sections(text, Match, parsertest.Amid(Parse))
}

// summary shows a section in one line, without the lines of its values.
func summary(s *snapshot.Section) string {
	i := s.System
	out := fmt.Sprintf("%d-%d %q %q %d", s.Line, s.LastLine, i.HostName, i.OSName, i.Build)
	if i.Boot.Source != snapshot.TimeUnknown {
		out += i.Boot.Time.Format(" boot 2006-01-02 15:04:05")
	}
	if i.OffsetKnown {
		out += fmt.Sprintf(" %+d", i.OffsetMinutes)
	}
	if i.Zone != "" {
		out += " " + i.Zone
	}
	out += [...]string{"", " no controller", " controller"}[i.DomainController]
	for _, n := range s.Notes {
		out += fmt.Sprintf(" %s:%d %s", n.ID, n.Line, strings.Join(n.Args, ","))
	}
	return out
}

// output is an output with labels and values as given.
func output(fields ...string) string {
	var b strings.Builder
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&b, "%-27s%s\n", fields[i]+":", fields[i+1])
	}
	return b.String()
}

// csv is the same as systeminfo /fo csv prints it.
func csv(fields ...string) string {
	var labels, values []string
	for i := 0; i < len(fields); i += 2 {
		labels, values = append(labels, `"`+fields[i]+`"`), append(values, `"`+fields[i+1]+`"`)
	}
	return strings.Join(labels, ",") + "\n" + strings.Join(values, ",") + "\n"
}

// english is the head of an English output with two dates and a zone.
func english(installed, boot, zone string) string {
	return output("Host Name", "WEB01", "OS Name", "Microsoft Windows Server 2022 Standard", "OS Version", "10.0.20348 N/A Build 20348",
		"OS Manufacturer", "Microsoft Corporation", "OS Configuration", "Member Server", "OS Build Type", "Multiprocessor Free",
		"Registered Owner", "", "Registered Organization", "", "Product ID", "00454", "Original Install Date", installed,
		"System Boot Time", boot, "Time Zone", zone)
}

func TestParse(t *testing.T) {
	german := output("Hostname", "SQL02", "Betriebssystemname", "Microsoft Windows Server 2019 Standard", "Betriebssystemversion", "10.0.17763 Nicht zutreffend Build 17763",
		"Betriebssystemhersteller", "Microsoft Corporation", "Betriebssystemkonfiguration", "Mitgliedsserver", "Betriebssystem-Buildtyp", "Multiprocessor Free",
		"Registrierter Benutzer", "x", "Registrierte Organisation", "", "Produkt-ID", "00429", "Ursprüngliches Installationsdatum", "15.01.2025, 10:12:08",
		"Systemstartzeit", "03.02.2026, 04:05:06", "Zeitzone", "(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien")
	tests := []struct {
		name, text string
		want       []string
	}{
		{"english", "\n" + english("1/15/2025, 10:12:08 AM", "3/1/2026, 4:05:06 PM", "(UTC) Coordinated Universal Time") + "Hotfix(s):                 2 Hotfix(s) Installed.\n                           [01]: KB1\n                           [02]: KB2\n",
			[]string{`2-16 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 boot 2026-03-01 16:05:06 +0 no controller`}},
		{"german", german, []string{`1-12 "SQL02" "Microsoft Windows Server 2019 Standard" 17763 boot 2026-02-03 04:05:06 +60 W. Europe Standard Time`}},
		{"chinese", output("主机名", "APP03", "OS 名称", "Microsoft Windows Server 2016 Datacenter", "OS 版本", "10.0.14393 暂缺 Build 14393", "初始安装日期", "2021/10/9, 16:41:12", "系统启动时间", "2022/1/10, 17:46:15", "时区", "(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐"),
			[]string{`1-6 "APP03" "Microsoft Windows Server 2016 Datacenter" 14393 boot 2022-01-10 17:46:15 +480`}},
		{"service pack", strings.Replace(english("1/15/2010, 1:00:00 PM", "2/15/2010, 12:00:00 AM", "(GMT-05:00) Eastern Time (US & Canada)"), "10.0.20348 N/A Build 20348", "6.1.7601 Service Pack 1 Build 7601", 1),
			[]string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 7601 boot 2010-02-15 00:00:00 -300 Eastern Standard Time no controller`}},
		{"domain controller, half an hour", strings.Replace(english("x", "x", "(UTC+05:30) Chennai, Kolkata"), "Member Server", "Primary Domain Controller", 1),
			[]string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 +330 controller`}},
		{"order by the day of the installation", english("15/01/2025, 10:12:08", "03/02/2026, 04:05:06", "x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 boot 2026-02-03 04:05:06 no controller`}},
		{"order by what came first", english("02/03/2026, 10:12:08", "03/02/2026, 04:05:06", "x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 boot 2026-03-02 04:05:06 no controller`}},
		{"order not known", english("01/02/2025, 10:12:08", "03/02/2026, 04:05:06", "x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 no controller systeminfo.boot-time:11 03/02/2026, 04:05:06`}},
		{"same in both orders", english("01/01/2025, 10:12:08", "03/03/2026, 04:05:06", "x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 boot 2026-03-03 04:05:06 no controller`}},
		{"only the installation", english("15/01/2025, 10:12:08", "x", "x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 no controller`}},
		{"csv", csv("Host Name", "WEB01", "OS Name", "Microsoft Windows Server 2022 Standard", "OS Version", "10.0.20348 N/A Build 20348", "OS Configuration", "Member Server", "Original Install Date", "1/15/2025, 10:12:08 AM", "System Boot Time", "3/1/2026, 4:05:06 PM", "Time Zone", "(UTC+05:30) Chennai, Kolkata", "Hotfix(s)", strings.Repeat("[01]: KB1,", 2000)) + "x\n",
			[]string{`1-2 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 boot 2026-03-01 16:05:06 +330 no controller`}},
		{"csv without labels, two hosts", "\"A\",\"Microsoft Windows 10 Pro\",\"10.0.19045 N/A Build 19045\"\n\"B\",\"Microsoft Windows 11 Pro\",\"10.0.22631 N/A Build 22631\"\n",
			[]string{`1-1 "A" "Microsoft Windows 10 Pro" 19045`, `2-2 "B" "Microsoft Windows 11 Pro" 22631`}},
		{"csv of something else", "\"Name\",\"Path\",\"Version\"\n\"a\",\"C:\\Windows\",\"1.0\"\n", nil},
		{"findstr OS", output("OS Name", "Microsoft Windows 10 Pro", "OS Version", "10.0.19045 N/A Build 19045"), []string{`1-2 "" "Microsoft Windows 10 Pro" 19045`}},
		{"find boot", output("System Boot Time", "3/19/2021, 9:25:03 AM"), []string{`1-1 "" "" 0 boot 2021-03-19 09:25:03`}},
		{"find boot, not decided", output("System Boot Time", "3/9/2021, 9:25:03 AM"), []string{`1-1 "" "" 0 systeminfo.boot-time:1 3/9/2021, 9:25:03 AM`}},
		{"prompts", "C:\\>systeminfo\n" + english("x", "x", "x") + "C:\\>netstat\n", []string{`2-13 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 no controller`}},
		{"two hosts", german + english("x", "x", "x"), []string{`1-12 "SQL02" "Microsoft Windows Server 2019 Standard" 17763 boot 2026-02-03 04:05:06 +60 W. Europe Standard Time`,
			`13-24 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 no controller`}},
		{"another offset", english("x", "x", "(UTC+25:00) x"), []string{`1-12 "WEB01" "Microsoft Windows Server 2022 Standard" 20348 no controller`}},
		{"cut off", output("Host Name", "WEB01", "OS Name", "Microsoft Windows Server 2022 Standard"), nil},
		{"builds that differ", output("OS Name", "Microsoft Windows 10 Pro", "OS Version", "10.0.19045 N/A Build 19041"), nil},
		{"prose", "Note: it fails\nSince: Windows was updated\nTo: 10.0\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				var got []string
				for _, s := range run(strings.ReplaceAll(tt.text, "\n", end)) {
					got = append(got, summary(s))
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestDates reads the boot time as Windows writes it in its languages.
func TestDates(t *testing.T) {
	tests := []struct{ value, want string }{
		{"3/19/2021, 9:25:03 AM", "2021-03-19 09:25:03"},
		{"3/19/2021, 12:25:03 AM", "2021-03-19 00:25:03"},
		{"3/19/2021, 12:25:03 PM", "2021-03-19 12:25:03"},
		{"3/19/2021, 9:25:03\u202fPM", "2021-03-19 21:25:03"},
		{"19/03/2021, 09:25:03", "2021-03-19 09:25:03"},
		{"19-03-2021, 09:25:03", "2021-03-19 09:25:03"},
		{"2021-03-19, 09:25:03", "2021-03-19 09:25:03"},
		{"2021/3/9, 9:25:03", "2021-03-09 09:25:03"},
		{"2021/3/9, 下午 09:25:03", "2021-03-09 21:25:03"},
		{"2021-03-09, 오전 9:25:03", "2021-03-09 09:25:03"},
		{"9.3.2021, 9.25.03", "2021-03-09 09:25:03"},
		{"19. 3. 2021, 9:25:03", "2021-03-19 09:25:03"},
		{"2021. 03. 19., 9:25:03", "2021-03-19 09:25:03"},
		{"19/03/2021, 09:25:03 p. m.", "2021-03-19 21:25:03"},
		{"\u200e19/\u200e03/\u200e2021, 09:25:03", "2021-03-19 09:25:03"},
		{"03/04/2021, 09:25:03", ""},
		{"19/03/21, 09:25:03", ""},
		{"31.02.2021, 09:25:03", ""},
		{"19.03.2021, 25:25:03", ""},
		{"19.03.2021, 13:25:03 PM", ""},
		{"19.03.2021, 9:25:03 xy", ""},
		{"19/03/2564, 09:25:03", ""},
	}
	for _, tt := range tests {
		t.Run(tt.value, func(t *testing.T) {
			got := ""
			if at, ok := settle(&field{value: tt.value}, nil); ok {
				got = at.Format("2006-01-02 15:04:05")
			}
			if got != tt.want || !isDate(tt.value) {
				t.Errorf("read as %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCaptures reads real captures where they are at hand.
func TestCaptures(t *testing.T) {
	tests := []struct{ file, want string }{
		{"jc-w10.txt", `1-47 "DESKTOP-WIN01" "Microsoft Windows 10 Enterprise" 19042 boot 2021-03-19 09:25:03 -480 Pacific Standard Time no controller`},
		{"jc-w7.txt", `2-298 "TEST" "Microsoft Windows 7 Professional" 7601 boot 2021-03-22 13:15:51 -360 Central Standard Time no controller`},
		{"leixyou.txt", `2-54 "CNACLUWVDI002" "Microsoft Windows Server 2016 Datacenter" 14393 boot 2022-01-10 17:46:15 +480 no controller`},
		{"ru-cp1251.txt", `2-59 "DESKTOP-IVE607I" "Майкрософт Windows 10 Pro" 17763 boot 2019-01-24 17:14:23 +180`}, // the first of four
	}
	dir := realfiles.Dir(t)
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "systeminfo", tt.file))
			if err != nil {
				t.Skip(err)
			}
			got := run(string(text))
			if len(got) == 0 {
				t.Fatal("not recognized")
			}
			if diff := cmp.Diff(tt.want, summary(got[0])); diff != "" {
				t.Errorf("section (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzRun checks that no text stops the parser or makes it leave its lines.
func FuzzRun(f *testing.F) {
	f.Add(csv("Host Name", "A", "OS Name", "Microsoft Windows 10 Pro", "OS Version", "10.0.19045 N/A Build 19045"))
	f.Add(english("1/15/2025, 10:12:08 AM", "3/1/2026, 4:05:06 PM", "(UTC-08:00) Pacific Time (US & Canada)"))
	f.Add(output("System Boot Time", "2021/3/9, 下午 09:25:03"))
	f.Fuzz(func(t *testing.T, text string) {
		line := 0
		for _, s := range run(text) {
			if s.Line <= line || s.LastLine < s.Line || s.System == nil {
				t.Fatalf("section of lines %d to %d behind line %d, %+v", s.Line, s.LastLine, line, s.System)
			}
			line = s.LastLine
			if i := s.System; i.OffsetMinutes < -maxOffset || i.OffsetMinutes > maxOffset || i.BootLine > line || i.OSLine > line {
				t.Fatalf("lines to %d, %+v", line, i)
			}
		}
	})
}
