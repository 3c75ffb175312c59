// Package evtx reads Windows event logs (.evtx), of which only System logs have events
// that rules ask about.
//
// A log is read from its start to its end, one chunk of 64 KiB after the other, since
// what the file's header says about them is wrong in logs that were copied while in
// use. Records are counted by their headers; only those that may be of a wanted
// provider are decoded, one by one and by github.com/0xrawsec/golang-evtx, so that
// damage stays where it is. No goroutine is started.
package evtx

import (
	"bytes"
	"io"
	"slices"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

var fileMagic = []byte("ElfFile\x00")

const fileHeaderSize = 4096

// Match reports whether a file that begins with head is an event log, or one that has
// lost its header.
func Match(head []byte) bool {
	return bytes.HasPrefix(head, fileMagic) || bytes.HasPrefix(head, chunkMagic)
}

// Parse reads a log into s. It reads r to its end and never back; size is the number of
// bytes that r should give, or -1 where that is not known. Besides the
// events that are kept, which are bounded, it needs a few buffers of 64 KiB.
//
// A log of another channel than System gets its channel and its times, and no events.
func Parse(r io.Reader, size int64, s *snapshot.Section) {
	parse(r, size, s, events.Kinds(), false)
}

// parse is Parse for the events of some kinds; it decodes every record if all is set.
func parse(r io.Reader, size int64, s *snapshot.Section, kinds []events.Kind, all bool) {
	silence()
	l := &logReader{filter: newFilter(kinds), store: newStore(), all: all}
	l.own.dec = &l.dec
	l.dec.work.left = baseWork
	in := &input{r: r}
	l.head.read(in)
	for b := make([]byte, chunkSize); ; {
		n := in.fill(b)
		if n == 0 {
			break
		}
		l.slot(&chunk{b: b, have: n})
	}
	l.short = size >= 0 && in.size < size
	l.finish(s)
}

// input reads blocks and puts a look-ahead back in front.
type input struct {
	r    io.Reader
	head []byte // read already, to be read again
	size int64
}

// fill fills b and returns the number of bytes; the rest of b is zeroed. An error of
// the reader ends the file.
func (in *input) fill(b []byte) int {
	n := copy(b, in.head)
	in.head = in.head[n:]
	m, _ := io.ReadFull(in.r, b[n:])
	in.size += int64(m)
	clear(b[n+m:])
	return n + m
}

// logReader is a log that is being read.
type logReader struct {
	head   fileHeader
	filter *filter
	dec    decoder
	store  *store
	all    bool // decode without the prefilter

	short bool // the reader gave less than it should
	slots int  // places of chunks in the file
	used  int  // up to the last one that holds a chunk
	cut   bool // the last one is not whole

	// Numbers of chunks, from 0.
	noMagic, zeroed, badHeader, badRecords events.Spans

	own      stamps
	exported bool  // headers say other than the events
	clock    clock // whether it was set back
	unread   int   // records of which neither the event's time nor its id can be read

	damaged     int // places between records that hold no record
	undecodable int

	log     snapshot.EventLog
	ids     events.Spans
	channel ballot
	newest  newest
	records []record // of the current chunk
}

// newest is a copy of the chunk with the highest record id.
type newest struct {
	slot int
	id   uint64
	b    []byte
	have int
}

// slot reads what stands at the place of a chunk.
func (l *logReader) slot(c *chunk) {
	n := l.slots
	l.slots++
	l.cut = c.have < chunkSize
	switch {
	case !bytes.HasPrefix(c.b, chunkMagic):
		if c.zeroFrom(0, chunkSize) {
			l.zeroed.Add(uint64(n))
		} else {
			l.noMagic.Add(uint64(n))
		}
		return
	case c.have < recordsAt:
		return
	}
	l.used = l.slots
	c.check(l.head.unchecked)
	if !c.headerOK {
		l.badHeader.Add(uint64(n))
	}
	if !c.dataOK && c.have == chunkSize {
		l.badRecords.Add(uint64(n))
	}
	l.chunk(c, n)
}

// chunk reads the records of a chunk.
func (l *logReader) chunk(c *chunk, slot int) {
	l.dec.use(c.b)
	l.records = slices.AppendSeq(l.records[:0], c.records())
	l.channel.ask(&l.dec, l.records)
	look := l.all || l.channel.maybeSystem() && l.filter.scan(c.b)
	before := l.newest.id
	l.dec.grant(chunkSize)
	l.exported = l.exported || !l.own.agree(l.records)
	for _, r := range l.records {
		if r.end == 0 {
			l.damaged++
			continue
		}
		l.newest.id = max(l.newest.id, r.id)
		if l.exported || r.time.IsZero() {
			r.time, r.id = l.own.of(r)
		}
		l.count(r)
		// Where the checksum fails, nothing is left out within the chunk: a template's
		// size may be what is damaged.
		if look && (l.all || !c.dataOK || l.filter.mayBe(c.b, r)) {
			l.decode(r)
		}
	}
	if l.newest.id > before || l.newest.b == nil {
		l.newest.b = append(l.newest.b[:0], c.b...)
		l.newest.slot, l.newest.have = slot, c.have
	}
}

func (l *logReader) decode(r record) {
	if f, ok := l.dec.decode(r); ok {
		if f.created.IsZero() {
			f.created = r.time
		}
		if f.recordID == 0 {
			f.recordID = r.id
		}
		l.store.add(f)
	} else {
		l.undecodable++
	}
}

// count takes in a record with its time and id.
func (l *logReader) count(r record) {
	g := &l.log
	g.Records++
	if r.id > 0 {
		l.ids.Add(r.id)
	}
	if r.time.IsZero() {
		l.unread++
		return
	}
	if g.First.IsZero() || r.time.Before(g.First) {
		g.First = r.time
	}
	if r.time.After(g.Last) {
		g.Last = r.time
	}
	l.clock.see(r.time)
}
