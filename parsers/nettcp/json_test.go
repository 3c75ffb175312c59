package nettcp

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// cim writes one connection as ConvertTo-Json of Windows PowerShell 5.1 does, with what
// CIM knows of the class.
func cim(server, port, state string) string {
	return `{ "CimClass":  {
        "CimSuperClassName":  "MSFT_NetTransportConnection",
        "CimClassProperties":  ["LocalPort", "State"],
        "CimSystemProperties":  {"ServerName":  null}
    },
    "CimInstanceProperties":  [
        "LocalPort = 1",
        "State = 2"
    ],
    "CimSystemProperties":  {
        "Namespace":  "ROOT/StandardCimv2",
        "ServerName":  "` + server + `"
    },
    "State":  ` + state + `,
    "AppliedSetting":  null,
    "Name":  null,
    "Status":  null,
    "CreationTime":  "\/Date(1600000000000)\/",
    "LocalAddress":  "192.0.2.1",
    "LocalPort":  ` + port + `,
    "OwningProcess":  77,
    "RemoteAddress":  "\u003a:1",
    "RemotePort":  443,
    "PSComputerName":  null
}`
}

func TestJSON(t *testing.T) {
	check(t, []test{
		{
			name: "windows powershell 5.1", last: 52, host: "LAB7",
			text: "[\n" + cim("LAB7", "50001", "11") + ",\n" + cim("lab7", "50002", "100") + "\n]\n",
			want: []string{
				"2: tcp/ipv4 192.0.2.1 50001 > ::1 443 TIME_WAIT 77",
				"27: tcp/ipv4 192.0.2.1 50002 > ::1 443 BOUND 77",
			},
		},
		{
			name: "a list within a document whose head is something else", last: 13,
			text: "{\n  \"State\": 5,\n  \"LocalPort\": 50001,\n  \"OwningProcess\": 7\n},\n{\n  \"State\": 2,\n  \"LocalPort\": 80,\n  \"OwningProcess\": 8\n}\n  ],\n  \"Errors\": []\n}\n",
			want: []string{"1: tcp/unknown * 50001 > * 0 ESTABLISHED 7", "6: tcp/unknown * 80 > * 0 LISTENING 8"},
		},
		{
			name: "sockets of psutil", last: 4,
			text: "[\n{\"fd\": -1, \"laddr\": [\"192.0.2.1\", 50001], \"raddr\": [\"198.51.100.7\", 443], \"status\": \"ESTABLISHED\", \"pid\": 77},\n" +
				"{\"fd\": -1, \"laddr\": [\"0.0.0.0\", 5353], \"raddr\": [], \"status\": \"NONE\", \"pid\": 900}\n]\n",
			want: []string{"2: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 ESTABLISHED 77", "3: udp/ipv4 0.0.0.0 5353 > * 0  900"},
		},
		{
			name: "ports within the addresses", last: 8,
			text: "{\n\"connections\": [\n{\n\"pid\": 77,\n\"local_address\": \"192.0.2.1:50001\", \"remote_address\": \"198.51.100.7:443\",\n\"status\": \"TIME_WAIT\"\n}\n]}\n",
			want: []string{"3: tcp/ipv4 192.0.2.1 50001 > 198.51.100.7 443 TIME_WAIT 77"},
		},
		{
			name: "a list named by its protocol", last: 5, notes: "nettcp.no-state",
			text: "{\n\"ListeningTcpPorts\": [\n{\"LocalAddress\": \"192.0.2.1\", \"LocalPort\": 5353, \"OwningProcess\": 7}\n]\n}\n",
			want: []string{"3: tcp/ipv4 192.0.2.1 5353 > * 0 UNMAPPED 7"},
		},
		{
			name: "powershell 7, one object, enumerations as text", last: 6,
			text: "{\n  \"State\": \"SynSent\",\n  \"LocalPort\": 50001,\n  \"RemotePort\": 443,\n  \"OwningProcess\": 7\n}\n",
			want: []string{"1: tcp/unknown * 50001 > * 443 SYN_SENT 7"},
		},
		{
			name: "compressed", last: 1,
			text: `[{"LocalAddress":"::","LocalPort":1,"RemotePort":0,"State":2},{"LocalAddress":"::","LocalPort":"2","State":"Bound"}]`,
			want: []string{"1: tcp/ipv6 :: 1 > * 0 LISTENING -", "1: tcp/ipv6 :: 2 > * 0 BOUND -"},
		},
		{
			name: "a line for each", last: 3,
			text: "{\"LocalPort\":1,\"State\":2}\n\n{\"LocalPort\":2,\"State\":2}\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "3: tcp/unknown * 2 > * 0 LISTENING -"},
		},
		{
			name: "two arrays are two captures", last: 2,
			text: "[{\"LocalPort\":1,\"State\":2}]\n[{\"LocalPort\":2,\"State\":2}]\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "--", "2: tcp/unknown * 2 > * 0 LISTENING -"},
		},
		{
			name: "wrapped by protocol", last: 4,
			text: "{\n\"udp\": [ {\"LocalAddress\":\"::\",\"LocalPort\":5} ],\n\"tcp\": {\"value\":[ {\"LocalPort\":6} ],\"Count\":1}\n}\n",
			want: []string{
				"2: udp/ipv6 :: 5 > * 0  -", "3: tcp/unknown * 6 > * 0 UNMAPPED -",
			},
			notes: "nettcp.no-state",
		},
		{
			name: "a list of moments", last: 3,
			text: "[{\"Time\":\"x\",\"Connections\":[{\"LocalPort\":1,\"State\":2}]},\n{\"Time\":\"y\",\"Connections\":[{\"LocalPort\":1,\"State\":2}]}\n]\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "--", "2: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "groups with their connections are one capture", last: 2,
			text: "[{\"Count\":1,\"Group\":[{\"LocalPort\":1,\"State\":2}],\"Name\":\"Listen\"},\n{\"Count\":1,\"Group\":[{\"LocalPort\":2,\"State\":11}],\"Name\":\"TimeWait\"}]\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "2: tcp/unknown * 2 > * 0 TIME_WAIT -"},
		},
		{
			name: "velociraptor", last: 1,
			text: `{"Pid":4,"Name":"System","Family":"IPv4","Type":"TCP","Status":"ESTAB","Laddr.IP":"192.0.2.1","Laddr.Port":445,"Raddr.IP":"192.0.2.9","Raddr.Port":50001}`,
			want: []string{"1: tcp/ipv4 192.0.2.1 445 > 192.0.2.9 50001 ESTABLISHED 4"},
		},
		{
			name: "counts only", last: 4, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.grouped-counts",
			text: "[\n  {\n    \"Count\": 12,\n    \"Name\": \"TimeWait\" } ]\n",
		},
		{
			name: "counts only, compressed", last: 1, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.grouped-counts",
			text: `[{"Count":12,"Name":"TimeWait"},{"Count":3,"Name":"Listen"}]`,
		},
		{
			name: "another class", last: 1, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.no-connections",
			text: `{"CimClass": {"CimClassName": "MSFT_NetAdapter"}, "Name": "Ethernet"}`,
		},
		{
			name: "cut", last: 2, status: snapshot.StatusPartial, notes: "nettcp.truncated 2",
			text: "[{\"LocalPort\":1,\"State\":2},\n{\"LocalPort\":50,\"Sta",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "damaged in two places", last: 7, status: snapshot.StatusPartial, notes: "nettcp.bad-json 2 2",
			text: "[{\"LocalPort\":1,\"State\":2},\n{\"LocalPort\":2,\x00\x00\n\"State\":2},\n{\"LocalPort\":3,\"State\":2},\n{\"LocalPort\":4,\"State\":}\n{\"LocalPort\":5,\"State\":2},\n  {\"LocalPort\":6,\"State\":2}]\n",
			want: []string{
				"1: tcp/unknown * 1 > * 0 LISTENING -", "4: tcp/unknown * 3 > * 0 LISTENING -",
				"6: tcp/unknown * 5 > * 0 LISTENING -", "7: tcp/unknown * 6 > * 0 LISTENING -",
			},
		},
		{
			name: "a damaged line among lines", last: 3, status: snapshot.StatusPartial, notes: "nettcp.bad-json 1 2",
			text: "{\"LocalPort\":1,\"State\":2}\n{\"LocalPort\"\x00:2}\n{\"LocalPort\":3,\"State\":2}\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -", "3: tcp/unknown * 3 > * 0 LISTENING -"},
		},
		{
			name: "text below", last: 1,
			text: "[{\"LocalPort\":1,\"State\":2}]\nPS C:\\> dir\nx\n",
			want: []string{"1: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "a remote prompt below", last: 4,
			text: "[\n{\"LocalPort\":1,\"State\":2}\n\n]\n\n[WEB01]: PS C:\\> dir\n",
			want: []string{"2: tcp/unknown * 1 > * 0 LISTENING -"},
		},
		{
			name: "an enumeration as an object, from another computer", last: 1, host: "LAB7",
			text: `[{"LocalPort":1,"State":{"value":11,"Value":"TimeWait"},"PSComputerName":"LAB7"}]`,
			want: []string{"1: tcp/unknown * 1 > * 0 TIME_WAIT -"},
		},
		{
			name: "velociraptor, addresses as objects", last: 2,
			text: `{"Pid":4,"Type":"TCP","Status":"SENT","Laddr":{"IP":"192.0.2.1","Port":445},"Raddr":{"IP":"192.0.2.9","Port":50001}}` + "\n" +
				`{"Pid":5,"Type":"UDP","Status":"","Laddr":{"IP":"::","Port":123},"Raddr":{"IP":"","Port":0}}`,
			want: []string{"1: tcp/ipv4 192.0.2.1 445 > 192.0.2.9 50001 SYN_SENT 4", "2: udp/ipv6 :: 123 > * 0  5"},
		},
		{
			name: "ports of rules of the firewall", last: 1, kind: snapshot.KindUnrecognized, status: snapshot.StatusUnrecognized, notes: "nettcp.no-connections",
			text: `[{"Protocol":"TCP","LocalPort":"80","RemotePort":"Any","IcmpType":"Any"}]`,
		},
		{
			name: "ports that are none", last: 2, status: snapshot.StatusPartial, notes: "nettcp.bad-rows 2 1; nettcp.unknown-state 1 2",
			text: "[{\"LocalPort\":70000,\"State\":2},{\"LocalPort\":null,\"State\":2},\n{\"LocalPort\":1,\"State\":[2]}]\n",
			want: []string{"2: tcp/unknown * 1 > * 0 UNMAPPED -"},
		},
	})
}

