package netstat_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
)

// TestGarbledListening reads a listening row of German Windows whose umlaut went wrong on
// the way, through the whole path of a file.
func TestGarbledListening(t *testing.T) {
	tests := []struct{ name, word string }{
		{"code page 850", "ABH\x99REN"},
		{"windows-1252", "ABH\xd6REN"},
		{"utf-8", "ABHÖREN"},
		{"code page 850 shown as windows-1252", "ABH™REN"},
		{"windows-1252 shown as code page 850", "ABHÍREN"},
		{"utf-8 shown as windows-1252", "ABHÃ–REN"},
		{"utf-8 shown as code page 850", "ABH├ûREN"},
		{"dropped", "ABHREN"},
		{"question mark", "ABH?REN"},
		{"replacement character", "ABH\ufffdREN"},
	}
	for _, tt := range tests {
		text := "\r\nAktive Verbindungen\r\n\r\n  Proto  Lokale Adresse         Remoteadresse          Status           PID\r\n" +
			"  TCP    0.0.0.0:135            0.0.0.0:0              " + tt.word + "         948\r\n"
		files := map[string]string{"bytes": text}
		if utf8.ValidString(tt.word) {
			files["utf-16"] = string(utf16le(text))
			files["both"] = string(utf16le(text)) + text
		}
		for kind, file := range files {
			t.Run(tt.name+"/"+kind, func(t *testing.T) {
				rows := 0
				for _, s := range parsers.Read("netstat.txt", strings.NewReader(file), int64(len(file))) {
					for _, c := range s.Captures {
						for _, r := range c.Table.All() {
							rows++
							if r.State != snapshot.Listen || r.PID != 948 {
								t.Errorf("line %d: state %v, process %d", r.Line, r.State, r.PID)
							}
						}
					}
					if s.Status != snapshot.StatusParsed {
						t.Errorf("line %d: %s %v", s.Line, s.Status, s.Notes)
					}
				}
				if want := 1 + strings.Count(kind, "both"); rows != want {
					t.Errorf("%d rows, want %d", rows, want)
				}
			})
		}
	}
}

func utf16le(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}
