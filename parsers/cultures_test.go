package parsers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// culture writes dates as Windows does in one of its regions.
type culture struct {
	name   string
	layout string // of a short date with a long time
	am, pm string // in place of AM and PM
	month  string // abbreviated November, as MMM writes it
}

var cultures = []culture{
	{"en-US", "1/2/2006 3:04:05 PM", "AM", "PM", "Nov"},
	{"en-GB", "02/01/2006 15:04:05", "", "", "Nov"},
	{"en-AU", "2/01/2006 3:04:05 PM", "AM", "PM", "Nov"},
	{"de-DE", "02.01.2006 15:04:05", "", "", "Nov"},
	{"fr-FR", "02/01/2006 15:04:05", "", "", "nov."},
	{"es-MX", "02/01/2006 03:04:05 PM", "a. m.", "p. m.", "nov."},
	{"fi-FI", "2.1.2006 15.04.05", "", "", "marras"},
	{"ru-RU", "02.01.2006 15:04:05", "", "", "ноя"},
	{"el-GR", "2/1/2006 3:04:05 PM", "πμ", "μμ", "Νοε"},
	{"ja-JP", "2006/01/02 15:04:05", "", "", "11"},
	{"zh-CN", "2006/1/2 15:04:05", "", "", "11月"},
	{"zh-TW", "2006/1/2 PM 03:04:05", "上午", "下午", "十一月"},
	{"ko-KR", "2006-01-02 PM 3:04:05", "오전", "오후", "11"},
	{"ISO", "2006-01-02T15:04:05", "", "", "Nov"},
}

func (c culture) write(t time.Time) string {
	s := t.Format(c.layout)
	if c.am != "" {
		s = strings.NewReplacer("AM", c.am, "PM", c.pm).Replace(s)
	}
	return s
}

// export writes so many rows, of events or of connections.
type export struct {
	name  string
	write func(c culture, times []time.Time) string
}

const allocationFailed = "A request to allocate an ephemeral port number from the global TCP port space has failed due to all such ports being in use."

// each writes a head and a row for each time.
func each(head string, row func(i int, t time.Time) string) func([]time.Time) string {
	return func(times []time.Time) string {
		var b strings.Builder
		b.WriteString(head)
		for i, t := range times {
			b.WriteString(row(i, t) + "\r\n")
		}
		return b.String()
	}
}

// wide fills a cell to a number of columns, in which letters of Chinese, Japanese and
// Korean take two.
func wide(s string, columns int) string {
	for _, r := range s {
		columns--
		if r >= 0x1100 {
			columns--
		}
	}
	return s + strings.Repeat(" ", max(columns, 0))
}

// cut shortens a cell that is wider than its column, as Format-Table does.
func cut(cell string, columns int) string {
	if wide(cell, columns+1) != cell {
		return cell
	}
	runes := []rune(cell)
	for len(runes) > 0 && wide(string(runes), columns-2) == string(runes) {
		runes = runes[:len(runes)-1]
	}
	return wide(string(runes)+"...", columns)
}

// widest returns how many columns the widest date takes, and the one that divides it from
// the next.
func (c culture) widest(times []time.Time) int {
	most := len("CreationTime")
	for _, t := range times {
		n := 0
		for _, r := range c.write(t) {
			n++
			if r >= 0x1100 {
				n++
			}
		}
		most = max(most, n)
	}
	return most + 1
}

