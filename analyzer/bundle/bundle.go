// Package bundle presents what an engineer passes - a folder, files, an archive, stdin,
// or bytes in memory - as named artifacts. It reads nothing but what it is asked to
// open, writes nothing, and bounds what an archive can inflate to.
//
// A bundle is a list of sources, each a file. [Read] goes through them in parallel. A
// source that turns out to be an archive (by its first bytes, never by its name) is
// walked through once, from its first entry to its last, on one goroutine: tar, gzip,
// rar and solid 7z can be read in no other way without starting anew for each entry.
// Only the entries of a zip archive that was passed are sources of their own, since a
// zip archive gives access to any of them. So an entry of any size streams, nothing is
// unpacked twice, and memory holds no more than the zip and 7z archives in archives that
// are being walked through.
//
// Only paths.go needs an operating system; [FromFiles] serves where there is none.
package bundle

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Artifact is one file of a bundle. It is valid during the call that it is passed to.
type Artifact struct {
	Name      string // within the bundle, with forward slashes, never absolute, no ".."
	Size      int64  // -1 where unknown
	ModTime   time.Time
	InArchive bool  // ModTime is what the archive says
	Err       error // why there is nothing to open
	r         io.Reader
	account   *account
}

// Open returns the artifact's bytes, once.
func (a *Artifact) Open() (io.Reader, error) { return a.r, a.Err }

// Bundle is a set of files, archives among them.
type Bundle struct {
	Name string
	// Password opens 7z archives that are encrypted; none where it is empty. It is set
	// before the bundle is read.
	Password string

	sources []source
	sole    bool // the one source is the bundle itself: its entries need no folder
	names   map[string]int
	limits  cost
	spent   cost          // once the bundle is read
	room    int64         // for archives that are held in memory
	inputs  []fs.FileInfo // of the paths that were passed
	roots   []string      // folders among them

	holding sync.Mutex // of the source whose nested archives are in memory
}

// source is one file of a bundle, or an entry of a zip archive that was passed.
type source struct {
	name   string
	whole  bool         // it stands for an archive of which other sources are the entries
	packed func() int64 // bytes of its own
	walk   func(w *walker, name string)
}

// order puts what is to be said of an archive behind its entries.
func (s *source) order() string {
	if s.whole {
		return s.name + "/\U0010FFFF"
	}
	return s.name
}

// FromFiles returns a bundle of files in memory. Archives among them are unpacked.
func FromFiles(name string, files map[string][]byte) *Bundle {
	b := newBundle(name)
	if len(files) == 1 {
		_, b.sole = files[name]
	}
	for _, n := range slices.Sorted(maps.Keys(files)) {
		r := bytes.NewReader(files[n])
		b.addFile(cleanName(n), &opener{size: r.Size(), make: func() (atCloser, error) { return nopCloser{r}, nil }})
	}
	b.sort()
	return b
}

func newBundle(name string) *Bundle {
	return &Bundle{Name: name, limits: bundleLimits, room: MaxHeldBytes}
}

// sort puts the sources in the order of their names. A file whose name is that of a
// folder as well gets another one: it could be an archive with entries of the same names.
func (b *Bundle) sort() {
	folders := make(map[string]bool)
	for _, s := range b.sources {
		for dir := path.Dir(s.name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for i, s := range b.sources {
		if folders[s.name] && !s.whole {
			b.sources[i].name = b.unique(s.name)
		}
	}
	slices.SortStableFunc(b.sources, func(x, y source) int { return cmp.Compare(x.order(), y.order()) })
}

// add appends a source unless the bundle is full, with the bytes that it has of its own.
// [Read] puts the one past the limit under the limit's error.
func (b *Bundle) add(name string, size int64, walk func(w *walker, name string)) {
	if !b.full() {
		b.sources = append(b.sources, source{name: b.unique(name), packed: func() int64 { return size }, walk: walk})
	}
}

// full reports whether the bundle takes no more sources.
func (b *Bundle) full() bool { return len(b.sources) > MaxEntries }

// fail adds a file that cannot be read.
func (b *Bundle) fail(name string, err error) {
	b.add(name, 0, func(w *walker, name string) { w.fail(name, err) })
}

// addFile adds a file. It is open while it is read, and while its list of entries is.
func (b *Bundle) addFile(name string, f *opener) {
	if err := f.open(); err != nil {
		b.fail(name, reason(err))
		return
	}
	defer f.close()
	if isZip(f, f.size) {
		b.addZip(name, f)
		return
	}
	b.add(name, f.size, func(w *walker, name string) {
		if err := f.open(); err != nil {
			w.fail(name, reason(err))
			return
		}
		defer f.close()
		w.file(file{name: name, size: f.size, modTime: f.modTime, r: io.NewSectionReader(f, 0, f.size), at: f}, 0)
	})
}

// unique returns a name that no other source has. Evidence names files.
func (b *Bundle) unique(name string) string {
	if b.names == nil {
		b.names = make(map[string]int)
	}
	return numbered(b.names, name)
}

// numbered tells names apart by a number and counts them in taken.
func numbered(taken map[string]int, name string) string {
	unique := name
	for taken[unique] > 0 {
		taken[name]++
		unique = fmt.Sprintf("%s (%d)", name, taken[name])
	}
	taken[unique]++
	return unique
}

// cleanName turns a name from an archive or a path into a relative one without "..",
// control characters and bytes that are no text: it only ever is shown and matched, never
// opened.
func cleanName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if len(name) > 1 && name[1] == ':' {
		name = name[2:]
	}
	name = strings.Map(printable, strings.ToValidUTF8(name, "\uFFFD"))
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if len(name) > maxNameBytes {
		name = strings.ToValidUTF8(name[len(name)-maxNameBytes:], "")
	}
	if name == "" {
		return "unnamed"
	}
	return name
}

// printable replaces what a terminal or an editor would act on.
func printable(r rune) rune {
	switch {
	case unicode.IsPrint(r):
		return r
	case unicode.IsSpace(r) && !unicode.IsControl(r):
		return ' '
	}
	return unicode.ReplacementChar
}
