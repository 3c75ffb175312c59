package bundle

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readCosts reads a bundle of which each artifact costs what its text says, with each
// artifact made to wait for others so that the sources end in another order each time.
func readCosts(t *testing.T, b *Bundle, rng *rand.Rand) []string {
	t.Helper()
	var turns [100]int
	for i := range turns {
		turns[i] = rng.IntN(100)
	}
	got, err := Read(t.Context(), b, func(a *Artifact) string {
		r, err := a.Open()
		if err != nil {
			return a.Name + ": " + err.Error()
		}
		var sections, kept, work int
		if _, err := fmt.Fscan(r, &sections, &kept, &work); err != nil {
			return a.Name + ": " + err.Error()
		}
		for range turns[crc32.ChecksumIEEE([]byte(a.Name))%100] {
			runtime.Gosched()
		}
		a.Keep(sections, int64(kept))
		a.Spend(int64(work))
		if err := a.Afford(0); err != nil {
			return a.Name + ": " + err.Error()
		}
		return a.Name
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestBudgets reaches each limit of a bundle, in files and within archives. What is read is
// always the same.
func TestBudgets(t *testing.T) {
	const packed = 100
	file := func(sections, kept, work int) []byte {
		return fmt.Appendf(nil, "%-*s", packed, fmt.Sprint(sections, kept, work))
	}
	tests := []struct {
		name  string
		files map[string][]byte
		want  []string
	}{
		{"none", map[string][]byte{"a": file(4, 400, 4000), "b": file(5, 500, 4000)}, []string{"a", "b"}},
		{"sections", map[string][]byte{"a": file(9, 0, 0), "b": file(1, 0, 0), "c": file(1, 0, 0), "d": nil},
			[]string{"a", "b", "c: stopped at the limit MaxBundleSections (10): this file and those after it were not read"}},
		{"memory", map[string][]byte{"a": file(0, 2000, 0), "b": file(0, 0, 0), "c": file(0, 0, 0)},
			[]string{"a", "b: stopped at the limit MaxKept (1000): this file and those after it were not read"}},
		{"work that the size allows for", map[string][]byte{"a": file(0, 0, packed*WorkPerByte), "b": file(0, 0, packed*WorkPerByte), "c": file(0, 0, 0)},
			[]string{"a", "b", "c"}},
		{"work of one file", map[string][]byte{"a": file(0, 0, packed*WorkPerByte+8000), "b": file(0, 0, 0)},
			[]string{"a: stopped at the limit MaxWork (10000)", "b"}},
		{"work of several files", map[string][]byte{"a": file(0, 0, packed*WorkPerByte+6000), "b": file(0, 0, packed*WorkPerByte+6000), "c": file(0, 0, 0)},
			[]string{"a", "b", "c: stopped at the limit MaxWork (10000): this file and those after it were not read"}},
		{"sections in an archive", map[string][]byte{
			"a": tarOf(t, "1", string(file(6, 0, 0)), "2", string(file(6, 0, 0)), "3", string(file(1, 0, 0))), "b": file(1, 0, 0),
		}, []string{"a/1", "a/2", "a/3: stopped at the limit MaxBundleSections (10): this file and those after it were not read"}},
		{"sections in archives", map[string][]byte{
			"a": zipOf(t, "1", string(file(3, 0, 0)), "2", string(file(3, 0, 0))), "b": tarOf(t, "1", string(file(3, 0, 0)), "2", string(file(3, 0, 0)), "3", ""), "c": nil,
		}, []string{"a/1", "a/2", "b/1", "b/2", "b/3: stopped at the limit MaxBundleSections (10): this file and those after it were not read"}},
		{"the last one reaches it", map[string][]byte{"a": file(10, 0, 0)}, []string{"a"}},
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for range 10 {
				b := FromFiles("x", tt.files)
				b.limits.sections, b.limits.kept, b.limits.work = 10, 1000, 10_000
				if diff := cmp.Diff(tt.want, readCosts(t, b, rng)); diff != "" {
					t.Fatalf("artifacts (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// TestBudgetsHaveNoOrder gives many files of random costs.
func TestBudgetsHaveNoOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	files := map[string][]byte{}
	for i := range 300 {
		files[fmt.Sprintf("%03d", i)] = fmt.Append(nil, rng.IntN(3), rng.IntN(1000), rng.IntN(50_000))
	}
	for range 3 {
		limits := bundleLimits
		limits.sections, limits.kept, limits.work = 50+rng.Int64N(300), 10_000+rng.Int64N(200_000), 100_000+rng.Int64N(4_000_000)
		var want []string
		for range 8 {
			b := FromFiles("x", files)
			b.limits = limits
			got := readCosts(t, b, rng)
			if want == nil {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("another order reads other files (-first +now):\n%s", diff)
			}
		}
		if len(want) == len(files) || !strings.Contains(want[len(want)-1], "those after it") {
			t.Errorf("no limit was reached: %d files, the last %s", len(want), want[len(want)-1])
		}
	}
}

// TestWorkIsBounded has an archive of a few kilobytes that inflates to much more.
func TestWorkIsBounded(t *testing.T) {
	var entries []string
	text := strings.Repeat("Dear support, it fails since Monday.\r\n", 1<<15)
	for i := range 50 {
		entries = append(entries, fmt.Sprintf("%02d.txt", i), text)
	}
	for name, data := range map[string][]byte{"zip": zipOf(t, entries...), "tar.gz": gzipOf(t, "", tarOf(t, entries...))} {
		b := FromFiles("x", map[string][]byte{"t": data})
		b.limits.work = 4 << 20
		_, err := Read(t.Context(), b, func(a *Artifact) bool {
			r, err := a.Open()
			for buf := make([]byte, 4096); err == nil; {
				var n int
				n, err = r.Read(buf)
				a.Spend(1000 * int64(n))
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		if most := int64(12 << 20); b.spent.inflated > most {
			t.Errorf("%s of %d bytes: %d bytes were unpacked", name, len(data), b.spent.inflated)
		}
	}
}

func TestPathsThatAreLinksAndPipes(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "real")
	if err := errors.Join(os.Mkdir(real, 0o755), os.WriteFile(filepath.Join(real, "n.txt"), []byte("n"), 0o644),
		os.WriteFile(filepath.Join(dir, "t.zip"), zipOf(t, "z.txt", "z"), 0o644)); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"folder": "real", "file": "real/n.txt", "archive": "t.zip", "real/inside": "n.txt"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	tests := []struct {
		paths, want []string
	}{
		{[]string{"folder"}, []string{"inside = error: not a regular file", "n.txt = n"}},
		{[]string{"file"}, []string{"file = n"}},
		{[]string{"archive"}, []string{"z.txt = z"}},
		{[]string{"folder", "file"}, []string{"file = n", "folder/inside = error: not a regular file", "folder/n.txt = n"}},
	}
	for _, tt := range tests {
		var paths []string
		for _, p := range tt.paths {
			paths = append(paths, filepath.Join(dir, p))
		}
		b, err := Open(paths, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, list(t, b)); diff != "" {
			t.Errorf("%v: artifacts (-want +got):\n%s", tt.paths, diff)
		}
	}

	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = w.Write(zipOf(t, "z.txt", "z"))
		w.Close()
	}()
	path := fmt.Sprintf("/dev/fd/%d", r.Fd())
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	b, err := Open([]string{path, filepath.Join(dir, "file")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"file = n", "pipe/z.txt = z"}, list(t, b)); diff != "" {
		t.Errorf("pipe: artifacts (-want +got):\n%s", diff)
	}
	r.Close()
}

// TestFileThatBecomesShorter cuts files between the list and the reading.
func TestFileThatBecomesShorter(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{"n.txt": make([]byte, 5000), "t.tar": tarOf(t, "a.txt", strings.Repeat("a", 9000)), "t.zip": zipStored(t, "a.txt", strings.Repeat("a", 9000))} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := Open([]string{dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"n.txt", "t.tar", "t.zip"} {
		if err := os.Truncate(filepath.Join(dir, name), 3000); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, r := range readAll(t, b) {
		got = append(got, fmt.Sprint(r.name, " ", len(r.text) > 0, " ", errors.Is(r.err, errCut)))
	}
	if diff := cmp.Diff([]string{"n.txt true true", "t.tar false true", "t.tar/a.txt true true", "t.zip/a.txt true true"}, got); diff != "" {
		t.Errorf("artifacts, with text, with the error (-want +got):\n%s", diff)
	}
}

// TestOpenFiles counts how many files are open at a time.
func TestOpenFiles(t *testing.T) {
	open, most := make(chan int, 1), 0
	open <- 0
	count := func(by int) {
		n := <-open + by
		most = max(most, n)
		open <- n
	}
	b := newBundle("x")
	for i := range 50 {
		data := zipOf(t, "a.txt", "a", "b.txt", "b")
		b.addFile(fmt.Sprintf("%02d.zip", i), &opener{size: int64(len(data)), make: func() (atCloser, error) {
			count(1)
			return &closing{strings.NewReader(string(data)), func() { count(-1) }}, nil
		}})
	}
	b.sort()
	if got := readAll(t, b); len(got) != 100 || got[99].text != "b" {
		t.Errorf("%d artifacts, the last %v", len(got), got[len(got)-1])
	}
	if n := <-open; n != 0 || most > 32 {
		t.Errorf("%d files are open at the end, at most %d were", n, most)
	}
}

type closing struct {
	io.ReaderAt
	closed func()
}

func (c *closing) Close() error {
	c.closed()
	return nil
}

func TestReads(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := os.MkdirAll(path("folder/deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"in.txt", "folder/deep/a.txt", "other.txt"} {
		if err := os.WriteFile(path(name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Link(path("in.txt"), path("hard")), os.Symlink("in.txt", path("soft")), os.Link(path("folder/deep/a.txt"), path("hard2"))); err != nil {
		t.Skip(err)
	}
	b, err := Open([]string{path("in.txt"), path("folder")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"in.txt": true, "hard": true, "soft": true, "folder/deep/a.txt": true, "hard2": true, "other.txt": false, "folder": false} {
		info, err := os.Stat(path(name))
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Reads(info); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
