package bundle

import (
	"archive/tar"
	"bufio"
	"compress/bzip2"
	"errors"
	"io"
	"strings"
)

var errSparse = errors.New("a sparse file in a tar archive: unpack it and pass the folder")

// compressed passes on the file in a gzip or bzip2 file, or the entries of the tar archive
// in it. The parts of a file with several parts follow one another.
func (w *walker) compressed(format format, f file, depth int) {
	inner := file{name: w.stripped(f.name, ".bz2"), size: -1, modTime: f.modTime, inArchive: f.inArchive}
	var decoder io.Reader
	unit := int64(costDeflate)
	if format == formatGzip {
		m, err := newMembers(f.r)
		if err != nil {
			w.fail(f.name, damaged("gzip", err))
			return
		}
		decoder = m
		inner.name = w.gzipName(f.name, m.zr.Name, depth)
		if m.zr.ModTime.After(firstTime) { // zero where there is none (RFC 1952 2.3.1)
			inner.modTime, inner.inArchive = m.zr.ModTime, true
		}
	} else {
		decoder, unit = bzip2.NewReader(bufio.NewReader(f.r)), costDecoder
	}
	br := bufio.NewReaderSize(w.inflate(decoder, unit), headSize)
	inner.r = br
	if head, _ := br.Peek(headSize); formatOf(head) == formatTar {
		inner.name = f.name
		w.tar(inner, depth)
		return
	}
	w.file(inner, depth+1)
}

// gzipName is the name of the file in a gzip file: as gunzip names it, without the
// ending .gz. Where there is none the name in the header helps, if there is no other file
// that it could be mistaken for.
func (w *walker) gzipName(name, header string, depth int) string {
	if short := w.stripped(name, ".gz"); short != name {
		return short
	}
	if header != "" && depth == 0 && w.bundle.sole {
		return base(header)
	}
	return name
}

// tar passes on the files of a tar archive.
func (w *walker) tar(f file, depth int) {
	if f.at != nil {
		f.r = io.NewSectionReader(f.at, 0, f.size) // what no one reads is passed over
	}
	tr := tar.NewReader(f.r)
	for !w.full() {
		h, err := tr.Next()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			w.fail(f.name, damaged("tar", err))
			return
		}
		switch {
		case h.Typeflag == tar.TypeDir, h.Typeflag == tar.TypeXGlobalHeader:
		case isSparse(h):
			w.entryFail(f, h.Name, depth, errSparse)
		case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeCont:
			w.entryFail(f, h.Name, depth, errNotRegular)
		default:
			w.entry(f, file{name: h.Name, size: h.Size, modTime: h.ModTime, r: tr}, depth)
		}
	}
}

// isSparse recognizes files with holes, whose size on disk is no bound to what they read
// as (GNU tar manual, Sparse Formats).
func isSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for k := range h.PAXRecords {
		if strings.HasPrefix(k, "GNU.sparse.") {
			return true
		}
	}
	return false
}
