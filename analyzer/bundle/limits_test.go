package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// limitsOf names the limits that stopped artifacts, and the others' sizes.
func limitsOf(t testing.TB, b *Bundle) []string {
	t.Helper()
	var out []string
	for _, r := range readAll(t, b) {
		text := fmt.Sprint(len(r.text))
		var le *LimitError
		if errors.As(r.err, &le) {
			text = le.Limit
		} else if r.err != nil {
			text = r.err.Error()
		}
		out = append(out, r.name+" "+text)
	}
	return out
}

func TestLimits(t *testing.T) {
	const most = 8 << 20 // units of work
	zeros := make([]byte, 4*most)
	zipDeep := zipOf(t, "x.txt", "x")
	for range MaxArchiveDepth {
		zipDeep = zipOf(t, "in.zip", string(zipDeep))
	}
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"depth of archives", zipDeep, []string{"t/in.zip/in.zip/in.zip MaxArchiveDepth"}},
		{"ratio in a zip", zipOf(t, "bomb.txt", string(zeros), "b.txt", "b"), []string{"t/b.txt 1", "t/bomb.txt MaxWork"}},
		{"ratio in a gzip", gzipOf(t, "", zeros), []string{"t MaxWork"}},
		{"ratio in a tar.gz", gzipOf(t, "", tarOf(t, "a.txt", "a", "bomb.txt", string(zeros))), []string{"t MaxWork", "t/a.txt 1", "t/bomb.txt MaxWork"}},
		{"a zip that is a bomb, in a gzip", gzipOf(t, "", append([]byte("PK\x03\x04"), zeros...)), []string{"t " + errNoEnd.Error()}},
		{"a tar with a huge claim", hugeTar(t), []string{"t damaged tar archive: it ends too early", "t/huge.txt unexpected EOF"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := FromFiles("x", map[string][]byte{"t": tt.data})
			b.limits.work = most
			if diff := cmp.Diff(tt.want, limitsOf(t, b)); diff != "" {
				t.Errorf("limits (-want +got):\n%s", diff)
			}
		})
	}
}

// hugeTar claims an entry of an exabyte.
func hugeTar(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "huge.txt", Size: 1 << 60, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMaxEntries fills each kind of archive, and many small ones.
func TestMaxEntries(t *testing.T) {
	var entries []string
	var rars []rarEntry
	for i := range MaxEntries + 5 {
		entries = append(entries, fmt.Sprintf("%d.txt", i), "")
		rars = append(rars, rarEntry{name: fmt.Sprintf("%d.txt", i)})
	}
	many := map[string][]byte{}
	third := tarOf(t, entries[:MaxEntries/3*2]...)
	for i := range 4 {
		many[fmt.Sprint(i)] = third
	}
	files := map[string][]byte{}
	for i := range MaxEntries + 5 {
		files[fmt.Sprint(i)] = nil
	}
	tests := []struct {
		name  string
		files map[string][]byte
	}{
		{"files", files},
		{"zip", map[string][]byte{"t": zipOf(t, entries...)}},
		{"zip in a tar", map[string][]byte{"t": tarOf(t, "in.zip", string(zipOf(t, entries...)))}},
		{"tar", map[string][]byte{"t": tarOf(t, entries...)}},
		{"rar", map[string][]byte{"t": rar5Of(rars...)}},
		{"four tars", many},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var first []read
			for range 2 {
				got := readAll(t, FromFiles("x", tt.files))
				stopped := 0
				for _, r := range got {
					if r.err != nil {
						stopped++
					}
				}
				if len(got) != MaxEntries+1 || stopped != 1 {
					t.Fatalf("%d artifacts, %d of them with an error; want %d and 1", len(got), stopped, MaxEntries+1)
				}
				if first != nil {
					for i := range got {
						if got[i].name != first[i].name {
							t.Fatalf("two runs differ: %s and %s", first[i].name, got[i].name)
						}
					}
				}
				first = got
			}
		})
	}
}

