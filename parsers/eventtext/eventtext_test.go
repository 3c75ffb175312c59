package eventtext

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// sections reads all exports of a text the way a dispatcher does.
func sections(text, command string) []*snapshot.Section {
	l := textenc.NewLines(strings.NewReader(text))
	var out []*snapshot.Section
	for ok := l.Next(); ok; {
		if !Match(l) {
			ok = l.Next()
			continue
		}
		line := l.Line()
		s := &snapshot.Section{Line: line, Status: snapshot.StatusParsed, Command: command}
		Parse(l, s, func(l *textenc.Lines) bool { return strings.HasPrefix(string(l.Text()), "Active Connections") })
		out = append(out, s)
		if ok = l.Text() != nil; ok && l.Line() == line {
			ok = l.Next()
		}
	}
	return out
}

// show writes a section as text: what the log is, then its events.
func show(list []*snapshot.Section) []string {
	out := []string{}
	for _, s := range list {
		head := fmt.Sprintf("%d-%d %s %s", s.Line, s.LastLine, s.Kind, s.Status)
		g := s.Events
		if g != nil {
			head += fmt.Sprintf(" %s %s %d records", g.Channel, s.Host, g.Records)
			if !g.First.IsZero() {
				head += g.First.Format(" 2006-01-02 15:04:05") + g.Last.Format(" to 2006-01-02 15:04:05")
			}
			if g.LastID > 0 {
				head += fmt.Sprintf(" ids %d-%d", g.FirstID, g.LastID)
			}
			for _, b := range []struct {
				word string
				is   bool
			}{{"zoned", g.Zoned}, {"filtered", g.Filtered}} {
				if b.is {
					head += " " + b.word
				}
			}
		}
		out = append(out, head)
		for _, n := range s.Notes {
			if n.ID != "eventtext.filtered" {
				out = append(out, "note "+strings.Join(append([]string{n.ID}, n.Args...), " "))
			}
		}
		if g == nil {
			continue
		}
		for _, e := range slices.Concat(g.Events, g.Undated) {
			line := fmt.Sprintf("%d: %s %s %d", e.Line, e.Time.Format("2006-01-02T15:04:05.999"), e.Provider, e.ID)
			if e.Doubt != snapshot.Certain {
				line += fmt.Sprintf(" doubt %d", e.Doubt)
			}
			if !e.Other.IsZero() {
				line += e.Other.Format(" or 2006-01-02T15:04:05.999")
			}
			if e.RecordID > 0 {
				line += fmt.Sprintf(" #%d", e.RecordID)
			}
			if len(e.Data) > 0 {
				line += " " + strings.Join(e.Data, "|")
			}
			out = append(out, line)
		}
	}
	return out
}

const (
	wevtutil = `Event[0]:
  Log Name: System
  Source: Tcpip
  Date: 2026-03-10T08:53:12.123
  Event ID: 4231
  Task: N/A
  Level: Warning
  Opcode: N/A
  Keyword: Classic
  User: N/A
  User Name: N/A
  Computer: WEB01
  Description: 
A request failed.

Event[1]:
  Log Name: System
  Source: Disk
  Date: 2026-03-10T08:50:00.000
  Event ID: 4231
  Task: N/A
  Level: Error
  Opcode: N/A
  Keyword: Classic
  User: N/A
  User Name: N/A
  Computer: WEB01
  Description: 
Another provider.

`
	copied   = "Log Name:      System\r\nSource:        Tcpip\r\nDate:          3/10/2026 8:53:12 PM\r\nEvent ID:      4227\r\nTask Category: None\r\nLevel:         Warning\r\nKeywords:      Classic\r\nUser:          N/A\r\nComputer:      WEB01.corp.example\r\nDescription:\r\nTCP/IP failed to establish it.\r\n"
	friendly = "+ System \n\n  - Provider \n\n   [ Name]  Tcpip \n \n  - EventID 4231 \n   [ Qualifiers]  32768 \n   Level 3 \n  - TimeCreated \n   [ SystemTime]  2026-03-10T08:57:00.000000000Z \n   EventRecordID 1506 \n   Channel System \n   Computer HOST01 \n- EventData \n"
	one      = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Tcpip'/><EventID Qualifiers='32768'>4231</EventID><Level>3</Level><TimeCreated SystemTime='2026-03-10T07:53:12.1234567Z'/><EventRecordID>77</EventRecordID><Channel>System</Channel><Computer>WEB01</Computer><Security/></System><EventData><Data></Data><Data>a &amp; b</Data><Binary>00</Binary></EventData></Event>`
)

