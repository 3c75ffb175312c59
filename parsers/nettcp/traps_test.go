package nettcp

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// states are the values of MSFT_NetTCPConnection.State (Microsoft Learn, Get-NetTCPConnection).
var states = []struct {
	number int
	word   string
	want   snapshot.State
}{
	{1, "Closed", snapshot.Closed}, {2, "Listen", snapshot.Listen}, {3, "SynSent", snapshot.SynSent},
	{4, "SynReceived", snapshot.SynReceived}, {5, "Established", snapshot.Established}, {6, "FinWait1", snapshot.FinWait1},
	{7, "FinWait2", snapshot.FinWait2}, {8, "CloseWait", snapshot.CloseWait}, {9, "Closing", snapshot.Closing},
	{10, "LastAck", snapshot.LastAck}, {11, "TimeWait", snapshot.TimeWait}, {12, "DeleteTCB", snapshot.DeleteTCB},
	{100, "Bound", snapshot.Bound},
}

// TestStatesInEveryForm writes each state as a word and as a number in each format.
func TestStatesInEveryForm(t *testing.T) {
	forms := []struct{ name, head, row, end string }{
		{"csv words", "LocalPort,State\n", "%[1]d,%[3]s\n", ""},
		{"csv numbers", "LocalPort,State\n", "%[1]d,%[2]d\n", ""},
		{"json numbers of windows powershell 5.1", "[\n", "{\"LocalPort\":  %[1]d,\"State\":  %[2]d}\n,", "{}]"},
		{"json words of powershell 7", "[\n", "{\"LocalPort\":%[1]d,\"State\":\"%[3]s\"}\n,", "{}]"},
		{"format-table", "LocalPort State\n--------- -----\n", "%-9[1]d %[3]s\n", ""},
		{"format-list", "", "LocalPort : %[1]d\nState     : %[3]s\n\n", ""},
		{"clixml numbers", clixmlHead, "<Obj RefId=\"0\"><Props><U16 N=\"LocalPort\">%[1]d</U16><By N=\"State\">%[2]d</By></Props></Obj>\n", "</Objs>"},
		{"clixml enumeration", clixmlHead, "<Obj RefId=\"0\"><MS><U16 N=\"LocalPort\">%[1]d</U16><Obj N=\"State\" RefId=\"1\"><ToString>%[3]s</ToString><I32>%[2]d</I32></Obj></MS></Obj>\n", "</Objs>"},
	}
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			text := form.head
			var want []snapshot.State
			for _, st := range states {
				text += fmt.Sprintf(form.row, st.number, st.number, st.word)
				want = append(want, st.want)
			}
			var got []snapshot.State
			for _, row := range one(t, text+form.end, "").Captures[0].Table.All() {
				got = append(got, row.State)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("states (-want +got):\n%s", diff)
			}
		})
	}
}

// TestVelociraptorStates holds the words of netstat() in Velociraptor.
func TestVelociraptorStates(t *testing.T) {
	words := []string{
		"CLOSED", "LISTEN", "SENT", "SYN_RCVD", "ESTAB", "FIN_WAIT1", "FIN_WAIT2", "CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", "DELETE_TCB",
	}
	for i, w := range words {
		if got := state([]byte(w)); got != states[i].want {
			t.Errorf("state(%q) = %s, want %s", w, got, states[i].want)
		}
	}
}

// TestWindowsPowerShellJSON holds the traps of ConvertTo-Json of Windows PowerShell 5.1.
func TestWindowsPowerShellJSON(t *testing.T) {
	const rows = 16_384
	text := cim51(rows)
	tests := []struct {
		name string
		text []byte
	}{
		{"a full port range, kilobytes a row", text},
		{"the same in utf-16", utf16LE(string(text))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := textenc.NewLines(bytes.NewReader(tt.text))
			l.Next()
			s := &snapshot.Section{Status: snapshot.StatusParsed}
			if !MatchJSON(l) {
				t.Fatal("not recognized")
			}
			ParseJSON(l, s)
			c := s.Captures[0]
			if n := c.Summary.States[snapshot.Established]; n != rows || s.Host != "WEB01" || len(s.Notes) > 0 || !c.Created.Equal(newest51) {
				t.Errorf("%d rows of host %q, created %v, notes %q; want %d of WEB01", n, s.Host, c.Created, noteIDs(s), rows)
			}
		})
	}
}