var eventExports = []export{
	{"saved by the event viewer as CSV", func(c culture, times []time.Time) string {
		return each("Level,Date and Time,Source,Event ID,Task Category\r\n", func(_ int, t time.Time) string {
			return "Warning," + c.write(t) + ",Tcpip,4231,None,\"" + allocationFailed + "\""
		})(times)
	}},
	{"saved by the event viewer as CSV, in German", func(c culture, times []time.Time) string {
		return each("Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\n", func(_ int, t time.Time) string {
			return "Warnung," + c.write(t) + ",Tcpip,4231,Keine,\"" + allocationFailed + "\""
		})(times)
	}},
	{"saved by the event viewer as text", func(c culture, times []time.Time) string {
		return each("Level\tDate and Time\tSource\tEvent ID\tTask Category\r\n", func(_ int, t time.Time) string {
			return "Warning\t" + c.write(t) + "\tTcpip\t4231\tNone\t" + allocationFailed
		})(times)
	}},
	{"Export-Csv", func(c culture, times []time.Time) string {
		return each("\"TimeCreated\",\"Id\",\"ProviderName\",\"Message\"\r\n", func(_ int, t time.Time) string {
			return `"` + c.write(t) + `","4231","Tcpip","` + allocationFailed + `"`
		})(times)
	}},
	{"Export-Csv, the time last", func(c culture, times []time.Time) string {
		return each("\"Id\",\"ProviderName\",\"MachineName\",\"TimeCreated\"\r\n", func(_ int, t time.Time) string {
			return `"4231","Tcpip","WEB01","` + c.write(t) + `"`
		})(times)
	}},
	{"Export-Csv of PowerShell 7 without quotes", func(c culture, times []time.Time) string {
		return each("TimeCreated;Id;ProviderName\r\n", func(_ int, t time.Time) string {
			return c.write(t) + ";4231;Tcpip"
		})(times)
	}},
	{"Format-Table", func(c culture, times []time.Time) string {
		w := c.widest(times)
		return each("\r\n"+wide("TimeCreated", w)+"  Id Message\r\n"+wide("-----------", w)+"  -- -------\r\n", func(_ int, t time.Time) string {
			return wide(c.write(t), w) + "4231 " + allocationFailed
		})(times)
	}},
	{"the default table of Get-WinEvent", func(c culture, times []time.Time) string {
		return each("\r\n\r\n   ProviderName: Tcpip\r\n\r\n"+wide("TimeCreated", 30)+"  Id LevelDisplayName Message\r\n"+wide("-----------", 30)+"  -- ---------------- -------\r\n", func(_ int, t time.Time) string {
			return wide(c.write(t), 30) + "4231 Warning          A request to allocate an ephemeral port number..."
		})(times)
	}},
	{"the default table of Get-EventLog", func(c culture, times []time.Time) string {
		return each("\r\n   Index Time          EntryType   Source                 InstanceID Message\r\n   ----- ----          ---------   ------                 ---------- -------\r\n", func(i int, t time.Time) string {
			return fmt.Sprintf("%8d %s Warning     Tcpip                  2147487879 A request to allocate an ephemeral...", 90000-i, cut(wide(c.month+t.Format(" 02 15:04"), 13), 13))
		})(times)
	}},
	{"Format-List", func(c culture, times []time.Time) string {
		return each("\r\n", func(_ int, t time.Time) string {
			return "TimeCreated  : " + c.write(t) + "\r\nProviderName : Tcpip\r\nId           : 4231\r\nMessage      : " + allocationFailed + "\r\n"
		})(times)
	}},
	{"copied from the event viewer", func(c culture, times []time.Time) string {
		return each("", func(_ int, t time.Time) string {
			return "Log Name:      System\r\nSource:        Tcpip\r\nDate:          " + c.write(t) + "\r\nEvent ID:      4231\r\nTask Category: None\r\nLevel:         Warning\r\nKeywords:      Classic\r\nUser:          N/A\r\nComputer:      WEB01\r\nDescription:\r\n" + allocationFailed
		})(times)
	}},
	{"wevtutil", func(c culture, times []time.Time) string {
		return each("", func(i int, t time.Time) string {
			return fmt.Sprintf("Event[%d]:\r\n  Log Name: System\r\n  Source: Tcpip\r\n  Date: %s\r\n  Event ID: 4231\r\n  Task: N/A\r\n  Level: Warning\r\n  Computer: WEB01\r\n  Description: \r\n%s\r\n", i, c.write(t), allocationFailed)
		})(times)
	}},
	{"XML view", func(_ culture, times []time.Time) string {
		return each("", func(i int, t time.Time) string {
			return "- <Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  - <System>\r\n  <Provider Name=\"Tcpip\" /> \r\n  <EventID Qualifiers=\"32768\">4231</EventID> \r\n  <TimeCreated SystemTime=\"" + t.Format("2006-01-02T15:04:05.0000000Z") + "\" /> \r\n  <EventRecordID>" + fmt.Sprint(i+1) + "</EventRecordID> \r\n  <Channel>System</Channel> \r\n  <Computer>WEB01</Computer> \r\n  </System>\r\n- <EventData>\r\n  <Data /> \r\n  </EventData>\r\n  </Event>"
		})(times)
	}},
	{"friendly view", func(_ culture, times []time.Time) string {
		return each("", func(i int, t time.Time) string {
			return "- System \r\n\r\n  - Provider \r\n\r\n   [ Name]  Tcpip \r\n \r\n  - EventID 4231 \r\n\r\n   [ Qualifiers]  32768 \r\n \r\n   Level 3 \r\n \r\n  - TimeCreated \r\n\r\n   [ SystemTime]  " + t.Format("2006-01-02T15:04:05.0000000Z") + " \r\n \r\n   EventRecordID " + fmt.Sprint(i+1) + " \r\n \r\n   Channel System \r\n \r\n   Computer WEB01 \r\n \r\n   Security \r\n \r\n- EventData \r\n\r\n   \\Device\\Tcp \r\n"
		})(times)
	}},
}

