package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestAnalyzed(t *testing.T) {
	capture := func(id, file string) diagnosis.Moment {
		return diagnosis.Moment{Kind: "capture", ID: id, Source: diagnosis.Source{File: file, Line: 3, LastLine: 60}}
	}
	table := diagnosis.Table{ID: "captures", Columns: []string{"capture", "time", "file"}, Rows: [][]any{
		{"1"}, {"1", "", "a.txt"}, {"2", "", "b|c.txt"},
	}}
	tests := []struct {
		name  string
		facts map[string]any
		line  []diagnosis.Moment
		want  string
	}{
		{"nothing known", nil, []diagnosis.Moment{capture("1", "a.txt")}, ""},
		{"time without its source", map[string]any{"capture.time": "2026-03-10T10:00:00+01:00"}, nil, "2026-03-10 09:00:00 UTC"},
		{"one capture of the timeline", map[string]any{"capture.count": 1, "capture.index": 1.0, "capture.time": "2026-03-10T09:00:00Z", "capture.time_source": "text"},
			[]diagnosis.Moment{{Kind: "event", ID: "1", Source: diagnosis.Source{File: "System.evtx"}}, capture("1", "netstat.txt")},
			"`netstat.txt` lines 3-60; 2026-03-10 09:00:00 UTC (as the capture says)"},
		{"its zone is known", map[string]any{"capture.time": "2026-03-10T09:00:00Z", "capture.time_source": "name", "capture.zone": "Europe/Berlin"}, nil,
			"2026-03-10 09:00:00 UTC (as the file's name says, read in the zone `Europe/Berlin`)"},
		{"its zone is assumed", map[string]any{"capture.time": "2026-03-10T09:00:00Z", "capture.time_source": "name", "capture.zone_assumed": true}, nil,
			"2026-03-10 09:00:00 UTC (as the file's name says; its zone is not known, UTC is assumed: pass --tz)"},
		{"second of three, time not known", map[string]any{"capture.count": 3, "capture.index": 2, "capture.time": nil},
			[]diagnosis.Moment{capture("1", "netstat.txt")}, "capture 2 of 3, `b¦c.txt`"},
		{"not listed", map[string]any{"capture.count": 30, "capture.index": 28}, nil, "capture 28 of 30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{Facts: tt.facts, Timeline: tt.line, Tables: []diagnosis.Table{table}}}
			if diff := cmp.Diff(tt.want, p.analyzed()); diff != "" {
				t.Errorf("analyzed (-want +got):\n%s", diff)
			}
		})
	}
}
