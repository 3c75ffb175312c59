package ruler

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOf(t *testing.T) {
	tests := []struct {
		name, line string
		sign       byte
		want       []Span
	}{
		{"columns", "  ---- --", '-', []Span{{2, 6}, {7, 9}}},
		{"one column", "----", '-', []Span{{0, 4}}},
		{"equals signs and a tab", "==\t===  ", '=', []Span{{0, 2}, {3, 6}}},
		{"another sign", "====", '-', nil},
		{"text behind it", "---- a", '-', nil},
		{"a row of cells", "|---|---|", '-', nil},
		{"blank", "   ", '-', nil},
		{"empty", "", '-', nil},
		{"as long as may be", strings.Repeat("-", maxLine), '-', []Span{{0, maxLine}}},
		{"too long", strings.Repeat("-", maxLine+1), '-', nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of([]byte(tt.line), tt.sign)); diff != "" {
				t.Errorf("spans (-want +got):\n%s", diff)
			}
		})
	}
}
