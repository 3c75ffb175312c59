package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

func TestRates(t *testing.T) {
	tests := []struct {
		name                   string
		low, high, short, long any
		want                   string
	}{
		{"not known", nil, nil, 120, 240, ""},
		{"no TIME_WAIT", 0.0, 0.0, 120, 240, ""},
		{"delay known", 160.0, 160.0, 60, 60, "Seen: at least 160 new outbound connections per second, if TIME_WAIT lasts 60 s."},
		{"delay not known", 64.17, 128.3, 120, 240, "Seen: at least 64 new outbound connections per second if TIME_WAIT lasts 240 s, 128 if it lasts 120 s."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{Facts: map[string]any{
				"rate.opens_per_second_low": tt.low, "rate.opens_per_second_high": tt.high,
				"time_wait.seconds_low": tt.short, "time_wait.seconds_high": tt.long,
			}}}
			if diff := cmp.Diff(tt.want, p.rates()); diff != "" {
				t.Errorf("rates (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCounted(t *testing.T) {
	tests := []struct {
		name          string
		average, peak any
		want          string
	}{
		{"no counters", nil, nil, ""},
		{"counters", 64.2, 150.0, "Counted by Windows: 64 connections begun per second on average, 150 at the most."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{t: ptrTo(english()), d: &diagnosis.Diagnosis{Facts: map[string]any{
				"counters.opens_per_second": tt.average, "counters.opens_per_second_peak": tt.peak,
			}}}
			if diff := cmp.Diff(tt.want, p.counted()); diff != "" {
				t.Errorf("counted (-want +got):\n%s", diff)
			}
		})
	}
}
