package plaintext

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestDetectConsole(t *testing.T) {
	tests := []struct {
		name, head string
		want       Format
	}{
		{"rows", `{"stdout": "\r\n  TCP    0.0.0.0:135"`, JSON},
		{"a head", ` [{"out": "\nActive Connections\n\n  Proto  Local Address"`, JSON},
		{"a ruler", `{"out": "Protocol tcp Dynamic Port Range\r\n---------\r\n"`, JSON},
		{"a list of lines", `["  TCP    0.0.0.0:135"]`, JSON},
		{"connections as objects", `[{"LocalPort": 1, "note": "\n  TCP  "}]`, None},
		{"a program", `x := "\n  TCP    0.0.0.0:135"`, None},
		{"empty", "", None},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect([]byte(tt.head)); got != tt.want {
				t.Errorf("Detect = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"line ends and tabs", `{"k": "a\r\nb\tc"}`, "{\"k\": \"a\r\nb\tc\"}"},
		{"signs", `{"k": "C:\\temp \"x\" a\/b"}`, `{"k": "C:\temp "x" a/b"}`},
		{"letters", `{"k": "\u00e4\u4e2d\ud83d\ude00"}`, `{"k": "ä中😀"}`},
		{"halves of a pair alone", `{"k": "\ud83dx\u0041 \ud83d\u0041 \ud83d\n \ude00"}`, "{\"k\": \"\ufffdxA \ufffdA \ufffd\n \ufffd\"}"},
		{"half of a pair at the end", `{"k": "\ud83d"}`, "{\"k\": \"\ufffd\"}"},
		{"no escapes of json", `\d \u12zz`, `\d \u12zz`},
		{"cut off", `{"k": "a\u12`, `{"k": "a\u12`},
		{"lines of the file", "{\n}\n", "{\n}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := io.ReadAll(NewReader(JSON, iotest.OneByteReader(strings.NewReader(tt.text))))
			if err != nil || string(got) != tt.want {
				t.Errorf("text = %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}
