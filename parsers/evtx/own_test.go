package evtx

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestExported reads logs whose headers say other than their events: the events decide.
func TestExported(t *testing.T) {
	at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
	sound := func(n int, step uint64) []evtxwrite.Event {
		var events []evtxwrite.Event
		for i := range n {
			events = append(events, evtxwrite.Event{
				Time: at(i), Provider: "Service Control Manager", ID: 7036, Qualifiers: 0x4000, Level: 4,
				Channel: "System", Computer: "WEB01", RecordID: 1000 + step*uint64(i), Data: []string{"a", "running"},
			})
		}
		events[n/2].Provider, events[n/2].ID, events[n/2].Qualifiers = "Tcpip", 4231, 0x8000
		return events
	}
	type shown struct {
		Records         int
		First, Last     time.Time
		FirstID, LastID uint64
		Filtered        bool
		Gaps, Events    int
		Time            time.Time // of the 4231
		RecordID        uint64
		Notes           []string
	}
	tests := []struct {
		name   string
		events []evtxwrite.Event
		want   shown
	}{
		{"whole", sound(900, 1), shown{900, at(0), at(899), 1000, 1899, false, 0, 1, at(450), 1450, nil}},
		{"thinned", sound(41, 37), shown{41, at(0), at(40), 1000, 2480, true, 40, 1, at(20), 1740, []string{"evtx.filtered"}}},
		{"one event", sound(1, 1), shown{1, at(0), at(0), 1000, 1000, true, 0, 1, at(0), 1000, []string{"evtx.filtered"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := read(write(t, evtxwrite.Exported(tt.events)), false)
			g := s.Events
			got := shown{
				Records: g.Records, First: g.First, Last: g.Last, FirstID: g.FirstID, LastID: g.LastID,
				Filtered: g.Filtered, Gaps: len(g.Gaps), Events: len(g.Events),
			}
			if len(g.Events) > 0 {
				got.Time, got.RecordID = g.Events[0].Time, g.Events[0].RecordID
			}
			for _, n := range s.Notes {
				got.Notes = append(got.Notes, n.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("log (-want +got):\n%s", diff)
			}
			if s.Status != snapshot.StatusParsed {
				t.Errorf("status %s", s.Status)
			}
		})
	}
}

// TestRawGapIsNoFilter keeps a log whose headers are the events' own from counting as an
// export that a query has thinned.
func TestRawGapIsNoFilter(t *testing.T) {
	events := generate(20)
	for i := range events {
		events[i].RecordID = uint64(1 + 3*i)
	}
	if g := read(write(t, events), false).Events; g.Filtered || len(g.Gaps) == 0 {
		t.Errorf("filtered %v, %d gaps", g.Filtered, len(g.Gaps))
	}
}

// TestWithoutChecksums reads a log that says that it has no checksums.
func TestWithoutChecksums(t *testing.T) {
	log := write(t, generate(30))
	le := binary.LittleEndian
	le.PutUint32(log[120:], flagUnchecked)
	le.PutUint32(log[124:], 0)
	for n := range len(log)/chunkSize + 1 {
		if at := fileHeaderSize + n*chunkSize; at < len(log) {
			le.PutUint32(log[at+52:], 0)
			le.PutUint32(log[at+124:], 0)
		}
	}
	s := read(log, false)
	if s.Status != snapshot.StatusParsed || len(s.Notes) > 0 || s.Events.Records != 30 {
		t.Errorf("status %s, notes %v, %d records", s.Status, s.Notes, s.Events.Records)
	}
}

// TestLateRecords tells records of a shutdown that are written at the next start from a clock
// that was set back.
func TestLateRecords(t *testing.T) {
	for _, tt := range []struct {
		name string
		late int // records with an old time in the middle of a log
		want bool
	}{
		{"one", 1, false},
		{"a few", 5, false},
		{"all that follow", 100, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log := generate(60)
			for i := 30; i < min(len(log), 30+tt.late); i++ {
				log[i].Time = log[i].Time.Add(-19 * 24 * time.Hour)
			}
			s := read(write(t, log), false)
			got := slices.ContainsFunc(s.Notes, func(n snapshot.Note) bool { return n.ID == "evtx.clock" })
			if got != tt.want {
				t.Errorf("notes %v, want a note on the clock: %v", s.Notes, tt.want)
			}
		})
	}
}

// TestWorkIsBounded gives a sound log no more work than is due to its size.
func TestWorkIsBounded(t *testing.T) {
	log := write(t, generate(400))
	s := new(snapshot.Section)
	l := &logReader{filter: newFilter(nil), store: newStore(), all: true}
	l.own.dec = &l.dec
	in := &input{r: bytes.NewReader(log)}
	l.head.read(in)
	for b := make([]byte, chunkSize); in.fill(b) > 0; {
		l.slot(&chunk{b: b, have: chunkSize})
		l.dec.work.left = 1000
	}
	l.finish(s)
	if !l.dec.work.exhausted || !l.log.Filtered || s.Status != snapshot.StatusPartial {
		t.Errorf("exhausted %v, filtered %v, status %s", l.dec.work.exhausted, l.log.Filtered, s.Status)
	}
	if !slices.ContainsFunc(s.Notes, func(n snapshot.Note) bool { return n.ID == "evtx.work" }) {
		t.Errorf("notes %v", s.Notes)
	}
}