func utf16LE(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestJSONTraps(t *testing.T) {
	check(t, []test{
		{
			name: "values are read from the top level, not from strings of cim", last: 1,
			text: `[{"CimClass":{"LocalPort":9,"State":9},"CimInstanceProperties":["LocalPort = 7","State = 2"],"LocalPort":50001,"State":11}]`,
			want: []string{"1: tcp/unknown * 50001 > * 0 TIME_WAIT -"},
		},
		{
			name: "cim deep enough that its members look like connections", last: 1,
			text: `[{"CimInstanceProperties":[{"Name":"LocalPort","Value":7}],"State":11,"AppliedSetting":null,"LocalPort":50001}]`,
			want: []string{"1: tcp/unknown * 50001 > * 0 TIME_WAIT -"},
		},
		{
			name: "one connection is an object and no array", last: 5,
			text: "{\r\n    \"LocalAddress\":  \"::\",\r\n    \"LocalPort\":  50001,\r\n    \"State\":  100\r\n}\r\n",
			want: []string{"1: tcp/ipv6 :: 50001 > * 0 BOUND -"},
		},
		{
			name: "rows of windows powershell 5.1 wrapped into value and count", last: 1,
			text: `{"value":[{"LocalPort":50001,"State":5},{"LocalPort":50002,"State":5}],"Count":2}`,
			want: []string{"1: tcp/unknown * 50001 > * 0 ESTABLISHED -", "1: tcp/unknown * 50002 > * 0 ESTABLISHED -"},
		},
		{
			name: "udp endpoints with all properties, an empty status among them", last: 1, kind: snapshot.KindNetUDP,
			text: `[{"Caption":null,"Name":null,"Status":null,"LocalAddress":"::","LocalPort":5353,"OwningProcess":9}]`,
			want: []string{"1: udp/ipv6 :: 5353 > * 0  9"},
		},
		{
			name: "kape's swapped ports", last: 1, notes: "nettcp.ports-swapped",
			text: `[{"LocalPort":0,"RemotePort":135,"State":2},{"LocalPort":443,"RemotePort":50001,"State":5}]`,
			want: []string{"1: tcp/unknown * 135 > * 0 LISTENING -", "1: tcp/unknown * 50001 > * 443 ESTABLISHED -"},
		},
		{
			name: "an owner that is a calculated name, with the pid beside it", last: 1,
			text: `[{"RemoteAddress":"192.0.2.1","LocalPort":50001,"RemotePort":443,"State":"Established","OwningProcess":"w3wp","PID":77}]`,
			want: []string{"1: tcp/unknown * 50001 > 192.0.2.1 443 ESTABLISHED 77"},
		},
		{
			name: "velociraptor's netstatenriched", last: 1,
			text: `{"Pid":77,"Name":"a.exe","CommandLine":"\"C:\\a.exe\" -k","Hash":{"MD5":"x"},"Family":"IPv4","Type":"TCP","Status":"ESTAB","SrcIP":"192.0.2.1","SrcPort":50001,"DestIP":"192.0.2.9","DestPort":443}`,
			want: []string{"1: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 ESTABLISHED 77"},
		},
		{
			name: "two computers", last: 1, host: "A", status: snapshot.StatusPartial, notes: "nettcp.several-hosts 1 1",
			text: `[{"LocalPort":1,"State":2,"PSComputerName":"A"},{"LocalPort":1,"State":2,"PSComputerName":"B"}]`,
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "arrays that follow each other on one line", last: 1,
			text: `[{"LocalPort":1,"State":2}][{"LocalPort":1,"State":2}]`,
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "--", "1: tcp/unknown * 1 > * 0 LISTENING -"},
		},
	})
}