// connections are the columns of a table and where its creation time stands.
func connectionCSV(columns string, comma string, quote bool) func(culture, []time.Time) string {
	return func(c culture, times []time.Time) string {
		cell := func(s string) string {
			if quote {
				return `"` + s + `"`
			}
			return s
		}
		line := func(value func(column string) string) string {
			var cells []string
			for _, column := range strings.Fields(columns) {
				cells = append(cells, cell(value(column)))
			}
			return strings.Join(cells, comma)
		}
		return each(line(func(column string) string { return column })+"\r\n", func(i int, t time.Time) string {
			values := map[string]string{
				"LocalAddress": "10.0.0.5", "LocalPort": fmt.Sprint(50000 + i), "RemoteAddress": "10.0.0.50", "RemotePort": "443",
				"State": "Established", "OwningProcess": "6000", "AppliedSetting": "Internet", "CreationTime": c.write(t),
				"InstanceID": "10.0.0.5++50000", "EnabledDefault": "2", "RequestedState": "5", "TransitioningToState": "12",
			}
			return line(func(column string) string { return values[column] })
		})(times)
	}
}

// allColumns are those of Export-Csv without a selection.
const allColumns = "Caption Description ElementName InstanceID CommunicationStatus DetailedStatus HealthState InstallDate Name OperatingStatus " +
	"OperationalStatus PrimaryStatus Status StatusDescriptions AvailableRequestedStates EnabledDefault EnabledState OtherEnabledState " +
	"RequestedState TimeOfLastStateChange TransitioningToState AggregationBehavior Directionality CreationTime LocalAddress LocalPort " +
	"OwningProcess RemoteAddress RemotePort State AppliedSetting OffloadState PSComputerName"

var connectionExports = []export{
	{"CSV, the time last", connectionCSV("LocalAddress LocalPort RemoteAddress RemotePort State OwningProcess CreationTime", ",", true)},
	{"CSV, the time first", connectionCSV("CreationTime LocalAddress LocalPort RemoteAddress RemotePort State OwningProcess", ",", true)},
	{"CSV, the time within", connectionCSV("State CreationTime LocalAddress LocalPort RemoteAddress RemotePort OwningProcess", ",", true)},
	{"CSV without quotes", connectionCSV("LocalAddress LocalPort RemoteAddress RemotePort State CreationTime OwningProcess", ",", false)},
	{"CSV with semicolons", connectionCSV("CreationTime LocalAddress LocalPort RemoteAddress RemotePort State OwningProcess", ";", false)},
	{"CSV with tabs", connectionCSV("CreationTime LocalAddress LocalPort RemoteAddress RemotePort State OwningProcess", "\t", false)},
	{"CSV of all properties", connectionCSV(allColumns, ",", true)},
	{"table", func(c culture, times []time.Time) string {
		head := wide("LocalAddress", 13) + "LocalPort RemoteAddress RemotePort State       OwningProcess CreationTime\r\n" + wide("------------", 13) + "--------- ------------- ---------- -----       ------------- ------------\r\n"
		return each(head, func(i int, t time.Time) string {
			return wide("10.0.0.5", 13) + fmt.Sprintf("%-9d 10.0.0.50     443        Established 6000          %s", 50000+i, c.write(t))
		})(times)
	}},
	{"table, the time first", func(c culture, times []time.Time) string {
		w := c.widest(times)
		head := wide("CreationTime", w) + "LocalAddress LocalPort RemoteAddress RemotePort State       OwningProcess\r\n" + wide("------------", w) + "------------ --------- ------------- ---------- -----       -------------\r\n"
		return each(head, func(i int, t time.Time) string {
			return wide(c.write(t), w) + fmt.Sprintf("10.0.0.5     %-9d 10.0.0.50     443        Established 6000", 50000+i)
		})(times)
	}},
	{"list", func(c culture, times []time.Time) string {
		return each("\r\n", func(i int, t time.Time) string {
			return fmt.Sprintf("CreationTime  : %s\r\nLocalAddress  : 10.0.0.5\r\nLocalPort     : %d\r\nRemoteAddress : 10.0.0.50\r\nRemotePort    : 443\r\nState         : Established\r\nOwningProcess : 6000\r\n", c.write(t), 50000+i)
		})(times)
	}},
}

