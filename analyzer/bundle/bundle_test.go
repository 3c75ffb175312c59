package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipOf writes an archive with entries given as name and content.
func zipOf(t testing.TB, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: entries[i], Method: zip.Deflate, NonUTF8: strings.ContainsRune(entries[i], '\x81')})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, entries[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// list shows names with their content, or the error in place of it.
func list(b *Bundle) []string {
	var out []string
	for i := range b.Artifacts {
		a := &b.Artifacts[i]
		text := ""
		if r, err := a.Open(); err != nil {
			text = "error: " + err.Error()
		} else {
			data, err := io.ReadAll(r)
			text = string(data)
			if err != nil {
				text = "error: " + err.Error()
			}
			r.Close()
		}
		out = append(out, a.Name+" = "+text)
	}
	return out
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	write("folder/b.txt", []byte("b"))
	write("folder/deep/a.txt", []byte("a"))
	write("folder/expected.json", []byte("{}"))
	write("folder/deep/expected.json", []byte("{}"))
	single := write("one.txt", []byte("one"))
	archive := write("ticket.zip", zipOf(t, "logs/a.txt", "a", "inner.zip", string(zipOf(t, "x.txt", "x"))))
	damaged := write("damaged.zip", []byte("PK\x03\x04 and no directory"))
	tests := []struct {
		name  string
		paths []string
		stdin string
		want  []string
	}{
		{"folder", []string{filepath.Join(dir, "folder")}, "", []string{"b.txt = b", "deep/a.txt = a", "deep/expected.json = {}"}},
		{"file", []string{single}, "", []string{"one.txt = one"}},
		{"file and folder", []string{single, filepath.Join(dir, "folder", "deep")}, "", []string{"deep/a.txt = a", "one.txt = one"}},
		{"archive", []string{archive}, "", []string{"inner.zip/x.txt = x", "logs/a.txt = a"}},
		{"damaged archive", []string{damaged}, "", []string{"damaged.zip = error: damaged zip archive: zip: not a valid zip file"}},
		{"stdin text", []string{"-"}, "hello", []string{"stdin = hello"}},
		{"stdin archive", []string{"-"}, string(zipOf(t, "a.txt", "a")), []string{"a.txt = a"}},
		{"empty stdin", []string{"-"}, "", []string{"stdin = "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := Open(tt.paths, strings.NewReader(tt.stdin))
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			if diff := cmp.Diff(tt.want, list(b)); diff != "" {
				t.Errorf("artifacts (-want +got):\n%s", diff)
			}
		})
	}
	if _, err := Open([]string{filepath.Join(dir, "none")}, nil); err == nil || !strings.Contains(err.Error(), "no such file or folder") {
		t.Errorf("missing path: error %v", err)
	}
}

func TestHostileNames(t *testing.T) {
	b := FromFiles("x", map[string][]byte{"t.zip": zipOf(t,
		`..\..\windows\evil.txt`, "1", "/etc/passwd", "2", `C:\a\b.txt`, "3", "../../up.txt", "4", "m\x81nchen.txt", "6")})
	want := []string{
		"t.zip/a/b.txt = 3", "t.zip/etc/passwd = 2", "t.zip/münchen.txt = 6", "t.zip/up.txt = 4", "t.zip/windows/evil.txt = 1",
	}
	if diff := cmp.Diff(want, list(b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

func TestEncrypted(t *testing.T) {
	data := zipOf(t, "a.txt", "secret", "b.txt", "plain")
	// Set bit 0 of the general purpose flags of the first entry, in the central directory.
	i := bytes.Index(data, []byte("PK\x01\x02"))
	data[i+8] |= 1
	b := FromFiles("x", map[string][]byte{"t.zip": data})
	if _, err := b.Artifacts[0].Open(); !errors.As(err, new(EncryptedError)) {
		t.Errorf("encrypted entry: error %v, want EncryptedError", err)
	}
	if got := list(b)[1]; got != "t.zip/b.txt = plain" {
		t.Errorf("entry beside it: %s", got)
	}
}

func TestLimits(t *testing.T) {
	limit := func(t *testing.T, err error, want string) {
		t.Helper()
		var le *LimitError
		if !errors.As(err, &le) || le.Limit != want {
			t.Errorf("error %v, want the limit %s", err, want)
		}
	}
	t.Run("depth of archives", func(t *testing.T) {
		data := zipOf(t, "x.txt", "x")
		for range MaxArchiveDepth {
			data = zipOf(t, "in.zip", string(data))
		}
		b := FromFiles("x", map[string][]byte{"t.zip": data})
		limit(t, b.Artifacts[0].Err, "MaxArchiveDepth")
	})
	t.Run("ratio", func(t *testing.T) {
		b := FromFiles("x", map[string][]byte{"t.zip": zipOf(t, "bomb.txt", string(make([]byte, ratioFloor+1<<20)))})
		r, err := b.Artifacts[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, r)
		limit(t, err, "MaxRatio")
	})
	t.Run("archives held in memory", func(t *testing.T) {
		var entries []string
		inner := string(zipOf(t, "zeros.txt", "x")) + string(make([]byte, 60<<20))
		for i := range 10 {
			entries = append(entries, fmt.Sprintf("%d.zip", i), inner)
		}
		b := FromFiles("x", map[string][]byte{"t.zip": zipOf(t, entries...)})
		if b.held > MaxHeldBytes {
			t.Errorf("%d bytes held, the limit is %d", b.held, MaxHeldBytes)
		}
		last := b.Artifacts[len(b.Artifacts)-1]
		limit(t, last.Err, "MaxHeldBytes")
	})
	t.Run("entries", func(t *testing.T) {
		var entries []string
		for i := range MaxEntries + 5 {
			entries = append(entries, fmt.Sprintf("%d.txt", i), "")
		}
		b := FromFiles("x", map[string][]byte{"t.zip": zipOf(t, entries...)})
		if len(b.Artifacts) != MaxEntries+1 {
			t.Fatalf("%d artifacts, want %d and one for the limit", len(b.Artifacts), MaxEntries)
		}
		n := 0
		for _, a := range b.Artifacts {
			if a.Err != nil {
				limit(t, a.Err, "MaxEntries")
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d artifacts carry the limit, want 1", n)
		}
	})
}

func TestFolderWithLinksAndPipes(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(dir, filepath.Join(dir, "loop")); err != nil {
		t.Skip(err)
	}
	b, err := Open([]string{dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"loop = error: not a regular file"}, list(b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

func TestUnreadableFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads every folder")
	}
	dir := filepath.Join(t.TempDir(), "locked")
	if err := os.Mkdir(dir, 0o000); err != nil {
		t.Fatal(err)
	}
	b, err := Open([]string{dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"locked = error: permission denied"}, list(b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

func TestOneNameTwice(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, d := range []string{"a", "b"} {
		p := filepath.Join(dir, d, "netstat.txt")
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(d), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	b, err := Open(paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"netstat.txt = a", "netstat.txt (2) = b"}, list(b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}
