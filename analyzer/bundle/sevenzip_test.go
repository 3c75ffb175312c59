package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	askFor7z = "error: encrypted 7z archive: write its password into a file and pass --password-file FILE"
	wrong7z  = "error: encrypted 7z archive: the password is wrong or the data damaged; check the file of --password-file"
)

// TestEncrypted7z reads archives of 7-Zip with the right password, a wrong one and none.
func TestEncrypted7z(t *testing.T) {
	plain := []string{"t/logs/b.txt = " + secondText, "t/netstat.txt = " + netstatText}
	each := func(text string) []string { return []string{"t/logs/b.txt = " + text, "t/netstat.txt = " + text} }
	tests := []struct {
		file, password string
		want           []string
	}{
		{"encrypted.7z", "secret", append([]string{"t/empty.txt = "}, plain...)},
		{"encrypted.7z", "", append([]string{"t/empty.txt = "}, each(askFor7z)...)},
		{"encrypted.7z", "Secret", append([]string{"t/empty.txt = "}, each(wrong7z)...)},
		{"encrypted-stored.7z", "secret", plain},
		{"encrypted-stored.7z", "", each(askFor7z)},
		{"encrypted-stored.7z", "sesame", each(wrong7z)},
		{"encrypted-names.7z", "secret", plain},
		{"encrypted-names.7z", "", []string{"t = " + askFor7z}},
		{"encrypted-names.7z", "sesame", []string{"t = " + wrong7z}},
		{"deflate.7z", "not needed", plain},
	}
	for _, tt := range tests {
		t.Run(tt.file+" "+tt.password, func(t *testing.T) {
			b := FromFiles("x", map[string][]byte{"t": testdata(t, tt.file)})
			b.Password = tt.password
			if diff := cmp.Diff(tt.want, list(t, b)); diff != "" {
				t.Errorf("artifacts (-want +got):\n%s", diff)
			}
		})
	}
}

// countingAt counts the bytes that are read.
type countingAt struct {
	io.ReaderAt
	n int64
}

func (c *countingAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.n += int64(n)
	return n, err
}

// solid7z writes an archive of stored files in one stream, with a header that is not
// packed.
func solid7z(contents []string) []byte {
	data := strings.Join(contents, "")
	h := []byte{idHeader, idMainStreams, idPackInfo, 0, 1, idSize}
	h = append(appendNumber7z(h, uint64(len(data))), idEnd)
	h = append(h, idUnpackInfo, idFolder, 1, 0, 1, 1, 0, idUnpackSizes)
	h = append(appendNumber7z(h, uint64(len(data))), idEnd)
	h = append(appendNumber7z(append(h, idSubStreams, idNumStreams), uint64(len(contents))), idSize)
	var sums, names []byte
	for i, c := range contents {
		if i < len(contents)-1 {
			h = appendNumber7z(h, uint64(len(c)))
		}
		sums = binary.LittleEndian.AppendUint32(sums, crc32.ChecksumIEEE([]byte(c)))
		for _, r := range fmt.Sprintf("%d.txt\x00", i) {
			names = append(names, byte(r), 0)
		}
	}
	h = append(append(append(h, idCRC, 1), sums...), idEnd, idEnd)
	h = append(appendNumber7z(append(h, idFilesInfo), uint64(len(contents))), 0x11)
	h = append(append(append(appendNumber7z(h, uint64(len(names)+1)), 0), names...), idEnd, idEnd)
	return write7z([]byte(data), h)
}

// write7z puts streams and a header together.
func write7z(streams, header []byte) []byte {
	m := joined7z(io.NewSectionReader(bytes.NewReader(streams), 0, int64(len(streams))), nil, header)
	return append(append(m.start[:], streams...), header...)
}

// TestSolidIsReadOnce reads 2,000 files of one stream, every other one only in part, and
// counts what was read and unpacked.
func TestSolidIsReadOnce(t *testing.T) {
	var contents []string
	total := 0
	for i := range 2000 {
		contents = append(contents, strings.Repeat(fmt.Sprintf("entry %d\n", i), 100))
		total += len(contents[i])
	}
	data := solid7z(contents)
	at := &countingAt{ReaderAt: bytes.NewReader(data)}
	b := newBundle("x")
	b.addFile("t", &opener{size: int64(len(data)), make: func() (atCloser, error) { return nopCloser{at}, nil }})
	got, err := Read(t.Context(), b, func(a *Artifact) bool {
		r, err := a.Open()
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			return false
		}
		var i int
		_, _ = fmt.Sscanf(a.Name, "t/%d.txt", &i)
		text := make([]byte, len(contents[i]))
		if i%2 == 1 {
			text = text[:5]
		}
		if _, err := io.ReadFull(r, text); err != nil || string(text) != contents[i][:len(text)] {
			t.Errorf("%s: error %v, or other content", a.Name, err)
		}
		return true
	})
	if err != nil || len(got) != len(contents) {
		t.Fatalf("%d files, error %v", len(got), err)
	}
	if n := b.spent.inflated; n != int64(total) {
		t.Errorf("%d bytes unpacked, the files have %d", n, total)
	}
	if at.n > int64(2*len(data)) {
		t.Errorf("%d bytes read of an archive of %d", at.n, len(data))
	}
}

