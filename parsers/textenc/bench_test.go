package textenc

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// benchRows is a capture of 100,000 rows, whose listening rows carry a word.
func benchRows(title, listening string) string {
	var b strings.Builder
	b.WriteString("\r\n" + title + "\r\n\r\n")
	for i := range 100_000 {
		state := "ESTABLISHED"
		if i%8 == 0 {
			state = listening
		}
		fmt.Fprintf(&b, "  TCP    10.0.%d.%d:%d       10.1.2.3:443           %-15s  %d\r\n", i>>8&255, i&255, 1024+i%60000, state, 4+i%5000)
	}
	return b.String()
}

func BenchmarkLines(b *testing.B) {
	ascii := benchRows("Active Connections", "LISTENING")
	german := benchRows("Aktive Verbindungen", "ABHÖREN")
	chinese := benchRows("活动连接", "监听")
	oem, err := charmap.CodePage850.NewEncoder().String(german)
	if err != nil {
		b.Fatal(err)
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(chinese)
	if err != nil {
		b.Fatal(err)
	}
	tests := []struct {
		name string
		data []byte
	}{
		{"ascii", []byte(ascii)},
		{"utf-8", []byte(german)},
		{"utf-16le", utf16Bytes(ascii, false, true)},
		{"utf-16le-chinese", utf16Bytes(chinese, false, true)},
		{"cp850", []byte(oem)},
		{"cp936", []byte(gbk)},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			b.SetBytes(int64(len(ascii))) // of text, so that encodings compare
			b.ReportAllocs()
			for b.Loop() {
				l := NewLines(bytes.NewReader(tt.data))
				for l.Next() {
				}
				if l.Line() < 100_000 {
					b.Fatal("lines lost")
				}
			}
		})
	}
}
