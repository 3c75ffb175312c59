package textenc

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// part is a stretch of a file in one encoding.
type part struct {
	enc  Encoding
	text string
}

// bytes encodes a part.
func (p part) bytes(t testing.TB) string {
	t.Helper()
	switch p.enc {
	case UTF8:
		return p.text
	case UTF8BOM:
		return "\xef\xbb\xbf" + p.text
	case UTF16LE, UTF16LEBOM:
		return string(utf16Bytes(p.text, false, p.enc == UTF16LEBOM))
	case UTF16BE, UTF16BEBOM:
		return string(utf16Bytes(p.text, true, p.enc == UTF16BEBOM))
	}
	s, err := encoderOf(p.enc).String(p.text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// numbered returns each line with its encoding.
func numbered(r io.Reader) []string {
	var out []string
	l := NewLines(r)
	for l.Next() {
		out = append(out, fmt.Sprintf("%s: %s", l.Encoding(), l.Text()))
	}
	return out
}

// TestChange reads files that several commands wrote to.
func TestChange(t *testing.T) {
	const english = "\r\nActive Connections\r\n\r\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1788\r\n"
	const german = "Aktive Verbindungen\r\n  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         948\r\n"
	const russian = "Активные подключения\r\n  Имя    Локальный адрес\r\n"
	const chinese = "活动连接\r\n  协议  本地地址          外部地址        状态\r\n"
	const short = "上海\r\n中文\r\n"
	tests := []struct {
		name  string
		parts []part
	}{
		{"cmd, then Out-File -Append", []part{{UTF8, english}, {UTF16LE, english}, {UTF8, english}}},
		{"Out-File, then cmd", []part{{UTF16LEBOM, english}, {UTF8, english}, {UTF16LE, english}}},
		{"oem between", []part{{UTF16LEBOM, german}, {CP850, german}, {UTF16LE, german}, {CP850, german}}},
		{"oem first", []part{{CP850, german}, {UTF16LE, german}, {CP850, german}}},
		{"russian", []part{{CP866, russian}, {UTF16LE, russian}, {CP866, russian}, {Windows1251, russian}, {UTF16LEBOM, russian}}},
		{"chinese", []part{{CP936, chinese}, {UTF16LE, chinese}, {CP936, chinese}, {UTF16LE, short}, {UTF8, chinese}}},
		{"joined files", []part{{UTF16LEBOM, english}, {UTF16LEBOM, german}, {UTF8BOM, german}, {UTF8BOM, chinese}, {UTF16LEBOM, chinese}, {UTF16BEBOM, english}}},
		{"big endian", []part{{UTF8, english}, {UTF16BE, english}, {UTF8, english}, {UTF16BEBOM, german}, {CP850, german}}},
		{"blank line between", []part{{UTF16LEBOM, english}, {UTF8, "\r\n"}, {UTF16LE, english}, {UTF8, "\n"}, {UTF16LE, english}, {UTF8, "\n"}}},
		{"prompt without line end", []part{{UTF16LEBOM, english}, {UTF8, "C:\\Users\\a>\r\n"}, {UTF16LE, "x\r\n"}, {UTF8, "C:\\>"}}},
		{"oem, then utf-8", []part{{CP850, german}, {UTF8, german}, {CP850, german}, {UTF8, german + german}}},
		{"gbk, then utf-8", []part{{CP936, chinese}, {UTF8, chinese}, {CP936, chinese}}},
		{"utf-8 first", []part{{UTF8, chinese}, {CP936, chinese}, {UTF16LE, chinese}}},
		{"oem, then ansi", []part{{CP850, german}, {Windows1252, german}, {CP850, german}}},
		{"unix line ends", []part{{UTF8, "abcd\n"}, {UTF16LE, "efgh\n"}, {UTF8, "ijkl\nmn\n"}, {UTF16LE, "op\n\n"}, {UTF8, "qrst\n"}, {UTF16LE, "uvw\n"}, {UTF8, "x\n"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var data string
			var want []string
			for _, p := range tt.parts {
				data += p.bytes(t)
				for line := range strings.Lines(p.text) {
					want = append(want, strings.TrimRight(line, "\r\n"))
				}
			}
			got := numbered(strings.NewReader(data))
			if diff := cmp.Diff(want, withoutEncoding(got)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(got, numbered(iotest.OneByteReader(strings.NewReader(data)))); diff != "" {
				t.Errorf("byte by byte (-whole +bytes):\n%s", diff)
			}
			i := 0
			for _, p := range tt.parts {
				for line := range strings.Lines(p.text) {
					if !isASCII(line) && !strings.HasPrefix(got[i], string(p.enc)) {
						t.Errorf("line %d is read as %q, want %s", i+1, got[i], p.enc)
					}
					i++
				}
			}
		})
	}
}

// TestMarkInLine reads a byte order mark behind a line that has no end.
func TestMarkInLine(t *testing.T) {
	for _, enc := range []Encoding{UTF16LEBOM, UTF16BEBOM} {
		got := numbered(strings.NewReader("C:\\>" + part{enc, "\r\nx y\r\n"}.bytes(t)))
		want := []string{"utf-8: C:\\>", string(enc) + ": x y"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: lines (-want +got):\n%s", enc, diff)
		}
	}
}

// TestPairsLikeUTF8 reads characters of a double-byte code page whose bytes are
// characters of UTF-8 as well.
func TestPairsLikeUTF8(t *testing.T) {
	text := "活动连接\r\n目模\r\n  协议  本地地址\r\n"
	if got, enc := readAll(part{CP936, text}.bytes(t)); got != normal(text) || enc != CP936 {
		t.Errorf("read as %s: %q", enc, got)
	}
}

func withoutEncoding(lines []string) []string {
	var out []string
	for _, l := range lines {
		_, text, _ := strings.Cut(l, ": ")
		out = append(out, text)
	}
	return out
}

// randomText makes lines of letters from an alphabet.
func randomText(rng *rand.Rand, lines int, end string, letter func() rune) string {
	var b strings.Builder
	for range lines {
		for range rng.IntN(60) {
			b.WriteRune(letter())
		}
		b.WriteString(end)
	}
	return b.String()
}

// TestIdeographsStay checks that UTF-16 of East Asian letters is never taken for bytes.
func TestIdeographsStay(t *testing.T) {
	alphabets := []struct {
		name   string
		letter func(*rand.Rand) rune
	}{
		{"ideographs", func(r *rand.Rand) rune { return rune(0x4e00 + r.IntN(0x9fa6-0x4e00)) }},
		{"ideographs of two printable bytes", func(r *rand.Rand) rune { return rune(0x4e+r.IntN(0x7f-0x4e))<<8 | rune(0x20+r.IntN(0x5f)) }},
		{"frequent", func(r *rand.Rand) rune { l := []rune(frequentLetters); return l[r.IntN(len(l))] }},
		{"hangul", func(r *rand.Rand) rune { return rune(0xac00 + r.IntN(0xd7a4-0xac00)) }},
		{"kana", func(r *rand.Rand) rune { return rune(0x3041 + r.IntN(0xb0)) }},
		{"mixed", func(r *rand.Rand) rune {
			l := []rune("上中一国最　　\u3000 :。，（）A09ア가 ")
			return l[r.IntN(len(l))]
		}},
	}
	for _, a := range alphabets {
		for _, end := range []string{"\r\n", "\n"} {
			for _, enc := range []Encoding{UTF16LEBOM, UTF16BEBOM} {
				t.Run(fmt.Sprintf("%s %q %s", a.name, end, enc), func(t *testing.T) {
					for seed := range uint64(40) {
						rng := rand.New(rand.NewPCG(seed, 1))
						text := randomText(rng, 200, end, func() rune { return a.letter(rng) })
						got, _ := readAll(part{enc, text}.bytes(t))
						if got != normal(text) {
							t.Fatalf("seed %d (-want +got):\n%.1000s", seed, cmp.Diff(normal(text), got))
						}
					}
				})
			}
		}
	}
}

// TestRandomSplits joins parts of random text in bytes and UTF-16 at line ends.
func TestRandomSplits(t *testing.T) {
	words := strings.Fields(`TCP UDP 0.0.0.0:135 10.1.2.3:50123 ESTABLISHED TIME_WAIT [::]:445 *:* 1788 C:\Windows\System32 a ab abc - -- Start Port : (x) [svchost.exe]`)
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 2))
		end := []string{"\r\n", "\n"}[rng.IntN(2)]
		var data, text string
		for n := range 2 + rng.IntN(4) {
			var p part
			for range rng.IntN(4) {
				line := strings.Repeat(" ", rng.IntN(4))
				for range rng.IntN(6) {
					line += words[rng.IntN(len(words))] + strings.Repeat(" ", 1+rng.IntN(3))
				}
				p.text += line + end
			}
			p.text += words[rng.IntN(len(words))] + end // one blank line in UTF-16 is no evidence
			p.enc = UTF8
			if (seed+uint64(n))%2 == 0 {
				p.enc = UTF16LE
			}
			if n == 0 && p.enc == UTF16LE && rng.IntN(2) == 0 {
				p.enc = UTF16LEBOM
			}
			data += p.bytes(t)
			text += p.text
		}
		got, _ := readAll(data)
		if got != normal(text) {
			t.Fatalf("seed %d, line end %q: %q\n(-want +got):\n%s", seed, end, data, cmp.Diff(normal(text), got))
		}
	}
}

// TestLargeParts joins parts larger than the buffers, in any order, and reads them in
// several ways.
func TestLargeParts(t *testing.T) {
	encodings := []Encoding{UTF8, UTF8BOM, UTF16LE, UTF16LEBOM, UTF16BEBOM, CP850}
	for seed := range uint64(25) {
		rng := rand.New(rand.NewPCG(seed, 3))
		var data, text string
		for range 2 + rng.IntN(4) {
			var b strings.Builder
			plain := rng.IntN(2) == 0
			for size := 200 + rng.IntN(150_000); b.Len() < size; {
				b.WriteString("  TCP    0.0.0.0:135 " + strings.Repeat("x", rng.IntN(80)))
				if !plain && rng.IntN(3) == 0 || b.Len() > size-40 {
					b.WriteString(" ABHÖREN")
				}
				b.WriteString("\r\n")
			}
			p := part{encodings[rng.IntN(len(encodings))], b.String()}
			data += p.bytes(t)
			text += p.text
		}
		readers := []io.Reader{
			strings.NewReader(data), iotest.OneByteReader(strings.NewReader(data)),
			iotest.HalfReader(strings.NewReader(data)), iotest.DataErrReader(strings.NewReader(data)),
		}
		for i, r := range readers {
			if got := strings.Join(withoutEncoding(numbered(r)), "\n") + "\n"; got != normal(text) {
				t.Fatalf("seed %d, reader %d (-want +got):\n%.800s", seed, i, cmp.Diff(normal(text), got))
			}
		}
	}
}

// TestNoAllocation checks that lines cost nothing once the reader stands.
func TestNoAllocation(t *testing.T) {
	text := benchRows("Aktive Verbindungen", "ABHÖREN")
	for _, enc := range []Encoding{UTF8, UTF16LE, CP850} {
		data := part{enc, text}.bytes(t)
		got := testing.AllocsPerRun(1, func() {
			l := NewLines(strings.NewReader(data))
			for l.Next() {
			}
		})
		if got > 100 {
			t.Errorf("%s: %v allocations for 100,000 lines", enc, got)
		}
	}
}