// TestDamagedSolid changes a byte within the second of three stored files.
func TestDamagedSolid(t *testing.T) {
	data := solid7z([]string{"one", "two", "three"})
	data[start7z+4]++
	want := []string{"t/0.txt = one", "t/1.txt = error: " + errChecksum.Error(), "t/2.txt = three"}
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": data}))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

// TestHostile7z gives headers that ask for much. Each must be refused at the price of
// what it is, not of what it asks for.
func TestHostile7z(t *testing.T) {
	huge := func(b []byte) []byte { return appendNumber7z(b, math.MaxUint32-1) }
	num := appendNumber7z
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	pack := []byte{idPackInfo, 0, 1, idSize, 1, idEnd}
	// stream is a header with one stream of one coder, and one file.
	stream := func(coder []byte, size uint64) []byte {
		return join([]byte{idHeader, idMainStreams}, pack, []byte{idUnpackInfo, idFolder, 1, 0, 1}, coder,
			num([]byte{idUnpackSizes}, size), []byte{idEnd, idEnd, idFilesInfo, 1, idEnd, idEnd})
	}
	lzma2 := func(dictionary byte) []byte { return []byte{0x21, 0x21, 1, dictionary} }
	ppmd := []byte{0x23, 3, 4, 1, 5, 6, 0xff, 0xff, 0xff, 0xf0}
	aes := []byte{0x24, 6, 0xf1, 7, 1, 3, 0x80 | 24, 0, 0}
	many := join([]byte{idHeader, idMainStreams, idPackInfo, 0, 1, idSize, 1, idEnd, idUnpackInfo, idFolder}, num(nil, 1000), []byte{0},
		bytes.Repeat(join([]byte{1}, lzma2(34)), 1000), []byte{idUnpackSizes}, bytes.Repeat(num(nil, 256<<20), 1000),
		[]byte{idEnd, idEnd, idFilesInfo, 1, idEnd, idEnd})
	tests := []struct {
		name   string
		header []byte
		want   string
	}{
		{"inputs", stream(join([]byte{0x11, 0}, huge(nil), []byte{1}), 1), "malformed header"},
		{"outputs", stream(join([]byte{0x11, 0}, huge(nil), huge(nil)), 1), "malformed header"},
		{"coders", join([]byte{idHeader, idMainStreams}, pack, []byte{idUnpackInfo, idFolder, 1, 0}, huge(nil)), "malformed header"},
		{"properties", stream(join([]byte{0x21, 0x21}, huge(nil)), 1), "malformed header"},
		{"streams", join([]byte{idHeader, idMainStreams}, pack, huge([]byte{idUnpackInfo, idFolder})), "MaxEntries"},
		{"packed streams", join([]byte{idHeader, idMainStreams, idPackInfo, 0}, huge(nil)), "malformed header"},
		{"files", huge([]byte{idHeader, idFilesInfo}), "MaxEntries"},
		{"files in a stream", join([]byte{idHeader, idMainStreams}, pack, []byte{idUnpackInfo, idFolder, 1, 0, 1, 1, 0, idUnpackSizes, 1, idEnd}, huge([]byte{idSubStreams, idNumStreams})), "MaxEntries"},
		{"files in two streams", join([]byte{idHeader, idMainStreams}, pack, []byte{idUnpackInfo, idFolder, 2, 0, 1, 1, 0, 1, 1, 0, idUnpackSizes, 1, 1, idEnd}, num([]byte{idSubStreams, idNumStreams}, 60_000), num(nil, 60_000), []byte{idEnd}), "MaxEntries"},
		{"dictionary", stream(lzma2(40), 8<<30), "MaxDictionary"},
		{"dictionaries", many, "MaxInflatedBytes"},
		{"memory of PPMd", stream(ppmd, 1), "MaxDictionary"},
		{"size", stream([]byte{1, 0}, 1<<50), "MaxInflatedBytes"},
		{"rounds", bytes.Replace(stream(aes, 16), []byte{0x80 | 24}, []byte{0x80 | 30}, 1), "malformed header"},
		{"another method", stream([]byte{4, 4, 0xf7, 0x11, 1}, 1), "compressed by a method of 7z that is not read"},
		{"nothing", []byte{idHeader}, "malformed header"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := FromFiles("x", map[string][]byte{"t": write7z([]byte("x"), tt.header)})
			b.Password = "secret"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := readAll(t, b)
			runtime.ReadMemStats(&after)
			if len(got) != 1 || got[0].err == nil || !strings.Contains(got[0].err.Error(), tt.want) {
				t.Errorf("got %v, want one error with %q", got, tt.want)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 8 {
				t.Errorf("%d MiB allocated for %d bytes", used, len(tt.header))
			}
		})
	}
}

// TestHeaderBomb packs a header that is larger than it may be.
func TestHeaderBomb(t *testing.T) {
	packed := make([]byte, MaxHeaderBytes+2)
	info := appendNumber7z([]byte{idEncoded, idPackInfo, 0, 1, idSize}, uint64(len(packed)))
	info = append(info, idEnd, idUnpackInfo, idFolder, 1, 0, 1, 1, 0, idUnpackSizes)
	info = append(appendNumber7z(info, uint64(len(packed))), idEnd, idEnd)
	got := readAll(t, FromFiles("x", map[string][]byte{"t": write7z(packed, info)}))
	var le *LimitError
	if len(got) != 1 || !errors.As(got[0].err, &le) || le.Limit != "MaxHeaderBytes" {
		t.Errorf("got %v, want the limit MaxHeaderBytes", got)
	}
}

// TestKeyRounds gives streams with a salt each: each needs a key of its own.
func TestKeyRounds(t *testing.T) {
	const streams = 40
	h := appendNumber7z([]byte{idHeader, idMainStreams, idPackInfo, 0}, streams)
	h = append(append(append(h, idSize), bytes.Repeat([]byte{16}, streams)...), idEnd)
	h = append(h, idUnpackInfo, idFolder, streams, 0)
	for i := range streams {
		h = append(h, 1, 0x24, 6, 0xf1, 7, 1, 3, 0x80|20, 0, byte(i))
	}
	h = append(append(append(h, idUnpackSizes), bytes.Repeat([]byte{16}, streams)...), idEnd, idEnd)
	h = append(h, idFilesInfo, streams, idEnd, idEnd)
	header := &header7z{rest: h[1:]}
	if err := header.check(); err != nil {
		t.Fatal(err)
	}
	w := walkerOf(t, 1<<20)
	w.bundle.Password = "secret"
	w.passwords7z(header.streams)
	stopped := 0
	for _, s := range header.streams {
		if s.err != nil {
			stopped++
		}
	}
	if want := streams - MaxKeyRounds>>20; stopped != want {
		t.Errorf("%d streams stopped, want %d", stopped, want)
	}
}

// TestLargeHeader7z has a header that is not packed and longer than the decoder's buffer.
func TestLargeHeader7z(t *testing.T) {
	const streams = 5000
	h := appendNumber7z([]byte{idHeader, idMainStreams, idPackInfo, 0}, streams)
	h = append(append(append(h, idSize), bytes.Repeat([]byte{1}, streams)...), idEnd)
	h = append(appendNumber7z(append(h, idUnpackInfo, idFolder), streams), 0)
	h = append(h, bytes.Repeat([]byte{1, 4, 3, 3, 2, 5}, streams)...) // PPC, which leaves a byte as it is
	h = append(append(append(h, idUnpackSizes), bytes.Repeat([]byte{1}, streams)...), idEnd)
	h = append(appendNumber7z(append(h, idSubStreams, idNumStreams), 1), bytes.Repeat([]byte{1}, streams-1)...)
	h = append(appendNumber7z(append(h, idEnd, idEnd, idFilesInfo), streams), idEnd, idEnd)
	got := readAll(t, FromFiles("x", map[string][]byte{"t": write7z(bytes.Repeat([]byte("x"), streams), h)}))
	for _, r := range got {
		if r.err != nil || r.text != "x" {
			t.Fatalf("%s = %q, error %v", r.name, r.text, r.err)
		}
	}
	if len(got) != streams {
		t.Errorf("%d files, want %d", len(got), streams)
	}
}
