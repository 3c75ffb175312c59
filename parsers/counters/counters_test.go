package counters

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
)

// summaries reads all sections of a text and shows each in a few words.
func summaries(text string) []string {
	var out []string
	for _, s := range parsertest.Sections(text, Match, Parse) {
		out = append(out, summary(s))
	}
	return out
}

// summary shows a section: its lines, kind and status, then each reading as
// line@time+elapsed with active, passive, failed, reset and current connections of both
// families.
func summary(s *snapshot.Section) string {
	out := fmt.Sprintf("%d-%d %s %s", s.Line, s.LastLine, s.Kind, s.Status)
	if s.Host != "" {
		out += " " + s.Host
	}
	if s.Counters.OffsetKnown {
		out += fmt.Sprintf(" %s%+d", s.Counters.Zone, s.Counters.OffsetMinutes)
	}
	for i := range s.Counters.Readings {
		out += " " + reading(&s.Counters.Readings[i])
	}
	for _, n := range s.Notes {
		out += fmt.Sprintf(" %s:%d %s", n.ID, n.Line, strings.Join(n.Args, ","))
	}
	return out
}

func reading(r *snapshot.Reading) string {
	out := fmt.Sprint(r.Line)
	if r.LastLine != r.Line {
		out += fmt.Sprintf("-%d", r.LastLine)
	}
	if r.At.Source != snapshot.TimeUnknown {
		out += r.At.Time.Format("@2006-01-02T15:04:05.999")
		if r.At.Zoned {
			out += "Z"
		}
	}
	if r.Elapsed >= 0 {
		out += fmt.Sprintf("%+g", r.Elapsed)
	}
	if r.Reset {
		out += "!"
	}
	for _, v := range []*snapshot.CounterValues{&r.IPv4, &r.IPv6} {
		var cells []string
		for c := range snapshot.NumCounters {
			cell := "-"
			if n, ok := v.Get(c); ok {
				cell = fmt.Sprint(n)
			}
			cells = append(cells, cell)
		}
		if !v.IsEmpty() {
			out += "[" + strings.Join(cells, " ") + "]"
		}
	}
	return out
}

// block writes the block of TCP of netstat -s with the given labels.
func block(title string, values ...int) string {
	labels := []string{"Active Opens", "Passive Opens", "Failed Connection Attempts", "Reset Connections", "Current Connections", "Segments Received", "Segments Sent", "Segments Retransmitted"}
	if strings.Contains(title, "Statistik") {
		labels = []string{"Aktiv geöffnet", "Passiv geöffnet", "Erfolglose Verbindungsversuche", "Zurückgesetzte Verbindungen", "Aktuelle Verbindungen", "Empfangene Segmente", "Gesendete Segmente", "Erneut übertragene Segmente"}
	}
	var b strings.Builder
	b.WriteString("\n" + title + "\n\n")
	for i, n := range values {
		fmt.Fprintf(&b, "  %-35s = %d\n", labels[i], n)
	}
	return b.String()
}

const (
	ipBlock = "\nIPv4 Statistics\n\n  Packets Received                   = 900\n  Received Header Errors             = 0\n"
	icmp    = "\nICMPv4 Statistics\n\n                            Received    Sent\n  Messages                  742         3060      \n  Errors                    0           0         \n"
	udp     = "\nUDP Statistics for IPv4\n\n  Datagrams Received    = 11\n  No Ports              = 5\n  Receive Errors        = 6\n  Datagrams Sent        = 7\n"
)