// TestHeld holds archives in memory while there is room, which one gives back.
func TestHeld(t *testing.T) {
	inner := zipOf(t, "z.txt", "z")
	outer := map[string][]byte{"t": tarOf(t, "a.zip", string(inner), "b.7z", string(testdata(t, "bzip2.7z")), "c.tar", string(tarOf(t, "c.txt", "c")), "d.zip", string(inner))}
	b := FromFiles("x", outer)
	b.room = 200
	want := []string{"t/a.zip/z.txt 1", "t/b.7z MaxHeldBytes", "t/c.tar/c.txt 1", "t/d.zip/z.txt 1"}
	if diff := cmp.Diff(want, limitsOf(t, b)); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

// TestMaxNestedArchive meets an archive in an archive that is too large to be held.
func TestMaxNestedArchive(t *testing.T) {
	big := append(zipOf(t, "z.txt", "z"), bytes.Repeat([]byte("0123456789abcdef"), MaxNestedArchive/16)...)
	outer := tarOf(t, "in.zip", string(big), "b.txt", "b")
	want := []string{"t/b.txt 1", "t/in.zip MaxNestedArchive"}
	if diff := cmp.Diff(want, limitsOf(t, FromFiles("x", map[string][]byte{"t": outer}))); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

func TestBlocks(t *testing.T) {
	want := make([]byte, 2*blockSize+100)
	for i := range want {
		want[i] = byte(i >> 8)
	}
	for _, limit := range []int64{int64(len(want)) - 1, int64(len(want))} {
		b, size, err := readBlocks(bytes.NewReader(want), limit, io.ErrShortBuffer)
		if limit < int64(len(want)) {
			if err != io.ErrShortBuffer {
				t.Errorf("past the limit: error %v", err)
			}
			continue
		}
		got := make([]byte, size)
		if n, err := b.ReadAt(got, 0); n != len(want) || err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d of %d bytes, error %v", n, len(want), err)
		}
		if n, err := b.ReadAt(make([]byte, 10), size-4); n != 4 || err != io.EOF {
			t.Errorf("at the end: %d bytes, error %v", n, err)
		}
	}
}

// TestCanceled ends the context during the first of many entries.
func TestCanceled(t *testing.T) {
	var entries []string
	for i := range 100 {
		entries = append(entries, fmt.Sprint(i), "x")
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	_, err := Read(ctx, FromFiles("x", map[string][]byte{"t": gzipOf(t, "", tarOf(t, entries...))}), func(*Artifact) bool {
		seen++
		cancel()
		return true
	})
	if !errors.Is(err, context.Canceled) || seen != 1 {
		t.Errorf("error %v after %d artifacts", err, seen)
	}
}

// TestLargeEntry streams an entry through a tar.gz that is larger than what may be held.
func TestLargeEntry(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 600 MiB")
	}
	const size = MaxHeldBytes + 88<<20
	pr, pw := io.Pipe()
	go func() {
		zw, _ := gzip.NewWriterLevel(pw, gzip.HuffmanOnly)
		tw := tar.NewWriter(zw)
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = byte(i * i >> 7)
		}
		_ = tw.WriteHeader(&tar.Header{Name: "System.evtx", Size: size})
		for range size >> 20 {
			_, _ = tw.Write(block)
		}
		pw.CloseWithError(errors.Join(tw.Close(), zw.Close()))
	}()
	b, err := Open([]string{Stdin}, pr)
	if err != nil {
		t.Fatal(err)
	}
	sizes, err := Read(t.Context(), b, func(a *Artifact) int64 {
		r, err := a.Open()
		if err != nil {
			t.Error(err)
			return 0
		}
		n, err := io.Copy(io.Discard, r)
		if err != nil {
			t.Error(err)
		}
		return n
	})
	if diff := cmp.Diff([]int64{size}, sizes); diff != "" || err != nil {
		t.Errorf("error %v, sizes (-want +got):\n%s", err, diff)
	}
}
