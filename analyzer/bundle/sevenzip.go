package bundle

import (
	"bufio"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"github.com/bodgit/sevenzip"
)

var (
	errChecksum = errors.New("damaged entry: its checksum does not match")
	errMethod   = errors.New("compressed by a method of 7z that is not read: unpack it and pass the folder")
)

// passwordProbe is how much of the first encrypted entry has to make sense before the
// password counts as right. 7z has no check of its own: a wrong password gives noise,
// which a decoder refuses within a few bytes and a checksum at the end.
const passwordProbe = 16 << 20

// sevenZip passes on the files of a 7z archive, in the archive's order: what is packed
// together ("solid") is unpacked once.
func (w *walker) sevenZip(f file, depth int) {
	a, err := w.open7z(f.at, f.size)
	if err != nil {
		w.fail(f.name, damaged("7z", err))
		return
	}
	if a == nil { // no files
		return
	}
	for _, e := range a.reader.File {
		if w.full() {
			return
		}
		switch mode := e.FileInfo().Mode(); {
		case mode.IsDir():
		case !mode.IsRegular():
			w.entryFail(f, e.Name, depth, errNotRegular)
		case a.failed(e) != nil:
			w.entryFail(f, e.Name, depth, a.failed(e))
		default:
			w.entry7z(f, a, e, depth)
		}
	}
}

// archive7z is an open archive with what is known of its packed streams.
type archive7z struct {
	reader  *sevenzip.Reader
	streams []stream7z
	fits    bool // the password was right
}

// failed returns why an entry cannot be read, if that is known. An empty file is in no
// stream.
func (a *archive7z) failed(e *sevenzip.File) error {
	switch {
	case e.UncompressedSize == 0:
		return nil
	case e.Stream >= len(a.streams), e.UncompressedSize > MaxInflatedBytes:
		return damaged("7z", errHeader7z)
	}
	return a.streams[e.Stream].err
}

// entry7z passes on an entry. Where its data ends with an error, what follows in the same
// stream cannot be read either.
func (w *walker) entry7z(f file, a *archive7z, e *sevenzip.File, depth int) {
	entry := file{name: e.Name, size: int64(e.UncompressedSize), modTime: e.Modified, r: strings.NewReader("")}
	if entry.size == 0 {
		w.entry(f, entry, depth)
		return
	}
	rc, err := openEntry7z(e)
	if err == nil {
		defer closeEntry7z(rc)
		limited := w.inflate(&checked7z{r: rc, size: entry.size, want: e.CRC32}, costDecoder)
		if entry.r, err = a.probed(e, limited); err == nil {
			w.entry(f, entry, depth)
			if _, err = io.Copy(io.Discard, limited); err == nil || errors.Is(err, errChecksum) {
				return // the next entry begins where this one ends
			}
			a.streams[e.Stream].err = damaged("7z", err)
			return
		}
	}
	err = damaged("7z", err)
	a.streams[e.Stream].err = err
	w.entryFail(f, e.Name, depth, err)
}

// probed returns an entry's data, of which the beginning is read already where it shows
// whether the password is right.
func (a *archive7z) probed(e *sevenzip.File, r *inflated) (io.Reader, error) {
	if a.fits || !a.streams[e.Stream].encrypted {
		return r, nil
	}
	n := int(min(e.UncompressedSize, passwordProbe)) + 1 // the end tells whether the checksum matches
	br := bufio.NewReaderSize(r, n)
	_, err := br.Peek(n)
	switch {
	case err == nil, errors.Is(err, io.EOF):
		a.fits = true
		return br, nil
	case errors.As(err, new(*LimitError)), r.w.ctx.Err() != nil:
		return nil, err
	}
	return nil, EncryptedError{Format: "7z", Tried: true}
}

func openEntry7z(e *sevenzip.File) (rc io.ReadCloser, err error) {
	defer protect(&err)
	return e.Open()
}

// closeEntry7z leaves the stream for the next entry.
func closeEntry7z(rc io.Closer) (err error) {
	defer protect(&err)
	return rc.Close()
}

// checked7z holds an entry's data against its size and checksum.
type checked7z struct {
	r    io.Reader
	size int64
	want uint32 // 0 where there is none
	n    int64
	sum  uint32
}

func (c *checked7z) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	switch {
	case !errors.Is(err, io.EOF):
		return n, err
	case c.n < c.size:
		return n, io.ErrUnexpectedEOF
	case c.want != 0 && c.sum != c.want:
		return n, errChecksum
	}
	return n, io.EOF
}
