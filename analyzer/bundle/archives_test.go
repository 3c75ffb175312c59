package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var packedAt = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// tarOf writes an archive with files given as name and content.
func tarOf(t testing.TB, entries ...string) []byte {
	t.Helper()
	var headers []tar.Header
	var contents []string
	for i := 0; i < len(entries); i += 2 {
		headers = append(headers, tar.Header{Name: entries[i], Mode: 0o644, Size: int64(len(entries[i+1])), ModTime: packedAt})
		contents = append(contents, entries[i+1])
	}
	return tarWith(t, headers, contents)
}

func tarWith(t testing.TB, headers []tar.Header, contents []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range headers {
		if err := w.WriteHeader(&headers[i]); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, contents[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name, w.ModTime = name, packedAt
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rarEntry is a file that is stored in a rar archive, not compressed.
type rarEntry struct {
	name, content string
	encrypted     bool
	extra         []byte // more records of a RAR 5 header
}

// rar5Of writes an archive in the format of the technote of RAR 5.0.
func rar5Of(entries ...rarEntry) []byte {
	out := []byte("Rar!\x1a\x07\x01\x00")
	block := func(header, data []byte) {
		header = append(binary.AppendUvarint(nil, uint64(len(header))), header...)
		out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(header))
		out = append(append(out, header...), data...)
	}
	block([]byte{1, 0, 0}, nil) // main header
	for _, e := range entries {
		extra := e.extra
		if e.encrypted {
			record := append([]byte{1, 0, 0, 15}, make([]byte, 32)...) // type, version, flags, count; salt and vector
			extra = append(append(extra, byte(len(record))), record...)
		}
		h := []byte{2, 3} // file header, with extra area and data
		h = binary.AppendUvarint(h, uint64(len(extra)))
		h = binary.AppendUvarint(h, uint64(len(e.content)))
		h = append(h, 6) // flags: time and checksum
		h = binary.AppendUvarint(h, uint64(len(e.content)))
		h = append(h, 0) // attributes
		h = binary.LittleEndian.AppendUint32(h, uint32(packedAt.Unix()))
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(e.content)))
		h = append(h, 0, 0) // stored; written on Windows
		h = binary.AppendUvarint(h, uint64(len(e.name)))
		h = append(append(h, e.name...), extra...)
		block(h, []byte(e.content))
	}
	block([]byte{5, 0, 0}, nil)
	return out
}

// rar4Of writes an archive in the older format.
func rar4Of(entries ...rarEntry) []byte {
	out := []byte("Rar!\x1a\x07\x00")
	block := func(kind byte, flags uint16, header []byte) {
		h := binary.LittleEndian.AppendUint16([]byte{kind}, flags)
		h = binary.LittleEndian.AppendUint16(h, uint16(7+len(header)))
		h = append(h, header...)
		out = append(binary.LittleEndian.AppendUint16(out, uint16(crc32.ChecksumIEEE(h))), h...)
	}
	block(0x73, 0, make([]byte, 6))
	for _, e := range entries {
		h := binary.LittleEndian.AppendUint32(nil, uint32(len(e.content)))
		h = binary.LittleEndian.AppendUint32(h, uint32(len(e.content)))
		h = append(h, 2) // written on Windows
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(e.content)))
		h = binary.LittleEndian.AppendUint32(h, (2026-1980)<<25|3<<21|10<<16|9<<11)
		h = append(h, 29, 0x30) // version, stored
		h = binary.LittleEndian.AppendUint16(h, uint16(len(e.name)))
		h = append(append(h, 0x20, 0, 0, 0), e.name...)
		flags := uint16(0x8000)
		if e.encrypted {
			flags |= 4
		}
		block(0x74, flags, h)
		out = append(out, e.content...)
	}
	block(0x7b, 0x4000, nil)
	return out
}

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const (
	netstatText = "Active Connections, of this test alone\n"
	secondText  = "second file of the test\n"
)

