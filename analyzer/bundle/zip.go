package bundle

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/charmap"
)

// isZip looks for the magic of a local file header or of an empty archive (APPNOTE.TXT
// 4.3.7 and 4.3.16).
func isZip(r io.ReaderAt) bool {
	var head [4]byte
	if n, _ := r.ReadAt(head[:], 0); n < 4 {
		return false
	}
	return bytes.Equal(head[:], []byte("PK\x03\x04")) || bytes.Equal(head[:], []byte("PK\x05\x06"))
}

// isOffice recognizes documents that are zip archives but hold no captures.
func isOffice(zr *zip.Reader) bool {
	for _, f := range zr.File {
		if f.Name == "[Content_Types].xml" {
			return true
		}
	}
	return false
}

var errOffice = errors.New("an Office document: paste its text into a .txt file, or attach the captures themselves")

// addZip adds the entries of an archive, archives among them included. Names of entries
// stand below the archive's own.
func (b *Bundle) addZip(name string, r io.ReaderAt, size int64, depth int) {
	if depth >= MaxArchiveDepth {
		b.fail(name, &LimitError{"MaxArchiveDepth", MaxArchiveDepth})
		return
	}
	zr, err := zip.NewReader(r, size)
	if err != nil {
		b.fail(name, fmt.Errorf("damaged zip archive: %w", err))
		return
	}
	if isOffice(zr) {
		b.fail(name, errOffice)
		return
	}
	zr.RegisterDecompressor(zip.Deflate, flate.NewReader)
	prefix := name + "/"
	if depth == 0 && b.Name == name {
		prefix = ""
	}
	for _, f := range zr.File {
		if b.full() {
			return
		}
		if f.FileInfo().IsDir() || strings.HasSuffix(f.Name, `\`) {
			continue
		}
		b.addEntry(prefix+cleanName(entryName(f)), f, depth)
	}
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
	return strings.ToValidUTF8(f.Name, "\uFFFD")
}

func (b *Bundle) addEntry(name string, f *zip.File, depth int) {
	if f.Flags&1 != 0 {
		b.fail(name, EncryptedError{})
		return
	}
	open := func() (io.ReadCloser, error) {
		rc, err := f.Open()
		if err != nil {
			return nil, err
		}
		return &limited{ReadCloser: rc, bundle: &b.budget, packed: int64(f.CompressedSize64)}, nil
	}
	if strings.HasSuffix(strings.ToLower(name), ".zip") {
		b.addNested(name, f, open, depth)
		return
	}
	b.add(Artifact{Name: name, Size: int64(f.UncompressedSize64), ModTime: f.Modified, InArchive: true, open: open})
}

// addNested holds an archive within the archive in memory and adds its entries. An entry
// that only is named like one is read when it is asked for.
func (b *Bundle) addNested(name string, f *zip.File, open func() (io.ReadCloser, error), depth int) {
	rc, err := open()
	if err != nil {
		b.fail(name, err)
		return
	}
	defer rc.Close()
	br := bufio.NewReader(rc)
	if head, _ := br.Peek(4); !isZip(bytes.NewReader(head)) {
		b.add(Artifact{Name: name, Size: int64(f.UncompressedSize64), ModTime: f.Modified, InArchive: true, open: open})
		return
	}
	data, err := b.hold(br)
	if err != nil {
		b.fail(name, err)
		return
	}
	b.addReaderAt(name, bytes.NewReader(data), int64(len(data)), f.Modified, depth+1)
}

// hold reads an archive into memory, within the limits of one and of all.
func (b *Bundle) hold(r io.Reader) ([]byte, error) {
	limit, err := int64(MaxNestedArchive), error(&LimitError{"MaxNestedArchive", MaxNestedArchive})
	if left := MaxHeldBytes - b.held; left < limit {
		limit, err = left, &LimitError{"MaxHeldBytes", MaxHeldBytes}
	}
	data, readErr := io.ReadAll(io.LimitReader(r, limit+1))
	if readErr != nil {
		return nil, readErr
	}
	if int64(len(data)) > limit {
		return nil, err
	}
	b.held += int64(len(data))
	return data, nil
}

// budget counts what all archives of a bundle have inflated to.
type budget struct{ inflated atomic.Int64 }

// limited counts the bytes that an entry really inflates to: sizes in an archive's
// headers are claims.
type limited struct {
	io.ReadCloser
	bundle *budget
	packed int64
	out    int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	l.out += int64(n)
	if l.bundle.inflated.Add(int64(n)) > MaxInflatedBytes {
		return n, &LimitError{"MaxInflatedBytes", MaxInflatedBytes}
	}
	if l.out > ratioFloor && l.out/MaxRatio > l.packed {
		return n, &LimitError{"MaxRatio", MaxRatio}
	}
	return n, err
}
