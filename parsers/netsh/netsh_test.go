package netsh

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// run reads all lists of a text the way a dispatcher does, without prompts: every
// section is given the same command and path.
func run(text, command, path string) []*snapshot.Section {
	l := textenc.NewLines(strings.NewReader(text))
	var out []*snapshot.Section
	for ok := l.Next(); ok; {
		if !Match(l) {
			ok = l.Next()
			continue
		}
		s := &snapshot.Section{Path: path, Line: l.Line(), Status: snapshot.StatusParsed, Command: command}
		Parse(l, s, parsertest.Alone)
		out = append(out, s)
		ok = l.Text() != nil
	}
	return out
}

const dashes = "---------------------------------\n"

func TestDynamicPort(t *testing.T) {
	const v4tcp = "netsh int ipv4 show dynamicport tcp"
	want := func(p snapshot.Proto, f snapshot.Family, start, count, line int) []snapshot.PortRange {
		return []snapshot.PortRange{{Proto: p, Family: f, Start: start, Count: count, Line: line}}
	}
	tests := []struct {
		name, text, command, path string
		want                      []snapshot.PortRange
		last                      int
	}{
		{
			name: "english", command: v4tcp, last: 5,
			text: "\nProtocol tcp Dynamic Port Range\n" + dashes + "Start Port      : 20000\nNumber of Ports : 3000\n\n",
			want: want(snapshot.TCP, snapshot.IPv4, 20000, 3000, 2),
		},
		{
			name: "udp over ipv6", command: "netsh interface ipv6 show dynamicport udp", last: 4,
			text: "Protocol udp Dynamic Port Range\r\n" + dashes + "Start Port      : 20000\r\nNumber of Ports : 3000\r\n",
			want: want(snapshot.UDP, snapshot.IPv6, 20000, 3000, 1),
		},
		{
			name: "the context ip is ipv4", command: "netsh int ip show dynamicport tcp", last: 4,
			text: "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 20000\nNumber of Ports : 3000",
			want: want(snapshot.TCP, snapshot.IPv4, 20000, 3000, 1),
		},
		{
			name: "title with a colon", command: v4tcp, last: 4,
			text: "Протокол tcp: диапазон\n" + dashes + "Начальный порт: первый : 1025\nЧисло портов    : 64510\n",
			want: want(snapshot.TCP, snapshot.IPv4, 1025, 64510, 1),
		},
		{
			name: "chinese with full-width colons, no spaces, indented", last: 4, command: "ipv6 tcp",
			text: "   协议tcp动态端口范围\n   " + dashes + "   启动端口：1024\n   端口数：64511\n",
			want: want(snapshot.TCP, snapshot.IPv6, 1024, 64511, 1),
		},
		{
			name: "family from the file's name", path: "dir-ipv4/WEB01_ipv6-dynamicport-tcp.txt", last: 4,
			text: "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 20000\nNumber of Ports : 3000\n",
			want: want(snapshot.TCP, snapshot.IPv6, 20000, 3000, 1),
		},
		{
			name: "family unknown where a command names both", path: "ports.txt", last: 4,
			command: "for %f in (ipv4 ipv6) do netsh int %f show dynamicport tcp",
			text:    "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 20000\nNumber of Ports : 3000\n",
			want:    want(snapshot.TCP, snapshot.FamilyUnknown, 20000, 3000, 1),
		},
		{
			name: "doubled line ends", command: v4tcp, last: 7,
			text: "Protocol tcp Dynamic Port Range\n\n" + dashes + "\nStart Port : 20000\n\nNumber of Ports : 3000\n\n\n",
			want: want(snapshot.TCP, snapshot.IPv4, 20000, 3000, 1),
		},
		{
			name: "the last port is 65535", command: v4tcp, last: 4,
			text: "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 1025\nNumber of Ports : 64511\n",
			want: want(snapshot.TCP, snapshot.IPv4, 1025, 64511, 1),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(tt.text, tt.command, tt.path)
			if len(got) != 1 {
				t.Fatalf("found %d lists, want 1", len(got))
			}
			s := got[0]
			if diff := cmp.Diff(tt.want, s.Ranges); diff != "" {
				t.Errorf("ranges (-want +got):\n%s", diff)
			}
			if s.Kind != snapshot.KindDynamicPort || s.Status != snapshot.StatusParsed || s.LastLine != tt.last {
				t.Errorf("kind %s, status %s, last line %d; want %s, %s, %d",
					s.Kind, s.Status, s.LastLine, snapshot.KindDynamicPort, snapshot.StatusParsed, tt.last)
			}
		})
	}
}

