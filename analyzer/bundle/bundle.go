// Package bundle presents what an engineer passes - a folder, files, an archive, stdin,
// or bytes in memory - as named artifacts. It reads nothing but what it is asked to
// open, writes nothing, and bounds what an archive can inflate to.
//
// Only paths.go needs an operating system; [FromFiles] serves where there is none.
package bundle

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// The limits of a bundle. Past one of them the artifact in question carries a
// [LimitError] and the others are read all the same.
const (
	MaxEntries       = 20_000    // artifacts
	MaxFolderDepth   = 32        // folders below the path that was passed
	MaxArchiveDepth  = 3         // archives in archives
	MaxInflatedBytes = 16 << 30  // bytes that all archives of a bundle inflate to
	MaxNestedArchive = 256 << 20 // an archive inside an archive is held in memory
	MaxHeldBytes     = 512 << 20 // all archives that are held in memory
	MaxRatio         = 400       // inflated over packed size, past ratioFloor
	ratioFloor       = 64 << 20
	maxNameBytes     = 1024
)

// LimitError reports which limit stopped an artifact.
type LimitError struct {
	Limit string // the constant's name
	Value int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("stopped at the limit %s (%d)", e.Limit, e.Value)
}

// EncryptedError reports an archive entry that needs a password.
type EncryptedError struct{}

func (EncryptedError) Error() string {
	return "encrypted archive entry: unpack it with its password and pass the folder"
}

// Artifact is one file of a bundle.
type Artifact struct {
	Name      string // within the bundle, with forward slashes, never absolute, no ".."
	Size      int64  // -1 where unknown
	ModTime   time.Time
	InArchive bool  // ModTime is the archive entry's
	Err       error // why there is nothing to open
	open      func() (io.ReadCloser, error)
}

// Open returns the artifact's bytes. The caller closes them. Several artifacts may be
// open at once; stdin can be opened once.
func (a *Artifact) Open() (io.ReadCloser, error) {
	if a.Err != nil {
		return nil, a.Err
	}
	return a.open()
}

// Bundle is a set of artifacts in the order of their names.
type Bundle struct {
	Name      string
	Artifacts []Artifact
	close     []io.Closer
	budget    budget
	held      int64 // bytes of archives in memory
	names     map[string]int
}

// Close releases open archives.
func (b *Bundle) Close() error {
	var first error
	for _, c := range b.close {
		if err := c.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// FromFiles returns a bundle of files in memory. Archives among them are unpacked.
func FromFiles(name string, files map[string][]byte) *Bundle {
	b := &Bundle{Name: name}
	for _, n := range slices.Sorted(maps.Keys(files)) {
		b.addReaderAt(cleanName(n), bytes.NewReader(files[n]), int64(len(files[n])), time.Time{}, 0)
	}
	b.sort()
	return b
}

func (b *Bundle) sort() {
	slices.SortStableFunc(b.Artifacts, func(x, y Artifact) int { return cmp.Compare(x.Name, y.Name) })
}

// add appends an artifact unless the bundle is full. Artifacts of one name are told apart
// by a number: evidence names them.
func (b *Bundle) add(a Artifact) {
	if b.names == nil {
		b.names = make(map[string]int)
	}
	if b.names[a.Name]++; b.names[a.Name] > 1 {
		a.Name = fmt.Sprintf("%s (%d)", a.Name, b.names[a.Name])
	}
	switch n := len(b.Artifacts); {
	case n < MaxEntries:
		b.Artifacts = append(b.Artifacts, a)
	case n == MaxEntries:
		a.Err = &LimitError{"MaxEntries", MaxEntries}
		b.Artifacts = append(b.Artifacts, a)
	}
}

func (b *Bundle) full() bool { return len(b.Artifacts) > MaxEntries }

func (b *Bundle) fail(name string, err error) {
	b.add(Artifact{Name: name, Size: -1, Err: err})
}

// addReaderAt adds a file that is at hand, or its entries if it is an archive.
func (b *Bundle) addReaderAt(name string, r io.ReaderAt, size int64, mod time.Time, depth int) {
	if isZip(r) {
		b.addZip(name, r, size, depth)
		return
	}
	b.add(Artifact{Name: name, Size: size, ModTime: mod, InArchive: depth > 0, open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(r, 0, size)), nil
	}})
}

// cleanName turns a name from an archive or a path into a relative one without "..":
// it only ever is shown and matched, never opened.
func cleanName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if len(name) > 1 && name[1] == ':' {
		name = name[2:]
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if len(name) > maxNameBytes {
		name = strings.ToValidUTF8(name[len(name)-maxNameBytes:], "")
	}
	if name == "" {
		return "unnamed"
	}
	return name
}
