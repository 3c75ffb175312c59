package bundle

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// errBehind reports bytes that follow a gzip file and are none.
var errBehind = errors.New("other bytes follow the end of the gzip file: they were not read")

// members reads the parts of a gzip file one after the other. Zeros may follow them, as
// tapes and transfers in blocks leave them: gunzip passes over these as well.
type members struct {
	in *bufio.Reader
	zr *gzip.Reader
}

// newMembers reads the header of the first part.
func newMembers(r io.Reader) (*members, error) {
	in := bufio.NewReader(r)
	zr, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	zr.Multistream(false)
	return &members{in, zr}, nil
}

// Read implements [io.Reader].
func (m *members) Read(p []byte) (int, error) {
	n, err := m.zr.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	return n, m.next()
}

// next goes to the next part. At the end of all the error is io.EOF.
func (m *members) next() error {
	head, err := m.in.Peek(1)
	switch {
	case len(head) == 0:
		return err
	case head[0] == 0:
		return m.zeros()
	}
	if head, _ = m.in.Peek(3); formatOf(head) != formatGzip {
		return errBehind
	}
	if err := m.zr.Reset(m.in); err != nil {
		return damaged("gzip", err)
	}
	m.zr.Multistream(false)
	return nil
}

// zeros reads on as long as there are zeros.
func (m *members) zeros() error {
	for range maxZeros {
		switch c, err := m.in.ReadByte(); {
		case err != nil:
			return err
		case c != 0:
			return errBehind
		}
	}
	return errBehind
}
