package netstat_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/netstat"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// TestCostPerRow bounds what a row costs: allocations while it is read, and memory while
// it is kept, 24 bytes for itself and 16 for an address that no other row has.
func TestCostPerRow(t *testing.T) {
	const rows = 200_000
	tests := []struct {
		name    string
		remotes int
		bytes   float64
	}{
		{"few remote addresses", 100, 24.5},
		{"each row another address", rows, 40.5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var text strings.Builder
			text.WriteString("\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n")
			for i := range rows {
				a := i % tt.remotes
				fmt.Fprintf(&text, "  TCP    10.0.0.4:%-13d 11.%d.%d.%d:443        TIME_WAIT       0\n", 1024+i%64000, a>>16, a>>8&255, a&255)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s := new(snapshot.Section)
			l := textenc.NewLines(strings.NewReader(text.String()))
			for l.Next() && !netstat.Match(l) {
			}
			netstat.Parse(l, s, func(*textenc.Lines) bool { return false })
			s.Seal()
			runtime.ReadMemStats(&after)
			if got := float64(after.Mallocs-before.Mallocs) / rows; got > 0.01 {
				t.Errorf("%.4f allocations a row, the limit is 0.01", got)
			}
			l = nil
			runtime.GC()
			runtime.ReadMemStats(&after)
			summary := float64(6*len(s.Captures[0].Summary.TCP) + 64<<10)
			if got := (float64(after.HeapAlloc) - float64(before.HeapAlloc) - summary) / rows; got > tt.bytes {
				t.Errorf("%.1f bytes a row are kept, the limit is %.0f", got, tt.bytes)
			}
			if n := s.Captures[0].Table.Len(); n != rows {
				t.Errorf("%d rows, want %d", n, rows)
			}
			runtime.KeepAlive(text)
		})
	}
}
