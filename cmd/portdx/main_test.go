package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestErrorsAreOneLine gives what a customer's file or a shell may put into an error.
func TestErrorsAreOneLine(t *testing.T) {
	for _, args := range [][]string{
		{"analyze", "--tz", "\x1b[31m\nx", "."},
		{"analyze", "--captured-at", "a\nb", "."},
		{"analyze", "no\x1b[2Jsuch\u202efile\r\n"},
		{"analyze", "--format", "\x07", "."},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(args, strings.NewReader(""), &stdout, &stderr); code != exitUsage {
			t.Errorf("%q: exit code %d", args, code)
		}
		text := stderr.String()
		if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") || strings.ContainsAny(text, "\x1b\x07\r\u202e") || stdout.Len() > 0 {
			t.Errorf("%q: stderr %q, stdout %q", args, text, stdout.String())
		}
	}
}