func TestCSVTraps(t *testing.T) {
	const udpHead = `"Caption","InstanceID","Name","Status","CreationTime","LocalAddress","LocalPort","OwningProcess","PSComputerName"`
	check(t, []test{
		{
			name: "pipes", last: 2,
			text: "LocalAddress|LocalPort|State\n::|50001|Bound\n",
			want: []string{"2: tcp/ipv6 :: 50001 > * 0 BOUND -"},
		},
		{
			name: "a table of markdown", last: 3,
			text: "| LocalAddress | LocalPort | State |\n|---|---|:--|\n| :: | 50001 | Bound |\n",
			want: []string{"3: tcp/ipv6 :: 50001 > * 0 BOUND -"},
		},
		{
			name: "calculated columns", last: 2,
			text: "\"Process\",\"Local Address\",\"Local Port\",\"Remote Port\",\"State\",\"PID\",\"Path\"\n\"w3wp\",\"192.0.2.1\",\"50001\",\"443\",\"TimeWait\",\"0\",\"C:\\a, b\\\"\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 50001 > * 443 TIME_WAIT 0"},
		},
		{
			name: "an owner that is a calculated name, with the pid beside it", last: 2,
			text: "LocalPort,State,OwningProcess,PID\n50001,Bound,w3wp,77\n",
			want: []string{"2: tcp/unknown * 50001 > * 0 BOUND 77"},
		},
		{
			name: "snake case", last: 2,
			text: "pid,process_name,state,local_address,local_port,remote_address,remote_port\n77,a.exe,LAST_ACK,192.0.2.1,50001,192.0.2.9,443\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 LAST_ACK 77"},
		},
		{
			name: "white space behind commas", last: 2,
			text: "\"LocalPort\", \"State\", \"PID\"\n\"50001\", \"DeleteTCB\", \"77\"\n",
			want: []string{"2: tcp/unknown * 50001 > * 0 DELETE_TCB 77"},
		},
		{
			name: "udp endpoints with all columns and no type, an empty status among them", last: 2, kind: snapshot.KindNetUDP,
			text: udpHead + "\n\"\",\"::++5353\",\"\",\"\",\"11/22/2026 8:01:02 AM\",\"::\",\"5353\",\"9\",\"\"\n",
			want: []string{"2: udp/ipv6 :: 5353 > * 0  9"},
		},
		{
			name: "udp endpoints below connections, each with its type", last: 6,
			text: "#TYPE CimInstance#root/standardcimv2/MSFT_NetUDPEndpoint\nLocalPort,LocalAddress\n5353,::\n" +
				"#TYPE CimInstance#ROOT/StandardCimv2/MSFT_NetTCPConnection\nLocalPort,LocalAddress\n80,::\n",
			want:  []string{"3: udp/ipv6 :: 5353 > * 0  -", "--", "6: tcp/ipv6 :: 80 > * 0 UNMAPPED -"},
			notes: "nettcp.no-state",
		},
		{
			name: "kape's swapped ports, semicolons and quotes", last: 3, notes: "nettcp.ports-swapped",
			text: "\"LocalAddress\";\"LocalPort\";\"RemoteAddress\";\"RemotePort\";\"State\";\"OwningProcess\"\n" +
				"\"0.0.0.0\";\"0\";\"0.0.0.0\";\"135\";\"Listen\";\"948\"\n\"192.0.2.1\";\"443\";\"192.0.2.9\";\"50001\";\"Established\";\"77\"\n",
			want: []string{"2: tcp/ipv4 0.0.0.0 135 > 0.0.0.0 0 LISTENING 948", "3: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 ESTABLISHED 77"},
		},
		{
			name: "velociraptor", last: 3,
			text: "Pid,Name,Family,Type,Status,Laddr.IP,Laddr.Port,Raddr.IP,Raddr.Port,Timestamp\n" +
				"4,System,IPv4,TCP,LISTEN,192.0.2.1,139,0.0.0.0,0,2023-11-07T16:32:31Z\n9,svchost.exe,IPv6,UDP,,::,123,,0,2023-11-07T16:32:56Z\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 139 > 0.0.0.0 0 LISTENING 4", "3: udp/ipv6 :: 123 > * 0  9"},
		},
		{
			name: "currports", last: 3,
			text: "Process Name,Process ID,Protocol,Local Port,Local Port Name,Local Address,Remote Port,Remote Port Name,Remote Address,Remote Host Name,State\n" +
				"a.exe,77,TCP,50001,,192.0.2.1,443,https,192.0.2.9,lab7,Established\nb.exe,78,UDP,5353,,::,,,,,\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 ESTABLISHED 77", "3: udp/ipv6 :: 5353 > * 0  78"},
		},
	})
}