// moments returns n moments of one day, in steps of a step.
func momentsOf(n int, first time.Time, step time.Duration) []time.Time {
	list := make([]time.Time, n)
	for i := range list {
		list[i] = first.Add(time.Duration(i) * step)
	}
	return list
}

// TestCultures reads as many rows as were written, whatever the culture of the dates in
// them and however many rows there are.
func TestCultures(t *testing.T) {
	days := map[string]time.Time{
		"one reading":  time.Date(2026, 11, 22, 8, 36, 7, 0, time.UTC),
		"two readings": time.Date(2026, 11, 3, 9, 1, 0, 0, time.UTC),
		"over noon":    time.Date(2026, 11, 22, 11, 58, 0, 0, time.UTC),
	}
	for _, a := range slices.Concat(eventExports, connectionExports) {
		t.Run(a.name, func(t *testing.T) {
			for _, c := range cultures {
				for day, first := range days {
					for _, n := range []int{1, 8, 9, 16, 17, 18, 50, 200} {
						if got := rowsIn(a.write(c, momentsOf(n, first, time.Minute))); got != n {
							t.Errorf("%s, %s: %d of %d rows are read", c.name, day, got, n)
						}
					}
				}
			}
		})
	}
}

// TestCulturesInLogs reads the same where a log puts something before each line.
func TestCulturesInLogs(t *testing.T) {
	logs := []struct {
		name   string
		before func(i int) string
	}{
		{"time of day", func(i int) string { return fmt.Sprintf("[10:%02d:%02d] ", i/60%60, i%60) }},
		{"date and level", func(i int) string { return fmt.Sprintf("2026-03-10 10:%02d:%02d,123 INFO  ", i/60%60, i%60) }},
		{"12-hour clock", func(i int) string { return fmt.Sprintf("3/10/2026 9:%02d:%02d AM ", i/60%60, i%60) }},
		{"host", func(int) string { return "WEB01: " }},
		{"container", func(int) string { return "collector-1  | " }},
	}
	first := time.Date(2026, 11, 22, 11, 58, 0, 0, time.UTC)
	const rows = 40
	for _, a := range slices.Concat(eventExports, connectionExports) {
		t.Run(a.name, func(t *testing.T) {
			for _, c := range cultures {
				text := a.write(c, momentsOf(rows, first, time.Minute))
				want := rowsIn(text)
				for _, log := range logs {
					i, whole := 0, ""
					for line := range strings.Lines(text) {
						whole += log.before(i) + line
						i++
					}
					if got := rowsIn(whole); got != want {
						t.Errorf("%s, %s: %d of %d rows are read", log.name, c.name, got, want)
					}
				}
			}
		})
	}
}

// TestCulturesBelowLog reads the same below the lines of a log whose stamps are written like
// the dates of the table, which itself has none before its lines.
func TestCulturesBelowLog(t *testing.T) {
	for _, a := range slices.Concat(eventExports, connectionExports) {
		t.Run(a.name, func(t *testing.T) {
			for _, c := range cultures {
				log := ""
				for i, at := range momentsOf(60, time.Date(2026, 11, 22, 11, 20, 0, 0, time.UTC), time.Second) {
					log += fmt.Sprintf("%s step %d of 60 is done\r\n", c.write(at), i)
				}
				text := a.write(c, momentsOf(40, time.Date(2026, 11, 22, 11, 58, 0, 0, time.UTC), time.Minute))
				if got, want := rowsIn(log+"\r\n"+text), rowsIn(text); got != want {
					t.Errorf("%s: %d of %d rows are read", c.name, got, want)
				}
			}
		})
	}
}

// rowsIn reads a text and counts its events and connections.
func rowsIn(text string) (n int) {
	for _, s := range Read("x.txt", strings.NewReader(text), int64(len(text))) {
		if s.Events != nil {
			n += len(s.Events.Events) + len(s.Events.Undated)
		}
		for _, c := range s.Captures {
			n += c.Summary.TCPRows()
		}
	}
	return n
}
