package textenc

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNoBreakSpaces reads no-break spaces as spaces in every encoding, and in lines that
// were looked at before.
func TestNoBreakSpaces(t *testing.T) {
	text := "  Start\u00a0\u00a0 End\u00a0\r\n\u00a0   5000  \u00a05059\r\nÖ\u00a0x\r\nplain\r\n\u00a0\u00a0"
	want := []string{"  Start   End ", "    5000   5059", "Ö x", "plain", "  "}
	long := strings.Repeat("x", 99)
	half := "a\r\n" + string(utf16Bytes("\u00a0b\r\n", false, true))
	tests := []struct {
		name, text string
		want       []string
	}{
		{"utf-8", text, want},
		{"utf-16", string(utf16Bytes(text, false, true)), want},
		{"half-way", half, []string{"a", " b"}},
		{"behind much plain text", strings.Repeat(long+"\n", 1<<13) + text, append(slices.Repeat([]string{long}, 1<<13), want...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ahead := range []int{0, 1, 3} {
				l := NewLines(strings.NewReader(tt.text))
				var got []string
				for l.Next() {
					got = append(got, string(l.Text()))
					for n := range ahead {
						l.Peek(n + 1)
					}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Fatalf("peeking %d lines (-want +got):\n%s", ahead, diff[:min(len(diff), 2000)])
				}
			}
		})
	}
}
