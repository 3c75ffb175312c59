package evtx

import (
	"testing"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

// FuzzParse gives a log of one chunk other bytes from the first record on, with and
// without checksums that hold.
func FuzzParse(f *testing.F) {
	log := write(f, generate(4))
	free := 8000
	f.Add(chunkOf(log, 0)[recordsAt:free], true)
	f.Add(chunkOf(log, 0)[recordsAt:free], false)
	f.Add(chunkOf(multiplier(f, 3, 4), 0)[recordsAt:2000], true)
	loop := write(f, generate(4))
	recursive(chunkOf(loop, 0))
	f.Add(chunkOf(loop, 0)[recordsAt:free], true)
	f.Fuzz(func(t *testing.T, records []byte, sealed bool) {
		log := write(t, generate(1))
		c := chunkOf(log, 0)
		clear(c[recordsAt:])
		n := copy(c[recordsAt:], records)
		if sealed {
			putFree(c, recordsAt+n)
			seal(log)
		}
		s := read(log, true)
		check(t, s)
		if !sealed {
			wantSame(t, log)
		}
	})
}

// FuzzFile gives the parser any bytes.
func FuzzFile(f *testing.F) {
	log := write(f, generate(4))
	f.Add(log[:fileHeaderSize+2000])
	f.Add(log[fileHeaderSize : fileHeaderSize+2000])
	f.Add([]byte("ElfFile\x00"))
	f.Fuzz(func(t *testing.T, file []byte) { check(t, read(file, false)) })
}

// check verifies what holds for every log.
func check(t *testing.T, s *snapshot.Section) {
	t.Helper()
	g := s.Events
	if g == nil || s.Kind != snapshot.KindSystemEvtx {
		t.Fatal("no event log")
	}
	if g.First.After(g.Last) || g.FirstID > g.LastID || len(g.Events) > g.Records {
		t.Errorf("from %v to %v, ids %d to %d, %d events of %d records",
			g.First, g.Last, g.FirstID, g.LastID, len(g.Events), g.Records)
	}
	for i, e := range g.Events {
		if events.KindOf(e.Provider, e.ID) < 0 || e.Time.Before(g.First) || e.Time.After(g.Last) {
			t.Errorf("event %+v", e)
		}
		if i > 0 && e.Time.Before(g.Events[i-1].Time) {
			t.Errorf("events %d and %d are out of order", i-1, i)
		}
	}
}