func TestCreated(t *testing.T) {
	text := `[{"LocalPort":1,"State":2,"CreationTime":"\/Date(1600000000000)\/"},
{"LocalPort":2,"State":2,"CreationTime":"2020-09-13T14:26:41.1234567+02:00"},
{"LocalPort":3,"State":2,"CreationTime":"\/Date(-11644473600000)\/"},
{"LocalPort":4,"State":2,"CreationTime":"1601-01-01T00:00:00Z"},
{"LocalPort":5,"State":2,"CreationTime":"11/22/2026 8:01:02 AM"},
{"LocalPort":6,"State":2,"CreationTime":"2026-11-22T08:01:02"}]`
	got := one(t, text, "").Captures[0].Created
	if want := time.Unix(1600000001, 0).UTC(); !got.Equal(want) {
		t.Errorf("created %v, want %v", got, want)
	}
}

// TestNotJSON holds braces that begin something else: JSON would take all of the text.
func TestNotJSON(t *testing.T) {
	tests := []struct{ name, text string }{
		{"script", "{\n  netstat -ano\n}\n"},
		{"section of an ini file", "[LocalPort]\n\"a\"=1\n"},
		{"other json", "{\n  \"a\": 1,\n  \"b\": \"LocalPort\"\n}\n"},
		{"counts of something else", "[{\"Count\":1,\"Name\":\"443\"}]\n"},
		{"brackets", strings.Repeat("[\n", 1000)},
		{"names far below", "{\n" + strings.Repeat("\"a\": 1,\n", 1000) + "\"LocalPort\": 1}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

// TestHostileJSON checks that neither long strings, nor white space, nor depth take
// memory in proportion to their size.
func TestHostileJSON(t *testing.T) {
	const size = 128 << 20
	head := `[{"LocalPort":1,"State":2},`
	tests := []struct{ name, fill string }{
		{"string", "\"" + strings.Repeat("x", 1<<10)},
		{"white space", strings.Repeat("\n", 1<<10)},
		{"depth", strings.Repeat("[", 1<<10)},
		{"bulk", `{"CimClass":[` + strings.Repeat("[],", 1<<10)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := textenc.NewLines(io.MultiReader(strings.NewReader(head), &repeat{text: tt.fill, left: size}))
			l.Next()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s := &snapshot.Section{Line: 1, Status: snapshot.StatusParsed}
			ParseJSON(l, s)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > size/2 {
				t.Errorf("allocated %d MiB", used>>20)
			}
			if s.Status != snapshot.StatusPartial || len(s.Captures) != 1 {
				t.Errorf("status %s, %d captures; want partial, 1", s.Status, len(s.Captures))
			}
		})
	}
}

// repeat is a reader of a text that comes again and again.
type repeat struct {
	text string
	left int
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	r.left -= n
	return n, nil
}

// TestAllocations checks that rows cost no allocation of their own: in JSON none, in CSV
// the one that encoding/csv makes for each record.
func TestAllocations(t *testing.T) {
	const rows = 20_000
	var js, cs strings.Builder
	js.WriteString("[\n")
	cs.WriteString("LocalAddress,LocalPort,RemoteAddress,RemotePort,State,OwningProcess,CreationTime\n")
	for i := range rows {
		fmt.Fprintf(&js, "{\"LocalAddress\":\"192.0.2.1\",\"LocalPort\":%d,\"RemoteAddress\":\"fe80::1%%12\",\"RemotePort\":443,"+
			"\"State\":\"Established\",\"OwningProcess\":%d,\"CreationTime\":\"2026-11-22T09:15:44.1234567+01:00\"},\n", i, i%7)
		fmt.Fprintf(&cs, "192.0.2.1,%d,fe80::1%%12,443,Established,%d,2026-11-22T09:15:44.1234567+01:00\n", i, i%7)
	}
	js.WriteString("{\"LocalPort\":1,\"State\":2}]")
	for _, tt := range []struct {
		name, text string
		limit      float64
	}{
		{"json", js.String(), 0.02},
		{"csv", cs.String(), 1.02},
	} {
		t.Run(tt.name, func(t *testing.T) {
			per := testing.AllocsPerRun(1, func() { run(tt.text, "") }) / rows
			if per > tt.limit {
				t.Errorf("%.3f allocations per row, want at most %.2f", per, tt.limit)
			}
		})
	}
}

func TestPorts(t *testing.T) {
	got := []any{port([]byte("65535")), port([]byte("65536")), port([]byte("-1")), port([]byte("")), port([]byte("1.0"))}
	if diff := cmp.Diff([]any{65535, -1, -1, -1, -1}, got); diff != "" {
		t.Errorf("ports (-want +got):\n%s", diff)
	}
}

func FuzzJSON(f *testing.F) {
	f.Add("[\n" + cim("LAB7", "1", "2") + "]")
	f.Add(`{"tcp":[{"LocalPort":1,"State":2}]}`)
	f.Add("{\"LocalPort\":1,\"State\":\"\\u0041\"}\n{\"LocalPort\":2}")
	f.Fuzz(func(t *testing.T, text string) { checkSections(t, text) })
}

// TestJSONAmongText reads arrays with console output around them.
func TestJSONAmongText(t *testing.T) {
	got := run("PS C:\\> a\n[\n{\"LocalPort\":1,\"State\":2}\n]\nPS C:\\> b\n[{\"LocalPort\":2,\"State\":2}]\n\nLocalPort,State\n3,Listen\n", "")
	var parts []string
	for _, s := range got {
		parts = append(parts, fmt.Sprintf("%d-%d %s", s.Line, s.LastLine, strings.Join(lines(s), "; ")))
	}
	want := []string{
		"2-4 3: tcp/unknown * 1 > * 0 LISTENING -", "6-6 6: tcp/unknown * 2 > * 0 LISTENING -", "8-9 9: tcp/unknown * 3 > * 0 LISTENING -",
	}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}

// TestLongJSON reads JSON on one line with text below it, which only a file of its own
// could hold.
func TestLongJSON(t *testing.T) {
	row := `{"LocalPort":1,"State":5},` + "\n"
	long := strings.Repeat(strings.TrimSpace(row), 2*textenc.MaxLine/len(row))
	s := one(t, "[\n"+row+long+"\n"+row+`{"LocalPort":1,"State":5}]`+"\nx\n", "")
	rows := s.Captures[0].Table
	if last := rows.At(rows.Len() - 1).Line; last != 5 || s.LastLine != 6 || noteIDs(s) != "nettcp.after-json 6" {
		t.Errorf("last row in line %d, section up to line %d, notes %q; want 5, 6, after-json", last, s.LastLine, noteIDs(s))
	}
}
