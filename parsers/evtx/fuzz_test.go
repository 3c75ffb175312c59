package evtx

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

// fuzzLogs returns the logs that the fuzz targets change: sound ones, and some that were
// made to lead a reader astray.
func fuzzLogs(f *testing.F) [][]byte {
	events := generate(6)
	for i := range events {
		events[i].Manifest = i%2 == 0
	}
	events[5].Provider, events[5].ID, events[5].Times = clockChange.Providers[0], 1, []time.Time{start, start.Add(time.Hour)}
	sound := write(f, events)
	loop := write(f, generate(4))
	recursive(chunkOf(loop, 0))
	back := write(f, generate(4))
	negative(chunkOf(back, 0), -100)
	export := writeAs(f, evtxwrite.Form{Renumbered: true, HeaderTimes: evtxwrite.NextTime, NoChecksums: true}, events)
	return [][]byte{sound, export, multiplier(f, 3, 4), loop, back}
}

// FuzzParse puts bytes in two places of a log's chunk, from the first record on, with and
// without checksums that hold. The places are few bytes, so that the engine does not spend
// its time on making long inputs shorter.
func FuzzParse(f *testing.F) {
	logs := fuzzLogs(f)
	for n := range logs {
		f.Add(byte(n), uint16(recordsAt), []byte{}, uint16(recordsAt+recordHeader+len(fragmentHeader)+templatePointer), []byte{0, 8}, true)
		f.Add(byte(n), uint16(recordsAt+600), []byte{0x41, 0xff, 0xff}, uint16(1500), []byte("T\x00c\x00p\x00i\x00p\x00"), false)
	}
	f.Fuzz(func(t *testing.T, n byte, first uint16, one []byte, second uint16, two []byte, sealed bool) {
		log := bytes.Clone(logs[int(n)%len(logs)])
		c := chunkOf(log, 0)
		copy(c[max(recordsAt, int(first)):], one)
		copy(c[max(recordsAt, int(second)):], two)
		if sealed {
			seal(log)
		}
		all, some := fuzzReader(), fuzzReader()
		all.all = true
		want, got := readWith(all, log), readWith(some, log)
		check(t, got)
		if all.dec.work.over() || sealed { // only damage leaves the events of both the same
			return
		}
		if diff := cmp.Diff(want.Events, got.Events); diff != "" {
			t.Errorf("without (-) and with (+) the prefilter:\n%s", diff)
		}
	})
}

// fuzzReader returns a reader that may take little work, so that many inputs are tried.
func fuzzReader() *logReader {
	l := newLogReader(events.Kinds())
	l.dec.work.allowed = 1 << 14
	return l
}

// FuzzFile puts bytes over the beginning of a file and elsewhere in it, and cuts the file.
func FuzzFile(f *testing.F) {
	logs := fuzzLogs(f)
	f.Add(byte(0), []byte("ElfFile\x00"), uint32(fileHeaderSize), []byte("ElfChnk\x00"), uint32(fileHeaderSize+2000))
	f.Add(byte(1), []byte("ElfChnk\x00"), uint32(120), []byte{4}, uint32(fileHeaderSize+chunkSize))
	f.Add(byte(0), []byte("ElfFile\x00"), uint32(fileHeaderSize+48), []byte{0, 2}, uint32(1000))
	f.Fuzz(func(t *testing.T, n byte, head []byte, at uint32, bytesThere []byte, cut uint32) {
		file := bytes.Clone(logs[int(n)%len(logs)])
		copy(file, head)
		if int64(at) < int64(len(file)) {
			copy(file[at:], bytesThere)
		}
		check(t, readWith(fuzzReader(), file[:min(int64(len(file)), int64(cut))]))
	})
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
