package bundle

import (
	"errors"
	"io"
	"sync"
	"time"
)

// atCloser is an open file.
type atCloser interface {
	io.ReaderAt
	io.Closer
}

// nopCloser is a file in memory.
type nopCloser struct{ io.ReaderAt }

func (nopCloser) Close() error { return nil }

// opener is a file that is open while it is in use, so that a bundle of thousands of
// archives needs no more of them open than are being read.
type opener struct {
	size    int64
	modTime time.Time
	make    func() (atCloser, error)

	mu    sync.Mutex
	users int
	f     atCloser
}

func (o *opener) open() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.users == 0 {
		f, err := o.make()
		if err != nil {
			return err
		}
		o.f = f
	}
	o.users++
	return nil
}

func (o *opener) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.users--; o.users == 0 {
		_ = o.f.Close()
		o.f = nil
	}
}

// ReadAt implements [io.ReaderAt] while the file is open. Bytes past the size that the file
// had are none of it.
func (o *opener) ReadAt(p []byte, off int64) (int, error) {
	if off >= o.size {
		return 0, io.EOF
	}
	want := min(int64(len(p)), o.size-off)
	n, err := o.f.ReadAt(p[:want], off)
	switch {
	case int64(n) < want && (err == nil || errors.Is(err, io.EOF)):
		return n, errCut
	case err == nil && n < len(p):
		return n, io.EOF
	}
	return n, err
}

var errCut = errors.New("the file became shorter while it was read: copy it when nothing writes to it, and pass the copy")
