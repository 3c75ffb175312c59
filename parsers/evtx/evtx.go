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
	"time"

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
// A log of another channel than System gets its channel and its times, and no events. An
// empty log is of the channel that the section's path names.
func Parse(r io.Reader, size int64, s *snapshot.Section) {
	l := newLogReader(events.Kinds())
	l.read(r, size)
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
	head    fileHeader
	systems *systems
	dec     decoder
	store   *store
	all     bool // decode every record

	short bool // the reader gave less than it should
	slots int  // places of chunks in the file
	used  int  // up to the last one that holds a chunk
	cut   bool // the last one is not whole

	// Numbers of chunks, from 0.
	noMagic, zeroed, badHeader, badRecords events.Spans

	damaged     int // places between records that hold no record
	lost        int // records of which what was asked for could not be read
	undecodable int
	leftOut     int // records that more work would have decoded

	log         snapshot.EventLog
	ids         events.Spans
	first, last uint64 // the earliest and the latest time
	oldest      record // the record with the lowest id
	exported    bool   // a header does not carry the record's own id and time
	holes       int    // whole chunks within which record ids are missing
	setBack     int    // events that say that the clock was set back

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

// newLogReader returns a reader for the events of some kinds.
func newLogReader(kinds []events.Kind) *logReader {
	l := &logReader{store: newStore(), systems: newSystems(append(slices.Clone(kinds), clockChange))}
	l.dec.work.allowed = workBase
	return l
}

// read reads the whole log.
func (l *logReader) read(r io.Reader, size int64) {
	silence()
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
	c.check(l.head.noSums)
	if !c.headerOK {
		l.badHeader.Add(uint64(n))
	}
	if !c.dataOK && c.have == chunkSize {
		l.badRecords.Add(uint64(n))
	}
	l.dec.work.admit(c.limit() - recordsAt)
	l.chunk(c, n)
}

// chunk reads the records of a chunk.
func (l *logReader) chunk(c *chunk, slot int) {
	l.dec.use(c.b)
	l.systems.use()
	l.records = slices.AppendSeq(l.records[:0], c.records())
	l.channel.ask(&l.dec, l.records)
	look := l.all || l.channel.maybeSystem()
	before := l.newest.id
	var ids idRange
	for _, r := range l.records {
		if r.end == 0 {
			l.damaged++
			ids.broken = true
			continue
		}
		if l.record(c, &r, look) {
			l.count(c, r)
			ids.add(r.id)
		} else {
			l.lost++
			ids.broken = true
		}
	}
	if c.headerOK && c.dataOK && ids.hasHoles() {
		l.holes++
	}
	if l.newest.id > before || l.newest.b == nil {
		l.newest.b = append(l.newest.b[:0], c.b...)
		l.newest.slot, l.newest.have = slot, c.have
	}
}

// idRange is what the record ids of a chunk span.
type idRange struct {
	lowest, highest, records uint64
	broken                   bool // the chunk has records that could not be read
}

func (r *idRange) add(id uint64) {
	if r.records == 0 {
		r.lowest, r.highest = id, id
	}
	r.lowest, r.highest = min(r.lowest, id), max(r.highest, id)
	r.records++
}

// hasHoles reports whether ids are missing that no damage to the chunk explains.
func (r *idRange) hasHoles() bool {
	return !r.broken && r.records > 0 && r.highest-r.lowest >= r.records
}

// record gives a record its id and its time, and keeps it if it is wanted. It reports
// whether all that was asked of the record could be read.
func (l *logReader) record(c *chunk, r *record, look bool) bool {
	s, known := l.systems.read(c.b, *r, &l.dec.work)
	if !known {
		f, ok := l.decode(*r, true)
		if ok {
			r.id, r.time = f.recordID, f.time
			l.keep(r, &f)
		}
		return ok
	}
	r.id, r.time = s.recordID, s.time
	wanted := look && s.wanted
	if !wanted && !l.all {
		return true
	}
	if wanted && s.eventID == clockChange.IDs[0] {
		if step, ok := clockStepAt(c.b, *r); ok {
			l.clock(step)
			return true
		}
	}
	f, ok := l.decode(*r, false)
	if ok {
		l.keep(r, &f)
	}
	return ok || !wanted
}

// decode decodes a record, and counts the records of which it could not.
func (l *logReader) decode(r record, stamps bool) (f fields, ok bool) {
	if l.dec.work.over() {
		l.leftOut++
		return fields{}, false
	}
	if f, ok = l.dec.decode(r, stamps); !ok {
		l.undecodable++
	}
	return f, ok
}

// keep takes in a decoded record.
func (l *logReader) keep(r *record, f *fields) {
	if isClockChange(f) {
		l.clock(clockStep(f))
		return
	}
	l.store.add(*r, *f)
}

// clock takes in how far the clock was moved.
func (l *logReader) clock(step time.Duration) {
	if step < -clockSlack {
		l.setBack++
	}
}

// count takes in a record's id and its time.
func (l *logReader) count(c *chunk, r record) {
	if l.log.Records == 0 {
		l.first, l.last, l.oldest = r.time, r.time, r
	}
	l.first, l.last = min(l.first, r.time), max(l.last, r.time)
	if r.id < l.oldest.id {
		l.oldest = r
	}
	l.log.Records++
	l.ids.Add(r.id)
	l.newest.id = max(l.newest.id, r.id)
	l.exported = l.exported || !r.isAsHeader(c.b)
}
