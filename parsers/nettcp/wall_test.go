package nettcp

import (
	"testing"
	"time"
)

// TestWall reads creation times of the cultures of Windows, the latest of a table.
func TestWall(t *testing.T) {
	tests := []struct {
		name  string
		times []string
		want  string
	}{
		{"United States", []string{"3/15/2026 5:21:40 AM", "3/15/2026 5:21:40 PM", "1/1/1601 1:00:00 AM"}, "2026-03-15 17:21:40"},
		{"the date of another row decides", []string{"3/10/2026 5:21:40 AM", "2/28/2026 11:00:00 PM"}, "2026-03-10 05:21:40"},
		{"the same, day first", []string{"10/3/2026 5:21:40", "28/2/2026 23:00:00"}, "2026-03-10 05:21:40"},
		{"nothing decides", []string{"3/10/2026 5:21:40 AM"}, ""},
		{"day and month are the same", []string{"3/3/2026 5:21:40 AM"}, "2026-03-03 05:21:40"},
		{"rows contradict each other", []string{"3/15/2026 5:21:40", "15/3/2026 5:21:40"}, ""},
		{"Australia", []string{"2/03/2026 5:21:40 PM"}, "2026-03-02 17:21:40"},
		{"Germany", []string{"10.03.2026 05:21:40"}, "2026-03-10 05:21:40"},
		{"Finland", []string{"10.3.2026 5.21.40"}, "2026-03-10 05:21:40"},
		{"Hungary", []string{"2026. 03. 10. 5:21:40"}, "2026-03-10 05:21:40"},
		{"Mexico", []string{"15/03/2026 05:21:40 p. m."}, "2026-03-15 17:21:40"},
		{"China", []string{"2026/3/10 5:21:40"}, "2026-03-10 05:21:40"},
		{"Taiwan", []string{"2026/3/10 下午 05:21:40"}, "2026-03-10 17:21:40"},
		{"noon and midnight", []string{"3/15/2026 12:00:01 AM", "3/14/2026 12:00:01 PM"}, "2026-03-15 00:00:01"},
		{"ISO without a zone", []string{"2026-03-10T05:21:40.1234567"}, "2026-03-10 05:21:40"},
		{"two digits of the year", []string{"31.12.25 05:21"}, "2025-12-31 05:21:00"},
		{"no such day", []string{"31.2.2026 05:21:40", "30/30/2026 1:00:00"}, ""},
		{"no such hour", []string{"15.3.2026 25:00:00", "3/15/2026 13:00:00 PM"}, ""},
		{"half of the day that is not known", []string{"15/3/2026 5:21:40 SA"}, ""},
		{"no times", []string{"", "x", "15.3.2026", "05:21:40", "10.0.0.4", "1/2/3/4", "15.3.2026 5"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var all walls
			for _, text := range tt.times {
				w := readWall([]byte(text))
				all.see(&w)
			}
			got := ""
			if at := all.newest(); !at.IsZero() {
				got = at.Format(time.DateTime)
			}
			if got != tt.want {
				t.Errorf("%q: %q, want %q", tt.times, got, tt.want)
			}
		})
	}
	if n := testing.AllocsPerRun(10, func() { readWall([]byte("3/15/2026 5:21:40 PM")) }); n > 0 {
		t.Errorf("%v allocations for a row", n)
	}
}
