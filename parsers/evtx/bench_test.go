package evtx

import (
	"bytes"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/0xrawsec/golang-evtx/evtx"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/events"
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
				parse(bytes.NewReader(log), -1, new(snapshot.Section), events.Kinds(), bb.all)
			}
		})
	}
}

// realLog makes a log of about 64 MiB of the chunks of real System logs, one in a hundred
// of which names the TCP/IP driver.
func realLog(b *testing.B) []byte {
	var plain, tcpip [][]byte
	var log []byte
	for _, path := range corpus(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		if !bytes.Contains(data, utf16le("Service Control Manager")) || len(data) < fileHeaderSize {
			continue
		}
		log = append(log[:0], data[:fileHeaderSize]...)
		for at := fileHeaderSize; at+chunkSize <= len(data); at += chunkSize {
			c := data[at : at+chunkSize]
			switch {
			case !bytes.HasPrefix(c, chunkMagic):
			case bytes.Contains(c, utf16le("Tcpip")):
				tcpip = append(tcpip, c)
			default:
				plain = append(plain, c)
			}
		}
	}
	if len(plain) == 0 || len(tcpip) == 0 {
		b.Skip("the corpus has no chunks with and without Tcpip")
	}
	for i := range 1024 {
		if i%100 == 50 {
			log = append(log, tcpip[i%len(tcpip)]...)
		} else {
			log = append(log, plain[i%len(plain)]...)
		}
	}
	return log
}

func utf16le(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// BenchmarkReal compares what is asked for: the events of one driver, those of all rules,
// and every record.
func BenchmarkReal(b *testing.B) {
	log := realLog(b)
	for _, bb := range []struct {
		name  string
		kinds []events.Kind
		all   bool
	}{{"tcpip", events.Kinds()[:1], false}, {"wanted", events.Kinds(), false}, {"everything", events.Kinds(), true}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				parse(bytes.NewReader(log), -1, new(snapshot.Section), bb.kinds, bb.all)
			}
		})
	}
}

// BenchmarkLibrary decodes every record of the same log through golang-evtx alone, as a
// program does that takes the library as it is.
func BenchmarkLibrary(b *testing.B) {
	log := realLog(b)
	b.SetBytes(int64(len(log)))
	silence()
	for b.Loop() {
		for n := range (len(log) - fileHeaderSize) / chunkSize {
			c := chunk{b: chunkOf(log, n), have: chunkSize}
			c.check(false)
			whole := evtx.NewChunk()
			whole.Data = c.b
			for r := range c.records() {
				decodeWhole(&whole, r)
			}
		}
	}
}

func decodeWhole(c *evtx.Chunk, r record) {
	defer func() { _ = recover() }() // the library panics on damaged records
	element, err := evtx.Parse(&budgetReader{b: c.Data, pos: int64(r.start + recordHeader)}, c, false)
	if fragment, ok := element.(*evtx.Fragment); ok && err == nil {
		fragment.GoEvtxMap()
	}
}

func BenchmarkScan(b *testing.B) {
	c := chunkOf(busyLog(b, 1000), 0)
	f := newFilter(events.Kinds())
	b.SetBytes(chunkSize)
	for b.Loop() {
		f.scan(c)
	}
}
