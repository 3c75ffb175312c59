package evtx

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// fileHeader is the header of the file. It is written when the log is closed, so that
// it is behind the chunks in a log that was copied while in use.
type fileHeader struct {
	ok     bool // magic and checksum hold
	dirty  bool // the log was not closed
	noSums bool // the chunks carry no checksums
	chunks int  // chunks in use
}

// read reads the header. Of a file that begins with a chunk nothing is taken.
func (h *fileHeader) read(in *input) {
	b := make([]byte, fileHeaderSize)
	b = b[:in.fill(b)]
	if bytes.HasPrefix(b, chunkMagic) {
		in.head = b
		return
	}
	if len(b) < 128 || !bytes.HasPrefix(b, fileMagic) {
		return
	}
	le := binary.LittleEndian
	flags := le.Uint32(b[120:])
	h.dirty, h.noSums = flags&1 != 0, flags&4 != 0
	sum := le.Uint32(b[124:])
	h.ok = sum == crc32.ChecksumIEEE(b[:120]) || h.noSums && sum == 0
	h.chunks = int(le.Uint16(b[42:]))
}
