package eventtext

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/parsertest"
	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// TestCaptures reads real exports where they are at hand. The counts were verified with
// a CSV reader of another language.
func TestCaptures(t *testing.T) {
	tests := []struct {
		file   string
		events int
		want   []string // the first lines
	}{
		{"events/1-get-eventlog-system.csv", 57, []string{
			"1-3337 event-text parsed system thig1 2000 records 2019-01-06 21:47:19 to 2019-01-31 09:49:28 ids 18612-20611",
			"2583: 2019-01-07T12:00:00 EventLog 6013 #18653",
		}},
		{"events/2-fs3820242927-4227-msdocs.txt", 0, []string{
			"1-8 event-text parsed System  1 records filtered", "note eventtext.no-time 1 1",
		}},
		{"recon/wevtutil-text.txt", 1, []string{
			"1-14 event-text parsed System WEB01 1 records 2026-11-22 09:10:11 to 2026-11-22 09:10:11 filtered",
			"1: 2026-11-22T09:10:11.123 Tcpip 4231",
		}},
	}
	for _, tt := range tests {
		t.Run(filepath.Base(tt.file), func(t *testing.T) {
			f, err := os.Open(filepath.Join(realfiles.Dir(t), tt.file))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			l := textenc.NewLines(f)
			if !l.Next() || !Match(l) {
				t.Fatal("not recognized")
			}
			s := &snapshot.Section{Line: 1, Status: snapshot.StatusParsed}
			Parse(l, s, parsertest.Alone)
			got := show([]*snapshot.Section{s})
			if diff := cmp.Diff(tt.want, got[:len(tt.want)]); diff != "" {
				t.Errorf("section (-want +got):\n%s", diff)
			}
			if len(s.Events.Events) != tt.events {
				t.Errorf("%d events, want %d", len(s.Events.Events), tt.events)
			}
		})
	}
}
