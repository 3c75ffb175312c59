package bundle

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// mended returns data with the checksums of a 7z, tar or rar 5 header put right, so that
// what a fuzzer changes is looked at.
func mended(data []byte) []byte {
	data = bytes.Clone(data)
	switch {
	case bytes.HasPrefix(data, []byte("7z\xbc\xaf\x27\x1c")) && len(data) > start7z:
		offset, length := binary.LittleEndian.Uint64(data[12:]), binary.LittleEndian.Uint64(data[20:])
		if rest := uint64(len(data) - start7z); offset < rest && length <= rest-offset {
			header := data[start7z+offset:][:length]
			binary.LittleEndian.PutUint32(data[28:], crc32.ChecksumIEEE(header))
		}
		binary.LittleEndian.PutUint32(data[8:], crc32.ChecksumIEEE(data[12:start7z]))
	case bytes.HasPrefix(data, []byte("Rar!\x1a\x07\x01\x00")):
		for rest := data[8:]; len(rest) > 7; {
			size, n := binary.Uvarint(rest[4:7])
			if n <= 0 || size > uint64(len(rest)-4-n) {
				break
			}
			header := rest[4 : 4+n+int(size)]
			binary.LittleEndian.PutUint32(rest, crc32.ChecksumIEEE(header))
			rest = rest[4+len(header):]
		}
	case len(data) >= headSize:
		copy(data[148:], tarSum(data[:headSize]))
	}
	return data
}

// FuzzOpen takes any bytes for an archive: no panic, no hang, no memory beyond what a
// stream may take, and no artifact without a name.
func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no archives: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(zipOf(f, "a.txt", "a", "in.zip", string(zipOf(f, "b.txt", "b"))))
	f.Add(tarOf(f, "a.txt", "a", "b.gz", string(gzipOf(f, "b", []byte("b")))))
	f.Add(gzipOf(f, "t.tar", tarOf(f, "a.txt", "a")))
	f.Add(rar5Of(rarEntry{name: "a.txt", content: "a"}, rarEntry{name: "b.txt", content: "0123456789abcdef", encrypted: true}))
	f.Add(rar4Of(rarEntry{name: "a.txt", content: "a"}, rarEntry{name: "b.txt", content: "b", encrypted: true}))
	f.Add(solid7z([]string{"one", "two", "three"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, mended(data)} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			b := FromFiles("x", map[string][]byte{"t": data})
			b.Password = "secret"
			names, err := Read(t.Context(), b, func(a *Artifact) string {
				if r, err := a.Open(); err == nil {
					_, _ = io.Copy(io.Discard, r)
				}
				return a.Name
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range names {
				if n == "" || n != cleanName(n) {
					t.Errorf("name %q", n)
				}
			}
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 2*MaxDictionary>>20 {
				t.Errorf("%d MiB allocated for %d bytes", used, len(data))
			}
		}
	})
}