func TestStatistics(t *testing.T) {
	v4, v6 := block("TCP Statistics for IPv4", 100, 20, 3, 4, 5, 6, 7, 8), block("TCP Statistics for IPv6", 10, 2, 1, 0, 5, 6, 7, 8)
	tests := []struct {
		name, text string
		want       []string
	}{
		{"all of it", ipBlock + icmp + v4 + v6 + udp, []string{"2-40 netstat-s parsed 13-33[100 20 3 4 5][10 2 1 0 5]"}},
		{"one family", v4, []string{"2-11 netstat-s parsed 2-11[100 20 3 4 5]"}},
		{"IPv6 alone", v6, []string{"2-11 netstat-s parsed 2-11[10 2 1 0 5]"}},
		{"german", block("TCP-Statistik für IPv4", 100, 20, 3, 4, 5, 6, 7, 8), []string{"2-11 netstat-s parsed 2-11[100 20 3 4 5]"}},
		{"chinese title", strings.Replace(v4, "TCP Statistics for IPv4", "IPv4 的 TCP 统计信息", 1), []string{"2-11 netstat-s parsed 2-11[100 20 3 4 5]"}},
		{"thousands set apart", strings.NewReplacer("= 100", "= 1\u00a0234\u00a0567", "= 20", "= 2,345", "= 3", "= 3.456").Replace(v4), []string{"2-11 netstat-s parsed 2-11[1.234567e+06 2345 3456 4 5]"}},
		{"twice, as with an interval", v4 + v6 + v4 + v6, []string{"2-44 netstat-s parsed 2-22[100 20 3 4 5][10 2 1 0 5] 24-44[100 20 3 4 5][10 2 1 0 5]"}},
		{"twice, one family", v4 + v4, []string{"2-22 netstat-s parsed 2-11[100 20 3 4 5] 13-22[100 20 3 4 5]"}},
		{"connections below, as -p tcp prints them", v4 + "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State\n", []string{"2-11 netstat-s parsed 2-11[100 20 3 4 5]"}},
		{"a prompt below", v4 + "C:\\>set a = 5\n", []string{"2-11 netstat-s parsed 2-11[100 20 3 4 5]"}},
		{"cut off amid a number", block("TCP Statistics for IPv4", 100, 20, 3, 4), []string{"2-7 netstat-s partial 2-7[100 20 3 - -] counters.bad-lines:7 1,7"}},
		{"a number missing", strings.Replace(v4, "= 20", "= x", 1), []string{"2-11 netstat-s partial counters.bad-lines:5 1,5 counters.no-opens:0 "}},
		{"without blocks of TCP", ipBlock + icmp + udp, []string{"2-18 netstat-s partial counters.no-opens:0 "}},
		{"findstr", "  Active Opens                        = 100\n  Active Opens                        = 10\n", []string{"1-2 netstat-s parsed 1-2[100 - - - -][10 - - - -]"}},
		{"run together", "TCP Statistics for IPv4Active Opens = 100Passive Opens = 20Failed Connection Attempts = 3 TCP Statistics for IPv6Active Opens = 10\n", []string{"1-1 netstat-s parsed 1[100 20 3 - -][10 - - - -]"}},
		{"cells", "\"Active Opens      \",\" 1,100\",\"TCP Statistics for IPv4\"\n\"Segments Sent  \",\" 7\",\"TCP Statistics for IPv4\"\n\"Active Opens\",\" 10\",\"TCP Statistics for IPv6\"\n",
			[]string{"1-3 netstat-s parsed 1-3[1100 - - - -][10 - - - -]"}},
		{"strings of a program", "c(\\\"TCP Statistics for IPv4\\\", \\\"  Active Opens = 100\\\", \\\"  Current Connections = 5\\\")\n", []string{"1-1 netstat-s parsed 1[100 - - - 5]"}},
		{"two outputs run together", "TCP Statistics for IPv4Active Opens = 100 TCP Statistics for IPv6Active Opens = 10 TCP Statistics for IPv4Active Opens = 200\n", []string{"1-1 netstat-s parsed 1[100 - - - -][10 - - - -] 1[200 - - - -]"}},
		{"a summary in words", "TCP Statistics for IPv4,\n- Segments received: 1036\n- Segments sent: 1034\n", []string{"1-3 netstat-s partial counters.no-opens:0 "}},
		{"routes", "IPv4 Route Table\n===========================================================================\nActive Routes:\n", nil},
		{"prose", "Look at Active Opens and Failed Connection Attempts in netstat -s.\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				if diff := cmp.Diff(tt.want, summaries(strings.ReplaceAll(tt.text, "\n", end))); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// logText writes a counter log with the given zone and columns.
func logText(zone string, columns []string, rows ...string) string {
	text := `"(PDH-CSV 4.0)` + zone + `"`
	for _, c := range columns {
		text += `,"` + c + `"`
	}
	return text + "\n" + strings.Join(rows, "\n") + "\n"
}

func TestLogs(t *testing.T) {
	two := []string{`\\WEB01\TCPv4\Connections Established`, `\\WEB01\TCPv6\Connections Active`}
	rows := []string{`"03/10/2026 09:00:00.000","312.000000","7.000000"`, `"03/10/2026 09:00:15.500","313.000000","9.000000"`}
	head := "1-3 counters parsed WEB01 "
	tests := []struct {
		name, text string
		want       []string
	}{
		{"typeperf on the console", "\n" + logText("", two, rows...) + "Exiting, please wait...                         \nThe command completed successfully.\n",
			[]string{"2-4 counters parsed WEB01 3@2026-03-10T09:00:00+0[- - - - 312][7 - - - -] 4@2026-03-10T09:00:15.5+15.5[- - - - 313][9 - - - -]"}},
		{"zone", logText(" (W. Europe Standard Time)(-60)", two, rows...),
			[]string{head + "W. Europe Standard Time+60 2@2026-03-10T08:00:00Z+0[- - - - 312][7 - - - -] 3@2026-03-10T08:00:15.5Z+15.5[- - - - 313][9 - - - -]"}},
		{"a zone without a name that is known", logText(" (Mitteleuropäische Zeit)(-60)", two, rows[0]), []string{"1-2 counters parsed WEB01 Mitteleuropäische Zeit+60 2@2026-03-10T08:00:00Z+0[- - - - 312][7 - - - -]"}},
		{"west of Greenwich, in daylight saving", logText(" (Pacific Daylight Time)(420)", two, rows[0]), []string{"1-2 counters parsed WEB01 Pacific Daylight Time-420 2@2026-03-10T16:00:00Z+0[- - - - 312][7 - - - -]"}},
		{"clocks go forward", logText(" (GMT Standard Time)(0)", two, `"03/29/2026 00:59:30.000","1","2"`, `"03/29/2026 02:00:00.000","1","2"`),
			[]string{head + "GMT Standard Time+0 2@2026-03-29T00:59:30Z+0[- - - - 1][2 - - - -] 3@2026-03-29T01:00:00Z+30[- - - - 1][2 - - - -]"}},
		{"missing values", logText("", two, `"03/10/2026 09:00:00.000"," "," "`, `"03/10/2026 09:00:15.000"," ","9"`, `"03/10/2026 09:00:30.000","-1","9"`),
			[]string{"1-4 counters parsed WEB01 3@2026-03-10T09:00:15+15[9 - - - -] 4@2026-03-10T09:00:30+30[9 - - - -]"}},
		{"tabs", strings.NewReplacer("PDH-CSV", "PDH-TSV", ",", "\t").Replace(logText(" (UTC)(0)", two, rows[0])), []string{"1-2 counters parsed WEB01 UTC+0 2@2026-03-10T09:00:00Z+0[- - - - 312][7 - - - -]"}},
		{"as a spreadsheet saves it", "(PDH-CSV 4.0) (W. Europe Standard Time)(-60);\\\\WEB01\\TCPv4\\Connections Active\n31.03.2026 09:00:00;1234,000000\n", []string{"1-2 counters parsed WEB01 W. Europe Standard Time+60 2@2026-03-31T08:00:00Z+0[1234 - - - -]"}},
		{"german and french names", logText("", []string{`\\a\TCPv4\Aktive Verbindungen`, `\\a\TCPv4\Verbindungsfehler`, `\\a\TCPv6\Connexions établies`}, `"03/10/2026 09:00:00.000","1","2","3"`),
			[]string{"1-2 counters parsed A 2@2026-03-10T09:00:00+0[1 - 2 - -][- - - - 3]"}},
		{"italian names", logText("", []string{`\\a\TCPv4\Connessioni attive`, `\\a\TCPv4\Connessioni stabilite`}, `"03/10/2026 09:00:00.000","1","2"`),
			[]string{"1-2 counters parsed A 2@2026-03-10T09:00:00+0[1 - - - 2]"}},
		{"names of a language that is not known", logText("", []string{`\\a\TCPv4\Yhteyksiä`, `\\a\Memory\x`}, `"03/10/2026 09:00:00.000","1","2"`), []string{"1-2 counters partial counters.unknown-names:0 1"}},
		{"segments alone", logText("", []string{`\\a\TCPv4\Segments/sec`}, `"03/10/2026 09:00:00.000","1"`), []string{"1-2 counters partial counters.no-columns:0 1"}},
		{"other columns between", logText("", []string{`\\WEB01\Processor(_Total)\% Processor Time`, two[0], `\\WEB01\TCPv4\Segments/sec`}, `"03/10/2026 09:00:00.000","1,5","312","2"`), []string{"1-2 counters parsed WEB01 2@2026-03-10T09:00:00+0[- - - - 312]"}},
		{"no counter of TCP", logText("", []string{`\\WEB01\Memory\Commit Limit`}, `"03/10/2026 09:00:00.000","1"`), []string{"1-2 counters partial counters.no-columns:0 1"}},
		{"head alone", logText("", two), []string{"1-1 counters partial WEB01 counters.no-readings:0 "}},
		{"two computers", logText("", append(two, `\\WEB02\TCPv4\Connections Active`), rows[0]+`,"1"`), []string{"1-2 counters parsed WEB01 2@2026-03-10T09:00:00+0[- - - - 312][7 - - - -] counters.several-hosts:1 1,1"}},
		{"an address names no computer", logText("", []string{`\\10.0.0.4\TCPv4\Connections Active`}, `"03/10/2026 09:00:00.000","1"`), []string{"1-2 counters parsed 2@2026-03-10T09:00:00+0[1 - - - -]"}},
		{"a restart", logText("", two[1:], `"03/10/2026 09:00:00.000","50"`, `"03/10/2026 09:01:00.000","2"`, `"03/10/2026 09:02:00.000","3"`),
			[]string{"1-4 counters parsed WEB01 2@2026-03-10T09:00:00+0[50 - - - -] 3@2026-03-10T09:01:00+60![2 - - - -] 4@2026-03-10T09:02:00+120[3 - - - -]"}},
		{"cut off", logText("", two, rows[0], `"03/10/2026 09:00:15.000","31`), []string{"1-3 counters partial WEB01 2@2026-03-10T09:00:00+0[- - - - 312][7 - - - -] counters.bad-lines:3 1,3"}},
		{"two logs in one file", logText("", two, rows[0]) + logText("", two, rows[1]), []string{
			"1-2 counters parsed WEB01 2@2026-03-10T09:00:00+0[- - - - 312][7 - - - -]", "3-4 counters parsed WEB01 4@2026-03-10T09:00:15.5+0[- - - - 313][9 - - - -]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				if diff := cmp.Diff(tt.want, summaries(strings.ReplaceAll(tt.text, "\n", end))); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestGetCounter(t *testing.T) {
	const heads = "\nTimestamp                 CounterSamples\n---------                 --------------\n"
	sample := func(stamp string, active, established int) string {
		return fmt.Sprintf("%-25s \\\\web01\\tcpv4\\connections active :\n                          %d\n\n                          \\\\web01\\tcpv4\\connections established :\n                          %d\n\n\n", stamp, active, established)
	}
	object := func(path, value, stamp, filetime string) string {
		return "Path             : \\\\web01\\" + path + "\nInstanceName     : \nCookedValue      : " + value + "\nRawValue         : " + value + "\nTimestamp        : " + stamp + "\nTimestamp100NSec : " + filetime + "\n\n"
	}
	csv := "\"Path\",\"InstanceName\",\"CookedValue\",\"Timestamp\",\"Timestamp100NSec\"\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a loop", heads + sample("3/31/2026 9:00:00 AM", 100, 5) + sample("3/31/2026 9:00:10 AM", 160, 6),
			[]string{"2-15 counters parsed WEB01 4-8@2026-03-31T09:00:00+0[100 - - - 5] 11-15@2026-03-31T09:00:10+10[160 - - - 6]"}},
		{"german", heads + sample("10.03.2026 21:00:00", 100, 5) + "PS C:\\>\n", []string{"2-8 counters parsed WEB01 4-8@2026-03-10T21:00:00+0[100 - - - 5]"}},
		{"day or month", heads + sample("3/10/2026 9:00:00 PM", 100, 5) + sample("3/10/2026 9:00:10 PM", 160, 6) + sample("4/10/2026 9:00:10 PM", 170, 6),
			[]string{"2-22 counters parsed WEB01 4-8+0[100 - - - 5] 11-15+10[160 - - - 6] 18-22[170 - - - 6] counters.ambiguous-dates:4 3,4"}},
		{"a date that is certain after one that is not", heads + sample("3/12/2026 9:00:00 PM", 100, 5) + sample("3/13/2026 9:00:00 PM", 160, 6),
			[]string{"2-15 counters parsed WEB01 4-8+0[100 - - - 5] 11-15[160 - - - 6] counters.ambiguous-dates:4 1,4"}},
		{"far apart", heads + sample("3/31/2026 9:00:00 AM", 100, 5) + strings.Repeat("\n", maxBlank) + sample("3/31/2026 9:00:10 AM", 160, 6),
			[]string{"2-8 counters parsed WEB01 4-8@2026-03-31T09:00:00+0[100 - - - 5]", "17-21 counters parsed WEB01 17-21@2026-03-31T09:00:10+0[160 - - - 6]"}},
		{"a date in no known order", heads + sample("10-03-2026 9:00", 100, 5), []string{"2-8 counters parsed WEB01 4-8+0[100 - - - 5] counters.ambiguous-dates:4 1,4"}},
		{"a date of no known form", heads + sample("10_03_2026 9:00", 100, 5), []string{"2-8 counters parsed WEB01 4-8[100 - - - 5]"}},
		{"wrapped path", heads + "3/31/2026 9:00:00 AM \\\\web01\\tcpv4\\connections\n             established :\n             5\n", []string{"2-6 counters parsed WEB01 5-6@2026-03-31T09:00:00+0[- - - - 5]"}},
		{"a value missing", heads + "3/31/2026 9:00:00 AM \\\\web01\\tcpv4\\connections active :\n\\\\web01\\tcpv4\\connections established :\n5\n", []string{"2-6 counters partial WEB01 5-6@2026-03-31T09:00:00+0[- - - - 5] counters.bad-lines:5 1,5"}},
		{"Format-List", "\nTimestamp : 3/31/2026 9:00:00 AM\nReadings  : \\\\web01\\tcpv4\\connections active :\n            100\n\n", []string{"2-4 counters parsed WEB01 3-4@2026-03-31T09:00:00+0[100 - - - -]"}},
		{"another object", heads + "3/31/2026 9:00:00 AM \\\\web01\\memory\\available mbytes :\n100\n", []string{"2-5 counters partial counters.no-columns:0 1"}},
		{"objects", object(`tcpv4\connections active`, "100", "3/10/2026 9:00:00 AM", "134176068000000000") + object(`tcpv6\connections active`, "7", "3/10/2026 9:00:00 AM", "134176068000000000") + object(`tcpv4\connections active`, "160", "3/10/2026 9:00:10 AM", "134176068100000000"),
			[]string{"1-20 counters parsed WEB01 1-8@2026-03-10T09:00:00+0[100 - - - -][7 - - - -] 15@2026-03-10T09:00:10+10[160 - - - -]"}},
		{"objects of two times", object(`tcpv4\connections active`, "100", "3/31/2026 9:00:00 AM", "") + object(`tcpv6\connections active`, "7", "3/31/2026 9:00:10 AM", ""),
			[]string{"1-13 counters parsed WEB01 1@2026-03-31T09:00:00+0[100 - - - -] 8@2026-03-31T09:00:10+10[7 - - - -]"}},
		{"objects without times", object(`tcpv4\connections active`, "100", "", "") + object(`tcpv4\connections active`, "160", "", ""), []string{"1-13 counters parsed WEB01 1[100 - - - -] 8[160 - - - -]"}},
		{"exported objects", "#TYPE x\n" + csv + `"\\web01\tcpv4\connections active","","100","31/03/2026 09:00:00",""` + "\n" + `"\\web01\tcpv4\connection failures","","3","31/03/2026 09:00:00",""` + "\n",
			[]string{"2-4 counters parsed WEB01 3-4@2026-03-31T09:00:00+0[100 - 3 - -]"}},
		{"exported readings", "\"Readings\",\"Timestamp\",\"CounterSamples\"\n" + "\"\\\\web01\\tcpv4\\connections active :\n100\n\n\",\"3/31/2026 9:00:00 AM\",\"x[]\"\n\"\\\\web01\\tcpv4\\connections active :\n160\n\n\",\"3/31/2026 9:01:00 AM\",\"x[]\"\n",
			[]string{"2-9 counters parsed WEB01 2-3@2026-03-31T09:00:00+0[100 - - - -] 6-7@2026-03-31T09:01:00+60[160 - - - -]"}},
		{"the command", "Get-Counter '\\TCPv4\\Connections Active' | Select-Object Timestamp,CounterSamples\n", nil},
		{"a path in a text", "The path is \\\\web01\\share\\file :\n5\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				if diff := cmp.Diff(tt.want, summaries(strings.ReplaceAll(tt.text, "\n", end))); diff != "" {
					t.Errorf("sections (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestMany keeps a bounded number of readings, and among them those that count.
func TestMany(t *testing.T) {
	const n = 5 * MaxReadings
	rows := make([]string, n)
	active := 0
	for i := range rows {
		if active++; i == 3001 {
			active += 5000 // the highest rate
		}
		established := 100
		if i == 4001 {
			established = 900
		}
		if i == 9001 {
			active = 1 // Windows started
		}
		rows[i] = fmt.Sprintf(`"03/10/2026 %02d:%02d:%02d.000","%d","%d"`, i/3600, i/60%60, i%60, established, active)
	}
	text := logText(" (UTC)(0)", []string{`\\WEB01\TCPv4\Connections Established`, `\\WEB01\TCPv4\Connections Active`}, rows...)
	s := parsertest.Sections(text, Match, Parse)[0]
	c := s.Counters
	if c.Samples != n || len(c.Readings) > MaxReadings || len(c.Readings) < MaxReadings/4 {
		t.Fatalf("%d readings of %d kept, want %d of %d at the most", len(c.Readings), c.Samples, MaxReadings, n)
	}
	kept, resets := map[int]bool{}, 0
	for i := range c.Readings {
		r := &c.Readings[i]
		if kept[r.Line] = true; r.Reset {
			resets++
		}
		if i > 0 && r.Line <= c.Readings[i-1].Line {
			t.Fatal("readings are out of order")
		}
	}
	for name, line := range map[string]int{"first": 2, "last": n + 1, "most connections": 4003, "before the highest rate": 3002, "behind it": 3003} {
		if !kept[line] {
			t.Errorf("the reading of line %d, %s, was dropped", line, name)
		}
	}
	if resets != 1 {
		t.Errorf("%d readings say that counters began anew, want 1", resets)
	}
	if len(s.Notes) != 1 || s.Notes[0].ID != "counters.thinned" {
		t.Errorf("notes %+v, want counters.thinned", s.Notes)
	}
}

// FuzzParse checks that no text stops the parser or makes it invent readings.
func FuzzParse(f *testing.F) {
	f.Add(ipBlock + icmp + block("TCP Statistics for IPv4", 100, 20, 3, 4, 5, 6, 7, 8) + udp)
	f.Add("TCP Statistics for IPv4Active Opens = 100Passive Opens = 20 TCP Statistics for IPv6Active Opens = 1,234\n")
	f.Add(logText(" (W. Europe Standard Time)(-60)", []string{`\\WEB01\TCPv4\Connections Active`}, `"03/10/2026 09:00:00.000","1"`, `"03/10/2026 09:00:01.000","0"`))
	f.Add("\nTimestamp   CounterSamples\n---------   --------------\n3/10/2026 9:00:00 AM \\\\a\\tcpv4\\connections active :\n  5\n")
	f.Add("Path : \\\\a\\tcpv6\\connections active\nInstanceName :\nCookedValue : 5\nTimestamp100NSec : 134176068000000000\n")
	f.Add("\"Path\",\"CookedValue\",\"Timestamp\"\n\"\\\\a\\tcpv4\\connection failures\",\"5\",\"31/03/2026 09:00:00\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		line := 0
		for _, s := range parsertest.Sections(text, Match, Parse) {
			if s.Line <= line || s.LastLine < s.Line || s.Kind == snapshot.KindUnrecognized {
				t.Fatalf("section %s of lines %d to %d behind line %d", s.Kind, s.Line, s.LastLine, line)
			}
			line = s.LastLine
			for i := range s.Counters.Readings {
				r := &s.Counters.Readings[i]
				if r.Line < s.Line || r.LastLine > s.LastLine || r.LastLine < r.Line || r.IPv4.IsEmpty() && r.IPv6.IsEmpty() {
					t.Fatalf("reading %s in lines %d to %d", reading(r), s.Line, s.LastLine)
				}
			}
		}
	})
}
