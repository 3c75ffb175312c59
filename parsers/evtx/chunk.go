package evtx

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"iter"
	"time"
)

const (
	chunkSize    = 1 << 16
	recordsAt    = 512
	recordHeader = 24
	minRecord    = recordHeader + 4 // the size stands once more at the end
)

var (
	chunkMagic  = []byte("ElfChnk\x00")
	recordMagic = []byte{0x2a, 0x2a, 0, 0}
)

// chunk is one block of 64 KiB with its own templates and names.
type chunk struct {
	b        []byte // always chunkSize long; zeros where the file ends within it
	have     int    // bytes that the file has
	headerOK bool   // the checksum of the header and the tables holds
	dataOK   bool   // the checksum of the records holds
}

// check verifies both checksums. The library does not. A log that says that it has none
// leaves them zero.
func (c *chunk) check(unchecked bool) {
	le := binary.LittleEndian
	sum := crc32.Update(crc32.ChecksumIEEE(c.b[:120]), crc32.IEEETable, c.b[128:recordsAt])
	c.headerOK = sum == le.Uint32(c.b[124:])
	free := int64(c.free())
	c.dataOK = free >= recordsAt && free <= int64(c.have) &&
		crc32.ChecksumIEEE(c.b[recordsAt:free]) == le.Uint32(c.b[52:])
	if unchecked && le.Uint32(c.b[124:]) == 0 && le.Uint32(c.b[52:]) == 0 {
		c.headerOK, c.dataOK = true, free >= recordsAt && free <= int64(c.have)
	}
}

// free returns the offset of the free space as the header tells it.
func (c *chunk) free() uint32 { return binary.LittleEndian.Uint32(c.b[48:]) }

// limit returns where the records end. Old records may lie in the free space behind, so
// the header is followed where either checksum vouches for it.
func (c *chunk) limit() int {
	if f := c.free(); (c.headerOK || c.dataOK) && f >= recordsAt && int64(f) < int64(c.have) {
		return int(f)
	}
	return c.have
}

// record is a record's header. Its id and time are not the event's own in logs that were
// exported (see [stamps]).
type record struct {
	start, end int // within the chunk
	id         uint64
	time       time.Time // zero where the header has none
}

// records walks through the records. Where something else stands in their place, it
// looks for the next one and yields the damaged place with an end of 0.
func (c *chunk) records() iter.Seq[record] {
	return func(yield func(record) bool) {
		limit := c.limit()
		for at := recordsAt; at+minRecord <= limit; {
			r, ok := recordAt(c.b[:limit], at)
			if !ok {
				next := c.resume(at, limit)
				if next == limit && c.zeroFrom(at, limit) {
					return // the end of a chunk whose header cannot be trusted
				}
				r, r.end = record{start: at}, 0
				at = next
			} else {
				at = r.end
			}
			if !yield(r) {
				return
			}
		}
	}
}

// zeroFrom reports whether nothing but zeros follows.
func (c *chunk) zeroFrom(at, limit int) bool {
	return len(bytes.TrimLeft(c.b[at:limit], "\x00")) == 0
}

// resume returns the start of the next record, or limit. Records are padded to 8 bytes.
func (c *chunk) resume(at, limit int) int {
	for at += 8; at+minRecord <= limit; at += 8 {
		if _, ok := recordAt(c.b[:limit], at); ok {
			return at
		}
	}
	return limit
}

// recordAt reads a record's header, and reports whether it is sound.
func recordAt(b []byte, at int) (record, bool) {
	le := binary.LittleEndian
	if !bytes.HasPrefix(b[at:], recordMagic) {
		return record{}, false
	}
	size := le.Uint32(b[at+4:])
	if size < minRecord || int64(size) > int64(len(b)-at) {
		return record{}, false
	}
	end := at + int(size)
	when, _ := fromFiletime(le.Uint64(b[at+16:])) // zero in exported logs, most often in the last record
	return record{start: at, end: end, id: le.Uint64(b[at+8:]), time: when}, le.Uint32(b[end-4:]) == size
}

// fromFiletime converts 100 ns intervals since 1601, and reports whether they are a
// time before the year 10000.
func fromFiletime(ft uint64) (time.Time, bool) {
	const (
		second     = 1e7
		until1970  = 11644473600 // seconds
		until10000 = 265046774400 * second
	)
	if ft == 0 || ft >= until10000 {
		return time.Time{}, false
	}
	return time.Unix(int64(ft/second)-until1970, int64(ft%second)*100).UTC(), true
}
