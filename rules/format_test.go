package rules

import (
	"testing"

	"github.com/portdx/portdx/rules/facts"
)

func TestFormat(t *testing.T) {
	tests := []struct {
		name string
		v    float64
		unit facts.Unit
		want string
	}{
		{"zero", 0, facts.Count, "0"},
		{"three digits", 999, facts.Ports, "999"},
		{"separator", 16384, facts.Ports, "16,384"},
		{"two separators", 1234567, facts.Connections, "1,234,567"},
		{"rounded", 2.5001, facts.Events, "3"},
		{"negative", -16384, facts.Count, "-16,384"},
		{"no negative zero", -0.4, facts.Count, "0"},
		{"share", 0.942, facts.Share, "94.2 %"},
		{"whole share", 1, facts.Share, "100.0 %"},
		{"large share", 12.5, facts.Share, "1,250.0 %"},
		{"seconds", 240, facts.Seconds, "240 s"},
		{"part of a second", 0.5, facts.Seconds, "0.5 s"},
		{"seconds rounded up", 9.96, facts.Seconds, "10 s"},
		{"few seconds of hours", 0.005, facts.Hours, "18 s"},
		{"nearly a minute", 59.9 / 3600, facts.Hours, "1 min"},
		{"minutes", 53.0 / 60, facts.Hours, "53 min"},
		{"nearly an hour", 59.9 / 60, facts.Hours, "1 h"},
		{"hours and minutes", 3 + 10.0/60, facts.Hours, "3 h 10 min"},
		{"three days less seven minutes", 71 + 53.0/60, facts.Hours, "71 h 53 min"},
		{"three days", 72, facts.Hours, "72 h"},
		{"more than three days", 123, facts.Hours, "5 d 3 h"},
		{"whole days", 120, facts.Hours, "5 d"},
		{"rate below ten", 0.3, facts.PerSecond, "0.3/s"},
		{"rate from ten", 64.3, facts.PerSecond, "64/s"},
		{"rate rounded to ten", 9.96, facts.PerSecond, "10/s"},
		{"per hour", 1200, facts.PerHour, "1,200/h"},
		{"falling", -12.2, facts.PerHour, "-12/h"},
		{"time", 1773133200, facts.Timestamp, "2026-03-10 09:00:00 UTC"},
		{"bare integer", 49152, facts.None, "49152"},
		{"bare decimal", 0.25, facts.None, "0.25"},
		{"bare negative", -1.5, facts.None, "-1.5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := format(tt.v, tt.unit); got != tt.want || !ok {
				t.Errorf("got %q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}

func TestFormatTimeOutOfRange(t *testing.T) {
	for _, v := range []float64{-1, 1e18} {
		if got, ok := format(v, facts.Timestamp); ok {
			t.Errorf("%g is written %q", v, got)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	tests := []struct{ name, want string }{
		{"tcp.pool.sze", `; did you mean "tcp.pool.size"?`},
		{"tcp.tim_wait", `; did you mean "tcp.time_wait"?`},
		{"nothing.like.any.of.them.at.all", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := didYouMean(tt.name, factNames()); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
