package bundle

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/charmap"
)

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

// zipArchive is an open archive.
type zipArchive struct {
	entries []zipEntry
	err     error // why there are more files than entries
}

// zipEntry is a file of an archive.
type zipEntry struct {
	*zip.File
	name string // clean
	size int64  // bytes of the archive that are its own
}

// openZip reads the list of files of an archive, up to the given number.
func openZip(r io.ReaderAt, size int64, entries int) (*zipArchive, error) {
	d, err := findZip(r, size)
	if err != nil {
		return nil, err
	}
	c := d.cutAt(d.count(entries))
	zr, err := zip.NewReader(c, c.size())
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, fmt.Errorf("damaged zip archive: %w", err)
	case len(zr.File) != len(d.spans):
		return nil, errors.New("damaged zip archive: its list of files is damaged")
	case isOffice(zr):
		return nil, ErrOffice
	}
	zr.RegisterDecompressor(zip.Deflate, flate.NewReader)
	a := &zipArchive{err: d.err}
	faults, shared := d.faults()
	firstShared := ""
	for i, f := range zr.File {
		e := zipEntry{File: f, name: cleanName(entryName(f)), size: d.spans[i].end - d.spans[i].start}
		fault := faults[i]
		switch {
		case isZipFolder(f), e.name == Expected:
			continue
		case errors.Is(fault, errShared):
			if firstShared == "" {
				firstShared = e.name
			}
			continue
		case fault != nil:
			e.File = nil
		}
		a.entries = append(a.entries, e)
	}
	if firstShared != "" && a.err == nil {
		a.err = sharedError(shared, firstShared)
	}
	return a, nil
}

// addZip adds the entries of an archive that was passed as sources of their own.
func (b *Bundle) addZip(name string, f *opener) {
	a, err := openZip(f, f.size, MaxEntries)
	if err != nil {
		b.fail(name, err)
		return
	}
	prefix := b.unique(name) + "/"
	if b.sole {
		prefix = ""
	}
	for _, e := range a.entries {
		if b.full() {
			return
		}
		b.add(prefix+e.name, e.size, func(w *walker, name string) {
			if err := f.open(); err != nil {
				w.fail(name, reason(err))
				return
			}
			defer f.close()
			w.zipEntry(e, name, 0)
		})
	}
	if err := a.err; err != nil && !b.full() {
		b.sources = append(b.sources, source{
			name: name, whole: true, packed: func() int64 { return 0 },
			walk: func(w *walker, name string) { w.fail(name, err) },
		})
	}
}

// zip passes on the entries of an archive in another one.
func (w *walker) zip(f file, depth int) {
	a, err := openZip(f.at, f.size, MaxEntries)
	if err != nil {
		w.fail(f.name, err)
		return
	}
	for _, e := range a.entries {
		if w.full() {
			return
		}
		w.zipEntry(e, w.prefix(f, depth)+e.name, depth)
	}
	if a.err != nil {
		w.fail(f.name, a.err)
	}
}

func isZipFolder(f *zip.File) bool {
	return f.FileInfo().IsDir() || strings.HasSuffix(f.Name, `\`)
}

// fieldUnicodePath is the extra field that holds a name in UTF-8 (APPNOTE.TXT 4.6.9).
const fieldUnicodePath = 0x7075

// entryName decodes an entry's name. That of the Unicode path field counts where it belongs
// to the name beside it, which its checksum tells: a program that knows nothing of the field
// renames an entry and leaves the field. A name that is valid UTF-8 is taken as that, marked
// or not, since text in a code page seldom is. Any other is read in the code page that zip
// prescribes (appendix D).
func entryName(f *zip.File) string {
	if p := extraField(f.Extra, fieldUnicodePath); len(p) > 5 && p[0] == 1 &&
		binary.LittleEndian.Uint32(p[1:]) == crc32.ChecksumIEEE([]byte(f.Name)) && utf8.Valid(p[5:]) {
		return string(p[5:])
	}
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	if s, err := charmap.CodePage437.NewDecoder().String(f.Name); err == nil {
		return s
	}
	return f.Name
}

// zipEntry passes on an entry of an archive.
func (w *walker) zipEntry(e zipEntry, name string, depth int) {
	f := e.File
	switch {
	case f == nil:
		w.fail(name, errPast)
		return
	case !f.Mode().IsRegular():
		w.fail(name, errNotRegular)
		return
	case f.Flags&1 != 0: // APPNOTE.TXT 4.4.4, bit 0
		w.fail(name, EncryptedError{Format: "zip"})
		return
	}
	rc, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		err = fmt.Errorf("compressed by method %d of zip, which is not read: unpack it and pass the folder", f.Method)
	case errors.Is(err, zip.ErrFormat):
		err = errors.New("damaged zip archive: the entry is not where the list of files says")
	case err != nil:
		err = damaged("zip", err)
	}
	if err != nil {
		w.fail(name, err)
		return
	}
	defer rc.Close()
	w.file(file{
		name: name, size: int64(f.UncompressedSize64), modTime: f.Modified, inArchive: true,
		r: w.inflate(rc, costDeflate),
	}, depth+1)
}
