package analyzer

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/bundle"
	"github.com/portdx/portdx/analyzer/diagnosis"
	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/analyzer/report"
	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/builtin"
)

const (
	title    = "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n"
	listener = "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\n"
	registry = "\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    DataBasePath    REG_EXPAND_SZ    x\n    Hostname    REG_SZ    %s\n"
)

func builtinRules(t testing.TB) *rules.Set {
	t.Helper()
	set, err := rules.Load(builtin.FS)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func analyze(t testing.TB, files map[string][]byte, opts Options) []*diagnosis.Diagnosis {
	t.Helper()
	found, err := Analyze(t.Context(), bundle.FromFiles("test", files), builtinRules(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestSameBytes analyzes each fixture twice: output depends on the input alone.
func TestSameBytes(t *testing.T) {
	set := builtinRules(t)
	dirs, err := filepath.Glob(filepath.Join("..", "fixtures", "*", bundle.Expected))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, d := range dirs {
		t.Run(filepath.Base(filepath.Dir(d)), func(t *testing.T) {
			var texts [2]bytes.Buffer
			for i := range texts {
				b, err := bundle.Open([]string{filepath.Dir(d)}, nil)
				if err != nil {
					t.Fatal(err)
				}
				found, err := Analyze(t.Context(), b, set, Options{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					if err := errors.Join(report.JSON(&texts[i], f), report.Markdown(&texts[i], f, report.English)); err != nil {
						t.Fatal(err)
					}
				}
			}
			if diff := cmp.Diff(texts[0].String(), texts[1].String()); diff != "" {
				t.Errorf("two runs differ:\n%s", diff)
			}
		})
	}
}

func TestTwoHosts(t *testing.T) {
	files := map[string][]byte{
		"web/reg.txt":                         []byte(fmt.Sprintf(registry, "WEB01")),
		"web/netstat-20260310-090000.txt":     []byte(title + listener),
		"sql/reg.txt":                         []byte(fmt.Sprintf(registry, "SQL01")),
		"sql/sub/netstat-20260310-080000.txt": []byte(title + listener + listener),
	}
	var got []string
	for _, d := range analyze(t, files, Options{}) {
		got = append(got, fmt.Sprint(d.Host.Name, " ", d.Facts["tcp.rows"]))
	}
	if diff := cmp.Diff([]string{"SQL01 2", "WEB01 1"}, got); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	if d := analyze(t, files, Options{Host: "web01"}); len(d) != 1 || d[0].Host.Name != "WEB01" {
		t.Errorf("--host web01 gave %d diagnoses", len(d))
	}
	b := bundle.FromFiles("test", files)
	var he *HostError
	if _, err := Analyze(t.Context(), b, builtinRules(t), Options{Host: "nobody"}); !errors.As(err, &he) || len(he.Have) != 2 {
		t.Errorf("unknown host: error %v", err)
	}
	delete(files, "sql/sub/netstat-20260310-080000.txt")
	if d := analyze(t, files, Options{Capture: 1}); len(d) != 2 {
		t.Errorf("a capture that one host has gave %d diagnoses", len(d))
	}
	var ce *measure.CaptureError
	if _, err := Analyze(t.Context(), bundle.FromFiles("test", files), builtinRules(t), Options{Capture: 2}); !errors.As(err, &ce) {
		t.Errorf("a capture that no host has: error %v", err)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := bundle.FromFiles("test", map[string][]byte{"n.txt": []byte(title + listener)})
	if _, err := Analyze(ctx, b, builtinRules(t), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestNothing yields a diagnosis that asks for captures.
func TestNothing(t *testing.T) {
	d := analyze(t, nil, Options{})
	if len(d) != 1 || d[0].Verdict.Status != "undetermined" || d[0].HasEvidence() || len(d[0].Requests) == 0 {
		t.Errorf("an empty bundle gave %+v", d)
	}
}

// TestHostileShapes holds small inputs of hostile shapes to a bound on memory.
func TestHostileShapes(t *testing.T) {
	repeat := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	ranges := "C:\\>netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n"
	tests := []struct {
		name, text string
		limitMiB   uint64
	}{
		{"a process for each row", title + listener + repeat(100_000, func(i int) string {
			return fmt.Sprintf("  TCP    10.0.0.4:%d    192.0.2.7:443    ESTABLISHED    %d\n", 49152+i%16384, 4*i+8)
		}), 256},
		{"a table for each row", repeat(30_000, func(int) string { return title + listener }), 1024},
		{"a section for each row", repeat(15_000, func(int) string { return "C:\\>netstat -ano\n" + title + listener }), 1024},
		{"an exclusion for each port", title + listener + repeat(50_000, func(i int) string {
			return fmt.Sprintf("  TCP    10.0.0.4:%d    192.0.2.7:443    ESTABLISHED    9\n", 49152+i%16384)
		}) + ranges + repeat(16_000, func(i int) string { return fmt.Sprintf("     %d       %d\n", 49152+i, 49152+i) }), 256},
		{"a destination for each row", title + listener + repeat(100_000, func(i int) string {
			return fmt.Sprintf("  TCP    10.0.0.4:%d    10.%d.%d.%d:443    TIME_WAIT    0\n", 49152+i%16384, i>>16, i>>8&255, i&255)
		}), 256},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			d := analyze(t, map[string][]byte{"n.txt": []byte(tt.text)}, Options{})
			runtime.ReadMemStats(&after)
			if !d[0].HasEvidence() {
				t.Error("nothing was read")
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > tt.limitMiB {
				t.Errorf("%d MiB allocated for %d KiB, the bound is %d MiB", used, len(tt.text)>>10, tt.limitMiB)
			}
		})
	}
}

// FuzzAnalyze takes any bytes for a file of a bundle: no panic, and always a diagnosis. By
// default go test spends a minute on each input that reaches something new, to cut it down:
// over so much code that is every third input, and hardly any other run is made. So it is
// given ten runs. Seeds are small; large inputs are the matter of the parsers' own targets.
func FuzzAnalyze(f *testing.F) {
	if err := flag.Set("test.fuzzminimizetime", "10x"); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(title + listener + "  TCP  10.0.0.4:50000  192.0.2.7:443  TIME_WAIT  0\n"))
	f.Add([]byte(fmt.Sprintf(registry, "WEB01") + "    TcpTimedWaitDelay    REG_DWORD    0x1e\n"))
	f.Add([]byte("C:\\>netsh int ipv4 show dynamicport tcp\n\nProtocol tcp Dynamic Port Range\n----\nStart Port : 49152\nNumber of Ports : 255\n"))
	f.Add([]byte("LocalAddress,LocalPort,RemoteAddress,RemotePort,State,OwningProcess\n10.0.0.4,50000,192.0.2.7,443,Bound,9\n"))
	f.Add([]byte("<Event><System><Provider Name='Tcpip'/><EventID>4231</EventID><TimeCreated SystemTime='2026-03-10T09:00:00Z'/><Channel>System</Channel></System></Event>"))
	set := builtinRules(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		found, err := Analyze(t.Context(), bundle.FromFiles("fuzz", map[string][]byte{"a.txt": data}), set, Options{})
		if err != nil || len(found) == 0 {
			t.Fatalf("%d diagnoses, error %v", len(found), err)
		}
		var b bytes.Buffer
		if err := report.Markdown(&b, found[0], report.English); err != nil {
			t.Fatal(err)
		}
	})
}
