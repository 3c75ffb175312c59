package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// The limits of a bundle. Past one of them the artifact in question carries a
// [LimitError] and the others are read all the same; past one that is of the whole bundle
// it stands for all that follow.
const (
	MaxEntries        = 20_000    // artifacts, of the whole bundle
	MaxBundleSections = 100_000   // parts of files that a report lists, of the whole bundle
	MaxKept           = 512 << 20 // bytes that stay in memory of what was read, of the whole bundle
	MaxFolderDepth    = 32        // folders below the path that was passed
	MaxArchiveDepth   = 3         // archives in archives; a tar in a gzip counts as one
	MaxInflatedBytes  = 16 << 30  // bytes that all archives of the whole bundle inflate to
	MaxNestedArchive  = 256 << 20 // a zip or 7z archive in an archive or from stdin, held in memory
	MaxHeldBytes      = 512 << 20 // all archives that are held in memory at one time
	MaxDictionary     = 256 << 20 // memory to unpack one stream of a 7z or rar archive
	MaxHeaderBytes    = 32 << 20  // the list of files of a 7z archive, unpacked
	MaxKeyRounds      = 1 << 25   // rounds of hashing for the keys of one file; 7-Zip takes 1 << 19 for a key
	maxNameBytes      = 1024

	// MaxWork is how many units of work reading the whole bundle may take beyond
	// WorkPerByte units for each byte that was passed. A unit is about what a byte of a
	// table of netstat takes, 2 to 3 ns; a byte of other text takes 16 more. So a small
	// archive may hold a loop of 1.5 GB, and an archive of logs may inflate to sixty times
	// its size whatever that is, but no archive of a few kilobytes takes minutes.
	MaxWork     = 4 << 30
	WorkPerByte = 1024
)

// LimitError reports which limit stopped an artifact.
type LimitError struct {
	Limit string // the constant's name
	Value int64
	Rest  bool // all that follows was not read either
}

func (e *LimitError) Error() string {
	if e.Rest {
		return fmt.Sprintf("stopped at the limit %s (%d): this file and those after it were not read", e.Limit, e.Value)
	}
	return fmt.Sprintf("stopped at the limit %s (%d)", e.Limit, e.Value)
}

// EncryptedError reports an archive, or an entry of one, that needs a password.
type EncryptedError struct {
	Format string // zip, 7z or rar
	Tried  bool   // a password was given and does not fit
}

func (e EncryptedError) Error() string {
	switch {
	case e.Format != "7z":
		return "encrypted in a " + e.Format + " archive: unpack it with its password and pass the folder"
	case e.Tried:
		return "encrypted 7z archive: the password is wrong or the data damaged; check the file of --password-file"
	}
	return "encrypted 7z archive: write its password into a file and pass --password-file FILE"
}

// damaged says which kind of archive cannot be read on and why. Limits, passwords and the
// end of the run speak for themselves.
func damaged(format string, err error) error {
	switch {
	case errors.As(err, new(*LimitError)), errors.As(err, new(EncryptedError)), errors.Is(err, errVolumes),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("damaged %s archive: it ends too early", format)
	}
	return fmt.Errorf("damaged %s archive: %w", format, err)
}

// protect turns a panic of a decoder into an error.
func protect(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the decoder failed: %v", p)
	}
}

// counted counts the bytes that were taken from a reader.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) count() int64 { return c.n }

// inflated is the output of a decoder within the limits. It counts what comes out: sizes
// in an archive's headers are claims.
type inflated struct {
	r    io.Reader
	w    *walker
	cost int64 // units of work for a byte
	err  error
}

// maxEmptyReads is how often a decoder may return nothing before it counts as stuck.
const maxEmptyReads = 100

func (l *inflated) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := l.read(p)
	l.w.spent.inflated += int64(n)
	l.w.work(l.cost * int64(n))
	if over := l.w.over(0); over != nil {
		err = over
	} else if l.w.ctx.Err() != nil {
		err = l.w.ctx.Err()
	}
	l.err = err
	return n, err
}

// read reads until the decoder returns something.
func (l *inflated) read(p []byte) (n int, err error) {
	defer protect(&err)
	for range maxEmptyReads {
		if n, err = l.r.Read(p); n != 0 || err != nil {
			return max(n, 0), err
		}
	}
	return 0, io.ErrNoProgress
}

// blocks are bytes in memory that were read in parts, without the copies that a growing
// slice makes.
type blocks [][]byte

// blockSize is the size of each block but the last.
const blockSize = 1 << 20

// ReadAt implements [io.ReaderAt].
func (b blocks) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		i, in := int(off/blockSize), int(off%blockSize)
		if off < 0 || i >= len(b) || in >= len(b[i]) {
			return n, io.EOF
		}
		c := copy(p[n:], b[i][in:])
		n, off = n+c, off+int64(c)
	}
	return n, nil
}

// readBlocks reads all, at most limit bytes; past it the error is exceeded. The first block
// grows with what there is: most archives in archives are small.
func readBlocks(r io.Reader, limit int64, exceeded error) (b blocks, size int64, err error) {
	for {
		var block []byte
		want := min(blockSize, limit-size+1)
		if size == 0 {
			block, err = io.ReadAll(io.LimitReader(r, want))
			if err == nil && int64(len(block)) < want {
				err = io.EOF
			}
		} else {
			block = make([]byte, want)
			var n int
			n, err = readFull(r, block)
			block = block[:n]
		}
		size += int64(len(block))
		if size > limit {
			return nil, 0, exceeded
		}
		b = append(b, block)
		switch {
		case err == io.EOF:
			return b, size, nil
		case err != nil:
			return nil, 0, err
		}
	}
}

// readFull is [io.ReadFull] with io.EOF for any end: a decoder's own io.ErrUnexpectedEOF is
// damage.
func readFull(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = r.Read(p[n:])
		n += m
	}
	if n == len(p) {
		err = nil
	}
	return n, err
}

// holdLimit is how much of an archive may be held in memory where there is room for so many
// bytes.
func holdLimit(room int64) (int64, error) {
	if room < MaxNestedArchive {
		return room, &LimitError{Limit: "MaxHeldBytes", Value: MaxHeldBytes}
	}
	return MaxNestedArchive, &LimitError{Limit: "MaxNestedArchive", Value: MaxNestedArchive}
}
