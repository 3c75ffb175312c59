package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestSources(t *testing.T) {
	lines := func(file string, pairs ...int) []diagnosis.Source {
		var out []diagnosis.Source
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, diagnosis.Source{File: file, Line: pairs[i], LastLine: pairs[i+1]})
		}
		return out
	}
	records := func(pairs ...uint64) []diagnosis.Source {
		var out []diagnosis.Source
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, diagnosis.Source{File: "System.evtx", Record: pairs[i], LastRecord: pairs[i+1]})
		}
		return out
	}
	tests := []struct {
		name string
		in   []diagnosis.Source
		want string
	}{
		{"none", nil, ""},
		{"no file", []diagnosis.Source{{Line: 3}}, ""},
		{"a file", []diagnosis.Source{{File: "System.evtx"}}, "`System.evtx`"},
		{"a line", lines("a.txt", 3, 3), "`a.txt` line 3"},
		{"a line without an end", lines("a.txt", 3, 0), "`a.txt` line 3"},
		{"lines", lines("a.txt", 3, 20), "`a.txt` lines 3-20"},
		{"two places", lines("a.txt", 40, 60, 3, 20), "`a.txt` lines 3-20, 40-60"},
		{"two lines", lines("a.txt", 3, 3, 9, 9), "`a.txt` lines 3, 9"},
		{"a place inside another", lines("a.txt", 16, 90, 3, 97), "`a.txt` lines 3-97"},
		{"places that follow each other", lines("a.txt", 3, 3, 4, 5), "`a.txt` lines 3-5"},
		{"two files, one again", append(append(lines("a.txt", 3, 20), lines("b.txt", 7, 7)...), lines("a.txt", 40, 60)...),
			"`a.txt` lines 3-20, 40-60; `b.txt` line 7"},
		{"a file and its records", append([]diagnosis.Source{{File: "System.evtx"}}, records(9, 10, 23, 23)...), "`System.evtx` records 9-10, 23"},
		{"one record", records(9, 9), "`System.evtx` record 9"},
		{"too many places", append(lines("a.txt", 1, 1, 3, 3, 5, 5, 7, 7), records(1, 1, 3, 3, 5, 5, 7, 8)...),
			"`a.txt` lines 1, 3, 5, 7; `System.evtx` records 1, 3; and 2 more"},
		{"too many files", append(lines("a.txt", 1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11), lines("b.txt", 2, 2, 4, 4)...),
			"`a.txt` lines 1, 3, 5, 7, 9, 11; and 2 more"},
	}
	p := &page{t: ptrTo(english())}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, p.sources(tt.in)); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
		})
	}
}