func TestForms(t *testing.T) {
	tests := []struct {
		name, command, text string
		want                []string
	}{
		{"json of Get-WinEvent", "", "[\n    {\n        \"Id\":  4231,\n        \"Qualifiers\":  32768,\n        \"RecordId\":  77,\n        \"ProviderName\":  \"Tcpip\",\n        \"LogName\":  \"System\",\n        \"MachineName\":  \"WEB01\",\n        \"TimeCreated\":  \"\\/Date(1773132792123)\\/\",\n        \"Properties\":  [\n\n                       ],\n        \"Message\":  \"A request {failed}.\"\n    },\n    {\n        \"Id\":  7036,\n        \"ProviderName\":  \"Service Control Manager\",\n        \"RecordId\":  76,\n        \"LogName\":  \"System\",\n        \"MachineName\":  \"WEB01\",\n        \"TimeCreated\":  \"2026-03-10T08:50:00.5Z\"\n    }\n]\n",
			[]string{"1-23 event-text parsed System WEB01 2 records 2026-03-10 08:50:00 to 2026-03-10 08:53:12 ids 76-77 zoned filtered", "2: 2026-03-10T08:53:12.123 Tcpip 4231 #77"}},
		{"wevtutil text", "", wevtutil, []string{
			"1-29 event-text parsed System WEB01 2 records 2026-03-10 08:50:00 to 2026-03-10 08:53:12 filtered",
			"1: 2026-03-10T08:53:12.123 Tcpip 4231",
		}},
		{"wevtutil text of Windows 11", "", "Event[0]\n  Log Name: System\n  Source: EventLog\n  Date: 2026-03-10T08:53:12.1230000Z\n  Event ID: 6005\n  Computer: A\n  Description: \nstarted\n", []string{
			"1-8 event-text parsed System A 1 records 2026-03-10 08:53:12 to 2026-03-10 08:53:12 zoned filtered",
			"1: 2026-03-10T08:53:12.123 EventLog 6005",
		}},
		{"wevtutil text, translated", "", "Ereignis[0]:\n  Protokollname: System\n  Quelle: Tcpip\n  Datum: 2026-03-10T08:53:12.123\n  Ereignis-ID: 4231\n  Aufgabe: Nicht zutreffend\n  Ebene: Warnung\n  Opcode: Info\n  Schlüsselwort: Klassisch\n  Benutzer: Nicht zutreffend\n  Benutzername: Nicht zutreffend\n  Computer: WEB01\n  Beschreibung: \nText\n", []string{
			"1-14 event-text parsed System WEB01 1 records 2026-03-10 08:53:12 to 2026-03-10 08:53:12 filtered",
			"1: 2026-03-10T08:53:12.123 Tcpip 4231",
		}},
		{"copy of the event viewer", "", "see:\n\n" + copied + "\nActive Connections\n", []string{
			"3-13 event-text parsed System WEB01.corp.example 1 records filtered",
			"note eventtext.day-month 1 3", "3: 2026-03-10T20:53:12 Tcpip 4227 doubt 1 or 2026-10-03T20:53:12",
		}},
		{"two copies, quoted", "", "> Log Name:      System  \nSource:        Tcpip  \nDate:          3/30/2026 8:53:12 AM\nEvent ID:      4227  \nLevel: Warning\nUser: N/A\nDescription: TCP/IP failed\n\n" + strings.ReplaceAll(copied, "\r", ""), []string{
			"1-19 event-text parsed System WEB01.corp.example 2 records 2026-03-10 20:53:12 to 2026-03-30 08:53:12 filtered",
			"9: 2026-03-10T20:53:12 Tcpip 4227", "1: 2026-03-30T08:53:12 Tcpip 4227",
		}},
		{"copy without a date", "", "Log Name:      System\nSource:        Tcpip\nEvent ID:      4227\nTask Category: None\nDescription: TCP/IP failed\n", []string{
			"1-5 event-text parsed System  1 records filtered", "note eventtext.no-time 1 1", "1: 0001-01-01T00:00:00 Tcpip 4227 doubt 4",
		}},
		{"copy, translated", "", "日志名称:          System\n来源:            Tcpip\n日期:            2026/3/10 8:53:12\n事件 ID:         4231\n任务类别:          无\n级别:            警告\n关键字:           经典\n用户:            暂缺\n计算机:           WEB01\n描述:\n失败。\n", []string{
			"1-11 event-text parsed System WEB01 1 records 2026-03-10 08:53:12 to 2026-03-10 08:53:12 filtered",
			"1: 2026-03-10T08:53:12 Tcpip 4231",
		}},
		{"copy with its XML", "", strings.ReplaceAll(copied, "\r", "") + "Event Xml:\n" + strings.ReplaceAll(one, "><", ">\n  <") + "\n", []string{
			"1-30 event-text parsed System WEB01 1 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
			"1: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b",
		}},
		{"copy of Windows XP", "", "Event Type:\tWarning\nEvent Source:\tTcpip\nEvent Category:\tNone\nEvent ID:\t4226\nDate:\t\t3/30/2006\nTime:\t\t8:53:12 AM\nUser:\t\tN/A\nComputer:\tOLD\nDescription:\nTCP/IP has reached the limit.\n", []string{
			"1-10 event-text parsed  OLD 1 records 2006-03-30 08:53:12 to 2006-03-30 08:53:12 filtered",
			"1: 2006-03-30T08:53:12 Tcpip 4226",
		}},
		{"XML, one per line", "", one + "\r\n" + strings.ReplaceAll(one, "77", "78") + "\r\n\r\nC:\\>next\r\n", []string{
			"1-2 event-text parsed System WEB01 2 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-78 zoned filtered",
			"1: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b", "2: 2026-03-10T07:53:12.123 Tcpip 4231 #78 a & b",
		}},
		{"XML below a root, one line", "", `<?xml version="1.0" encoding="utf-8" standalone="yes"?>` + "\r\n<Events>" + strings.Repeat(one, 1000) + "</Events>", []string{
			"1-2 event-text parsed System WEB01 1000 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
		}},
		{"XML, pretty printed", "", "<Events>\n" + strings.ReplaceAll(one, "><", ">\n  <") + "\n</Events>\n\nActive Connections\n", []string{
			"1-20 event-text parsed System WEB01 1 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
			"2: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b",
		}},
		{"XML cut off", "", one + "\n" + one[:200], []string{
			"1-2 event-text partial System WEB01 1 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
			"note eventtext.truncated 2", "1: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b",
		}},
		{"an event that breaks off before the next", "", one + one[:150] + strings.ReplaceAll(one, "77", "79") + "\n", []string{
			"1-1 event-text partial System WEB01 2 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-79 zoned filtered",
			"note eventtext.bad-records 1 1",
			"1: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b", "1: 2026-03-10T07:53:12.123 Tcpip 4231 #79 a & b",
		}},
		{"XML whose time is UTC and does not say so", "", strings.ReplaceAll(one, "4567Z", ""), []string{
			"1-1 event-text parsed System WEB01 1 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
			"1: 2026-03-10T07:53:12.123 Tcpip 4231 #77 a & b",
		}},
		{"a row cut off in its id", "", "TimeCreated;Id;ProviderName\n2026-03-10 08:53:12;4231;Tcpip\n2026-03-10 08:53:13;41", []string{
			"1-3 event-text partial   1 records 2026-03-10 08:53:12 to 2026-03-10 08:53:12 filtered", "note eventtext.bad-records 1 3",
			"2: 2026-03-10T08:53:12 Tcpip 4231",
		}},
		{"XML of another log", "", strings.ReplaceAll(one, "<Channel>System", "<Channel>Application"), []string{
			"1-1 event-text parsed Application WEB01 1 records 2026-03-10 07:53:12 to 2026-03-10 07:53:12 ids 77-77 zoned filtered",
			"note eventtext.channel Application",
		}},
		{"CSV of Get-WinEvent", "", "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n\"Message\",\"Id\",\"ProviderName\",\"LogName\",\"RecordId\",\"MachineName\",\"TimeCreated\"\n\"A \"\"request\"\"\n\nfailed.\",\"4231\",\"Tcpip\",\"System\",\"77\",\"WEB01\",\"10.03.2026 08:53:12\"\n\"x\",\"7036\",\"Service Control Manager\",\"System\",\"76\",\"WEB01\",\"10.03.2026 08:50:00\"\n\nrest\n", []string{
			"1-6 event-text parsed System WEB01 2 records 2026-03-10 08:50:00 to 2026-03-10 08:53:12 ids 76-77 filtered",
			"3: 2026-03-10T08:53:12 Tcpip 4231 #77",
		}},
		{"CSV with semicolons", "", "TimeCreated;Id;ProviderName;Message\n10.03.2026 08:53:12;4231;Microsoft-Windows-TCPIP;x\n", []string{
			"1-2 event-text parsed   1 records 2026-03-10 08:53:12 to 2026-03-10 08:53:12 filtered",
			"2: 2026-03-10T08:53:12 Microsoft-Windows-TCPIP 4231",
		}},
		{"CSV without a provider", "", "\"TimeCreated\",\"Id\",\"Message\"\n\"2026-03-10 08:53:12\",\"4231\",\"the global TCP port space\"\n\"2026-03-10 08:53:13\",\"4231\",\"something else\"\n\"2026-03-10 08:53:14\",\"6005\",\"TCP\"\n", []string{
			"1-4 event-text parsed   3 records 2026-03-10 08:53:12 to 2026-03-10 08:53:14 filtered",
			"note eventtext.no-provider 1 3", "2: 2026-03-10T08:53:12 Tcpip 4231",
		}},
		{"CSV of Get-EventLog", "", "#TYPE System.Diagnostics.EventLogEntry#System/Tcpip/2147487879\n\"EventID\",\"MachineName\",\"Index\",\"Message\",\"Source\",\"InstanceId\",\"TimeGenerated\"\n\"4231\",\"web01\",\"20611\",\"x\",\"Tcpip\",\"2147487879\",\"3/30/2026 8:53:12 AM\"\n", []string{
			"1-3 event-text parsed System web01 1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 ids 20611-20611 filtered",
			"3: 2026-03-30T08:53:12 Tcpip 4231 #20611",
		}},
		{"only an instance id", "", "\"InstanceId\",\"Source\",\"TimeGenerated\"\n\"2147487879\",\"Tcpip\",\"3/30/2026 8:53:12 AM\"\n", []string{
			"1-2 event-text parsed   1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 filtered",
			"2: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"CSV saved by the event viewer", "", "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\nWarnung,10.03.2026 08:53:12,Tcpip,4231,Keine,\"Text,\n\"\nWarnung,10.03.2026 08:53:13,Tcpip,4266,Keine,Text\n", []string{
			"1-4 event-text parsed   2 records 2026-03-10 08:53:12 to 2026-03-10 08:53:13 filtered",
			"2: 2026-03-10T08:53:12 Tcpip 4231", "4: 2026-03-10T08:53:13 Tcpip 4266",
		}},
		{"CSV with a quotation mark too many", "", "\"TimeCreated\",\"Id\",\"ProviderName\",\"Message\"\n\"2026-03-10 08:53:12\",\"4231\",\"Tcpip\",\"never closed\n\"2026-03-10 08:53:13\",\"4266\",\"Tcpip\",\"x\"\n\"2026-03-10 08:53:1", []string{
			"1-4 event-text partial   1 records 2026-03-10 08:53:13 to 2026-03-10 08:53:13 filtered",
			"note eventtext.bad-records 2 2", "3: 2026-03-10T08:53:13 Tcpip 4266",
		}},
		{"list of Get-WinEvent", "", "\n\nTimeCreated  : 3/30/2026 8:53:12 AM\nProviderName : Tcpip\nId           : 4231\nMessage      : A request to allocate\n               failed : yes\n\nTimeCreated  : 3/30/2026 8:53:10 AM\nProviderName : Tcpip\nId           : 4231\nMessage      : A\n\n\n\nPS C:\\>\n", []string{
			"3-12 event-text parsed   2 records 2026-03-30 08:53:10 to 2026-03-30 08:53:12 filtered",
			"9: 2026-03-30T08:53:10 Tcpip 4231", "3: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"list of all properties", "", "Message              : A request\nId                   : 4231\nVersion              : 0\nRecordId             : 77\nProviderName         : Tcpip\nLogName              : System\nMachineName          : WEB01\nTimeCreated          : 30.03.2026 08:53:12\n\n", []string{
			"1-8 event-text parsed System WEB01 1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 ids 77-77 filtered",
			"1: 2026-03-30T08:53:12 Tcpip 4231 #77",
		}},
		{"list of Get-EventLog", "", "Index              : 77\nEntryType          : Warning\nInstanceId         : 2147487879\nMessage            : A\nCategory           : (0)\nSource             : Tcpip\nTimeGenerated      : 3/30/2026 8:53:12 AM\nTimeWritten        : 3/30/2026 8:53:13 AM\n\n", []string{
			"1-8 event-text parsed   1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 ids 77-77 filtered",
			"1: 2026-03-30T08:53:12 Tcpip 4231 #77",
		}},
		{"table", "", "\n   ProviderName: Tcpip\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n3/30/2026 8:53:12 AM          4231 Warning          A request to allocate a port of the\n                                                    space has failed.\n3/30/2026 8:53:10 AM          4231 Warning          A request\n\n\n   ProviderName: disk\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n3/30/2026 8:53:09 AM          4231 Warning          TCP\n\n\nActive Connections\n", []string{
			"2-15 event-text parsed   3 records 2026-03-30 08:53:09 to 2026-03-30 08:53:12 filtered",
			"8: 2026-03-30T08:53:10 Tcpip 4231", "6: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"table without a provider", "", "TimeCreated           Id Message\n-----------           -- -------\n30.03.2026 08:53:12 4231 Fehler bei TCP\n30.03.2026 08:53:11 4231 Fehler\n", []string{
			"1-4 event-text parsed   2 records 2026-03-30 08:53:11 to 2026-03-30 08:53:12 filtered",
			"note eventtext.no-provider 1 4", "3: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"table with wide letters", "", "TimeCreated              Id ProviderName Message\n-----------              -- ------------ -------\n2026/3/30 上午 8:53:12 4231 Tcpip        失败\n", []string{
			"1-3 event-text parsed   1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 filtered",
			"3: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"table of Get-EventLog", "", "   Index Time          EntryType   Source                 InstanceID Message\n   ----- ----          ---------   ------                 ---------- -------\n   20611 Mar 30 09:49  Warning     Tcpip                  2147487879 A request\n", []string{
			"1-3 event-text parsed   1 records ids 20611-20611 filtered", "note eventtext.no-year 1 3", "3: 0004-03-30T09:49:00 Tcpip 4231 doubt 2 #20611",
		}},
		{"times with and without a zone", "", "TimeCreated;Id;ProviderName\n2026-03-10T08:53:12Z;4231;Tcpip\n2026-03-10 08:53:12;4266;Tcpip\n2026-03-10T08:53:13Z;6005;EventLog\n", []string{
			"1-4 event-text parsed   3 records 2026-03-10 08:53:12 to 2026-03-10 08:53:13 zoned filtered", "note eventtext.two-clocks 1 2",
			"2: 2026-03-10T08:53:12 Tcpip 4231", "4: 2026-03-10T08:53:13 EventLog 6005", "3: 2026-03-10T08:53:12 Tcpip 4266 doubt 3",
		}},
		{"day and month may be exchanged", "", "Log Name:      System\nSource:        Tcpip\nDate:          2/3/2026 9:41:07 AM\nEvent ID:      4266\nLevel:         Warning\nComputer:      WEB01\nDescription:\nfailed\n", []string{
			"1-8 event-text parsed System WEB01 1 records filtered", "note eventtext.day-month 1 1",
			"1: 2026-02-03T09:41:07 Tcpip 4266 doubt 1 or 2026-03-02T09:41:07",
		}},
		{"no date at all, and a start without one", "", "Id;ProviderName\n4231;Tcpip\n6005;EventLog\n4227;Tcpip\n", []string{
			"1-4 event-text parsed   3 records filtered", "note eventtext.no-time 3 2",
			"2: 0001-01-01T00:00:00 Tcpip 4231 doubt 4", "4: 0001-01-01T00:00:00 Tcpip 4227 doubt 4",
		}},
		{"no source", "", "Id;TimeCreated;Message\n4231;2026-03-10 08:53:12;Fehler\n4231;2026-03-10 08:53:13;A request to allocate an ephemeral port...\n", []string{
			"1-3 event-text parsed   2 records 2026-03-10 08:53:12 to 2026-03-10 08:53:13 filtered", "note eventtext.no-provider 1 2",
			"3: 2026-03-10T08:53:13 Tcpip 4231",
		}},
		{"no source, and a command that asks for it", "Get-WinEvent -FilterHashtable @{LogName='System'; Id=4231} | ft TimeCreated, Id", "TimeCreated           Id\n-----------           --\n30.03.2026 08:53:12 4231\n", []string{
			"1-3 event-text parsed   1 records 2026-03-30 08:53:12 to 2026-03-30 08:53:12 filtered", "3: 2026-03-30T08:53:12 Tcpip 4231",
		}},
		{"xml view", "", "- <Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n- <System>\n  <Provider Name=\"Tcpip\" /> \n  <EventID Qualifiers=\"32768\">4231</EventID> \n  <TimeCreated SystemTime=\"2026-03-10T08:57:00.0000000Z\" /> \n  <EventRecordID>1506</EventRecordID> \n  <Channel>System</Channel> \n  <Computer>HOST01</Computer> \n  </System>\n- <EventData>\n  <Data>a - b</Data> \n  </EventData>\n  </Event>\n\nActive Connections\n", []string{
			"1-13 event-text parsed System HOST01 1 records 2026-03-10 08:57:00 to 2026-03-10 08:57:00 ids 1506-1506 zoned filtered",
			"1: 2026-03-10T08:57:00 Tcpip 4231 #1506 a - b",
		}},
		{"friendly view", "", friendly + friendly + "Active Connections\n", []string{
			"1-30 event-text parsed System HOST01 2 records 2026-03-10 08:57:00 to 2026-03-10 08:57:00 ids 1506-1506 zoned filtered",
			"1: 2026-03-10T08:57:00 Tcpip 4231 #1506", "16: 2026-03-10T08:57:00 Tcpip 4231 #1506",
		}},
		{"friendly view in one line", "", "System - Provider [ Name] Tcpip - EventID 4231 [ Qualifiers] 32768 Level 3 - TimeCreated [ SystemTime] 2026-03-10T08:57:00.000000000Z EventRecordID 1506 Channel System Computer HOST01 Security - EventData\n", []string{
			"1-1 event-text parsed System HOST01 1 records 2026-03-10 08:57:00 to 2026-03-10 08:57:00 ids 1506-1506 zoned filtered",
			"1: 2026-03-10T08:57:00 Tcpip 4231 #1506",
		}},
		{"not events", "", "Id : 4\nName : System\n\nTimeCreated Name\n----------- ----\n\nNote: this\nSource: that\nWhat: 1\n\"Id\",\"Name\"\n\"1\",\"x\"\n<Event>\n", []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := show(sections(tt.text, tt.command))
			if len(got) > 20 {
				got = got[:1]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}
