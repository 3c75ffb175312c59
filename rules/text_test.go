package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules/facts"
)

// sample is a set with known, unknown and missing values.
func sample() *facts.Set {
	v := facts.NewSet()
	v.Number("tcp.pool.size", 16384)
	v.Number("tcp.pool.used", 15482)
	v.Number("tcp.pool.free", 0)
	v.Number("tcp.pool.start", 49152)
	v.Number("tcp.pool.utilization", 0.94494)
	v.Number("rate.opens_per_second_low", 64.2)
	v.Number("capture.time", 1773133200)
	v.Number("events.last_near", 1773132000)
	v.String("tcp.top_process.name", "w3wp.exe {x}")
	v.Unknown("tcp.bound")
	return v
}

// readTemplate reads a text as the loader does.
func readTemplate(text string, as reading) (*template, error) {
	f := &file{name: "t.yaml", data: []byte(text)}
	errs := &errorList{}
	r := &reader{errs: errs, scope: newScope("t")}
	r.scope.params = []*Param{{Name: "near", Unit: facts.Seconds}}
	r.scope.values["near"] = 900.0
	n := &node{file: f, line: 1, column: 1, text: text}
	return r.template(n, as), errs.result()
}

func TestText(t *testing.T) {
	tests := []struct {
		name, text string
		as         reading
		want       string
	}{
		{"fixed", "nothing to fill", prose, "nothing to fill"},
		{"units of facts", "{tcp.pool.used} of {tcp.pool.size}: {tcp.pool.utilization}", prose, "15,482 of 16,384: 94.5 %"},
		{"bare", "from {tcp.pool.start}", prose, "from 49152"},
		{"time", "at {capture.time}", prose, "at 2026-03-10 09:00:00 UTC"},
		{"rate", "{rate.opens_per_second_low}", prose, "64/s"},
		{"string as it is", "by {tcp.top_process.name}", prose, "by w3wp.exe {x}"},
		{"braces", "{{{tcp.pool.start}}} {{}}", prose, "{49152} {}"},
		{"arithmetic", "{tcp.pool.size - tcp.pool.used} free", prose, "902 free"},
		{"operands that differ", "{tcp.pool.utilization * tcp.pool.size}", prose, "15,482"},
		{"given unit", "{tcp.pool.used / tcp.pool.size | share}", prose, "94.5 %"},
		{"no unit", "{ tcp.pool.size | none }", prose, "16384"},
		{"literal factor keeps the unit", "{2 * tcp.pool.utilization}", prose, "189.0 %"},
		{"parameter", "within {params.near}", prose, "within 900 s"},
		{"times apart", "{capture.time - events.last_near}", prose, "1,200 s"},
		{"later", "{capture.time + params.near}", prose, "2026-03-10 09:15:00 UTC"},
		{"parentheses", "{(tcp.pool.size + 16) * -1}", prose, "-16,400"},
		{"command", "netsh start=${tcp.pool.start} num=${tcp.pool.size}", command, "netsh start=49152 num=16384"},
		{"command of PowerShell", "$x | % { $_.Y } $${env:A}", command, "$x | % { $_.Y } ${env:A}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tmpl, err := readTemplate(tt.text, tt.as)
			if err != nil {
				t.Fatal(err)
			}
			e := newEnv(sample())
			fill := e.fill
			if tt.as.bare {
				fill = e.fillCommand
			}
			if got, ok := fill(tmpl); got != tt.want || !ok {
				t.Errorf("got %q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}

func TestTextLeftOut(t *testing.T) {
	tests := []struct{ name, text string }{
		{"unknown", "{tcp.bound}"},
		{"does not apply", "{tcp.rows}"},
		{"division by zero", "{tcp.pool.used / tcp.pool.free | share}"},
		{"zero by zero", "{tcp.pool.free / tcp.pool.free | share}"},
		{"time out of the calendar", "{capture.time + 1e18}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tmpl, err := readTemplate(tt.text, prose)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := newEnv(sample()).fill(tmpl); ok {
				t.Errorf("it is written %q", got)
			}
		})
	}
}

func TestTextErrors(t *testing.T) {
	tests := []struct {
		name, text string
		as         reading
		want       string // place and message
	}{
		{"not closed", "a {tcp.rows", prose, "1:3: the brace is not closed; write {{ for a brace"},
		{"not opened", "a } b", prose, "1:3: a closing brace without an opening one; write }} for a brace"},
		{"empty", "a {}", prose, "1:4: unexpected token EOF"},
		{"bool", "{capture.filtered}", prose, "1:2: a bool cannot be quoted in this text"},
		{"comparison", "{tcp.rows > 1}", prose, `1:2: ">" is not allowed here; a value is computed with + - * / only`},
		{"choice", "{tcp.rows ? 1 : 2}", prose, "1:2: an expression holds facts, parameters, numbers, texts and + - * / only"},
		{"quotient", "{tcp.rows / tcp.pool.size}", prose, "1:2: the unit of a quotient must be said: {tcp.rows / tcp.pool.size | share}"},
		{"unknown unit", "{tcp.rows | port}", prose, `1:12: unknown unit "port"; did you mean "ports"?`},
		{"unit of a text", "{host.os | ports}", prose, `1:11: a string has no unit "ports"`},
		{"unit of a time", "{tcp.rows | time}", prose, `1:12: a number has no unit "time"`},
		{"value in a title", "{tcp.rows}", fixed, "1:1: this text is fixed: it quotes no values"},
		{"text in a path", "{host.os}", figures, "1:2: a string cannot be quoted in this text"},
		{"text in a command", "kill ${tcp.top_process.name}", command, "1:8: a string cannot be quoted in this text"},
		{"unit in a command", "${tcp.pool.size | ports}", command, "1:18: numbers in commands have no unit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readTemplate(tt.text, tt.as)
			if err == nil {
				t.Fatal("no error")
			}
			got, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "t.yaml:"), "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// FuzzText checks that no text panics, and that one which was read can be filled or
// left out.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"a {tcp.rows} b", "{{x}}", "{tcp.pool.used / tcp.pool.size | share}", "${tcp.pool.start}", "{params.near}",
		"{[1,2][0]}", "{1..9}", "{tcp?.rows}", "{let x = 1; x}", "{capture.time - events.last_near}", "{'}'}", "{-(-1)}", "{\"a\" + \"b\"}",
		"{1 | filter(# > 0)}", "{0x1p-2}", "{1_000}", "{tcp.rows ?? 1}", "{b'x'}", "{{{", "$${", "{if true {1} else {2}}",
	} {
		f.Add(s)
	}
	e := newEnv(sample())
	f.Fuzz(func(t *testing.T, text string) {
		for _, as := range []reading{prose, figures, fixed, command} {
			tmpl, err := readTemplate(text, as)
			if (tmpl == nil) != (err != nil) {
				t.Fatalf("got %v and error %v", tmpl, err)
			}
			if tmpl != nil {
				e.fill(tmpl)
				e.fillCommand(tmpl)
			}
		}
	})
}
