package bundle

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"

	"github.com/bodgit/sevenzip"
)

// start7z is the size of the signature header: signature, version, checksum of the rest,
// and the place, size and checksum of the header at the end.
const start7z = 32

// maxEncoded7z bounds what says how a packed header is packed.
const maxEncoded7z = 2 << 10

// open7z opens an archive whose header was checked; it returns nil for one without files.
func (w *walker) open7z(r io.ReaderAt, size int64) (*archive7z, error) {
	var start [start7z]byte
	if n, err := r.ReadAt(start[:], 0); n < start7z {
		return nil, err
	}
	offset, length := binary.LittleEndian.Uint64(start[12:]), binary.LittleEndian.Uint64(start[20:])
	switch {
	case crc32.ChecksumIEEE(start[12:]) != binary.LittleEndian.Uint32(start[8:]):
		return nil, errChecksum
	case length == 0:
		return nil, nil
	case length > MaxHeaderBytes:
		return nil, &LimitError{"MaxHeaderBytes", MaxHeaderBytes}
	case offset > uint64(size) || start7z+offset+length > uint64(size):
		return nil, errVolumes
	}
	packed := io.NewSectionReader(r, start7z, int64(offset))
	header := make([]byte, length)
	if n, err := r.ReadAt(header, start7z+int64(offset)); n < len(header) {
		return nil, err
	}
	if crc32.ChecksumIEEE(header) != binary.LittleEndian.Uint32(start[28:]) {
		return nil, errChecksum
	}
	if header[0] == idEncoded {
		var err error
		if header, err = w.unpackHeader7z(packed, header[1:]); err != nil {
			return nil, err
		}
	}
	if len(header) == 0 || header[0] != idHeader {
		return nil, errHeader7z
	}
	h := &header7z{rest: header[1:]}
	if err := h.check(); err != nil {
		return nil, err
	}
	w.passwords7z(h.streams)
	zr, err := new7z(storedHeader7z(packed, header), w.bundle.Password)
	if err != nil {
		return nil, err
	}
	return &archive7z{reader: zr, streams: h.streams}, nil
}

// unpackHeader7z unpacks a packed header: the decoder reads it as if it were the
// only file of an archive.
func (w *walker) unpackHeader7z(packed *io.SectionReader, info []byte) ([]byte, error) {
	if len(info) > maxEncoded7z {
		return nil, errHeader7z
	}
	h := &header7z{rest: info}
	h.streamsInfo()
	if h.err != nil {
		return nil, h.err
	}
	w.passwords7z(h.streams)
	if len(h.streams) != 1 {
		return nil, errHeader7z
	}
	s := h.streams[0]
	if s.err != nil {
		return nil, s.err
	}
	header, err := readHeader7z(packed, info, w.bundle.Password)
	if s.encrypted && err != nil && !errors.As(err, new(*LimitError)) {
		return nil, EncryptedError{Format: "7z", Tried: true}
	}
	return header, err
}

func readHeader7z(packed *io.SectionReader, info []byte, password string) (header []byte, err error) {
	defer protect(&err)
	one := append([]byte{idHeader, idMainStreams}, info...)
	one = append(one, idFilesInfo, 1, idEnd, idEnd)
	zr, err := new7z(joined7z(packed, nil, one), password)
	if err != nil {
		return nil, err
	}
	if len(zr.File) != 1 {
		return nil, errHeader7z
	}
	e := zr.File[0]
	rc, err := e.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	r := &checked7z{r: rc, size: int64(e.UncompressedSize), want: e.CRC32}
	header, err = io.ReadAll(io.LimitReader(r, MaxHeaderBytes+1))
	if len(header) > MaxHeaderBytes {
		return nil, &LimitError{"MaxHeaderBytes", MaxHeaderBytes}
	}
	return header, err
}

// passwords7z marks the streams that need a password and have none, or whose keys would
// cost too much.
func (w *walker) passwords7z(streams []stream7z) {
	salt := ""
	for i := range streams {
		s := &streams[i]
		switch {
		case !s.encrypted || s.err != nil:
		case w.bundle.Password == "":
			s.err = EncryptedError{Format: "7z"}
		case s.salt != salt: // the decoder keeps the last keys
			salt = s.salt
			if w.bundle.keyRounds.Add(s.rounds) > MaxKeyRounds {
				s.err = &LimitError{"MaxKeyRounds", MaxKeyRounds}
			}
		}
	}
}

func new7z(r *image7z, password string) (zr *sevenzip.Reader, err error) {
	defer protect(&err)
	return sevenzip.NewReaderWithPassword(r, r.size(), password)
}

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
