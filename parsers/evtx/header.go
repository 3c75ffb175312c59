package evtx

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// The flags of the file's header. (Documentation of libevtx, "File header".)
const (
	flagDirty     = 1
	flagUnchecked = 4
)

// fileHeader is the header of the file. It is written when the log is closed, so that
// it is behind the chunks in a log that was copied while in use.
type fileHeader struct {
	ok    bool // magic and checksum hold
	dirty bool // the log was not closed
	// unchecked reports that the log is written without checksums, as some exports are.
	unchecked bool
	chunks    int // chunks in use
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
	h.dirty, h.unchecked = flags&flagDirty != 0, flags&flagUnchecked != 0
	h.ok = crc32.ChecksumIEEE(b[:120]) == le.Uint32(b[124:]) || h.unchecked && le.Uint32(b[124:]) == 0
	h.chunks = int(le.Uint16(b[42:]))
}
