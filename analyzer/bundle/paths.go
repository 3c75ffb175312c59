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
// an error; one that cannot be read is an artifact with an error. A link that is a path is
// followed. Of a pipe nothing is read before the bundle is.
func Open(paths []string, stdin io.Reader) (*Bundle, error) {
	b := newBundle(bundleName(paths))
	b.sole = len(paths) == 1
	for _, p := range paths {
		if p == Stdin {
			if f, ok := stdin.(*os.File); ok {
				b.addInput(f.Stat())
			}
			b.addStream("stdin", func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil })
			continue
		}
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no such file or folder", p)
		}
		b.addInput(info, err)
		name := cleanName(filepath.Base(p))
		switch {
		case err != nil:
			b.fail(name, reason(err))
		case info.IsDir():
			b.sole = false
			b.addFolder(p, len(paths) > 1)
		case info.Mode()&fs.ModeNamedPipe != 0:
			b.addStream(pipeName(p, name), func() (io.ReadCloser, error) { return os.Open(p) })
		case info.Mode().IsRegular() && info.Size() == 0: // of a system's own files the size is not known
			b.addStream(name, func() (io.ReadCloser, error) { return os.Open(p) })
		default:
			b.addPath(p, name, info)
		}
	}
	b.sort()
	return b, nil
}

// pipeName names a pipe. That of a shell's process substitution has a number for a name.
func pipeName(p, name string) string {
	if strings.HasPrefix(p, "/dev/") || strings.HasPrefix(p, "/proc/") {
		return "pipe"
	}
	return name
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

// addFolder adds the files below a folder. Links in it are not followed: they may lead out
// of the bundle or in a circle.
func (b *Bundle) addFolder(root string, several bool) {
	prefix := ""
	if several {
		prefix = filepath.Base(root) + "/"
	}
	if target, err := filepath.EvalSymlinks(root); err == nil {
		root = target
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
				b.fail(name, &LimitError{Limit: "MaxFolderDepth", Value: MaxFolderDepth})
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
		b.addPath(p, name, info)
		return nil
	})
	b.roots = append(b.roots, root)
}

// addPath adds a file by its path.
func (b *Bundle) addPath(p, name string, info fs.FileInfo) {
	if !info.Mode().IsRegular() {
		b.fail(name, errNotRegular)
		return
	}
	b.addFile(name, &opener{size: info.Size(), modTime: info.ModTime(), make: func() (atCloser, error) { return os.Open(p) }})
}

// addStream adds what can be read once, from its first byte to its last.
func (b *Bundle) addStream(name string, open func() (io.ReadCloser, error)) {
	in := &counted{}
	b.add(name, 0, func(w *walker, name string) {
		r, err := open()
		if err != nil {
			w.fail(name, reason(err))
			return
		}
		defer r.Close()
		in.Reader = r
		w.file(file{name: name, size: -1, r: bufio.NewReaderSize(in, 64<<10)}, 0)
	})
	if n := len(b.sources); n > 0 {
		b.sources[n-1].packed = in.count
	}
}

// addInput remembers a file that is read.
func (b *Bundle) addInput(info fs.FileInfo, err error) {
	if err == nil {
		b.inputs = append(b.inputs, info)
	}
}

// Reads reports whether a file is one that the bundle reads: one of the paths, under
// whatever name, or any below a folder.
func (b *Bundle) Reads(file fs.FileInfo) bool {
	if !file.Mode().IsRegular() {
		return false
	}
	for _, in := range b.inputs {
		if os.SameFile(in, file) {
			return true
		}
	}
	found := false
	for _, root := range b.roots {
		_ = filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil && os.SameFile(info, file) {
				found = true
				return filepath.SkipAll
			}
			return nil
		})
	}
	return found
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
