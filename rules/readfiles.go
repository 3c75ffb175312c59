package rules

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Limits of one layer. The rules that come with portdx are far below them.
const (
	maxFiles     = 1000
	maxEntries   = 10000 // names in one folder, rule files or not
	maxFileSize  = 256 << 10
	maxTotalSize = 4 << 20
)

// extension ends the names of rule files.
const extension = ".yaml"

// readFiles returns the rule files of a layer, sorted by name.
func (l *loader) readFiles(fsys fs.FS) []*file {
	var files []*file
	total := 0
	for _, name := range l.ruleFiles(fsys) {
		data, err := readLimited(fsys, name)
		if err != nil {
			l.errs.file(name, "%s", err)
			continue
		}
		if total += len(data); total > maxTotalSize {
			l.errs.file(name, "the rule files are larger than %d MiB together", maxTotalSize>>20)
			break
		}
		files = append(files, &file{name: name, data: data})
	}
	return files
}

// ruleFiles finds the files at the top and in the known folders.
func (l *loader) ruleFiles(fsys fs.FS) []string {
	names := l.yamlFiles(fsys, ".")
	for _, folder := range l.folders(fsys) {
		inside := l.yamlFiles(fsys, folder)
		if slices.Contains(folderNames(), folder) {
			names = append(names, inside...)
		} else if len(inside) > 0 {
			l.errs.file(folder, "rules belong in one of the folders %s, or at the top%s", oneOf(folderNames()), didYouMean(folder, folderNames()))
		}
	}
	if len(names) > maxFiles {
		l.errs.file(names[maxFiles], "more than %d rule files", maxFiles)
		names = names[:maxFiles]
	}
	slices.Sort(names)
	return names
}

// folders returns the folders at the top that are not hidden.
func (l *loader) folders(fsys fs.FS) []string {
	var names []string
	for _, e := range l.entries(fsys, ".") {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names
}

func (l *loader) yamlFiles(fsys fs.FS, folder string) []string {
	var names []string
	for _, e := range l.entries(fsys, folder) {
		name := path.Join(folder, e.Name())
		switch {
		case e.IsDir() || strings.HasPrefix(e.Name(), "."):
		case strings.HasSuffix(e.Name(), ".yml"):
			l.errs.file(name, "the names of rule files end in %s", extension)
		case strings.HasSuffix(e.Name(), extension):
			names = append(names, name)
		}
	}
	return names
}

// entries lists a folder in the order of names.
func (l *loader) entries(fsys fs.FS, folder string) []fs.DirEntry {
	entries, err := readFolder(fsys, folder)
	if err != nil {
		l.errs.file(folder, "%s", err)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries
}

func readFolder(fsys fs.FS, folder string) ([]fs.DirEntry, error) {
	f, err := fsys.Open(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, errors.New("this is no folder")
	}
	entries, err := dir.ReadDir(maxEntries + 1)
	if len(entries) > maxEntries {
		return nil, errors.New("too many files for a folder of rules")
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return entries, err
}

// readLimited reads a regular file. Others, such as pipes, could block.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("this is no regular file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if len(data) > maxFileSize {
		return nil, errors.New("the file is larger than a rule file may be (256 KiB)")
	}
	return data, err
}