// TestAppendedCSV reads what Export-Csv -Append writes in a loop: one head for all moments.
func TestAppendedCSV(t *testing.T) {
	moment := "::,135,Listen,948\n::,445,Listen,4\n0.0.0.0,135,Listen,948\n0.0.0.0,5985,Listen,4\n192.0.2.1,50001,Established,77\n"
	s := one(t, "LocalAddress,LocalPort,State,OwningProcess\n"+strings.Repeat(moment, 4), "")
	var rows []int
	for _, c := range s.Captures {
		rows = append(rows, c.Table.Len())
		if !c.HasPID {
			t.Error("a capture has lost its owners")
		}
	}
	if diff := cmp.Diff([]int{7, 5, 5, 3}, rows); diff != "" || noteIDs(s) != "nettcp.several-moments 4" {
		t.Errorf("notes %q, rows of captures (-want +got):\n%s", noteIDs(s), diff)
	}
}

// TestReusedAddress keeps one moment together where sockets share their address.
func TestReusedAddress(t *testing.T) {
	s := one(t, "LocalAddress,LocalPort,State,OwningProcess\n::,135,Listen,948\n::,135,Listen,948\n::,135,Listen,949\n::,80,Listen,4\n::,80,Listen,4\n", "")
	if len(s.Captures) != 1 || len(s.Notes) > 0 {
		t.Errorf("%d captures, notes %q; want one", len(s.Captures), noteIDs(s))
	}
}

func TestTableTraps(t *testing.T) {
	check(t, []test{
		{
			name: "a narrow console drops the owner", last: 3,
			text: "LocalAddress LocalPort RemoteAddress RemotePort State    AppliedSetting\n------------ --------- ------------- ---------- -----    --------------\n::1          3000      ::1           59250      TimeWait               \n",
			want: []string{"3: tcp/ipv6 ::1 3000 > ::1 59250 TIME_WAIT -"},
		},
		{
			name: "kape's swapped ports", last: 4, notes: "nettcp.ports-swapped",
			text: "LocalPort RemotePort State\n--------- ---------- -----\n0         135        Listen\n443       50001      Established\n",
			want: []string{"3: tcp/unknown * 135 > * 0 LISTENING -", "4: tcp/unknown * 50001 > * 443 ESTABLISHED -"},
		},
		{
			name: "zones, listeners on every address", last: 4,
			text: "LocalAddress LocalPort RemoteAddress State  OwningProcess\n------------ --------- ------------- -----  -------------\nfe80::1%12   50001     fe80::2%12    Bound             77\n::           50002     ::            Listen            78\n",
			want: []string{"3: tcp/ipv6 fe80::1 50001 > fe80::2 0 BOUND 77", "4: tcp/ipv6 :: 50002 > :: 0 LISTENING 78"},
		},
	})
}

