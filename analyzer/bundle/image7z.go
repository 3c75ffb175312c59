package bundle

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

// storedHeader7z returns an archive with the same streams and a header that is at hand.
// The decoder fails on large headers that are not packed, so this one is, by LZMA2 in the
// form that leaves the bytes as they are.
func storedHeader7z(packed *io.SectionReader, header []byte) *image7z {
	const dictionary64K = 8
	var stored []byte
	for control, rest := byte(1), header; len(rest) > 0; control = 2 { // 1 also clears the dictionary
		n := min(len(rest), 64<<10)
		stored = append(stored, control, byte((n-1)>>8), byte(n-1))
		stored = append(stored, rest[:n]...)
		rest = rest[n:]
	}
	stored = append(stored, 0)
	info := []byte{idEncoded, idPackInfo}
	info = appendNumber7z(info, uint64(packed.Size()))
	info = append(info, 1, idSize)
	info = appendNumber7z(info, uint64(len(stored)))
	info = append(info, idEnd, idUnpackInfo, idFolder, 1, 0, 1, 0x21, method7zLZMA2[0], 1, dictionary64K, idUnpackSizes)
	info = appendNumber7z(info, uint64(len(header)))
	info = append(info, idEnd, idEnd)
	return joined7z(packed, stored, info)
}

// appendNumber7z appends a number in its longest form.
func appendNumber7z(b []byte, v uint64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, 0xff), v)
}

// image7z is an archive that is put together from parts.
type image7z struct {
	start  [start7z]byte
	packed *io.SectionReader
	tail   []byte // more streams, and the header
}

// joined7z puts packed streams, one more, and a header together.
func joined7z(packed *io.SectionReader, more, header []byte) *image7z {
	m := &image7z{packed: packed, tail: append(more, header...)}
	copy(m.start[:], "7z\xbc\xaf\x27\x1c\x00\x04")
	binary.LittleEndian.PutUint64(m.start[12:], uint64(packed.Size())+uint64(len(more)))
	binary.LittleEndian.PutUint64(m.start[20:], uint64(len(header)))
	binary.LittleEndian.PutUint32(m.start[28:], crc32.ChecksumIEEE(header))
	binary.LittleEndian.PutUint32(m.start[8:], crc32.ChecksumIEEE(m.start[12:]))
	return m
}

func (m *image7z) size() int64 { return start7z + m.packed.Size() + int64(len(m.tail)) }

// ReadAt implements [io.ReaderAt].
func (m *image7z) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		var c int
		switch in := at - start7z; {
		case at < 0 || at >= m.size():
			return n, io.EOF
		case in < 0:
			c = copy(p[n:], m.start[at:])
		case in < m.packed.Size():
			c, err = m.packed.ReadAt(p[n:min(int64(len(p)), int64(n)+m.packed.Size()-in)], in)
			if c == 0 {
				return n, err
			}
		default:
			c = copy(p[n:], m.tail[in-m.packed.Size():])
		}
		n += c
	}
	return n, nil
}
