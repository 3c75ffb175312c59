package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sharedZip lists one packed stream so many times, by names that are numbers.
func sharedZip(t testing.TB, content string, entries int) []byte {
	t.Helper()
	one := zipOf(t, "0000000", content)
	record := bytes.Index(one, []byte(zipRecord))
	end := bytes.LastIndex(one, []byte(zipEnd))
	out := bytes.Clone(one[:record])
	for i := range entries {
		out = append(out, one[record:end]...)
		copy(out[len(out)-7:], fmt.Sprintf("%07d", i))
	}
	tail := bytes.Clone(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(entries))
	binary.LittleEndian.PutUint16(tail[10:], uint16(entries))
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(out)-record))
	return append(out, tail...)
}

func TestSharedBytes(t *testing.T) {
	got := list(t, FromFiles("x", map[string][]byte{"t": sharedZip(t, "text", 5)}))
	want := []string{`t = error: 4 entries share their packed bytes with others and are not read, the first is "0000001"`, "t/0000000 = text"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
	// One entry that covers the others, whose local headers are its data.
	inner := zipOf(t, "a.txt", "a", "b.txt", "b")
	outer := zipStored(t, "all", string(inner))
	at := bytes.Index(outer, inner)
	record, end := bytes.LastIndex(outer, []byte(zipRecord)), bytes.LastIndex(outer, []byte(zipEnd))
	innerRecords := inner[bytes.Index(inner, []byte(zipRecord)):bytes.LastIndex(inner, []byte(zipEnd))]
	data := append(bytes.Clone(outer[:end]), innerRecords...)
	for _, name := range []string{"a.txt", "b.txt"} {
		i := end + bytes.Index(data[end:], []byte(name)) - recordSize
		offset := data[i+42:]
		binary.LittleEndian.PutUint32(offset, binary.LittleEndian.Uint32(offset)+uint32(at))
	}
	tail := bytes.Clone(outer[end:])
	binary.LittleEndian.PutUint16(tail[10:], 3)
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(data)-record))
	data = append(data, tail...)
	got = list(t, FromFiles("x", map[string][]byte{"t": data}))
	want = []string{
		`t = error: 2 entries share their packed bytes with others and are not read, the first is "a.txt"`,
		"t/all/a.txt = a", "t/all/b.txt = b",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("one in another: artifacts (-want +got):\n%s", diff)
	}
}

// zipStored writes an archive whose entries are not compressed.
func zipStored(t testing.TB, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: entries[i]})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(f, entries[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLongList has a list of many more files than are read, in an archive and in one in an
// archive: it costs what a small one does.
func TestLongList(t *testing.T) {
	const entries = 1_000_000 // 53 MB, of which 450 MB would be made
	long := sharedZip(t, "x", entries)
	for name, files := range map[string]map[string][]byte{
		"passed": {"t": long}, "in a gzip": {"t": gzipOf(t, "", long)},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := readAll(t, FromFiles("x", files))
			runtime.ReadMemStats(&after)
			if len(got) != 2 || got[0].err == nil || !strings.Contains(got[0].err.Error(), "MaxEntries (20000)") {
				t.Errorf("%d artifacts, the first %v", len(got), got[0])
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 160 {
				t.Errorf("%d MiB allocated", used)
			}
		})
	}
	// Long comments make it long in bytes.
	one := sharedZip(t, "x", 2000)
	record, end := bytes.Index(one, []byte(zipRecord)), bytes.LastIndex(one, []byte(zipEnd))
	out := bytes.Clone(one[:record])
	for r := one[record:end]; len(r) > 0; r = r[recordSize+7:] {
		out = append(out, r[:recordSize+7]...)
		binary.LittleEndian.PutUint16(out[len(out)-7-14:], maxComment)
		out = append(out, make([]byte, maxComment)...)
	}
	tail := bytes.Clone(one[end:])
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(out)-record))
	got := limitsOf(t, FromFiles("x", map[string][]byte{"t": append(out, tail...)}))
	if diff := cmp.Diff([]string{"t MaxHeaderBytes", "t/0000000 1"}, got); diff != "" {
		t.Errorf("long comments (-want +got):\n%s", diff)
	}
}

