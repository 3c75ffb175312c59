package plaintext

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestDetectStrings knows texts that hold lines of a console in strings, and no programs.
func TestDetectStrings(t *testing.T) {
	tests := []struct {
		name, head string
		want       Format
	}{
		{"a list of lines", "{\n \"lines\": [\n  \"\",\n  \"Active Connections\",\n  \"\",\n  \"  Proto  Local\",\n  \"  TCP  x\"\n ]\n}\n", JSON},
		{"lines in quotation marks", "\"Protocol tcp Dynamic Port Range\"\n\"---------\"\n\"Start Port : 1\"\n\"Number of Ports : 2\"\n", JSON},
		{"a document of several lines", "{\n \"rc\": 0,\n \"out\": \"\\r\\n  TCP    0.0.0.0:135\"\n}\n", JSON},
		{"a log", "changed: [WEB01] => {\n \"stdout\": \"\\r\\n  TCP    0.0.0.0:135\"\n}\n", JSON},
		{"a program with a list", "package a\n\nvar a = []string{\n\"a\",\n\"  TCP  \",\n\"b\",\n\"c\",\n}\n\nfunc b() {\n}\nfunc c() {\n}\n", None},
		{"a program with a string", "x := m{\n\"in\": \"\\n  TCP  a\",\n}\n", None},
		{"rows alone", "{\n \"out\": \"  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    9\"\n}\n", JSON},
		{"cells of csv", "\"\",\"V1\"\n\"1\",\"  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING\"\n", None},
		{"one string", "\"\\r\\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    9\\r\\n\"", JSON},
		{"other strings", "[\n\"a\",\n\"b\",\n\"c\",\n\"d\"\n]\n", None},
		{"connections as objects", "[{\n\"LocalPort\": 1,\n\"out\": \"\\n  TCP  \"\n}]\n", None},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Detect([]byte(tt.head)); got != tt.want {
				t.Errorf("Detect = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestStrings(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lines of a list", "[\n  \"a\\\\b \\\"c\\\"\",\n  \"  d\"\n]\n", "[\na\\b \"c\"\n  d\n]\n"},
		{"quoted lines that are no json", "\"C:\\temp>dir\"\n\"x\"\n", "C:\\temp>dir\nx\n"},
		{"a member", "{\n\"out\": \"a\\r\\nb\", \"rc\": 0\n}\n", "{\n\"out\": \"a\r\nb\", \"rc\": 0\n}\n"},
		{"the lines of a string again", "\"out\": \"\\r\\n  TCP  a\",\n\"out_lines\": [\n\"\",\n\"  TCP  a\"\n],\n\"rc\": 0\n", "\"out\": \"\r\n  TCP  a\n\",\n\n\n\n\n\"rc\": 0\n"},
		{"the lines of another string", "\"out\": \"\\n  TCP  a\",\n\"x.out_lines\": [\n\"\",\n\"  TCP  a\"\n]\n", "\"out\": \"\n  TCP  a\n\",\n\"x.out_lines\": [\n\n  TCP  a\n]\n"},
		{"all in one line", "=> {\"out\": \"\\n  TCP  a\", \"out_lines\": [\"\", \"  TCP  a]\"], \"rc\": 0}\n", "=> {\"out\": \"\n  TCP  a\n\", \"out_lines], \"rc\": 0}\n"},
		{"rows without a head", "{\"out\": \"  TCP  a\\r\\n  TCP  b\"}", "{\"out\": \"\n  TCP  a\r\n  TCP  b\n\"}"},
		{"a list in one line", "[\"a \\\"b\\\"\", \"  TCP  a\",\"\",\"  TCP  b\"]", "[a \"b\"\n  TCP  a\n\n  TCP  b\n]"},
		{"paths outside of strings", "C:\\new>type x\n", "C:\\new>type x\n"},
		{"a .reg text", "\"MaxUserPort\"=dword:0000fffe\n", "\"MaxUserPort\"=dword:0000fffe\n"},
		{"cut off", "\"out\": \"a\\nb\\u12", "\"out\": \"a\nb\\u12"},
		{"a long line", strings.Repeat("x", maxLine+9) + "\n\"a\",\n", strings.Repeat("x", maxLine+9) + "\na\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var src io.Reader = strings.NewReader(tt.text)
			if len(tt.text) < 1000 {
				src = iotest.OneByteReader(src)
			}
			got, err := io.ReadAll(NewReader(JSON, src))
			if err != nil || string(got) != tt.want {
				t.Errorf("text = %.300q, %v; want %.300q", got, err, tt.want)
			}
		})
	}
}
