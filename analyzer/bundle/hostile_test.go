package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readerFunc is a decoder that misbehaves.
type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// walkerOf returns the walker of a source of so many bytes.
func walkerOf(t testing.TB, packed int64) *walker {
	b := newBundle("x")
	return &walker{ctx: t.Context(), bundle: b, account: account{limit: b.limits, packed: func() int64 { return packed }}}
}

func TestDecodersThatMisbehave(t *testing.T) {
	tests := []struct {
		name string
		read readerFunc
		want string
	}{
		{"panics", func(p []byte) (int, error) { return int(p[len(p)]), nil }, "the decoder failed: runtime error: index out of range [5] with length 5"},
		{"returns nothing", func([]byte) (int, error) { return 0, nil }, io.ErrNoProgress.Error()},
		{"returns less than nothing", func([]byte) (int, error) { return -1, io.EOF }, "EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := walkerOf(t, 1).inflate(tt.read, 1)
			for range 2 { // the error stays
				if n, err := r.Read(make([]byte, 5)); n != 0 || err == nil || err.Error() != tt.want {
					t.Errorf("%d bytes, error %v, want %s", n, err, tt.want)
				}
			}
		})
	}
}

// TestMaxInflatedBytes has a decoder without end.
func TestMaxInflatedBytes(t *testing.T) {
	w := walkerOf(t, MaxInflatedBytes)
	w.spent.inflated = MaxInflatedBytes - 1000
	n, err := io.Copy(io.Discard, w.inflate(readerFunc(func(p []byte) (int, error) { return min(len(p), 300), nil }), 1))
	var le *LimitError
	if !errors.As(err, &le) || le.Limit != "MaxInflatedBytes" || n > 1200 {
		t.Errorf("%d bytes, error %v", n, err)
	}
}

// rarBlock writes a header of RAR 5.
func rarBlock(header ...byte) []byte {
	header = append([]byte{byte(len(header))}, header...)
	return append(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(header)), header...)
}

func TestHostileRar(t *testing.T) {
	magic := "Rar!\x1a\x07\x01\x00"
	file := func(flags byte, size uint64, method []byte) []byte {
		h := binary.AppendUvarint([]byte{2, 2 | flags, 0, 0}, size) // file with data of no bytes
		h = append(append(h, 0), method...)
		return rarBlock(append(h, 0, 1, 'a')...)
	}
	join := func(parts ...[]byte) []byte { return append([]byte(magic), bytes.Join(parts, nil)...) }
	main, end := rarBlock(1, 0, 0), rarBlock(5, 0, 0)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"dictionary of 4 GiB", join(main, file(0, 8<<30, binary.AppendUvarint(nil, 1<<7|15<<10)), end), "t = error: stopped at the limit MaxDictionary (268435456)"},
		{"dictionary of 1 TiB", join(main, file(0, 8<<40, binary.AppendUvarint(nil, 1|1<<7|23<<10)), end), "t = error: stopped at the limit MaxDictionary (268435456)"},
		{"first of several parts", join(rarBlock(1, 0, 1), rarBlock(5, 0, 1)), "t = error: " + errVolumes.Error()},
		{"last of several parts", join(rarBlock(1, 0, 0), file(8, 0, []byte{0}), end), "t = error: " + errVolumes.Error()},
		{"encrypted names", join(rarBlock(append([]byte{4, 0, 0, 0, 15}, make([]byte, 16)...)...), make([]byte, 64)), "t = error: " + EncryptedError{Format: "rar"}.Error()},
		{"no main header", join(end), "t = error: damaged rar archive: rardecode: missing archive block"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := list(t, FromFiles("x", map[string][]byte{"t": tt.data}))
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("artifacts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOddZips(t *testing.T) {
	office := zipOf(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<x/>")
	method := zipOf(t, "a.txt", "a")
	i := bytes.Index(method, []byte("PK\x01\x02"))
	method[i+10], method[8] = 9, 9
	want := []string{
		"t/letter.docx = error: " + ErrOffice.Error(),
		"t/method.zip/a.txt = error: compressed by method 9 of zip, which is not read: unpack it and pass the folder",
		"t/no.zip = error: " + errNoEnd.Error(),
	}
	data := tarOf(t, "letter.docx", string(office), "method.zip", string(method), "no.zip", "PK\x03\x04"+strings.Repeat("x", 100))
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": data}))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

// TestDigests passes over checksums of which some are not defined.
func TestDigests(t *testing.T) {
	h := &header7z{rest: append([]byte{0, 0b10100000, 0b01000000}, append(make([]byte, 12), idEnd, 0x77)...)}
	if h.digests(idCRC, 10); h.err != nil || h.byte() != 0x77 {
		t.Errorf("error %v, or not at the byte after it", h.err)
	}
}

func TestNumber7z(t *testing.T) {
	tests := []struct {
		bytes string
		want  uint64
	}{
		{"\x7f", 0x7f}, {"\x80\x01", 1}, {"\xbf\xff", 0x3fff}, {"\xc1\x02\x03", 0x10302}, {"\xfe\x01\x02\x03\x04\x05\x06\x07", 0x07060504030201},
		{"\xff\x01\x02\x03\x04\x05\x06\x07\x08", 0x0807060504030201},
	}
	for _, tt := range tests {
		h := &header7z{rest: []byte(tt.bytes)}
		if got := h.number(1<<63, errHeader7z); got != tt.want || h.err != nil || len(h.rest) != 0 {
			t.Errorf("%x: %x, error %v, %d bytes left; want %x", tt.bytes, got, h.err, len(h.rest), tt.want)
		}
	}
	if h := (&header7z{rest: []byte{0xff}}); h.number(1<<63, errHeader7z) != 0 || h.err == nil {
		t.Error("a number that ends early is no error")
	}
}

// TestFormatOf gives what begins like an archive and is none.
func TestFormatOf(t *testing.T) {
	tests := []struct {
		name string
		head string
		want format
	}{
		{"bzip2", "BZh91AY&SY", formatBzip2},
		{"empty bzip2", "BZh9\x17rE8P\x90", formatBzip2},
		{"text", "BZh9 is how bzip2 begins", noArchive},
		{"short", "PK", noArchive},
		{"gzip of no known method", "\x1f\x8b\x00", noArchive},
		{"zeros", string(make([]byte, 1024)), noArchive},
		{"tar", string(tarOf(t, "a", "")), formatTar},
		{"text of 512 bytes", strings.Repeat("  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING    \r\n", 10), noArchive},
	}
	for _, tt := range tests {
		if got := formatOf([]byte(tt.head)); got != tt.want {
			t.Errorf("%s: format %d, want %d", tt.name, got, tt.want)
		}
	}
}

// TestFileBesideItsFolder has an archive whose folder of entries exists as well.
func TestFileBesideItsFolder(t *testing.T) {
	files := map[string][]byte{"t": tarOf(t, "a.txt", "packed"), "t/a.txt": []byte("plain")}
	if diff := cmp.Diff([]string{"t (2)/a.txt = packed", "t/a.txt = plain"}, list(t, FromFiles("x", files))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}
