package eventtext

import (
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/textenc"
)

// BenchmarkMatch asks about lines that are no events, as every line of a file that no
// parser knows is.
func BenchmarkMatch(b *testing.B) {
	for _, line := range []string{
		"2026-03-10 08:53:12 INFO [main] some, message: with commas, and more: text",
		"  TCP    10.20.30.40:50124      10.20.30.50:1433       TIME_WAIT       0",
		"Message : of prose, with commas, like, a, header",
	} {
		b.Run(line[:8], func(b *testing.B) {
			l := textenc.NewLines(strings.NewReader(strings.Repeat(line+"\n", 50)))
			l.Next()
			b.ReportAllocs()
			for b.Loop() {
				if Match(l) {
					b.Fatal("matches")
				}
			}
		})
	}
}

// BenchmarkCSV reads a log as CSV.
func BenchmarkCSV(b *testing.B) {
	text := logCSV(2000, nil)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		sections(text, "")
	}
}
