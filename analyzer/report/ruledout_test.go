package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestWhyAbsent(t *testing.T) {
	leaf := func(text, answer string) diagnosis.Condition {
		return diagnosis.Condition{Text: text, Answer: answer, Values: map[string]any{text[:3]: 7}}
	}
	tests := []struct {
		name, kind string
		conditions []diagnosis.Condition
		want       string
	}{
		{"a comparison", kindCause, []diagnosis.Condition{leaf("a.b > 8", "false")}, "`a.b > 8`, here `7`"},
		{"without pressure", kindCause, []diagnosis.Condition{leaf("a.b > 6", "true"), leaf("rule: pressure", "false")}, "“`pressure`” is present"},
		{"open besides", kindCause, []diagnosis.Condition{leaf("a.b > 8", "false"), leaf("c.d > 8", "unknown")}, "`a.b > 8`, here `7`"},
		{"nothing explains it", kindCause, []diagnosis.Condition{leaf("a.b > 6", "true")}, ""},
		{"risk", kindRisk, []diagnosis.Condition{leaf("a.b > 8", "false"), leaf("rule: pressure, state present", "false")}, "`a.b > 8`, here `7`"},
		{"risk, absent by pressure", kindRisk, []diagnosis.Condition{leaf("a.b > 6", "true"), leaf("rule: pressure, state present", "true")}, ""},
		{"risk with an open condition", kindRisk, []diagnosis.Condition{leaf("a.b > 8", "false"), leaf("c.d > 8", "unknown")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{}}
			got := p.whyAbsent(&diagnosis.Finding{Kind: tt.kind, Conditions: tt.conditions})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("reason (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRuledOutNote(t *testing.T) {
	const time = "not of the time when allocations failed"
	tests := []struct {
		name, status, when string
		want               bool
	}{
		{"near the capture", statusConfirmed, "at-capture", false},
		{"earlier", statusConfirmed, "earlier", true},
		{"no capture", statusConfirmed, "no-capture", true},
		{"not confirmed", "likely", "earlier", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := notFound()
			d.Verdict.Status, d.Verdict.When = tt.status, tt.when
			if got := strings.Contains(markdown(t, d), time); got != tt.want {
				t.Errorf("the note stands in the report: %v, want %v", got, tt.want)
			}
		})
	}
}
