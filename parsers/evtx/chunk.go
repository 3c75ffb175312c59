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

// check verifies both checksums. The library does not. In a log without checksums both
// fields are zero, and are as they should be.
func (c *chunk) check(withoutSums bool) {
	le := binary.LittleEndian
	holds := func(stored, sum uint32) bool { return stored == sum || withoutSums && stored == 0 }
	c.headerOK = holds(le.Uint32(c.b[124:]), crc32.Update(crc32.ChecksumIEEE(c.b[:120]), crc32.IEEETable, c.b[128:recordsAt]))
	free := int64(c.free())
	c.dataOK = free >= recordsAt && free <= int64(c.have) && holds(le.Uint32(c.b[52:]), crc32.ChecksumIEEE(c.b[recordsAt:free]))
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

// record is one record. Its id and its time are those of its System element.
type record struct {
	start, end int // within the chunk
	id         uint64
	time       uint64 // in 100 ns since 1601
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
	return record{start: at, end: end}, le.Uint32(b[end-4:]) == size
}

// isAsHeader reports whether a record carries its own id and time in its header. Windows
// writes them so; what exports a log puts others there.
func (r *record) isAsHeader(b []byte) bool {
	le := binary.LittleEndian
	return le.Uint64(b[r.start+8:]) == r.id && le.Uint64(b[r.start+16:]) == r.time
}

// isTime reports whether 100 ns intervals since 1601 are a time before the year 10000.
func isTime(ft uint64) bool {
	const until10000 = 265046774400 * 1e7
	return ft != 0 && ft < until10000
}

const (
	filetimeSecond = 1e7
	filetime1970   = 11644473600 // seconds from 1601 on
)

// fromFiletime converts 100 ns intervals since 1601, and 0 to no time.
func fromFiletime(ft uint64) time.Time {
	if ft == 0 {
		return time.Time{}
	}
	return time.Unix(int64(ft/filetimeSecond)-filetime1970, int64(ft%filetimeSecond)*100).UTC()
}

// toFiletime converts a time, and reports whether it is one that a record can have.
func toFiletime(t time.Time) (ft uint64, ok bool) {
	seconds := t.Unix() + filetime1970
	if seconds < 0 {
		return 0, false
	}
	ft = uint64(seconds)*filetimeSecond + uint64(t.Nanosecond()/100)
	return ft, isTime(ft)
}
