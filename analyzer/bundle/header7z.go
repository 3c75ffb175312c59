package bundle

import (
	"errors"
	"math"
)

// The decoder of 7z takes the numbers in an archive's header at their word: a header of
// thirty bytes makes it ask for gigabytes, which ends the program. So each header is
// gone through here first, in the way in which the decoder reads it. The format is
// 7zFormat.txt of the LZMA SDK; names are its property ids.
const (
	idEnd         = 0x00
	idHeader      = 0x01
	idMainStreams = 0x04
	idFilesInfo   = 0x05
	idPackInfo    = 0x06
	idUnpackInfo  = 0x07
	idSubStreams  = 0x08
	idSize        = 0x09
	idCRC         = 0x0A
	idFolder      = 0x0B
	idUnpackSizes = 0x0C
	idNumStreams  = 0x0D
	idEncoded     = 0x17
	maxFiles7z    = 4 * MaxEntries // folders are entries too
	maxStreams7z  = MaxEntries
	maxCoders7z   = 16 // BCJ2 and three LZMA, each encrypted, are eight
	maxInputs7z   = 4  // BCJ2
	maxPacked7z   = 4 * maxStreams7z
)

var errHeader7z = errors.New("malformed header")

// header7z reads a header. Past its end, or after an error, it gives zeros.
type header7z struct {
	rest    []byte
	err     error
	streams []stream7z
}

// check reads a header without its first id.
func (h *header7z) check() error {
	id := h.byte()
	if id == idMainStreams {
		h.streamsInfo()
		id = h.byte()
	}
	if id == idFilesInfo {
		h.number(maxFiles7z, &LimitError{Limit: "MaxEntries", Value: MaxEntries})
	} else if id != idEnd {
		h.fail(errHeader7z)
	}
	return h.err
}

func (h *header7z) streamsInfo() {
	id := h.byte()
	if id == idPackInfo {
		h.packInfo()
		id = h.byte()
	}
	if id == idUnpackInfo {
		h.unpackInfo()
		id = h.byte()
	}
	if id == idSubStreams {
		h.subStreams()
		id = h.byte()
	}
	if id != idEnd {
		h.fail(errHeader7z)
	}
}

func (h *header7z) packInfo() {
	h.number(math.MaxInt64, errHeader7z) // position
	n := h.number(maxPacked7z, errHeader7z)
	id := h.byte()
	if id == idSize {
		for range n {
			h.number(math.MaxInt64, errHeader7z)
		}
		id = h.byte()
	}
	h.digests(id, n)
}

func (h *header7z) unpackInfo() {
	if h.byte() != idFolder {
		h.fail(errHeader7z)
	}
	n := h.number(maxStreams7z, &LimitError{Limit: "MaxEntries", Value: MaxEntries})
	if h.byte() != 0 { // elsewhere in the file: no program writes that
		h.fail(errHeader7z)
	}
	for range n {
		if h.err != nil {
			return
		}
		h.streams = append(h.streams, h.stream())
	}
	if h.byte() != idUnpackSizes {
		h.fail(errHeader7z)
	}
	var total uint64
	for i := range h.streams {
		for j := range h.streams[i].coders {
			c := &h.streams[i].coders[j]
			c.size = h.number(MaxInflatedBytes, &LimitError{Limit: "MaxInflatedBytes", Value: MaxInflatedBytes})
			for k := uint64(1); k < c.outs; k++ {
				h.number(math.MaxInt64, errHeader7z)
			}
		}
		total += h.streams[i].bound()
	}
	if total > MaxInflatedBytes {
		h.fail(&LimitError{Limit: "MaxInflatedBytes", Value: MaxInflatedBytes})
	}
	h.digests(h.byte(), n)
}

func (h *header7z) stream() stream7z {
	var s stream7z
	var ins, outs uint64
	for range h.number(maxCoders7z, errHeader7z) {
		flags := h.byte()
		c := coder7z{method: string(h.bytes(uint64(flags & 0x0f))), outs: 1}
		in := uint64(1)
		if flags&0x10 != 0 {
			in, c.outs = h.number(maxInputs7z, errHeader7z), h.number(maxInputs7z, errHeader7z)
		}
		if flags&0x20 != 0 {
			c.properties = h.bytes(h.number(uint64(len(h.rest)), errHeader7z))
		}
		if in == 0 || c.outs == 0 {
			h.fail(errHeader7z)
		}
		ins, outs = ins+in, outs+c.outs
		s.coders = append(s.coders, c)
	}
	if outs == 0 || ins < outs || h.err != nil {
		h.fail(errHeader7z)
		return s
	}
	for range 2 * (outs - 1) { // which input takes which output
		h.number(ins, errHeader7z)
	}
	if packed := ins - (outs - 1); packed > 1 {
		for range packed {
			h.number(ins-1, errHeader7z)
		}
	}
	return s
}

func (h *header7z) subStreams() {
	n := uint64(len(h.streams))
	id := h.byte()
	counts := make([]uint64, n)
	for i := range counts {
		counts[i] = 1
		if id == idNumStreams {
			counts[i] = h.number(maxFiles7z, &LimitError{Limit: "MaxEntries", Value: MaxEntries})
		}
	}
	if id == idNumStreams {
		id = h.byte()
	}
	var files uint64
	for _, c := range counts {
		files += c
	}
	if files > maxFiles7z {
		h.fail(&LimitError{Limit: "MaxEntries", Value: MaxEntries})
		return
	}
	if id == idSize {
		for _, c := range counts {
			for i := uint64(1); i < c; i++ { // the last size is what is left
				h.number(math.MaxInt64, errHeader7z)
			}
		}
		id = h.byte()
	}
	h.digests(id, files)
}

// digests passes over checksums, if there are any, and the end of the part.
func (h *header7z) digests(id byte, n uint64) {
	if id == idCRC {
		defined := n
		if h.byte() == 0 {
			defined = 0
			bits := h.bytes((n + 7) / 8)
			for i := range min(n, uint64(len(bits))*8) {
				defined += uint64(bits[i/8] >> (7 - i%8) & 1)
			}
		}
		h.bytes(4 * defined)
		id = h.byte()
	}
	if id != idEnd {
		h.fail(errHeader7z)
	}
}

func (h *header7z) fail(err error) {
	if h.err == nil {
		h.err, h.rest = err, nil
	}
}

func (h *header7z) bytes(n uint64) []byte {
	if n > uint64(len(h.rest)) {
		h.fail(errHeader7z)
		return nil
	}
	b := h.rest[:n:n]
	h.rest = h.rest[n:]
	return b
}

func (h *header7z) byte() byte {
	if b := h.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// number reads a number: the ones at the top of the first byte say how many bytes follow,
// lowest first, and its other bits are the highest.
func (h *header7z) number(limit uint64, exceeded error) uint64 {
	first := h.byte()
	var v uint64
	for i := range 8 {
		mask := byte(0x80 >> i)
		if first&mask == 0 {
			v |= uint64(first&(mask-1)) << (8 * i)
			break
		}
		v |= uint64(h.byte()) << (8 * i)
	}
	if v > limit {
		h.fail(exceeded)
		return 0
	}
	return v
}
