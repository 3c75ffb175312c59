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
		return nil, &LimitError{Limit: "MaxHeaderBytes", Value: MaxHeaderBytes}
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
		return nil, &LimitError{Limit: "MaxHeaderBytes", Value: MaxHeaderBytes}
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
			if w.rounds += s.rounds; w.rounds > MaxKeyRounds {
				s.err = &LimitError{Limit: "MaxKeyRounds", Value: MaxKeyRounds}
			} else {
				w.work(costRound * s.rounds)
			}
		}
	}
}

func new7z(r *image7z, password string) (zr *sevenzip.Reader, err error) {
	defer protect(&err)
	return sevenzip.NewReaderWithPassword(r, r.size(), password)
}
