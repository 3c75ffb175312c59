package analyzer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/portdx/portdx/rules"
)

// counted is a console that counts states and endpoints.
func counted(timeWait, toOne int) string {
	return fmt.Sprintf("PS C:\\> Get-NetTCPConnection | Group-Object State -NoElement\n\nCount Name\n----- ----\n%5d TimeWait\n   60 Listen\n\n"+
		"PS C:\\> Get-NetTCPConnection | Group-Object RemoteAddress,RemotePort -NoElement\n\nCount Name\n----- ----\n%5d 192.0.2.9, 8443\n\n", timeWait, toOne)
}

// tableOf is a table with so many connections in TIME_WAIT.
func tableOf(timeWait int) string {
	var b strings.Builder
	b.WriteString("C:\\>netstat -ano\n" + title + listener)
	for i := range timeWait {
		fmt.Fprintf(&b, "  TCP    10.0.0.4:%d    192.0.2.9:8443    TIME_WAIT    0\n", 50000+i)
	}
	return b.String()
}

// TestCounted holds what counts decide beside a table and without one.
func TestCounted(t *testing.T) {
	tests := []struct {
		name, text, lean string
		says, never      []string
	}{
		{"counts of a full pool", counted(15000, 14000), "pressure",
			[]string{"15,000 rows are TIME_WAIT", "192.0.2.9:8443", "Most likely TIME_WAIT to one destination", "TIME_WAIT rows carry no process", "85.4 % of the pool if each has a port of its own", "netstat -anoq"},
			[]string{"nothing is known", "what held the ports is not known"}},
		{"at half of the pool", counted(8192, 60), "pressure", []string{"8,192 rows are TIME_WAIT", "unless it is that of inbound connections"}, []string{"to one destination"}},
		{"counts of a calm machine", counted(300, 200), "none", []string{"300 rows are TIME_WAIT", "From counts of rows: 192.0.2.9:8443, 200 rows"}, []string{"nothing is known", "Most likely", "while the counts are high"}},
		{"a calm table of another moment", counted(15000, 14000) + tableOf(40), "pressure", []string{"Counts of rows speak of more than this table shows: 15,000 rows", "while the counts are high"}, []string{"Most likely", "No connection table"}},
		{"a table of the same moment", counted(9000, 9000) + tableOf(9000), "pressure", nil, []string{"as counted", "From counts of rows"}},
		{"a calm table of the same moment", counted(300, 200) + tableOf(300), "no-pressure", nil, []string{"as counted", "From counts of rows"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range []rules.Lang{rules.English, rules.Chinese} {
				d := analyze(t, map[string][]byte{"console.txt": []byte(tt.text)}, Options{Lang: lang})[0]
				lines := append([]string{d.Verdict.Headline}, d.Verdict.Limits...)
				for _, f := range d.Summary {
					lines = append(lines, f.Text)
				}
				text := strings.Join(lines, "\n")
				if d.Verdict.Lean != tt.lean || d.Verdict.Headline == "" {
					t.Errorf("lean %q, want %q: %s", d.Verdict.Lean, tt.lean, d.Verdict.Headline)
				}
				if lang == rules.Chinese {
					continue
				}
				for _, w := range tt.says {
					if !strings.Contains(text, w) {
						t.Errorf("%q is not said in\n%s", w, text)
					}
				}
				for _, w := range tt.never {
					if strings.Contains(text, w) {
						t.Errorf("%q is said in\n%s", w, text)
					}
				}
			}
		})
	}
}

// TestCountedPortsFeedNoPool checks that counts are no capture.
func TestCountedPortsFeedNoPool(t *testing.T) {
	d := analyze(t, map[string][]byte{"console.txt": []byte(counted(15000, 14000))}, Options{})[0]
	for name, v := range d.Facts {
		if strings.HasPrefix(name, "tcp.") && v != nil && !strings.HasPrefix(name, "tcp.pool.") {
			t.Errorf("%s is %v", name, v)
		}
	}
	for _, name := range []string{"tcp.pool.used", "tcp.pool.utilization_peak", "tcp.time_wait", "capture.time"} {
		if v, ok := d.Facts[name]; !ok || v != nil {
			t.Errorf("%s is %v, want unknown", name, v)
		}
	}
	if !d.HasEvidence() || len(d.Verdict.Causes) != 0 {
		t.Errorf("evidence %v, causes %q", d.HasEvidence(), d.Verdict.Causes)
	}
}
