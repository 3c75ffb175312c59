package evtx

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/snapshot"
)

// busyLog returns a log as of a server: mostly services that start and stop, a reboot
// now and then, and Tcpip in one chunk of a hundred.
func busyLog(b *testing.B, n int) []byte {
	rng := rand.New(rand.NewPCG(1, 1))
	events := make([]evtxwrite.Event, n)
	for i := range events {
		e := evtxwrite.Event{
			Provider: "Service Control Manager", ID: 7036, Qualifiers: 0x4000, Level: 4,
			Data: []string{"Windows Modules Installer", "running"}, Binary: make([]byte, 50),
		}
		switch {
		case rng.IntN(3) == 0:
			e.Provider, e.ID, e.Data = "DCOM", 10016, []string{"application-specific", "Local", "Activation", `NT AUTHORITY\SYSTEM`}
		case rng.IntN(50) == 0:
			e.Provider, e.ID = "EventLog", 6013
		case i%10000 < 20:
			e.Provider, e.ID = "Tcpip", 4231
		}
		e.Time = start.Add(time.Duration(i) * time.Second)
		e.Channel, e.Computer = "System", "WEB01.example.com"
		events[i] = e
	}
	var log bytes.Buffer
	if err := evtxwrite.Write(&log, events); err != nil {
		b.Fatal(err)
	}
	return log.Bytes()
}

func BenchmarkParse(b *testing.B) {
	log := busyLog(b, 40000)
	for _, bb := range []struct {
		name string
		all  bool
	}{{"prefilter", false}, {"everything", true}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			b.ReportAllocs()
			for b.Loop() {
				parse(bytes.NewReader(log), -1, new(snapshot.Section), bb.all)
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	c := chunkOf(busyLog(b, 1000), 0)
	f := newFilter()
	b.SetBytes(chunkSize)
	for b.Loop() {
		f.scan(c)
	}
}