// zip64Of turns the end record of an archive into those for large ones.
func zip64Of(data []byte) []byte {
	le := binary.LittleEndian
	end := bytes.LastIndex(data, []byte(zipEnd))
	record := append([]byte(zipEnd64), make([]byte, end64Size-4)...)
	le.PutUint64(record[4:], end64Size-12)
	le.PutUint64(record[24:], uint64(le.Uint16(data[end+8:])))
	le.PutUint64(record[32:], uint64(le.Uint16(data[end+10:])))
	le.PutUint64(record[40:], uint64(le.Uint32(data[end+12:])))
	le.PutUint64(record[48:], uint64(le.Uint32(data[end+16:])))
	out := append(bytes.Clone(data[:end]), record...)
	out = append(append(out, zipLocator...), 0, 0, 0, 0)
	out = le.AppendUint32(le.AppendUint64(out, uint64(end)), 1)
	tail := bytes.Clone(data[end:])
	copy(tail[8:20], bytes.Repeat([]byte{0xff}, 12))
	return append(out, tail...)
}

// program is the head of a program of Windows that ends at a place.
func program(end int) []byte {
	p := make([]byte, end)
	copy(p, "MZ")
	p[0x3c] = 0x80
	copy(p[0x80:], "PE\x00\x00")
	p[0x80+6], p[0x80+20] = 1, 16 // one section, behind 16 bytes
	section := p[0x80+24+16:]
	binary.LittleEndian.PutUint32(section[16:], uint32(end-0x200))
	binary.LittleEndian.PutUint32(section[20:], 0x200)
	return p
}

