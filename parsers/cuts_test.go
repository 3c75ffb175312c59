package parsers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCuts ends every artifact at every line, and the tables of PowerShell anywhere: what
// is read of the beginning is in the whole. The beginning of an object in a list may be an
// endpoint of UDP.
func TestCuts(t *testing.T) {
	for _, a := range artifacts(t) {
		whole := values(a.text)
		for i := range a.text {
			if a.text[i] != '\n' && a.name != "csv" && a.name != "table" || a.name == "list" {
				continue
			}
			for _, v := range values(a.text[:i]) {
				if !slices.Contains(whole, v) {
					t.Errorf("%s cut behind %q: %s", a.name, a.text[max(0, i-30):i], v)
				}
			}
		}
	}
}

// values lists what a text says, each value on its own.
func values(text string) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, s := range Read("", strings.NewReader(text), -1) {
		for _, c := range s.Captures {
			for _, r := range c.Table.All() {
				add("%v %v %d %d %v", r.Proto, r.State, r.LPort, r.RPort, r.Line)
			}
		}
		for _, r := range s.Ranges {
			add("range %v %d %d", r.Proto, r.Start, r.Count)
		}
		for _, e := range s.Exclusions {
			for _, span := range e.Spans {
				add("excluded %v %v", e.Proto, span)
			}
		}
		for _, k := range s.Registry {
			for _, v := range k.Values {
				add("%s %d", v.Name, v.Number)
			}
		}
		for _, p := range s.Processes {
			add("process %d %s", p.PID, p.Name)
		}
		if s.Events != nil {
			for _, e := range s.Events.Events {
				add("event %d %v", e.ID, e.Time)
			}
		}
	}
	return out
}
