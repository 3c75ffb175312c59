package bundle

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// The list of files of a zip archive stands at its end, and takes several times its size in
// memory. So it is gone through here before it is built: how many records it has and which
// bytes of the archive each of them names. What is said in a record of the end is a claim.
// The format is APPNOTE.TXT 6.3; the numbers are of its sections.
const (
	zipRecord   = "PK\x01\x02" // 4.3.12, of the list
	zipEnd      = "PK\x05\x06" // 4.3.16
	zipEnd64    = "PK\x06\x06" // 4.3.14
	zipLocator  = "PK\x06\x07" // 4.3.15
	recordSize  = 46
	endSize     = 22
	end64Size   = 56
	locatorSize = 20
	localSize   = 30
	// maxComment is what may stand between the end record and the end of the file.
	maxComment = 1<<16 - 1
	// maxZeros is how many zeros may follow: an archive is padded by tapes, by transfers in
	// blocks, by disks.
	maxZeros = 16 << 20
	// maxEnds is how many places that look like an end record are tried. A comment may hold
	// the signature.
	maxEnds = 16
)

var (
	errNoEnd = errors.New("damaged zip archive: its list of files, at its end, is missing: it may be cut off")
	errPast  = errors.New("damaged zip archive: the entry would reach into the list of files")
)

// zipDirectory is where the list of files stands. Its numbers are checked against the file.
type zipDirectory struct {
	r          io.ReaderAt // the archive, from its first byte on
	start, end int64       // place of the list in it
	offset     uint64      // what the archive says of start: more where bytes of it are missing
	records    uint64      // how many the archive says there are
	spans      []zipSpan
	err        error // why some records are left out
}

// zipSpan is the part of the archive that a record names, at least.
type zipSpan struct{ start, end int64 }

// findZip looks for the end record of an archive and the list of files before it.
func findZip(r io.ReaderAt, size int64) (*zipDirectory, error) {
	last, err := lastByte(r, size)
	if err != nil {
		return nil, err
	}
	from := max(0, last-maxComment-endSize)
	tail := make([]byte, min(size, last+endSize)-from)
	if n, err := r.ReadAt(tail, from); n < len(tail) {
		return nil, err
	}
	for range maxEnds {
		i := bytes.LastIndex(tail, []byte(zipEnd))
		if i < 0 {
			break
		}
		if len(tail)-i >= endSize {
			d, err := zipDirectoryAt(r, size, from+int64(i), tail[i:i+endSize])
			if d != nil || err != nil {
				return d, err
			}
		}
		tail = tail[:i+len(zipEnd)-1]
	}
	return nil, errNoEnd
}

// lastByte returns the place behind the last byte that is no zero.
func lastByte(r io.ReaderAt, size int64) (int64, error) {
	buf := make([]byte, 4<<10)
	for end := size; end > max(0, size-maxZeros); {
		n := min(end, int64(len(buf)))
		if got, err := r.ReadAt(buf[:n], end-n); int64(got) < n {
			return 0, err
		}
		if rest := bytes.TrimRight(buf[:n], "\x00"); len(rest) > 0 {
			return end - n + int64(len(rest)), nil
		}
		end -= n
		buf = make([]byte, 64<<10)
	}
	return 0, errNoEnd
}

// zipDirectoryAt returns the list that an end record announces, nil where there is none. An
// archive in several parts is an error.
func zipDirectoryAt(r io.ReaderAt, size, at int64, record []byte) (*zipDirectory, error) {
	le := binary.LittleEndian
	disk, records := uint32(le.Uint16(record[4:])), uint64(le.Uint16(record[10:]))
	length, offset := uint64(le.Uint32(record[12:])), uint64(le.Uint32(record[16:]))
	end := at
	if records == math.MaxUint16 || length == math.MaxUint32 || offset == math.MaxUint32 {
		if at64, r64 := zip64At(r, at); r64 != nil {
			end = at64
			disk, records = le.Uint32(r64[16:]), le.Uint64(r64[32:])
			length, offset = le.Uint64(r64[40:]), le.Uint64(r64[48:])
		}
	}
	if disk != 0 {
		return nil, errVolumes
	}
	if length > uint64(end) || offset > uint64(size) {
		return nil, nil
	}
	d := &zipDirectory{end: end, offset: offset, records: records}
	for _, start := range []int64{end - int64(length), int64(offset)} {
		if start == end && records == 0 || start < end && hasMagic(r, start, zipRecord) {
			d.r, d.start = r, start
			if before := start - int64(offset); before > 0 { // a program that unpacks, for one
				d.r = io.NewSectionReader(r, before, size-before)
				d.start, d.end = start-before, end-before
			}
			return d, nil
		}
	}
	return nil, nil
}

// zip64At returns the record that holds the numbers which the end record has no room for.
func zip64At(r io.ReaderAt, end int64) (at int64, record []byte) {
	var locator [locatorSize]byte
	if _, err := r.ReadAt(locator[:], end-locatorSize); err != nil || string(locator[:4]) != zipLocator {
		return 0, nil
	}
	record = make([]byte, end64Size)
	said := int64(min(binary.LittleEndian.Uint64(locator[8:]), math.MaxInt64))
	for _, at := range []int64{said, end - locatorSize - end64Size} { // bytes before the archive move it
		if n, _ := r.ReadAt(record, at); n == len(record) && string(record[:4]) == zipEnd64 {
			return at, record
		}
	}
	return 0, nil
}

func hasMagic(r io.ReaderAt, at int64, magic string) bool {
	buf := make([]byte, len(magic))
	n, _ := r.ReadAt(buf, at)
	return n == len(magic) && string(buf) == magic
}