// TestZipShapes reads archives that other programs write, and damaged ones.
func TestZipShapes(t *testing.T) {
	plain := zipOf(t, "a.txt", "a", "b.txt", "b")
	comment := bytes.Clone(plain)
	comment[len(comment)-2] = 30
	comment = append(comment, "of 30 bytes with PK\x05\x06 in it...."[:30]...)
	cut := bytes.Clone(plain)
	copy(cut[bytes.LastIndex(cut, []byte(zipRecord)):], "PK\x00\x00")
	past := bytes.Clone(plain)
	binary.LittleEndian.PutUint32(past[bytes.LastIndex(past, []byte(zipRecord))+20:], 1<<20)
	parts := bytes.Clone(plain)
	parts[bytes.LastIndex(parts, []byte(zipEnd))+4] = 2
	exe := program(0x800)
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	both := []string{"t/a.txt = a", "t/b.txt = b"}
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"plain", plain, both},
		{"for large archives", zip64Of(plain), both},
		{"with a comment", comment, both},
		{"zeros behind", join(plain, make([]byte, 200_000)), both},
		{"other bytes behind", join(plain, []byte("\r\n--boundary--\r\n")), both},
		{"bytes before", join([]byte("HTTP/1.1 200 OK\r\n\r\n"), plain), both},
		{"bytes before one for large archives", join([]byte("HTTP/1.1 200 OK\r\n\r\n"), zip64Of(plain)), both},
		{"unpacks itself", join(exe, plain), both},
		{"unpacks itself, in a gzip", gzipOf(t, "", join(exe, plain)), both},
		{"unpacks itself, in a zip", zipOf(t, "x.exe", string(join(exe, plain))), []string{"t/x.exe/a.txt = a", "t/x.exe/b.txt = b"}},
		{"was to be split", join([]byte("PK00"), plain), both},
		{"twice", join(plain, plain), both},
		{"7z that unpacks itself", join(exe, testdata(t, "bzip2.7z")), []string{"t/logs/b.txt = " + secondText, "t/netstat.txt = " + netstatText}},
		{"rar that unpacks itself", join(exe, rar5Of(rarEntry{name: "a.txt", content: "a"})), []string{"t/a.txt = a"}},
		{"program alone", exe, []string{"t = " + string(exe)}},
		{"damaged record", cut, []string{"t = error: damaged zip archive: of 2 files in its list the first 1 can be read", "t/a.txt = a"}},
		{"an entry that reaches into the list", past, []string{"t/a.txt = a", "t/b.txt = error: " + errPast.Error()}},
		{"one of several parts", parts, []string{"t = error: " + errVolumes.Error()}},
		{"cut off", plain[:len(plain)-40], []string{"t = error: " + errNoEnd.Error()}},
		{"empty", zipOf(t), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := list(t, FromFiles("x", map[string][]byte{"t": tt.data}))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("artifacts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestZipNames(t *testing.T) {
	field := func(of, name string, version byte) []byte {
		f := binary.LittleEndian.AppendUint32([]byte{version}, crc32.ChecksumIEEE([]byte(of)))
		f = append(f, name...)
		return append(binary.LittleEndian.AppendUint16([]byte{0x75, 0x70}, uint16(len(f))), f...)
	}
	const cp866 = "\xad\xa5\xe2.txt"
	tests := []struct {
		name   string
		header zip.FileHeader
		want   string
	}{
		{"UTF-8, not marked", zip.FileHeader{Name: "上海/netstat.txt", NonUTF8: true}, "上海/netstat.txt"},
		{"UTF-8, marked", zip.FileHeader{Name: "Büro.txt"}, "Büro.txt"},
		{"code page 437", zip.FileHeader{Name: "B\x81ro.txt", NonUTF8: true}, "Büro.txt"},
		{"Unicode path", zip.FileHeader{Name: cp866, NonUTF8: true, Extra: field(cp866, "нет.txt", 1)}, "нет.txt"},
		{"Unicode path behind other fields", zip.FileHeader{Name: cp866, NonUTF8: true, Extra: append([]byte{0x0a, 0, 1, 0, 7}, field(cp866, "нет.txt", 1)...)}, "нет.txt"},
		{"Unicode path of another name", zip.FileHeader{Name: "new.txt", Extra: field(cp866, "нет.txt", 1)}, "new.txt"},
		{"Unicode path of another version", zip.FileHeader{Name: "new.txt", Extra: field("new.txt", "нет.txt", 2)}, "new.txt"},
		{"Unicode path that is no UTF-8", zip.FileHeader{Name: "new.txt", Extra: field("new.txt", "\xff.txt", 1)}, "new.txt"},
		{"backslashes", zip.FileHeader{Name: `logs\a.txt`}, "logs/a.txt"},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		if _, err := w.CreateHeader(&tt.header); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for way, data := range map[string][]byte{"passed": b.Bytes(), "in a gzip": gzipOf(t, "", b.Bytes())} {
			got := list(t, FromFiles("x", map[string][]byte{"t": data}))
			if diff := cmp.Diff([]string{"t/" + tt.want + " = "}, got); diff != "" {
				t.Errorf("%s, %s: artifacts (-want +got):\n%s", tt.name, way, diff)
			}
		}
	}
}

// TestMacs passes over what a Mac packs beside files, and nothing that only looks like it.
func TestMacs(t *testing.T) {
	fork := "\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "
	entries := []string{
		"netstat.txt", "n", "__MACOSX/._netstat.txt", fork, "._reg.txt", fork, "._text.txt", "t",
		".DS_Store", "\x00\x00\x00\x01Bud1\x00", "a/.DS_Store", "d", "odd.txt", fork,
	}
	want := []string{"t/._text.txt = t", "t/a/.DS_Store = d", "t/netstat.txt = n", "t/odd.txt = " + fork}
	for name, data := range map[string][]byte{"zip": zipOf(t, entries...), "tar": tarOf(t, entries...)} {
		if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t": data}))); diff != "" {
			t.Errorf("%s: artifacts (-want +got):\n%s", name, diff)
		}
	}
}

func TestGzipEnds(t *testing.T) {
	one, two := gzipOf(t, "", []byte("one, ")), gzipOf(t, "", []byte("two"))
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"two parts", join(one, two), "one, two"},
		{"an empty part between", join(one, gzipOf(t, "", nil), two), "one, two"},
		{"zeros behind", join(one, two, make([]byte, 1000)), "one, two"},
		{"other bytes behind", join(one, []byte("end")), "error: " + errBehind.Error()},
		{"zeros and other bytes", join(one, make([]byte, 10), two), "error: " + errBehind.Error()},
		{"second part damaged", join(one, two[:12]), "error: unexpected EOF"},
	}
	for _, tt := range tests {
		got := list(t, FromFiles("x", map[string][]byte{"n.gz": tt.data}))
		if diff := cmp.Diff([]string{"n = " + tt.want}, got); diff != "" {
			t.Errorf("%s: artifacts (-want +got):\n%s", tt.name, diff)
		}
	}
}
