package report

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableCell(t *testing.T) {
	p := &page{t: ptrTo(english())}
	tests := []struct {
		name, column string
		in           any
		want         string
	}{
		{"count", "ports", 15400, "15,400"},
		{"count from JSON", "ports", 15400.0, "15,400"},
		{"count as text of JSON", "ports", json.Number("1234567"), "1,234,567"},
		{"negative", "ports", -1234, "-1,234"},
		{"share", "share", 0.93994, "94.0 %"},
		{"column that ends in share", "used_share", 1, "100.0 %"},
		{"not a number", "share", math.NaN(), "?"},
		{"infinite", "ports", math.Inf(1), "?"},
		{"huge", "ports", 1e30, "1e+30"},
		{"fraction", "rate", 0.25, "0.25"},
		{"process id", "pid", 14242, "14242"},
		{"port", "port", 65535.0, "65535"},
		{"unknown", "ports", nil, "—"},
		{"word", "state", "TIME_WAIT", "TIME_WAIT"},
		{"name", "name", "a|b.exe", "`a¦b.exe`"},
		{"time", "time", "2026-03-10T10:00:00+01:00", "2026-03-10 09:00:00"},
		{"truth", "inferred", true, "yes"},
		{"list", "x", []string{"a"}, "`[a]`"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, p.tableCell(tt.column, tt.in)); diff != "" {
				t.Errorf("cell (-want +got):\n%s", diff)
			}
		})
	}
}

func ptrTo[T any](v T) *T { return &v }

func TestDraw(t *testing.T) {
	tests := []struct {
		name  string
		share float64
		want  int // width
	}{
		{"nothing", 0, 0}, {"negative", -1, 0}, {"not a number", math.NaN(), 0}, {"a trace", 1e-9, 1},
		{"half", 0.5, barWidth / 2}, {"all", 1, barWidth}, {"more than all", 7, barWidth}, {"infinite", math.Inf(1), barWidth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := len([]rune(draw(tt.share, "█"))); got != tt.want {
				t.Errorf("the bar of %v has width %d, want %d", tt.share, got, tt.want)
			}
		})
	}
}
