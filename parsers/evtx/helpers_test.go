package evtx

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/realfiles"
	"github.com/portdx/portdx/parsers/snapshot"
)

var start = time.Date(2026, 3, 4, 5, 6, 7, 123456700, time.UTC)

// generate returns n events, a minute apart, of every provider of the table and of some
// others, wanted and not.
func generate(n int) []evtxwrite.Event {
	var shapes []evtxwrite.Event
	for _, k := range events.Kinds() {
		for _, p := range k.Providers {
			for _, id := range append([]uint32{1, 7036, 40001}, k.IDs...) {
				shapes = append(shapes, evtxwrite.Event{
					Provider: p, ID: uint16(id), Qualifiers: 0x8000, Level: 4,
					Data: []string{`\Device\NetBT_Tcpip_{00000000-0000}`, "", "второй"}, Binary: make([]byte, 40),
				})
			}
		}
	}
	shapes = append(shapes,
		evtxwrite.Event{Provider: "TCPIP", ID: 4231, Level: 3},
		evtxwrite.Event{Provider: "eventLOG", ID: 6008, Data: []string{"x"}},
		evtxwrite.Event{Provider: "Tcpip6", ID: 4231},
		evtxwrite.Event{Provider: "DCOM", ID: 10016, Data: []string{"Tcpip", "4231"}},
		evtxwrite.Event{Provider: "Microsoft-Windows-WindowsUpdateClient", ID: 19},
	)
	events := make([]evtxwrite.Event, n)
	for i := range events {
		e := shapes[i%len(shapes)]
		e.Time = start.Add(time.Duration(i) * time.Minute)
		e.Channel, e.Computer = "System", "WEB01.example.com"
		events[i] = e
	}
	return events
}

func write(t testing.TB, events []evtxwrite.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := evtxwrite.Write(&b, events); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read parses a log, and decodes every record if all is set.
func read(log []byte, all bool) *snapshot.Section { return readKinds(log, events.Kinds(), all) }

func readKinds(log []byte, kinds []events.Kind, all bool) *snapshot.Section {
	l := newLogReader(kinds)
	l.all = all
	return readWith(l, log)
}

func readWith(l *logReader, log []byte) *snapshot.Section {
	s := &snapshot.Section{Path: "System.evtx"}
	l.read(bytes.NewReader(log), int64(len(log)))
	l.finish(s)
	return s
}

// chunkOf returns chunk n of a log, to be changed in place.
func chunkOf(log []byte, n int) []byte {
	return log[fileHeaderSize+n*chunkSize:][:chunkSize]
}

// seal makes all checksums of a log hold again.
func seal(log []byte) {
	le := binary.LittleEndian
	le.PutUint32(log[124:], crc32.ChecksumIEEE(log[:120]))
	for at := fileHeaderSize; at+chunkSize <= len(log); at += chunkSize {
		c := log[at : at+chunkSize]
		if free := le.Uint32(c[48:]); free >= recordsAt && free <= chunkSize {
			le.PutUint32(c[52:], crc32.ChecksumIEEE(c[recordsAt:free]))
		}
		le.PutUint32(c[124:], crc32.Update(crc32.ChecksumIEEE(c[:120]), crc32.IEEETable, c[128:recordsAt]))
	}
}

// noteIDs returns the ids of a section's notes.
func noteIDs(s *snapshot.Section) []string {
	var ids []string
	for _, n := range s.Notes {
		ids = append(ids, strings.Join(append([]string{n.ID}, n.Args...), " "))
	}
	return ids
}

// corpus returns the real logs beside the repository; the test is skipped without them.
func corpus(t testing.TB) []string {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(realfiles.Dir(t), "evtx", "*.evtx"))
	if err != nil || len(logs) == 0 {
		t.Skip("no logs in the corpus")
	}
	return logs
}

// putFree sets where a chunk's free space begins.
func putFree(c []byte, at int) { binary.LittleEndian.PutUint32(c[48:], uint32(at)) }
