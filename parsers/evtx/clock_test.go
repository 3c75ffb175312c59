package evtx

import (
	"slices"
	"testing"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestClockSetBack(t *testing.T) {
	for _, tt := range []struct {
		name string
		step time.Duration
		want bool
	}{
		{"in order", time.Minute, false},
		{"handed over late", -time.Minute, false},
		{"set back", -time.Hour, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log := generate(20)
			for i := 10; i < len(log); i++ {
				log[i].Time = log[9].Time.Add(tt.step + time.Duration(i-10)*time.Second)
			}
			s := read(write(t, log), false)
			got := slices.ContainsFunc(s.Notes, func(n snapshot.Note) bool { return n.ID == "evtx.clock" })
			if got != tt.want {
				t.Errorf("notes %v, want a note on the clock: %v", s.Notes, tt.want)
			}
		})
	}
}