// count goes through the list up to the limits, and returns the place behind the last record
// that counts.
func (d *zipDirectory) count(entries int) int64 {
	br := bufio.NewReaderSize(io.NewSectionReader(d.r, d.start, d.end-d.start), 64<<10)
	base, at := d.start-int64(d.offset), d.start
	var head [recordSize]byte
	for {
		if _, err := io.ReadFull(br, head[:]); err != nil || string(head[:4]) != zipRecord {
			break
		}
		le := binary.LittleEndian
		name, extra, comment := int(le.Uint16(head[28:])), int(le.Uint16(head[30:])), int(le.Uint16(head[32:]))
		rest := make([]byte, extra)
		if _, err := br.Discard(name); err != nil {
			break
		}
		if _, err := io.ReadFull(br, rest); err != nil {
			break
		}
		if _, err := br.Discard(comment); err != nil {
			break
		}
		packed, offset, ok := sizes64(head[:], rest)
		if !ok {
			break
		}
		next := at + int64(recordSize+name+extra+comment)
		switch {
		case len(d.spans) == entries:
			d.err = &LimitError{Limit: "MaxEntries", Value: MaxEntries}
			return at
		case next-d.start > MaxHeaderBytes:
			d.err = &LimitError{Limit: "MaxHeaderBytes", Value: MaxHeaderBytes}
			return at
		}
		at = next
		d.spans = append(d.spans, spanOf(base, offset, packed))
	}
	if n := uint64(len(d.spans)); n != d.records && (d.records > math.MaxUint16 || n&math.MaxUint16 != d.records) {
		d.err = fmt.Errorf("damaged zip archive: of %d files in its list the first %d can be read", d.records, n)
	}
	return at
}

// sizes64 returns the packed size of a record's entry and where it begins, which stand in an
// extra field where they are large (4.5.3).
func sizes64(head, extra []byte) (packed, offset uint64, ok bool) {
	le := binary.LittleEndian
	packed, offset = uint64(le.Uint32(head[20:])), uint64(le.Uint32(head[42:]))
	large := [...]bool{le.Uint32(head[24:]) == math.MaxUint32, packed == math.MaxUint32, offset == math.MaxUint32}
	if field := extraField(extra, 0x0001); field != nil {
		for i, to := range []*uint64{new(uint64), &packed, &offset} {
			if !large[i] {
				continue
			}
			if len(field) < 8 {
				return 0, 0, false
			}
			*to, field = le.Uint64(field), field[8:]
			large[i] = false
		}
	}
	return packed, offset, !large[1] && !large[2]
}

// extraField returns the content of an extra field (4.5.1), nil where there is none.
func extraField(extra []byte, id uint16) []byte {
	for len(extra) >= 4 {
		tag, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return nil
		}
		if tag == id {
			return extra[:n:n]
		}
		extra = extra[n:]
	}
	return nil
}

// spanOf returns the bytes of an entry: its local header and its data. What stands between
// them is not counted: the name may be another one there.
func spanOf(base int64, offset, packed uint64) zipSpan {
	if offset > math.MaxInt64/4 || packed > math.MaxInt64/4 {
		return zipSpan{0, math.MaxInt64}
	}
	start := base + int64(offset)
	return zipSpan{start, start + localSize + int64(packed)}
}

// faults returns why entries are not read, by their index: those that reach into the list of
// files, and those that share bytes with one that begins before them. Without that, one
// stream that is packed once could be named by any number of entries.
func (d *zipDirectory) faults() (faults map[int]error, shared int) {
	faults = make(map[int]error)
	order := make([]int, len(d.spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(d.spans[i].start, d.spans[j].start) })
	end := int64(math.MinInt64)
	for _, i := range order {
		switch s := d.spans[i]; {
		case s.end > d.start:
			faults[i] = errPast
		case s.start < end:
			faults[i] = errShared
			shared++
		default:
			end = s.end
		}
	}
	return faults, shared
}

var errShared = errors.New("it shares its bytes with another entry")

// sharedError reports entries that name the bytes of others.
func sharedError(n int, first string) error {
	return fmt.Errorf("%d entries share their packed bytes with others and are not read, the first is %q", n, first)
}

// cutZip is an archive whose list of files ends early, with an end record of its own.
type cutZip struct {
	r    io.ReaderAt
	cut  int64 // bytes that are the archive's
	tail []byte
}

// cutAt returns the archive up to a place within its list of files. The records for large
// archives serve for all.
func (d *zipDirectory) cutAt(at int64) *cutZip {
	le := binary.LittleEndian
	t := append([]byte(zipEnd64), make([]byte, end64Size-4)...)
	le.PutUint64(t[4:], end64Size-12)
	le.PutUint16(t[12:], 45)
	le.PutUint16(t[14:], 45)
	le.PutUint64(t[24:], uint64(len(d.spans)))
	le.PutUint64(t[32:], uint64(len(d.spans)))
	le.PutUint64(t[40:], uint64(at-d.start))
	le.PutUint64(t[48:], d.offset)
	t = append(append(t, zipLocator...), 0, 0, 0, 0)
	t = le.AppendUint64(t, uint64(at))
	t = le.AppendUint32(t, 1)
	t = append(t, zipEnd...)
	t = append(t, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0)
	return &cutZip{d.r, at, t}
}

func (c *cutZip) size() int64 { return c.cut + int64(len(c.tail)) }

// ReadAt implements [io.ReaderAt].
func (c *cutZip) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errors.New("negative offset")
	}
	if off < c.cut {
		n, err = c.r.ReadAt(p[:min(int64(len(p)), c.cut-off)], off)
		if n == len(p) || int64(n) < c.cut-off {
			return n, err
		}
	}
	if at := off + int64(n) - c.cut; at < int64(len(c.tail)) {
		n += copy(p[n:], c.tail[at:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
