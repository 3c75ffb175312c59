package bundle

import (
	"errors"
	"io"
	"time"

	"github.com/nwaples/rardecode/v2"
)

// errVolumes reports an archive of which this is not all.
var errVolumes = errors.New("one part of an archive in several files, or cut off: unpack all parts together and pass the folder")

// rar passes on the files of a rar archive, of version 1.5 to 7. It takes no password:
// a hostile archive can ask for hours of hashing to make a key of one, which the decoder
// does before anyone could look at what it was asked for.
func (w *walker) rar(f file, depth int, rar4 bool) {
	var rr *rardecode.Reader
	err := func() (err error) {
		defer protect(&err)
		rr, err = rardecode.NewReader(f.r, rardecode.MaxDictionarySize(MaxDictionary))
		return err
	}()
	if err != nil {
		w.fail(f.name, rarError(err))
		return
	}
	for !w.full() {
		h, err := nextRar(rr)
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			w.fail(f.name, rarError(err))
			return
		}
		switch {
		case h.IsDir:
		case h.Encrypted:
			w.entryFail(f, h.Name, depth, EncryptedError{Format: "rar"})
		case !h.Mode().IsRegular() || h.LinkType != rardecode.LinkTypeNone:
			w.entryFail(f, h.Name, depth, errNotRegular)
		default:
			r := w.inflate(rarReader{rr}, costDecoder)
			w.entry(f, file{name: h.Name, size: rarSize(h), modTime: rarTime(h.ModificationTime, rar4), r: r}, depth)
			// A solid archive unpacks what no one reads all the same, so it has to count. An
			// error was the reader's, or shows in what follows.
			_, _ = io.Copy(io.Discard, r)
		}
	}
}

func nextRar(rr *rardecode.Reader) (h *rardecode.FileHeader, err error) {
	defer protect(&err)
	return rr.Next()
}

// rarReader gives the errors of an entry's data in the words of this package.
type rarReader struct{ r io.Reader }

func (r rarReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = rarError(err)
	}
	return n, err
}

func rarError(err error) error {
	switch {
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted):
		return EncryptedError{Format: "rar"}
	case errors.Is(err, rardecode.ErrMultiVolume), errors.Is(err, rardecode.ErrBadVolumeNumber), errors.Is(err, rardecode.ErrInvalidFileBlock):
		return errVolumes
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return &LimitError{Limit: "MaxDictionary", Value: MaxDictionary}
	}
	return damaged("rar", err)
}

func rarSize(h *rardecode.FileHeader) int64 {
	if h.UnKnownSize || h.UnPackedSize < 0 {
		return -1
	}
	return h.UnPackedSize
}

// rarTime returns a file's time. Those of RAR 5 are moments. Those of RAR 4 are in an
// unknown zone and the decoder gives them in that of this machine; they are taken as UTC,
// so that what is read depends on the archive alone.
func rarTime(t time.Time, rar4 bool) time.Time {
	if t.IsZero() || !rar4 {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}
