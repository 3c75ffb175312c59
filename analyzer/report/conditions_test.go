package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestCondition(t *testing.T) {
	type values = map[string]any
	tests := []struct {
		name, text, answer string
		values             values
		want               string
	}{
		{"one fact", "tcp.outbound.close_wait > params.min_count", "false",
			values{"tcp.outbound.close_wait": 8, "params.min_count": 1000}, "`tcp.outbound.close_wait > 1,000`, here `8`"},
		{"two facts", "tcp.pool.bound_ports >= params.min_share * tcp.pool.size", "false",
			values{"tcp.pool.bound_ports": 3, "params.min_share": 0.05, "tcp.pool.size": 16384},
			"`tcp.pool.bound_ports >= 0.05 * tcp.pool.size`, here `3 >= 0.05 * 16,384`"},
		{"truth", "registry.max_user_port_set == true", "false",
			values{"registry.max_user_port_set": false}, "`registry.max_user_port_set == true`, here `false`"},
		{"text that looks like a fact", `tcp.top_process.name == "lsass.exe"`, "false",
			values{"tcp.top_process.name": "a|b.exe"}, "`tcp.top_process.name == \"lsass.exe\"`, here `a¦b.exe`"},
		{"empty text", `tcp.top_process.name == "lsass.exe"`, "false",
			values{"tcp.top_process.name": ""}, "`tcp.top_process.name == \"lsass.exe\"`, here `\"\"`"},
		{"does not apply", "registry.tcp_timed_wait_delay < params.min_delay", "false",
			values{"params.min_delay": 30}, "`registry.tcp_timed_wait_delay < 30` (does not apply)"},
		{"one of two does not apply", "trend.b.last > trend.b.first", "false",
			values{"trend.b.last": 3}, "`trend.b.last > trend.b.first` (does not apply)"},
		{"unknown", "tcp.bound_process.ports >= params.min_ports", "unknown",
			values{"tcp.bound_process.ports": nil, "params.min_ports": 500}, "`tcp.bound_process.ports >= 500`"},
		{"one of two unknown", "tcp.bound_process.ports >= params.min_share * tcp.pool.size", "unknown",
			values{"tcp.bound_process.ports": nil, "params.min_share": 0.05, "tcp.pool.size": 16384},
			"`tcp.bound_process.ports >= 0.05 * tcp.pool.size`, here `? >= 0.05 * 16,384`"},
		{"rule", "rule: pressure", "false", nil, "“Under pressure” is present"},
		{"rule in a state", "rule: pressure, state absent", "false", nil, "“Under pressure” is absent"},
		{"rule without a title", "rule: other", "false", nil, "“`other`” is present"},
		{"known", "known: tcp.bound", "false", values{"tcp.bound": nil}, "`tcp.bound` is known"},
		{"rules of a kind", "any_rule: cause, except a", "false", nil, "`any_rule: cause, except a`"},
	}
	p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{Findings: []diagnosis.Finding{{Rule: "pressure", Title: "Under pressure"}}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := p.condition(diagnosis.Condition{Text: tt.text, Answer: tt.answer, Values: tt.values})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("condition (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLongValue checks that a value is cut before it is put in the places of its name.
func TestLongValue(t *testing.T) {
	text := strings.Repeat("a.b ", 700) + "c.d"
	values := map[string]any{"a.b": strings.Repeat("x", 1<<16), "c.d": 1}
	if got := len(filled(text, values, func(string) bool { return true })); got > 1<<20 {
		t.Errorf("the filled condition has %d bytes", got)
	}
}