func TestRows(t *testing.T) {
	check(t, []test{
		{
			name: "rows that findstr left", last: 4, command: "Get-NetTCPConnection | findstr 443",
			text: "192.0.2.1    50001  198.51.100.7  443  Established Internet  77  \n::  50002  ::  0  Bound    78\n192.0.2.1 50003 192.0.2.9 443 TimeWait\n192.0.2.1 50004 192.0.2.9 443 TimeWait Datacenter\nnetstat\n",
			want: []string{
				"1: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77", "2: tcp/ipv6 :: 50002 > :: 0 BOUND 78",
				"3: tcp/ipv4 192.0.2.1 50003 > 192.0.2.9 443 TIME_WAIT -", "4: tcp/ipv4 192.0.2.1 50004 > 192.0.2.9 443 TIME_WAIT -",
			},
		},
		{
			name: "tcpvcon", last: 4,
			text: "TCP,[System Process],0,TIME_WAIT,192.0.2.1:50001,192.0.2.9:443\nTCPV6,\"a,b.exe\",77,LISTENING,[0:0:0:0:0:0:0:0]:135,[0:0:0:0:0:0:0:0]:0\nUDP,svchost.exe,9,*,0.0.0.0:500,*:*\nTCP,a.exe,77,ESTABLISHED,192.0.2.1:50002,192.0.2.9:443\n\n",
			want: []string{
				"1: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 TIME_WAIT 0", "2: tcp/ipv6 :: 135 > :: 0 LISTENING 77",
				"3: udp/ipv4 0.0.0.0 500 > * 0  9", "4: tcp/ipv4 192.0.2.1 50002 > 192.0.2.9 443 ESTABLISHED 77",
			},
		},
		{
			name: "tcpvcon without ports", last: 2, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.tcpvcon-without-ports",
			text: "TCP,svchost.exe,924,LISTENING,0.0.0.0,0.0.0.0\nTCPV6,svchost.exe,924,LISTENING,[0:0:0:0:0:0:0:0],[0:0:0:0:0:0:0:0]\n",
		},
		{
			name: "selected objects as text", last: 2,
			text: "@{LocalAddress=0.0.0.0; LocalPort=135; RemoteAddress=0.0.0.0; RemotePort=0; State=Listen; OwningProcess=900}\n@{LocalAddress=192.0.2.1; LocalPort=50001; RemoteAddress=198.51.100.7; RemotePort=443; State=TimeWait; OwningProcess=0}\n",
			want: []string{"1: tcp/ipv4 0.0.0.0 135 > 0.0.0.0 0 LISTENING 900", "2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 TIME_WAIT 0"},
		},
		{
			name: "whole objects as text", last: 2, notes: "nettcp.no-state",
			text: "MSFT_NetTCPConnection (InstanceID = \"192.0.2.1??50001??198.51.100.7??443\")\nMSFT_NetTCPConnection (InstanceID = \"::1??50002??::1??443\")\n",
			want: []string{"1: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 UNMAPPED -", "2: tcp/ipv6 ::1 50002 > ::1 443 UNMAPPED -"},
		},
		{
			name: "a scan of memory, version 3", last: 4, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.memory-scan",
			text: "Offset\tProto\tLocalAddr\tLocalPort\tForeignAddr\tForeignPort\tState\tPID\tOwner\tCreated\n\n0x1\tTCPv4\t192.0.2.1\t50001\t192.0.2.9\t443\tCLOSED\t7\ta.exe\tN/A\n0x2\tTCPv4\t192.0.2.1\t50002\t192.0.2.9\t443\tESTABLISHED\t7\ta.exe\tN/A\n",
		},
		{
			name: "a scan of memory, version 2", last: 2, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.memory-scan",
			text: "Offset(P)          Proto    Local Address                  Foreign Address      State            Pid      Owner          Created\n0x3e0f3510         TCPv4    192.0.2.1:49155                192.0.2.9:443        ESTABLISHED      -1\n",
		},
		{
			name: "rows of CurrPorts without a header", last: 3,
			text: "a.exe,1234,TCP,50123,,192.0.2.1,443,https,198.51.100.7,host.example,Established,C:\\a.exe,A\nSystem,4,TCP,445,microsoft-ds,0.0.0.0,,,,,Listening,,\nb.exe,77,UDP,500,isakmp,0.0.0.0,,,,,,C:\\b.exe,\n",
			want: []string{
				"1: tcp/ipv4 192.0.2.1 50123 > 198.51.100.7 443 ESTABLISHED 1234", "2: tcp/ipv4 0.0.0.0 445 > * 0 LISTENING 4",
				"3: udp/ipv4 0.0.0.0 500 > * 0  77",
			},
		},
		{
			name: "rows of CurrPorts with tabs", last: 1,
			text: "a.exe\t1234\tTCP\t50123\t\t192.0.2.1\t443\thttps\t198.51.100.7\thost.example\tEstablished\tC:\\a.exe\n",
			want: []string{"1: tcp/ipv4 192.0.2.1 50123 > 198.51.100.7 443 ESTABLISHED 1234"},
		},
		{
			name: "tcpvcon as a list", last: 11,
			text: "[TCP] app.exe\n\tPID:    77\n\tState:  ESTABLISHED\n\tLocal:  192.0.2.1:50001\n\tRemote: 192.0.2.9:443\n\n[TCP] [System Process]\n\tPID:    0\n\tState:  TIME_WAIT\n\tLocal:  192.0.2.1:50002\n\tRemote: 192.0.2.9:443\n",
			want: []string{"1: tcp/ipv4 192.0.2.1 50001 > 192.0.2.9 443 ESTABLISHED 77", "7: tcp/ipv4 192.0.2.1 50002 > 192.0.2.9 443 TIME_WAIT 0"},
		},
		{
			name: "tcpvcon as a list without ports", last: 5, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.tcpvcon-without-ports",
			text: "[TCP] svchost.exe\n\tPID:    924\n\tState:  ESTABLISHED\n\tLocal:  lab7.example\n\tRemote: 192.0.2.9\n",
		},
		{
			name: "tcpvcon with names of services", last: 2, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 1 1",
			text: "TCP,svchost.exe,924,LISTENING,LAB7:epmap,LAB7:0\nTCP,svchost.exe,924,LISTENING,LAB7:49664,LAB7:0\n",
			want: []string{"2: tcp/unknown LAB7 49664 > LAB7 0 LISTENING 924"},
		},
	})
	for _, text := range []string{
		"TCP,UDP,and,other,words,here\n", "TCPIP,a,1,b,c:1,d\n", "192.0.2.1 80 192.0.2.2 443 SomeWord\n", "Count Name\n----- ----\n3 Running\n", "192.0.2.1 80 192.0.2.2 443\n",
	} {
		if got := run(text, ""); len(got) != 0 {
			t.Errorf("recognized %q", text)
		}
	}
}

func TestRowsAreFiltered(t *testing.T) {
	s := one(t, "192.0.2.1 50001 192.0.2.9 443 TimeWait\n", "")
	if s.Captures[0].Header {
		t.Error("a head is reported where there is none")
	}
}

func TestTcpvconNames(t *testing.T) {
	s := one(t, "TCP,a,b.exe,77,LISTENING,192.0.2.1:1,0.0.0.0:0\n", "")
	if diff := cmp.Diff(map[uint32]string{77: "a,b.exe"}, s.Captures[0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func FuzzRows(f *testing.F) {
	f.Add("::1 1 ::1 2 Bound x 3\n")
	f.Add("TCP,a.exe,1,LISTENING,[::1]:1,*:*\n")
	f.Add("Count Name\n----- ----\n1 Listen\n")
	f.Add(strings.Repeat("TCP,", 7))
	f.Add("@{LocalAddress=::; LocalPort=135; State=Listen}\nMSFT_NetTCPConnection (InstanceID = \"::??1??::??2\")\n")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}
