package assemble

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestLogZone reads logs whose times are a wall clock's in the host's zone.
func TestLogZone(t *testing.T) {
	clock := func(hour int) time.Time { return time.Date(2026, 7, 10, hour, 0, 0, 0, time.UTC) }
	zone := File{Path: "tz.txt", Sections: []*snapshot.Section{{Path: "tz.txt", Zone: "W. Europe Standard Time"}}}
	note := []snapshot.Note{{ID: "eventtext.zone-assumed", Line: 3}}
	tests := []struct {
		name  string
		files []File
		opts  Options
		log   snapshot.EventLog
		want  snapshot.EventLog
		notes []snapshot.Note
	}{
		{
			name: "zone given", opts: Options{Zone: time.FixedZone("+01:00", 3600)},
			log:  snapshot.EventLog{First: clock(8), Last: clock(10), Events: []snapshot.Event{{Time: clock(9), ID: 4231}}},
			want: snapshot.EventLog{First: clock(7), Last: clock(9), Events: []snapshot.Event{{Time: clock(8), ID: 4231}}, Zoned: true},
		},
		{
			name: "summer time", files: []File{zone},
			log:  snapshot.EventLog{First: clock(8), Last: clock(10), Events: []snapshot.Event{{Time: clock(9), ID: 4231}}},
			want: snapshot.EventLog{First: clock(6), Last: clock(8), Events: []snapshot.Event{{Time: clock(7), ID: 4231}}, Zoned: true},
		},
		{
			name: "exact", opts: Options{Zone: time.FixedZone("+01:00", 3600)},
			log:  snapshot.EventLog{First: clock(8), Last: clock(10), Events: []snapshot.Event{{Time: clock(9)}}, Zoned: true},
			want: snapshot.EventLog{First: clock(8), Last: clock(10), Events: []snapshot.Event{{Time: clock(9)}}, Zoned: true},
		},
		{
			name:  "zone assumed",
			log:   snapshot.EventLog{First: clock(8), Last: clock(10)},
			want:  snapshot.EventLog{First: clock(8), Last: clock(10)},
			notes: note,
		},
		{name: "no dates", opts: Options{Zone: time.FixedZone("+01:00", 3600)}, log: snapshot.EventLog{Records: 1}, want: snapshot.EventLog{Records: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &snapshot.Section{Path: "events.txt", Line: 3, Events: &tt.log}
			h := Hosts(append(tt.files, File{Path: "events.txt", Sections: []*snapshot.Section{s}}), tt.opts)[0]
			if diff := cmp.Diff(&tt.want, h.Logs[0].EventLog); diff != "" {
				t.Errorf("log (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, s.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}
