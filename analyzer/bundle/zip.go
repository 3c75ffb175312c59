package bundle

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/charmap"
)

func isZip(r io.ReaderAt) bool {
	var head [4]byte
	n, _ := r.ReadAt(head[:], 0)
	return formatOf(head[:n]) == formatZip
}

// isOffice recognizes documents that are zip archives but hold no captures: Office Open
// XML (ECMA-376 part 2, 10.1.2.2), and OpenDocument, whose first entry is its type.
func isOffice(zr *zip.Reader) bool {
	for i, f := range zr.File {
		if f.Name == "[Content_Types].xml" || i == 0 && f.Name == "mimetype" {
			return true
		}
	}
	return false
}

// ErrOffice is the error of an Office document, which is a zip archive.
var ErrOffice = errors.New("an Office document: save its text as a .txt file, or send the captures themselves")

// openZip reads the list of files of an archive.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	zr, err := zip.NewReader(r, size)
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, fmt.Errorf("damaged zip archive: %w", err)
	case isOffice(zr):
		return nil, ErrOffice
	}
	zr.RegisterDecompressor(zip.Deflate, flate.NewReader)
	return zr, nil
}

// addZip adds the entries of an archive that was passed as sources of their own.
func (b *Bundle) addZip(name string, r io.ReaderAt, size int64) {
	zr, err := openZip(r, size)
	if err != nil {
		b.fail(name, err)
		return
	}
	prefix := b.unique(name) + "/"
	if b.sole {
		prefix = ""
	}
	for _, f := range zr.File {
		if b.full() {
			return
		}
		if clean := cleanName(entryName(f)); !isZipFolder(f) && clean != Expected {
			b.add(prefix+clean, func(w *walker, name string) { w.zipEntry(f, name, size, 0) })
		}
	}
}

// zip passes on the entries of an archive in another one.
func (w *walker) zip(f file, depth int) {
	zr, err := openZip(f.at, f.size)
	if err != nil {
		w.fail(f.name, err)
		return
	}
	for _, e := range zr.File {
		if w.full() {
			return
		}
		if clean := cleanName(entryName(e)); !isZipFolder(e) && clean != Expected {
			w.zipEntry(e, w.prefix(f, depth)+clean, f.size, depth)
		}
	}
}

func isZipFolder(f *zip.File) bool {
	return f.FileInfo().IsDir() || strings.HasSuffix(f.Name, `\`)
}

// entryName decodes a name that is not marked as UTF-8 from the code page that zip
// prescribes (APPNOTE.TXT, appendix D), unless it happens to be valid UTF-8.
func entryName(f *zip.File) string {
	if !f.NonUTF8 {
		return f.Name
	}
	if s, err := charmap.CodePage437.NewDecoder().String(f.Name); err == nil {
		return s
	}
	return f.Name
}

// zipEntry passes on an entry of an archive of the given size.
func (w *walker) zipEntry(f *zip.File, name string, archive int64, depth int) {
	switch {
	case !f.Mode().IsRegular():
		w.fail(name, errNotRegular)
		return
	case f.Flags&1 != 0: // APPNOTE.TXT 4.4.4, bit 0
		w.fail(name, EncryptedError{Format: "zip"})
		return
	}
	rc, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		err = fmt.Errorf("compressed by method %d of zip, which is not read: unpack it and pass the folder", f.Method)
	}
	if err != nil {
		w.fail(name, err)
		return
	}
	defer rc.Close()
	packed := min(int64(f.CompressedSize64), archive)
	w.file(file{
		name: name, size: int64(f.UncompressedSize64), modTime: f.Modified, inArchive: true,
		r: w.inflate(rc, func() int64 { return packed }),
	}, depth+1)
}
