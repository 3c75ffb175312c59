package textenc

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// utf16Bytes encodes a text with the given byte order.
func utf16Bytes(s string, big, bom bool) []byte {
	if bom {
		s = "\ufeff" + s
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func encode(t *testing.T, cm *charmap.Charmap, s string) []byte {
	t.Helper()
	out, err := cm.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestDecode(t *testing.T) {
	text := "Aktive Verbindungen\r\n  TCP    0.0.0.0:135    ABHÖREN\r\n"
	chinese := "活动连接上海\r\n  协议  本地地址          外部地址        状态\r\n"
	tests := []struct {
		name  string
		bytes []byte
		enc   Encoding
	}{
		{"utf-8", []byte(text), UTF8},
		{"utf-8 bom", append([]byte{0xef, 0xbb, 0xbf}, text...), UTF8BOM},
		{"utf-16le bom", utf16Bytes(text, false, true), UTF16LEBOM},
		{"utf-16be bom", utf16Bytes(text, true, true), UTF16BEBOM},
		{"utf-16le", utf16Bytes(text, false, false), UTF16LE},
		{"utf-16be", utf16Bytes(text, true, false), UTF16BE},
		{"chinese, utf-16le", utf16Bytes(chinese, false, false), UTF16LE},
		{"chinese, utf-16be", utf16Bytes(chinese, true, false), UTF16BE},
		{"oem", encode(t, charmap.CodePage850, text), CP850},
		{"ansi", encode(t, charmap.Windows1252, text), Windows1252},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, enc := NewReader(iotest.OneByteReader(strings.NewReader(string(tt.bytes))))
			got, err := io.ReadAll(r)
			if err != nil || enc != tt.enc {
				t.Fatalf("encoding %q, error %v; want %q", enc, err, tt.enc)
			}
			want := text
			if strings.HasPrefix(tt.name, "chinese") {
				want = chinese
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUTF16Damage(t *testing.T) {
	tests := []struct{ name, units, want string }{
		{"pair", "\xff\xfe\x3d\xd8\x00\xde", "😀"},
		{"lone high", "\xff\xfe\x3d\xd8a\x00", "\ufffda"},
		{"lone low", "\xff\xfe\x00\xdea\x00", "\ufffda"},
		{"high at the end", "\xff\xfea\x00\x3d\xd8", "a\ufffd"},
		{"odd byte at the end", "\xff\xfea\x00b", "a\ufffd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := NewReader(strings.NewReader(tt.units))
			got, err := io.ReadAll(r)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, error %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestDetectBinary(t *testing.T) {
	tests := []struct{ name, head string }{
		{"control bytes", "\x89PNG\x0d\x0a\x1a\x0a\x01\x02\x03\x04\xff\xd8\x01\x02\x03\x04\x05\x06"},
		{"scattered NUL", "a\x00\x00\x00b\x00\x00\x00\xff\x00\x00\x00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect([]byte(tt.head)); got != Binary {
				t.Errorf("Detect = %q, want %q", got, Binary)
			}
		})
	}
}

// collect reads all lines with their numbers.
func collect(l *Lines) []string {
	var out []string
	for l.Next() {
		mark := ""
		if l.Long() {
			mark = " long"
		}
		out = append(out, fmt.Sprintf("%d %d %.8q%s", l.Line(), len(l.Text()), l.Text(), mark))
	}
	return out
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 3*MaxLine+5)
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"no line end", "ab", []string{`1 2 "ab"`}},
		{"crlf", "ab\r\n\r\ncd\r\n", []string{`1 2 "ab"`, `2 0 ""`, `3 2 "cd"`}},
		{"cr cr lf", "ab\r\r\ncd\r\r\n", []string{`1 2 "ab"`, `2 2 "cd"`}},
		{"quoted in a mail", "> ab\n>> cd\n> > ef\n>\n>   gh\n> \u00a0ij\n", []string{`1 2 "ab"`, `2 2 "cd"`, `3 2 "ef"`, `4 0 ""`, `5 4 "  gh"`, `6 3 " ij"`}},
		{"a prompt is no quotation", "C:\\>ab\n  > cd\n", []string{`1 6 "C:\\>ab"`, `2 6 "  > cd"`}},
		{"cr alone", "ab\rcd\r", []string{`1 2 "ab"`, `2 2 "cd"`}},
		{"long in the middle", "ab\n" + long + "\ncd\n", []string{`1 2 "ab"`, fmt.Sprintf(`2 %d "xxxxxxxx" long`, MaxLine), `3 2 "cd"`}},
		{"long at the end", "ab\n" + long, []string{`1 2 "ab"`, fmt.Sprintf(`2 %d "xxxxxxxx" long`, MaxLine)}},
		{"just below the limit", long[:MaxLine-1] + "\ncd", []string{fmt.Sprintf(`1 %d "xxxxxxxx"`, MaxLine-1), `2 2 "cd"`}},
	}
	for _, tt := range tests {
		for _, small := range []bool{false, true} {
			t.Run(fmt.Sprint(tt.name, small), func(t *testing.T) {
				var r io.Reader = strings.NewReader(tt.text)
				if small {
					r = iotest.HalfReader(r)
				}
				if diff := cmp.Diff(tt.want, collect(NewLines(r))); diff != "" {
					t.Errorf("lines (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestPeekKeepsText checks at every line of a text larger than the buffer that peeking
// does not disturb the current line, and sees the next ones.
func TestPeekKeepsText(t *testing.T) {
	var b strings.Builder
	const n = 60_000
	for i := range n {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	l := NewLines(iotest.HalfReader(strings.NewReader(b.String())))
	for i := 0; l.Next(); i++ {
		text := l.Text()
		for ahead := 1; ahead <= 5; ahead++ {
			got, ok := l.Peek(ahead)
			if want := i+ahead < n; ok != want || ok && string(got) != fmt.Sprintf("line %d", i+ahead) {
				t.Fatalf("line %d: Peek(%d) = %q, %v", i, ahead, got, ok)
			}
		}
		if string(text) != fmt.Sprintf("line %d", i) {
			t.Fatalf("line %d became %q", i, text)
		}
	}
}

func TestSection(t *testing.T) {
	l := NewLines(strings.NewReader("skip\nhead\na\nb\nend\nafter\n"))
	l.Next()
	l.Next()
	got, err := io.ReadAll(iotest.OneByteReader(l.Section(func(line []byte) bool { return string(line) == "end" })))
	if err != nil || string(got) != "head\na\nb\n" {
		t.Errorf("section %q, error %v", got, err)
	}
	if string(l.Text()) != "end" || l.Line() != 5 {
		t.Errorf("after the section: line %d %q, want 5 \"end\"", l.Line(), l.Text())
	}
}

func TestRestLineAt(t *testing.T) {
	text := "skip\n" + strings.Repeat("0123456789\n", 50_000)
	l := NewLines(strings.NewReader(text))
	l.Next()
	l.Next()
	r := l.Rest()
	buf := make([]byte, 1000)
	var off int64
	for {
		n, err := r.Read(buf)
		for i := 0; i < n; i += 97 {
			at := off + int64(i)
			if got, want := r.LineAt(at), 2+int(at/11); got != want {
				t.Fatalf("LineAt(%d) = %d, want %d", at, got, want)
			}
		}
		off += int64(n)
		if err != nil {
			break
		}
	}
	if want := int64(len(text) - 5); off != want {
		t.Errorf("rest has %d bytes, want %d", off, want)
	}
}

// maxGrowth is how many bytes of text one byte of a file becomes at most.
const maxGrowth = 3

// FuzzLines checks that any bytes give numbered lines of bounded length and UTF-8, the
// same however the bytes arrive.
func FuzzLines(f *testing.F) {
	german := "Aktive Verbindungen\r\n  TCP  0.0.0.0:135  ABHÖREN\r\n"
	f.Add([]byte("a\r\nb\n"))
	f.Add([]byte("\xff\xfea\x00\n\x00"))
	f.Add([]byte("\x80\x99\xff\n"))
	f.Add([]byte("a\x00b\x00\n\x00\n\x00T\x00C\x00P\x00"))
	f.Add([]byte(german + string(utf16Bytes(german, false, false)) + "ABH\x99REN\r\n" + string(utf16Bytes(german, true, true))))
	f.Add([]byte("\xbb\xee\xb6\xaf\xc1\xac\xbd\xd3\r\n" + "活动连接\r\n\xef\xbb\xbfx\n\xff\xfe"))
	f.Add([]byte("x\n\xfe\xff\x00\x99\n\xfe\xff\x00\x01\xff\xfe\x00"))
	f.Add([]byte("\xff\xfe\x3d\xd8\r\n\x00\xd8A\x00\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got []string
		size := 0
		l := NewLines(strings.NewReader(string(data)))
		binary := l.Encoding() == Binary
		for n := 1; l.Next(); n++ {
			if l.Line() < n || len(l.Text()) > MaxLine {
				t.Fatalf("line %d: number %d, %d bytes", n, l.Line(), len(l.Text()))
			}
			if !binary && !l.Long() && !utf8.Valid(l.Text()) {
				t.Fatalf("line %d is no UTF-8: %q", n, l.Text())
			}
			size += len(l.Text()) + 1
			got = append(got, string(l.Encoding())+" "+string(l.Text()))
			l.Peek(3)
		}
		if err := l.Err(); err != nil {
			t.Fatal(err)
		}
		last := l.Line()
		if size > maxGrowth*len(data)+1 {
			t.Fatalf("%d bytes of text from %d", size, len(data))
		}
		l = NewLines(iotest.OneByteReader(strings.NewReader(string(data))))
		for i := 0; l.Next(); i++ {
			if line := string(l.Encoding()) + " " + string(l.Text()); i >= len(got) || line != got[i] {
				t.Fatalf("line %d is %q byte by byte, else %q", i+1, line, got[min(i, len(got)-1)])
			}
		}
		if l.Line() != last {
			t.Fatalf("%d lines byte by byte, else %d", l.Line(), last)
		}
	})
}

// TestPeekInAnyOrder looks ahead from every line, near and far in turn.
func TestPeekInAnyOrder(t *testing.T) {
	var text strings.Builder
	for n := range 400 {
		fmt.Fprintf(&text, "%d\r\n", n+1)
	}
	l := NewLines(strings.NewReader(text.String()))
	for l.Next() {
		for _, n := range []int{1, 3, 0, 2, 10, 10, 11, 1, 40} {
			got, ok := l.Peek(n)
			if want := l.Line() + n; ok != (want <= 400) || ok && string(got) != fmt.Sprint(want) {
				t.Fatalf("line %d: Peek(%d) = %q, %v", l.Line(), n, got, ok)
			}
		}
	}
}
