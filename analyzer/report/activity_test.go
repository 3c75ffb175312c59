package report

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestDrawn(t *testing.T) {
	tests := []struct {
		name, id string
		counts   []int
		want     string
	}{
		{"nothing", "4231", []int{0, 0}, "··"},
		{"one", "4231", []int{0, 1}, "·█"},
		{"levels", "4231", []int{1, 2, 4, 8}, "▁▂▄█"},
		{"far below the top", "4231", []int{1, 1000}, "▁█"},
		{"huge", "4231", []int{math.MaxInt, 1, -1}, "█▁·"},
		{"marks", "start", []int{1, 0, 3}, "▲ ▲"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, drawn(tt.id, tt.counts)); diff != "" {
				t.Errorf("drawn (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWideActivity checks that of many columns the last ones are drawn, and that series
// of other lengths stay within the axis.
func TestWideActivity(t *testing.T) {
	wide := make([]int, 130)
	wide[29], wide[30], wide[129] = 5, 1, 1
	d := &diagnosis.Diagnosis{
		Timeline: []diagnosis.Moment{{Time: "2026-03-10T09:00:00Z"}},
		Activity: &diagnosis.Activity{Start: "2026-03-01T00:00:00Z", Hours: 1, Series: []diagnosis.Series{
			{ID: "4231", Counts: wide}, {ID: "x", Counts: []int{1}}, {ID: "start", Counts: append(wide, 1)},
		}},
	}
	want := "```text\n" +
		"                 2026-03-02 06:00 to 2026-03-06 10:00 UTC, a column is 1 h\n" +
		"4231 TCP failed  █" + strings.Repeat("·", 98) + "█\n" +
		"x\n" +
		"Windows started  ▲" + strings.Repeat(" ", 98) + "▲\n```\n"
	if got := markdown(t, d); !strings.Contains(got, want) {
		t.Errorf("the report does not hold\n%s\n%s", want, got)
	}
}
