package bundle

import (
	"archive/zip"
	"bytes"
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

// read is what a test sees of an artifact.
type read struct {
	name, text string
	err        error
}

// readAll reads every artifact.
func readAll(t testing.TB, b *Bundle) []read {
	t.Helper()
	got, err := Read(t.Context(), b, func(a *Artifact) read {
		r, err := a.Open()
		if err != nil {
			return read{a.Name, "", err}
		}
		data, err := io.ReadAll(r)
		return read{a.Name, string(data), err}
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// list shows names with their content, or the error in place of it.
func list(t testing.TB, b *Bundle) []string {
	t.Helper()
	var out []string
	for _, r := range readAll(t, b) {
		if r.err != nil {
			r.text = "error: " + r.err.Error()
		}
		out = append(out, r.name+" = "+r.text)
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
		{"damaged archive", []string{damaged}, "", []string{"damaged.zip = error: " + errNoEnd.Error()}},
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
			if diff := cmp.Diff(tt.want, list(t, b)); diff != "" {
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
	if diff := cmp.Diff(want, list(t, b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}

func TestEncryptedZip(t *testing.T) {
	data := zipOf(t, "a.txt", "secret", "b.txt", "plain")
	// Set bit 0 of the general purpose flags of the first entry, in the central directory.
	i := bytes.Index(data, []byte("PK\x01\x02"))
	data[i+8] |= 1
	want := []string{
		"t.zip/a.txt = error: encrypted in a zip archive: unpack it with its password and pass the folder",
		"t.zip/b.txt = plain",
	}
	if diff := cmp.Diff(want, list(t, FromFiles("x", map[string][]byte{"t.zip": data}))); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
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
	if diff := cmp.Diff([]string{"loop = error: not a regular file"}, list(t, b)); diff != "" {
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
	if diff := cmp.Diff([]string{"locked = error: permission denied"}, list(t, b)); diff != "" {
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
	if diff := cmp.Diff([]string{"netstat.txt = a", "netstat.txt (2) = b"}, list(t, b)); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
}
