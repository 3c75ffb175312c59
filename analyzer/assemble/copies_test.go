package assemble

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestCopiesOfLogs(t *testing.T) {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	log := func(path string, first, last uint64, change func(*snapshot.EventLog)) File {
		l := &snapshot.EventLog{
			Channel: "System", Computer: "WEB01", Zoned: true, Records: int(last - first + 1), FirstID: first, LastID: last,
			First: start.Add(time.Duration(first) * time.Hour), Last: start.Add(time.Duration(last) * time.Hour),
		}
		if change != nil {
			change(l)
		}
		s := &snapshot.Section{Path: path, Kind: snapshot.KindSystemEvtx, Status: snapshot.StatusParsed, Events: l}
		return File{Path: path, Sections: []*snapshot.Section{s}}
	}
	thinned := func(l *snapshot.EventLog) { l.Filtered, l.AllGaps, l.Records = true, 3, 4 }
	tests := []struct {
		name  string
		files []File
		want  []string // of the logs that count
	}{
		{"the same twice", []File{log("a", 1, 9, nil), log("b", 1, 9, nil)}, []string{"a"}},
		{"an older copy before", []File{log("a", 1, 5, nil), log("b", 1, 9, nil)}, []string{"b"}},
		{"an older copy behind", []File{log("a", 1, 9, nil), log("b", 1, 5, nil)}, []string{"a"}},
		{"one continues the other", []File{log("a", 1, 5, nil), log("b", 4, 9, nil)}, []string{"a", "b"}},
		{"cleared between", []File{log("a", 1, 9, nil), log("b", 1, 9, func(l *snapshot.EventLog) {
			l.First, l.Last = start.Add(99*time.Hour), start.Add(120*time.Hour)
		})}, []string{"a", "b"}},
		{"chosen events and the whole log", []File{log("a", 2, 8, thinned), log("b", 1, 9, nil)}, []string{"b"}},
		{"chosen events of another time", []File{log("a", 2, 12, thinned), log("b", 1, 9, nil)}, []string{"a", "b"}},
		{"the same chosen events twice", []File{log("a", 2, 8, thinned), log("b", 2, 8, thinned)}, []string{"a"}},
		{"chosen events do not hold the log", []File{log("a", 1, 9, thinned), log("b", 2, 5, nil)}, []string{"a", "b"}},
		{"a copy from before the damage", []File{log("a", 1, 5, nil), log("b", 1, 9, func(l *snapshot.EventLog) { l.Incomplete = true })}, []string{"a", "b"}},
		{"a copy from before a gap", []File{log("a", 1, 5, nil), log("b", 1, 9, func(l *snapshot.EventLog) { l.AllGaps = 1 })}, []string{"a", "b"}},
		{"a third of three", []File{log("a", 2, 5, nil), log("b", 1, 5, nil), log("c", 1, 9, nil)}, []string{"c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := Hosts(tt.files, Options{})[0]
			var got []string
			kept := make(map[string]bool)
			for _, l := range h.Logs {
				got = append(got, l.Path)
				kept[l.Path] = true
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("logs (-want +got):\n%s", diff)
			}
			for _, s := range h.Sections {
				if (s.Status == snapshot.StatusDuplicate) == kept[s.Path] || len(s.Notes) > 0 == kept[s.Path] {
					t.Errorf("%s: %s, notes %v", s.Path, s.Status, s.Notes)
				}
			}
		})
	}
}
