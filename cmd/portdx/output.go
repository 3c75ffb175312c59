package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/portdx/portdx/analyzer/bundle"
)

// output is where a report goes: the file of --output, or the standard output where file is
// nil.
type output struct {
	name    string
	file    *os.File
	created bool
	done    bool
}

// openOutput opens the file of --output for a bundle whose list of files is known, before
// the work begins. It is no file that the run reads: one of the inputs, the password's, a
// rule's. An existing file keeps its content until the report is there.
func openOutput(name string, b *bundle.Bundle, password, rules string) (*output, error) {
	if name == "" {
		return &output{}, nil
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("--output %s: is a folder", name)
	case err == nil && b.Reads(info):
		return nil, fmt.Errorf("--output %s: this is one of the inputs", name)
	case err == nil && isOne(info, password):
		return nil, fmt.Errorf("--output %s: this is the file of --password-file", name)
	case err == nil && isIn(info, rules):
		return nil, fmt.Errorf("--output %s: this is a file of --rules", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--output %s: %w", name, reason(err))
	}
	file, err2 := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o666)
	if err2 != nil {
		return nil, fmt.Errorf("--output %s: %w", name, reason(err2))
	}
	return &output{name: name, file: file, created: err != nil}, nil
}

// isOne reports whether a file is the one of that name; false for no name.
func isOne(info fs.FileInfo, name string) bool {
	other, err := os.Stat(name)
	return err == nil && os.SameFile(info, other)
}

// isIn reports whether a file lies in a folder; false for no folder.
func isIn(info fs.FileInfo, dir string) bool {
	found := false
	if dir != "" {
		_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			found = found || err == nil && !d.IsDir() && isOne(info, p)
			return nil
		})
	}
	return found
}

// write writes the report and closes the file.
func (o *output) write(stdout io.Writer, emit func(io.Writer) error) error {
	if o.file == nil {
		return emit(stdout)
	}
	err := o.file.Truncate(0)
	if info, serr := o.file.Stat(); serr == nil && !info.Mode().IsRegular() {
		err = nil // a device or a pipe has no length
	}
	if err == nil {
		err = emit(o.file)
	}
	if cerr := o.file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("--output %s: %w", o.name, reason(err))
	}
	o.done = true
	return nil
}

// discard closes the file of a run that failed, and removes it if it was not there before.
func (o *output) discard() {
	if o.file == nil || o.done {
		return
	}
	o.file.Close()
	if o.created {
		os.Remove(o.name)
	}
}