func TestExcludedPort(t *testing.T) {
	const command = "netsh int ipv4 show excludedportrange tcp"
	const head = "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port      \n----------    --------      \n"
	tests := []struct {
		name, text string
		want       []snapshot.PortSpan
		last       int
		notes      []snapshot.Note
	}{
		{
			name: "spans and footer", last: 8,
			text: head + "      5357        5357      \n     50000       50059     *\n\n* - Administered port exclusions.\n\nmore\n",
			want: []snapshot.PortSpan{{Start: 5357, End: 5357, Line: 5}, {Start: 50000, End: 50059, Administered: true, Line: 6}},
		},
		{name: "empty list", text: head + "\n* - Administered port exclusions.\n", last: 6},
		{name: "empty list at the end of the text", text: head, last: 4},
		{
			name: "no footer, then a prompt", last: 5,
			text: head + "        80          80\nC:\\>netsh int ipv6 show dynamicport tcp\n",
			want: []snapshot.PortSpan{{Start: 80, End: 80, Line: 5}},
		},
		{
			name: "no title", last: 3,
			text: "Startport     Endport\n----------    --------\n        80          89\n\n",
			want: []snapshot.PortSpan{{Start: 80, End: 89, Line: 3}},
		},
		{
			name: "implausible and damaged lines", last: 9,
			text:  head + "        80          89\n     50000       500\n     500\x00\x00      50\n     65000       65536\n     60000       60001\n",
			want:  []snapshot.PortSpan{{Start: 80, End: 89, Line: 5}, {Start: 60000, End: 60001, Line: 9}},
			notes: []snapshot.Note{{ID: "netsh.bad-lines", Line: 6, Args: []string{"3", "6"}}},
		},
		{
			name: "doubled line ends", last: 11,
			text: strings.ReplaceAll("协议 tcp 端口排除范围\nA    B\n----  ----\n 1 2\n 3 4\n* - x\n", "\n", "\n\n") + "\n\n",
			want: []snapshot.PortSpan{{Start: 1, End: 2, Line: 7}, {Start: 3, End: 4, Line: 9}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(tt.text, command, "")
			if len(got) != 1 {
				t.Fatalf("found %d lists, want 1", len(got))
			}
			s := got[0]
			want := []snapshot.ExclusionList{{Proto: snapshot.TCP, Family: snapshot.IPv4, Spans: tt.want, Line: 1}}
			if diff := cmp.Diff(want, s.Exclusions); diff != "" {
				t.Errorf("exclusions (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, s.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if s.LastLine != tt.last {
				t.Errorf("last line %d, want %d", s.LastLine, tt.last)
			}
		})
	}
}

// TestConsecutive reads lists that stand below each other, each with its own protocol.
func TestConsecutive(t *testing.T) {
	text := "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 1025\nNumber of Ports : 100\n" +
		"Protocol udp Dynamic Port Range\n" + dashes + "Start Port : 2000\nNumber of Ports : 200\n\n" +
		"Protocol udp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n 7 8\n" +
		"Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n 9 9\n"
	var got []string
	for _, s := range run(text, "", "") {
		for _, r := range s.Ranges {
			got = append(got, string(s.Kind)+" "+r.Proto.String())
		}
		for _, e := range s.Exclusions {
			got = append(got, string(s.Kind)+" "+e.Proto.String())
		}
	}
	want := []string{"dynamicport tcp", "dynamicport udp", "excludedport udp", "excludedport tcp"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lists (-want +got):\n%s", diff)
	}
}

func TestDamagedRange(t *testing.T) {
	const title = "Protocol tcp Dynamic Port Range\n" + dashes
	tests := []struct {
		name, text string
		want       snapshot.Note
	}{
		{"cut after the first number", title + "Start Port      : 49152\n", snapshot.Note{ID: "netsh.truncated", Line: 3, Args: []string{"3"}}},
		{"cut in the middle of a label", title + "Start Port      : 49152\nNumber of", snapshot.Note{ID: "netsh.truncated", Line: 3, Args: []string{"3"}}},
		{"start zero", title + "Start Port : 0\nNumber of Ports : 5\n", snapshot.Note{ID: "netsh.implausible-range", Line: 1, Args: []string{"0", "5"}}},
		{"no port", title + "Start Port : 5000\nNumber of Ports : 0\n", snapshot.Note{ID: "netsh.implausible-range", Line: 1, Args: []string{"5000", "0"}}},
		{"past the last port", title + "Start Port : 49152\nNumber of Ports : 16385\n", snapshot.Note{ID: "netsh.implausible-range", Line: 1, Args: []string{"49152", "16385"}}},
		{"overflow", title + "Start Port : 49152\nNumber of Ports : 99999999999999999999999\n", snapshot.Note{ID: "netsh.implausible-range", Line: 1, Args: []string{"49152", "655350"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(tt.text, "", "")
			if len(got) != 1 {
				t.Fatalf("found %d lists, want 1", len(got))
			}
			if diff := cmp.Diff([]snapshot.Note{tt.want}, got[0].Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if got[0].Ranges != nil || got[0].Status != snapshot.StatusPartial {
				t.Errorf("ranges %v, status %s; want none, partial", got[0].Ranges, got[0].Status)
			}
		})
	}
}

// TestNotALists holds what looks alike and is not a setting.
func TestNotALists(t *testing.T) {
	tests := []struct{ name, text string }{
		{"echoed expectation", "echo value(s): Start Port = 10000, Number of Ports = 55535\nnetsh int ipv4 show dynamicport tcp\n\necho *****\n"},
		{"global", "TCP Global Parameters\n----------------------------------------------\nReceive-Side Scaling State : enabled\n"},
		{"netstat", "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING   948\n"},
		{"default in brackets", " Start Port      : 49152 (default is 49152)\n"},
		{"table of endpoints", "LocalAddress LocalPort\n------------ ---------\n::           5353\n"},
		{"prompt", "PS C:\\> netsh int ipv4 show dynamicport tcp\n" + dashes + "a : 1\nb : 2\n"},
		{"long lines", strings.Repeat("tcp ", 1<<18) + "\n" + dashes + "a : 1\nb : 2\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, "", ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}

// TestManySpans checks the limit on the spans of a list.
func TestManySpans(t *testing.T) {
	text := "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n" +
		strings.Repeat(" 5 6\n", maxSpans+2)
	s := run(text, "", "")[0]
	if len(s.Exclusions[0].Spans) != maxSpans || s.Status != snapshot.StatusPartial || len(s.Notes) != 1 {
		t.Errorf("%d spans, status %s, %d notes; want %d, partial, 1",
			len(s.Exclusions[0].Spans), s.Status, len(s.Notes), maxSpans)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Protocol tcp Dynamic Port Range\n" + dashes + "Start Port : 20000\nNumber of Ports : 3000\n")
	f.Add("TCP Global Parameters\n" + longDashes + "a : b\nc : d\ne : f\n\n** x\n")
	f.Add("Protocol udp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n 7 8 *\n\n* - x\n")
	f.Add(mibHead + " 0.0.0.0 135 0.0.0.0 0 Listen\n10.0.0.4 50124 192.0.2.7 443 Time Wait\nx\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range run(text, "netsh int ipv4 show dynamicport tcp", "x") {
			if s.LastLine < s.Line || s.Kind == snapshot.KindUnrecognized {
				t.Errorf("section %+v", s)
			}
			for _, r := range s.Ranges {
				if !plausible(r.Start, r.End()) {
					t.Errorf("range %+v", r)
				}
			}
		}
	})
}
