package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// TestHostsTable shows one line for each host, in the order given, and what a host's name
// holds as text.
func TestHostsTable(t *testing.T) {
	ports := 15000.0
	found := []*diagnosis.Diagnosis{
		{
			Host:     diagnosis.Host{Name: "WEB01|x"},
			Verdict:  diagnosis.Verdict{Status: "likely", Label: "Likely", Causes: []string{"leak", "view"}},
			Findings: []diagnosis.Finding{{Rule: "leak", Title: "A leak", Explains: &ports}, {Rule: "view", Title: "A view"}},
			Summary:  []diagnosis.Fact{{ID: "who", Text: "PID 5, 15,000 ports"}},
		},
		{Verdict: diagnosis.Verdict{Status: "undetermined", Label: "Undetermined"}},
	}
	var b strings.Builder
	if err := Hosts(&b, found, English); err != nil {
		t.Fatal(err)
	}
	want := "# 2 hosts, the worst first\n\n| host | verdict | cause | who |\n|---|---|---|---|\n" +
		"| `WEB01¦x` | Likely | A leak | PID 5, 15,000 ports |\n| host not named | Undetermined | | |\n\n" +
		"A report of each follows. One host alone: `--host NAME`, such as `WEB01¦x`.\n\n---\n\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	if err := Hosts(&b, found, "xx"); err == nil {
		t.Error("no error for a language without texts")
	}
}
