package bundle

import (
	"bufio"
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"time"
)

// Expected is the name of a fixture's expected results. At the top of a folder that was
// passed, or of an archive, it is no evidence and is passed over.
const Expected = "expected.json"

var errNotRegular = errors.New("not a regular file")

// walker goes through one source and passes on its artifacts, in the order in which the
// source holds them.
type walker struct {
	account
	ctx    context.Context
	bundle *Bundle
	visit  func(a *Artifact, start cost)
	before func() cost // what the sources before this one cost at least
	names  map[string]int
	ended  bool  // a limit of the bundle was reached
	held   int64 // bytes of nested archives in memory
}

// file is a file while its bytes are at hand, in an archive or outside.
type file struct {
	name      string
	size      int64 // -1 where unknown
	modTime   time.Time
	inArchive bool
	r         io.Reader
	at        io.ReaderAt // the same bytes, where any of them can be had; else nil
}

// file passes on a file, or the entries of the archive that its first bytes announce.
// The depth is the number of archives around it.
func (w *walker) file(f file, depth int) {
	br := bufio.NewReaderSize(f.r, headSize)
	head, _ := br.Peek(headSize) // an error comes back at the next read
	f.r = br
	if isProgram(head) && f.at == nil {
		release, err := w.hold(&f)
		if err != nil {
			w.fail(f.name, err)
			return
		}
		defer release()
	}
	format := formatOf(head)
	if f.at != nil && format == noArchive {
		var start int64
		if format, start = behind(head, f.at, f.size); format != noArchive {
			f = f.from(start)
		}
	}
	switch {
	case isMacs(f.name, head): // of no use to anyone
	case format == noArchive:
		w.artifact(Artifact{Name: f.name, Size: f.size, ModTime: f.modTime, InArchive: f.inArchive, r: f.r})
	case depth >= MaxArchiveDepth:
		w.fail(f.name, &LimitError{Limit: "MaxArchiveDepth", Value: MaxArchiveDepth})
	default:
		w.archive(format, f, depth)
	}
}

// from returns the part of a file that begins at a place.
func (f file) from(start int64) file {
	r := io.NewSectionReader(f.at, start, f.size-start)
	f.at, f.r, f.size = r, r, r.Size()
	return f
}

func (w *walker) archive(format format, f file, depth int) {
	switch format {
	case formatGzip, formatBzip2:
		w.compressed(format, f, depth)
	case formatTar:
		w.tar(f, depth)
	case formatRar4, formatRar:
		w.rar(f, depth, format == formatRar4)
	case formatZip, format7z:
		release, err := w.hold(&f)
		if err != nil {
			w.fail(f.name, err)
			return
		}
		defer release()
		if format == formatZip {
			w.zip(f, depth)
		} else {
			w.sevenZip(f, depth)
		}
	}
}

// firstTime is later than what archives say where they have no time: the beginnings of
// Unix time, of DOS time and of Windows time.
var firstTime = time.Date(1981, 1, 1, 0, 0, 0, 0, time.UTC)

// artifact passes on an artifact under a name of its own.
func (w *walker) artifact(a Artifact) {
	if w.full() {
		return
	}
	if w.names == nil {
		w.names = make(map[string]int)
	}
	a.Name = numbered(w.names, a.Name)
	if a.InArchive && a.ModTime.Before(firstTime) {
		a.ModTime = time.Time{}
	}
	start := w.spent
	if err := w.before().plus(start).reached(w.limit); err != nil {
		a, w.ended = Artifact{Name: a.Name, Size: -1, Err: err}, true
	} else {
		w.spent.entries++
		w.begun = w.spent
		a.account = &w.account
	}
	if a.r != nil {
		a.r = paid{a.r, &w.account}
	}
	w.visit(&a, start)
}

// full reports whether nothing more is to be passed on.
func (w *walker) full() bool { return w.ended || w.ctx.Err() != nil }

// fail passes on an artifact that cannot be opened.
func (w *walker) fail(name string, err error) {
	w.artifact(Artifact{Name: name, Size: -1, Err: err})
}

// prefix is the folder of an archive's entries: the archive's name, as if it were
// unpacked there. The entries of an archive that is the bundle stand in no folder.
func (w *walker) prefix(f file, depth int) string {
	if depth == 0 && w.bundle.sole {
		return ""
	}
	return f.name + "/"
}

// entry passes on an entry of an archive. The results that a fixture expects are no
// evidence.
func (w *walker) entry(archive file, f file, depth int) {
	name := cleanName(f.name)
	if name == Expected {
		return
	}
	f.name, f.inArchive = w.prefix(archive, depth)+name, true
	w.file(f, depth+1)
}

// entryFail passes on an entry that cannot be opened.
func (w *walker) entryFail(archive file, name string, depth int, err error) {
	w.fail(w.prefix(archive, depth)+cleanName(name), err)
}

// inflate puts the output of a decoder under the limits. A byte of it costs so many units
// of work.
func (w *walker) inflate(r io.Reader, cost int64) *inflated { return &inflated{r: r, w: w, cost: cost} }

// hold reads an archive that must be read at any place into memory, unless it is in
// reach already. One source at a time holds archives, so the limit is the bundle's.
func (w *walker) hold(f *file) (release func(), err error) {
	if f.at != nil {
		return func() {}, nil
	}
	if w.held == 0 {
		w.bundle.holding.Lock()
	}
	limit, exceeded := holdLimit(w.bundle.room - w.held)
	data, size, err := readBlocks(f.r, limit, exceeded)
	w.held += size
	release = func() {
		if w.held -= size; w.held == 0 {
			w.bundle.holding.Unlock()
		}
	}
	if err != nil {
		release()
		return nil, err
	}
	f.at, f.size = data, size
	return release, nil
}

// stripped is a compressed file's name without the ending of its format, unless another
// source has that name.
func (w *walker) stripped(name, ending string) string {
	short := strings.TrimSuffix(name, ending)
	if short == "" || strings.HasSuffix(short, "/") || w.bundle.names[short] > 0 {
		return name
	}
	return short
}

// base is the last part of a name that an archive gives.
func base(name string) string { return path.Base(cleanName(name)) }
