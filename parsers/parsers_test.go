package parsers

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

// sections shows what was found in a file.
func sections(list []*snapshot.Section) []string {
	var out []string
	for _, s := range list {
		line := fmt.Sprintf("%d-%d %s %s", s.Line, s.LastLine, s.Kind, s.Status)
		if s.Command != "" {
			line += " [" + s.Command + "]"
		}
		for _, n := range s.Notes {
			line += " " + strings.Join(append([]string{n.ID}, n.Args...), " ")
		}
		out = append(out, line)
	}
	return out
}

func TestRead(t *testing.T) {
	table := "\r\nActive Connections\r\n\r\n  Proto  Local Address  Foreign Address  State  PID\r\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\r\n"
	ports := "\r\nProtocol tcp Dynamic Port Range\r\n---------------------------------\r\nStart Port      : 49152\r\nNumber of Ports : 16384\r\n"
	statistics := "\r\nTCP Statistics for IPv4\r\n\r\n" + strings.Repeat("  A label     = 5\r\n", 8)
	query := `wevtutil qe System /f:text /q:"*[System[(EventID=4231)]]"`
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{"1-1 unrecognized unrecognized file.empty"}},
		{"blank lines only", "\r\n\r\n", []string{"1-2 unrecognized unrecognized file.empty"}},
		{"binary", "\x00\x01\x02\x03\xff\xfe\x00\x00\x07\x08\x00\x00", []string{"1-1 unrecognized unrecognized file.binary"}},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", []string{"1-1 unrecognized unrecognized file.image"}},
		{"document", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []string{"1-1 unrecognized unrecognized file.pdf"}},
		{"linux", "Active Internet connections\ntcp        0      0 10.0.0.4:22   10.0.0.9:5000   ESTABLISHED\n", []string{"1-2 unrecognized unrecognized text.linux-netstat 1"}},
		{"lost by Export-Csv", "#TYPE System.String\n\"Length\"\n\"0\"\n\"18\"\n", []string{"1-4 unrecognized unrecognized nettcp.export-csv-of-strings"}},
		{"only the command", "netstat -ano | findstr \":8000\"\r\n", []string{"1-1 unrecognized unrecognized text.command-only"}},
		{"one endless line", strings.Repeat("x", 1<<20), []string{"1-1 unrecognized unrecognized text.long-lines-only 131072"}},
		{"prose", "Dear support,\nsince Monday nothing works.\n", []string{"1-2 unrecognized unrecognized text.unrecognized"}},
		{"known by sight", "see MinRto(ms) and others\r\n", []string{"1-1 unrecognized unrecognized text.not-read Get-NetTCPSetting"}},
		{"tasklist below a table", "C:\\>netstat -ano" + table + "C:\\>tasklist /svc\r\n\r\nImage Name                     PID Services\r\n========================= ======== ============\r\nw3wp.exe                      4120 W3SVC\r\n" + table,
			[]string{"2-5 netstat parsed [netstat -ano]", "8-10 process parsed [tasklist /svc]", "12-15 netstat parsed [tasklist /svc]"}},
		{"quoted in a mail", prefixed("> > ", "Hello,\r\nhere it is:\r\nC:\\>netsh int ipv6 show dynamicport tcp\r\n"+ports+"C:\\>reg query HKLM\r\n\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\r\n    MaxUserPort    REG_DWORD    0xfffe\r\n\r\nC:\\>netstat -ano"+table),
			[]string{"5-8 dynamicport parsed [netsh int ipv6 show dynamicport tcp]", "11-12 registry parsed [reg query HKLM]", "15-18 netstat parsed [netstat -ano]"}},
		{"events among other output", "C:\\>" + query + "\r\nEvent[0]:\r\n  Log Name: System\r\n  Source: Tcpip\r\n  Date: 2026-03-10T08:53:12.123\r\n  Event ID: 4231\r\n  Description: \r\nfailed\r\n" + table + "Log Name:      System\r\nSource:        Tcpip\r\nEvent ID:      4227\r\n" + ports,
			[]string{"2-8 event-text parsed [" + query + "] eventtext.filtered", "10-13 netstat parsed [" + query + "]",
				"14-16 event-text parsed [" + query + "] eventtext.no-time 1 14 eventtext.filtered", "18-21 dynamicport parsed [" + query + "]"}},
		{"statistics among tables", "C:\\>netstat -ano" + table + "C:\\>netstat -s\r\n" + statistics + table + statistics + ports, []string{
			"2-5 netstat parsed [netstat -ano]", "8-17 netstat-s parsed [netstat -s]", "19-23 netstat parsed [netstat -s]", "24-33 netstat-s parsed [netstat -s]", "35-38 dynamicport parsed [netstat -s]"}},
		{"netstat -s -p tcp with its table", statistics + table, []string{"2-11 netstat-s parsed", "13-16 netstat parsed"}},
		{"counter log below a table", table + "\"(PDH-CSV 4.0)\",\"\\\\A\\TCPv4\\Connections Active\"\r\n\"03/10/2026 09:00:00.000\",\"5\"\r\n", []string{"2-5 netstat parsed", "6-7 counters parsed"}},
		{"console", "C:\\>netsh int ipv4 show dynamicport tcp\r\n" + ports + "\r\nC:\\>netstat -ano\r\n" + table + "\r\nC:\\>\r\n",
			[]string{"3-6 dynamicport parsed [netsh int ipv4 show dynamicport tcp]", "10-14 netstat parsed [netstat -ano]"}},
		{"json on one long line", "[" + strings.Repeat(`{"LocalAddress":"10.0.0.4","LocalPort":50000,"RemoteAddress":"192.0.2.7","RemotePort":443,"State":11,"OwningProcess":0},`, 5000) + "{}]\n",
			[]string{"1-1 nettcp parsed"}},
		{"expected values before the command", "echo value(s): Start Port = 10000, Number of Ports = 55535\r\nnetsh int ipv4 show dynamicport tcp\r\n", []string{"1-2 unrecognized unrecognized text.command-only"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sections(Read("file.txt", strings.NewReader(tt.text), int64(len(tt.text))))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}

// endless is a line without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestHugeLines reads 100 MB lines in constant memory: what begins below them is found.
func TestHugeLines(t *testing.T) {
	const size = 100 << 20
	row := "\n  TCP    10.0.0.4:50000   192.0.2.7:443   ESTABLISHED   9\n"
	for _, start := range []string{"", "  TCP    ", "[{\"LocalPort", "HKEY_LOCAL_MACHINE\\"} {
		t.Run(start, func(t *testing.T) {
			r := io.MultiReader(strings.NewReader(start), io.LimitReader(endless{}, size), strings.NewReader(row))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			list := Read("huge.txt", r, -1)
			runtime.ReadMemStats(&after)
			rows := 0
			for _, s := range list {
				for _, c := range s.Captures {
					rows += c.Summary.TCPRows()
				}
			}
			if rows != 1 {
				t.Errorf("%d rows in %q, want 1", rows, sections(list))
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("%d bytes allocated for a line of %d", used, size)
			}
		})
	}
}

// TestCorpusCounts compares the rows of real netstat files with counts that were made by
// hand.
func TestCorpusCounts(t *testing.T) {
	dir := realfiles.Dir(t)
	expect, err := os.ReadFile(filepath.Join(dir, "EXPECT-netstat.tsv"))
	if err != nil {
		t.Skip(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(expect)), "\n")[1:] {
		f := append(strings.Split(strings.TrimRight(line, "\r"), "\t"), "", "")
		t.Run(f[0], func(t *testing.T) {
			got := count(t, filepath.Join(dir, f[0]))
			if want := strings.Join(f[1:4], " "); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// count writes the rows of a file as the table of expected counts does.
func count(t *testing.T, path string) string {
	r, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var states [snapshot.NumStates]int
	udp := 0
	for _, s := range Read(filepath.Base(path), r, -1) {
		for _, c := range s.Captures {
			udp += c.Summary.UDPRows
			for st, n := range c.Summary.States {
				states[st] += int(n)
			}
		}
	}
	var words []string
	tcp := 0
	for st, n := range states {
		tcp += n
		if n > 0 {
			words = append(words, fmt.Sprintf("%v=%d", snapshot.State(st), n))
		}
	}
	slices.Sort(words)
	return fmt.Sprintf("%d %d %s", tcp, udp, strings.Join(words, " "))
}

// TestCorpusIsNamed reads every real file: each section has a kind and a status, and
// whatever was not read says why.
func TestCorpusIsNamed(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(realfiles.Dir(t), "*", "*"))
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			r, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			list := Read(filepath.Base(path), r, -1)
			if len(list) == 0 {
				t.Fatal("no section")
			}
			for _, s := range list {
				if s.Kind == "" || s.Status == "" || s.Kind == snapshot.KindUnrecognized && len(s.Notes) == 0 {
					t.Errorf("section %+v is not named", s)
				}
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("C:\\>netstat -ano\r\n\r\nActive Connections\r\n\r\n  Proto  Local  Foreign  State\r\n  TCP 0.0.0.0:1 0.0.0.0:0 LISTENING\r\n"))
	f.Add([]byte("[{\"LocalPort\":1,\"State\":2,\"OwningProcess\":4}]"))
	f.Add([]byte("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    MaxUserPort    REG_DWORD    0xfffe\n"))
	f.Add([]byte("ElfFile\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range Read("fuzz", strings.NewReader(string(data)), int64(len(data))) {
			if s.Kind == "" || s.Status == "" {
				t.Fatalf("section %+v is not named", s)
			}
		}
	})
}

// TestMaxSections reads as many sections as may be without a note, and notes one more.
func TestMaxSections(t *testing.T) {
	const section = "x\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\nC:\\>\n"
	for _, n := range []int{MaxSections, MaxSections + 1} {
		list := Read("", strings.NewReader(strings.Repeat(section, n)), -1)
		if len(list) != MaxSections {
			t.Fatalf("%d sections of %d, want %d", len(list), n, MaxSections)
		}
		last := list[len(list)-1]
		isNoted := len(last.Notes) > 0 && last.Notes[len(last.Notes)-1].ID == "text.too-many-sections"
		if isNoted != (n > MaxSections) {
			t.Errorf("%d sections: notes %v", n, last.Notes)
		}
	}
}