func TestArchives(t *testing.T) {
	tgz := gzipOf(t, "ticket.tar", tarOf(t, "logs/a.txt", "a", "b.txt", "b", "expected.json", "{}"))
	deep := []byte("x")
	for range MaxArchiveDepth + 1 {
		deep = gzipOf(t, "", deep)
	}
	two := []string{"t/logs/b.txt = " + secondText, "t/netstat.txt = " + netstatText}
	tests := []struct {
		name string
		file string
		data []byte
		want []string
	}{
		{"gzip", "logs/netstat.txt.gz", gzipOf(t, "other.txt", []byte("n")), []string{"logs/netstat.txt = n"}},
		{"gzip without its ending", "t", gzipOf(t, "other.txt", []byte("n")), []string{"t = n"}},
		{"gzip of several parts", "n.txt.gz", append(gzipOf(t, "", []byte("one, ")), gzipOf(t, "", []byte("two"))...), []string{"n.txt = one, two"}},
		{"gzip that ends early", "n.txt.gz", tgz[:len(tgz)/2], []string{"n.txt = error: unexpected EOF"}},
		{"nothing in a gzip", "n.txt.gz", gzipOf(t, "", nil), []string{"n.txt = "}},
		{"damaged gzip", "n.txt.gz", []byte("\x1f\x8b\x08\x00"), []string{"n.txt.gz = error: damaged gzip archive: it ends too early"}},
		{"tar", "t", tarOf(t, "logs/a.txt", "a", "b.txt", "b", "expected.json", "{}"), []string{"t/b.txt = b", "t/logs/a.txt = a"}},
		{"tar.gz", "t", tgz, []string{"t/b.txt = b", "t/logs/a.txt = a"}},
		{"tar.bz2", "t", testdata(t, "t.tar.bz2"), two},
		{"zip in a tar.gz", "t", gzipOf(t, "", tarOf(t, "in.zip", string(zipOf(t, "z.txt", "z", "expected.json", "{}")))), []string{"t/in.zip/z.txt = z"}},
		{"tar.gz in a zip", "t", zipOf(t, "in.tgz", string(tgz)), []string{"t/in.tgz/b.txt = b", "t/in.tgz/logs/a.txt = a"}},
		{"gzips in a zip, one beside its file", "t", zipOf(t, "a.txt.gz", string(gzipOf(t, "", []byte("packed"))), "b.gz", string(gzipOf(t, "", []byte("b"))), "a.txt", "plain"), []string{"t/a.txt = plain", "t/a.txt.gz = packed", "t/b = b"}},
		{"7z in a zip", "t", zipOf(t, "in.7z", string(testdata(t, "deflate.7z"))), []string{"t/in.7z/logs/b.txt = " + secondText, "t/in.7z/netstat.txt = " + netstatText}},
		{"rar in a 7z's place", "t.7z", rar5Of(rarEntry{name: "a.txt", content: "a"}), []string{"t.7z/a.txt = a"}},
		{"too deep", "t", deep, []string{"t = error: stopped at the limit MaxArchiveDepth (3)"}},

		{"7z, solid, with a link and an empty file", "t", testdata(t, "solid.7z"), []string{
			"t/empty.txt = ", "t/link.txt = error: not a regular file", "t/logs/b.txt = " + secondText, "t/netstat.txt = " + netstatText,
		}},
		{"7z, not solid, header not packed", "t", testdata(t, "plain-header.7z"), append([]string{"t/empty.txt = "}, two...)},
		{"7z by PPMd", "t", testdata(t, "ppmd.7z"), two},
		{"7z by bzip2", "t", testdata(t, "bzip2.7z"), two},
		{"7z by deflate", "t", testdata(t, "deflate.7z"), two},
		{"7z by BCJ2", "t", testdata(t, "bcj2.7z"), two},
		{"7z in parts", "t", testdata(t, "solid.7z")[:150], []string{"t = error: one part of an archive in several files, or cut off: unpack all parts together and pass the folder"}},
		{"7z without files", "t", joined7z(io.NewSectionReader(bytes.NewReader(nil), 0, 0), nil, nil).start[:], nil},

		{"rar 5", "t", rar5Of(rarEntry{name: "logs/a.txt", content: "a"}, rarEntry{name: "ü.txt", content: "u"}), []string{"t/logs/a.txt = a", "t/ü.txt = u"}},
		{"rar 4", "t", rar4Of(rarEntry{name: `logs\a.txt`, content: "a"}, rarEntry{name: "b.txt", content: "b"}), []string{"t/b.txt = b", "t/logs/a.txt = a"}},
		{"zip in a rar", "t", rar5Of(rarEntry{name: "in.zip", content: string(zipOf(t, "z.txt", "z"))}), []string{"t/in.zip/z.txt = z"}},
		{"encrypted rar 5", "t", rar5Of(rarEntry{name: "a.txt", content: "0123456789abcdef", encrypted: true}, rarEntry{name: "b.txt", content: "b"}), []string{
			"t/a.txt = error: encrypted in a rar archive: unpack it with its password and pass the folder", "t/b.txt = b",
		}},
		{"encrypted rar 4", "t", rar4Of(rarEntry{name: "a.txt", content: "0123456789abcdef", encrypted: true}), []string{
			"t/a.txt = error: encrypted in a rar archive: unpack it with its password and pass the folder",
		}},
		{"link in a rar", "t", rar5Of(rarEntry{name: "a.txt", extra: []byte{5, 5, 1, 0, 1, 'x'}}), []string{"t/a.txt = error: not a regular file"}},
		{"rar that ends early", "t", rar5Of(rarEntry{name: "a.txt", content: "a"})[:30], []string{"t = error: damaged rar archive: it ends too early"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := list(t, FromFiles("x", map[string][]byte{tt.file: tt.data}))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("artifacts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRarChecksum changes a byte of stored data.
func TestRarChecksum(t *testing.T) {
	data := rar5Of(rarEntry{name: "a.txt", content: "content"}, rarEntry{name: "b.txt", content: "b"})
	data[bytes.Index(data, []byte("content"))]++
	want := []string{"t/a.txt = error: damaged rar archive: rardecode: bad file checksum", "t/b.txt = b"}
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": data}))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

// TestSoleArchive passes nothing but one archive: its entries stand in no folder.
func TestSoleArchive(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"t.tgz", gzipOf(t, "", tarOf(t, "logs/a.txt", "a", "in.zip", string(zipOf(t, "z.txt", "z")))), []string{"in.zip/z.txt = z", "logs/a.txt = a"}},
		{"t.zip", zipOf(t, "logs/a.txt", "a", "expected.json", "{}"), []string{"logs/a.txt = a"}},
		{"t.7z", testdata(t, "bzip2.7z"), []string{"logs/b.txt = " + secondText, "netstat.txt = " + netstatText}},
		{"t.rar", rar5Of(rarEntry{name: "a.txt", content: "a"}), []string{"a.txt = a"}},
		{"attachment", gzipOf(t, "/var/log/netstat.txt", []byte("n")), []string{"netstat.txt = n"}},
		{"t.txt.gz", gzipOf(t, "other.txt", []byte("n")), []string{"t.txt = n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.name)
			if err := os.WriteFile(path, tt.data, 0o644); err != nil {
				t.Fatal(err)
			}
			for _, way := range []string{path, Stdin} {
				b, err := Open([]string{way}, bytes.NewReader(tt.data))
				if err != nil {
					t.Fatal(err)
				}
				got := list(t, b)
				if way == Stdin && tt.name == "t.txt.gz" {
					tt.want = []string{"other.txt = n"}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s: artifacts (-want +got):\n%s", way, diff)
				}
			}
		})
	}
}

// TestTimes looks at the time of one file in each format. That of RAR 4 has no zone, and
// this machine's must not count.
func TestTimes(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	time.Local = time.FixedZone("elsewhere", 5*3600)
	files := map[string][]byte{
		"gz": gzipOf(t, "", []byte("x")), "tar": tarOf(t, "a", "x"), "7z": testdata(t, "bzip2.7z"),
		"rar5": rar5Of(rarEntry{name: "a", content: "x"}), "rar4": rar4Of(rarEntry{name: "a", content: "x"}),
	}
	for name, data := range files {
		times, err := Read(t.Context(), FromFiles("x", map[string][]byte{name: data}), func(a *Artifact) string {
			if !a.InArchive {
				t.Errorf("%s: the time is not marked as an archive's", name)
			}
			return a.ModTime.UTC().Format(time.RFC3339)
		})
		if err != nil {
			t.Fatal(err)
		}
		if times[0] != "2026-03-10T09:00:00Z" {
			t.Errorf("%s: time %s", name, times[0])
		}
	}
}

// TestNoTimes gives archives that do not know when a file was written.
func TestNoTimes(t *testing.T) {
	var gz bytes.Buffer
	if err := gzip.NewWriter(&gz).Close(); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"n.gz": gz.Bytes(), "t": tarWith(t, []tar.Header{{Name: "a"}}, []string{""}), "z": zipOf(t, "a", "a"), "7": solid7z([]string{"a", "b"}),
	}
	_, err := Read(t.Context(), FromFiles("x", files), func(a *Artifact) bool {
		if !a.ModTime.IsZero() {
			t.Errorf("%s: time %v", a.Name, a.ModTime)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTarOddEntries(t *testing.T) {
	headers := []tar.Header{
		{Name: "dir/", Typeflag: tar.TypeDir}, {Name: "dir/link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		{Name: "hard", Typeflag: tar.TypeLink, Linkname: "a.txt"}, {Name: "null", Typeflag: tar.TypeChar},
		{Name: `C:\..\..\x.txt`, Size: 1}, {Name: "/abs.txt", Size: 1}, {Name: "bell\a\u202e.txt", Size: 1}, {Name: "gbk\xb6\xcb.txt", Size: 1},
	}
	contents := []string{"", "", "", "", "1", "2", "3", "4"}
	want := []string{
		"t/abs.txt = 2", "t/bell\uFFFD\uFFFD.txt = 3", "t/dir/link = error: not a regular file", "t/gbk\uFFFD.txt = 4",
		"t/hard = error: not a regular file", "t/null = error: not a regular file", "t/x.txt = 1",
	}
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": tarWith(t, headers, contents)}))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
	sparse := tarOf(t, "hole.bin", "x", "b.txt", "b")
	sparse[156] = tar.TypeGNUSparse
	copy(sparse[257:], "ustar  \x00")
	copy(sparse[148:], tarSum(sparse[:512]))
	want = []string{"t/b.txt = b", "t/hole.bin = error: a sparse file in a tar archive: unpack it and pass the folder"}
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": sparse}))); diff != "" {
		t.Errorf("sparse: artifacts (-want +got):\n%s", diff)
	}
}

// tarSum is the checksum field of a header.
func tarSum(h []byte) string {
	sum := 8 * int(' ')
	for i, c := range h {
		if i < 148 || i >= 156 {
			sum += int(c)
		}
	}
	return string([]byte{'0' + byte(sum>>15&7), '0' + byte(sum>>12&7), '0' + byte(sum>>9&7), '0' + byte(sum>>6&7), '0' + byte(sum>>3&7), '0' + byte(sum&7), 0, ' '})
}
