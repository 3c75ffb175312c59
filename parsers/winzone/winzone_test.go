package winzone

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestLoad(t *testing.T) {
	tests := []struct {
		name            string
		january, july   int // hours
		wantUnsupported bool
	}{
		{"UTC", 0, 0, false},
		{"W. Europe Standard Time", 1, 2, false},
		{"W. Europe Standard Time_dstoff", 1, 1, false},
		{"Pacific Standard Time", -8, -7, false},
		{"AUS Eastern Standard Time", 11, 10, false},
		{"China Standard Time", 8, 8, false},
		{"Middle Earth Standard Time", 0, 0, true},
		{"", 0, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			zone, ok := Load(tt.name)
			if ok == tt.wantUnsupported || IsName(tt.name) != ok {
				t.Fatalf("Load: %v, IsName: %v, want %v", ok, IsName(tt.name), !tt.wantUnsupported)
			}
			if !ok {
				return
			}
			_, january := time.Date(2026, 1, 15, 0, 0, 0, 0, zone).Zone()
			_, july := time.Date(2026, 7, 15, 0, 0, 0, 0, zone).Zone()
			if january != tt.january*3600 || july != tt.july*3600 {
				t.Errorf("offsets %d s and %d s, want %d h and %d h", january, july, tt.january, tt.july)
			}
		})
	}
}

// TestAllNamesExist looks every zone up in the database.
func TestAllNamesExist(t *testing.T) {
	for name := range zones {
		if _, ok := Load(name); !ok {
			t.Errorf("%s: no zone %s", name, zones[name])
		}
	}
}
