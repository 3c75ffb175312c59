package bundle

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Stdin is the path that stands for the standard input.
const Stdin = "-"

// Open returns the bundle that the paths make together. A path that does not exist is
// an error; one that cannot be read is an artifact with an error.
func Open(paths []string, stdin io.Reader) (*Bundle, error) {
	b := &Bundle{Name: bundleName(paths), sole: len(paths) == 1}
	for _, p := range paths {
		if p == Stdin {
			b.addStream(stdin)
			continue
		}
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			b.Close()
			return nil, fmt.Errorf("%s: no such file or folder", p)
		}
		switch {
		case err != nil:
			b.fail(filepath.Base(p), reason(err))
		case info.IsDir():
			b.sole = false
			b.addFolder(p, len(paths) > 1)
		default:
			b.addFile(p, cleanName(filepath.Base(p)), info)
		}
	}
	b.sort()
	return b, nil
}

// bundleName is the base name of a single path, the common word otherwise.
func bundleName(paths []string) string {
	if len(paths) != 1 {
		return "files"
	}
	if paths[0] == Stdin {
		return "stdin"
	}
	abs, err := filepath.Abs(paths[0])
	if err != nil {
		return filepath.Base(paths[0])
	}
	return filepath.Base(abs)
}

// addFolder adds the files below a folder. Links are not followed: they may lead out of
// the bundle or in a circle.
func (b *Bundle) addFolder(root string, several bool) {
	prefix := ""
	if several {
		prefix = filepath.Base(root) + "/"
	}
	_ = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, p)
		if relErr != nil {
			rel = filepath.Base(p)
		}
		name := cleanName(prefix + filepath.ToSlash(rel))
		if rel == "." {
			name = filepath.Base(root)
		}
		switch {
		case b.full():
			return filepath.SkipAll
		case err != nil:
			b.fail(name, reason(err))
			if d != nil && d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir():
			if strings.Count(rel, string(filepath.Separator)) >= MaxFolderDepth {
				b.fail(name, &LimitError{"MaxFolderDepth", MaxFolderDepth})
				return filepath.SkipDir
			}
			return nil
		case rel == Expected:
			return nil
		}
		info, err := d.Info()
		if err != nil {
			b.fail(name, reason(err))
			return nil
		}
		b.addFile(p, name, info)
		return nil
	})
}

func (b *Bundle) addFile(p, name string, info fs.FileInfo) {
	if !info.Mode().IsRegular() {
		b.fail(name, errNotRegular)
		return
	}
	f, err := os.Open(p)
	if err != nil {
		b.fail(name, reason(err))
		return
	}
	if isZip(f) {
		b.close = append(b.close, f)
		b.addZip(name, f, info.Size())
		return
	}
	f.Close()
	b.add(name, func(w *walker, name string) {
		f, err := os.Open(p)
		if err != nil {
			w.fail(name, reason(err))
			return
		}
		defer f.Close()
		w.file(file{name: name, size: info.Size(), modTime: info.ModTime(), r: f, at: f}, 0)
	})
}

// addStream adds the standard input: a zip archive, which has its list of entries at its
// end, once it is read, and anything else as it comes.
func (b *Bundle) addStream(stdin io.Reader) {
	br := bufio.NewReaderSize(stdin, 64<<10)
	head, _ := br.Peek(headSize)
	if formatOf(head) != formatZip {
		b.add("stdin", func(w *walker, name string) { w.file(file{name: name, size: -1, r: br}, 0) })
		return
	}
	limit, exceeded := holdLimit(b.held)
	data, size, err := readBlocks(br, limit, exceeded)
	if err != nil {
		b.fail("stdin", err)
		return
	}
	b.held += size
	b.addZip("stdin", data, size)
}

// reason drops the path from an error of the operating system: the artifact's name
// stands beside it already.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
