package textenc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUnknownWords reads texts without any word that Windows prints, such as names of
// users and programs.
func TestUnknownWords(t *testing.T) {
	tests := []struct {
		lang  string
		pages []Encoding
		text  string
	}{
		{"german", []Encoding{CP437, CP850, Windows1252}, `C:\Users\jürgen.müller\Straßenbahn\app.exe`},
		{"german capitals", []Encoding{CP850, Windows1252}, "MÜLLER-ÄPFEL"},
		{"french", []Encoding{CP850, Windows1252}, "Hélène à François: gare déjà fermée"},
		{"spanish", []Encoding{CP850, Windows1252}, "Muñoz Peña, señor Rodríguez García"},
		{"portuguese", []Encoding{CP850, Windows1252}, "João da Conceição, Simões e irmãos"},
		{"danish", []Encoding{CP850, Windows1252}, "Jørgen Sørensen på Ærø"},
		{"numbers", []Encoding{CP850, Windows1252}, "services.exe  812  12\u00a0345 Ko  5\u00a0604 Ko"},
		{"quotes", []Encoding{Windows1252}, "don’t use the user’s port"},
		{"russian", []Encoding{CP866, Windows1251}, "бухгалтерия Иванов Пётр, отдел продаж"},
		{"russian capitals", []Encoding{CP866, Windows1251}, "СЕРВЕР БУХГАЛТЕРИИ"},
		{"japanese", []Encoding{CP932}, "営業部の共有フォルダを開く"},
		{"half-width kana", []Encoding{CP932}, "ﾊﾟｿｺﾝ ﾈｯﾄﾜｰｸ ｶｰﾄﾞ"},
		{"chinese", []Encoding{CP936}, "订单网关 财务部张伟的电脑.exe"},
		{"korean", []Encoding{CP949}, "영업부 공유폴더 김철수의 노트북"},
		{"traditional chinese", []Encoding{CP950}, "業務部陳小明的電腦與訂單系統"},
		{"tree", []Encoding{CP850}, "├───bin\r\n│   └───x64\r\n└───lib"},
	}
	for _, tt := range tests {
		for _, page := range tt.pages {
			t.Run(fmt.Sprint(tt.lang, "/", page), func(t *testing.T) {
				got, enc := readAll(part{page, tt.text}.bytes(t))
				if diff := cmp.Diff(normal(tt.text), got); diff != "" {
					t.Errorf("read as %s (-want +got):\n%s", enc, diff)
				}
			})
		}
	}
}

// TestOEMOfTheUnitedStates reads letters that only code page 437 has.
func TestOEMOfTheUnitedStates(t *testing.T) {
	text := "Σ αδε"
	if got, enc := readAll(part{CP437, text}.bytes(t)); enc != CP437 || got != normal(text) {
		t.Errorf("read as %s %q", enc, got)
	}
}

// TestKnownWords checks that the words of every language can be written in its code
// pages: what cannot is a mistake in the list.
func TestKnownWords(t *testing.T) {
	for _, l := range languages {
		for _, page := range l.pages {
			for _, word := range strings.Fields(l.text) {
				if _, err := encoderOf(page).String(word); err != nil && l.name != "uk" && l.name != "ro" {
					t.Errorf("%s: %s has no letters for %q", l.name, page, word)
				}
			}
		}
	}
	if n := len(knownWords()); n < 700 {
		t.Errorf("%d known words", n)
	}
}

func TestBadUTF8(t *testing.T) {
	row := "  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         948\r\n"
	head := strings.Repeat("plain\r\n", 20_000)
	tests := []struct {
		name, data, want string
		enc              Encoding
	}{
		{"one bad byte", row + row + "x\x99y\r\n" + row, row + row + "x\ufffdy\r\n" + row, UTF8},
		{"bad byte in a row", row + row + "Ö\xffÖ\r\n" + row, row + row + "Ö\ufffdÖ\r\n" + row, UTF8},
		{"cut off at the end", row + "ABH\xc3", row + "ABH\ufffd", UTF8},
		{"bad byte far down", row + head + "x\x99y\r\n" + head + row, row + head + "x\ufffdy\r\n" + head + row, UTF8},
		{"plain, then oem far down", head + "ABH\x99REN\r\n", head + "ABHÖREN\r\n", CP850},
		{"plain, then utf-8 far down", head + row, head + row, UTF8},
		{"plain, then ansi far down", head + "ABH\xd6REN\r\n", head + "ABHÖREN\r\n", Windows1252},
		{"oem, then utf-8 far down", "ABH\x99REN\r\n" + head + row, "ABHÖREN\r\n" + head + row, UTF8},
		{"utf-8, then oem far down", row + head + "ABH\x99REN\r\n", row + head + "ABHÖREN\r\n", CP850},
		{"stray NUL", row + "a\x00b\r\n" + row, row + "a\x00b\r\n" + row, UTF8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, enc := readAll(tt.data)
			if enc != tt.enc || got != normal(tt.want) {
				t.Errorf("read as %s, want %s (-want +got):\n%.800s", enc, tt.enc, cmp.Diff(normal(tt.want), got))
			}
		})
	}
}

// TestLateCodePage checks that ASCII before the first other byte is not held against a
// section: the encoding changes where that byte is.
func TestLateCodePage(t *testing.T) {
	l := NewLines(strings.NewReader(strings.Repeat("plain\r\n", 20_000) + "ABH\x99REN\r\nend\r\n"))
	if l.Encoding() != UTF8 {
		t.Errorf("begins in %s", l.Encoding())
	}
	var got []string
	for l.Next() {
		if l.Line() >= 19_999 {
			got = append(got, string(l.Encoding())+" "+string(l.Text()))
		}
	}
	want := []string{"utf-8 plain", "utf-8 plain", "cp850 ABHÖREN", "cp850 end"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
