package textenc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/realfiles"
)

// TestCorpus writes real captures in the code pages of their languages.
func TestCorpus(t *testing.T) {
	dir := realfiles.Dir(t)
	var files []string
	for _, sub := range []string{"localized", "netsh"} {
		found, _ := filepath.Glob(filepath.Join(dir, sub, "*"))
		files = append(files, found...)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := readAll(string(data))
		if strings.Contains(text, "\ufffd") {
			t.Errorf("%s: characters that cannot be read", file)
		}
		pages := []Encoding{CP437, CP850, Windows1252}
		for _, l := range languages {
			if strings.HasPrefix(strings.ReplaceAll(filepath.Base(file), "zhCN", "zh-CN"), l.name) {
				pages = l.pages
			}
		}
		pages = append(pages[:len(pages):len(pages)], UTF8, UTF8BOM, UTF16LE, UTF16LEBOM, UTF16BEBOM)
		for _, page := range pages {
			t.Run(filepath.Base(file)+"/"+string(page), func(t *testing.T) {
				got, enc := readAll(part{page, text}.bytes(t))
				if diff := cmp.Diff(text, got); diff != "" {
					t.Errorf("read as %s (-want +got):\n%.500s", enc, diff)
				}
				if enc != page && !isASCII(text) {
					t.Errorf("read as %s", enc)
				}
			})
		}
	}
}

// TestRealCodePage reads a capture that was written in windows-1251.
func TestRealCodePage(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(realfiles.Dir(t), "systeminfo", "ru-cp1251.txt"))
	if err != nil {
		t.Skip(err)
	}
	text, enc := readAll(string(data))
	if enc != Windows1251 || !strings.Contains(text, "Майкрософт Windows 10 Pro") || strings.Contains(text, "\ufffd") {
		t.Errorf("read as %s: %.300q", enc, text)
	}
}
