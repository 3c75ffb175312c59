package report

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestNoCause(t *testing.T) {
	tests := []struct {
		name, status string
		absent, open int
		want         string
	}{
		{"nothing checked", "confirmed", 0, 0, ""},
		{"confirmed, all absent", "confirmed", 9, 0, "not shown by what was captured (causes checked: 9)"},
		{"confirmed, one open", "confirmed", 8, 1, "not shown by what was captured (causes checked: 8); cannot tell: Open 1"},
		{"confirmed, all open", "confirmed", 0, 9, "cannot tell: Open 1, Open 2, Open 3 and 6 more"},
		{"not found, all absent", "not-found", 9, 0, "none found (causes checked: 9)"},
		{"not found, two open", "not-found", 7, 2, "none found; cannot tell: Open 1, Open 2"},
		{"undetermined, four open", "undetermined", 5, 4, "none found; cannot tell: Open 1, Open 2, Open 3 and 1 more"},
		{"undetermined, all open", "undetermined", 0, 3, "cannot tell: Open 1, Open 2, Open 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &diagnosis.Diagnosis{Verdict: diagnosis.Verdict{Status: tt.status}}
			add := func(state, title string, n int) {
				for i := range n {
					name := fmt.Sprintf("%s %d", title, i+1)
					d.Findings = append(d.Findings, diagnosis.Finding{Rule: name, Kind: kindCause, State: state, Title: name})
				}
			}
			add(stateAbsent, "Absent", tt.absent)
			add(stateUnknown, "Open", tt.open)
			d.Findings = append(d.Findings, diagnosis.Finding{Rule: "risk", Kind: "risk", State: stateUnknown, Title: "Risk"})
			p := &page{d: d, t: ptrTo(english())}
			if diff := cmp.Diff(tt.want, p.noCause()); diff != "" {
				t.Errorf("no cause (-want +got):\n%s", diff)
			}
		})
	}
}
