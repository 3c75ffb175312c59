package textenc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPrefix takes off what logs put before each line, and nothing of a text itself.
func TestPrefix(t *testing.T) {
	text := []string{"Title", "", "  Name   Value", "  a      1", "", "end", "  b      2", "last"}
	number := func(i int) string { return fmt.Sprintf("%5d  ", i+9) }
	always := func(s string) func(int) string { return func(int) string { return s } }
	prefixes := []struct {
		name string
		of   func(line int) string
	}{
		{"a time of day", func(i int) string { return fmt.Sprintf("[10:00:%02d] ", i) }},
		{"a stamp of a build server", func(i int) string { return fmt.Sprintf("2026-03-10T10:00:00.%dZ ", 5*i) }},
		{"a date and a level", func(i int) string { return fmt.Sprintf("2026-03-10 10:00:%02d,123 INFO  ", i) }},
		{"a time with half of the day", func(i int) string { return fmt.Sprintf("3/10/2026 9:%02d:00 AM ", 5+i) }},
		{"syslog", func(i int) string { return fmt.Sprintf("Mar 10 10:00:%02d WEB01 collector[%d]: ", i, 99+i) }},
		{"a container", always("collector-1  | ")},
		{"a stream of a container", always("2026-03-10T10:00:00.1Z stdout F ")},
		{"a host", always("WEB01: ")},
		{"a host in brackets", always("[WEB01] ")},
		{"what grep prints", func(i int) string { return fmt.Sprintf("netstat.txt:%d:", i) }},
		{"numbers of lines", number},
		{"a number and a bar", func(i int) string { return fmt.Sprintf("%3d | ", i) }},
		{"comments", always("# ")},
		{"a batch file's comments", always("REM ")},
	}
	read := func(text string) (lines []string) {
		for l := NewLines(strings.NewReader(text)); l.Next(); {
			lines = append(lines, string(l.Text()))
			if next, ok := l.Peek(1); ok && l.prefix != nil {
				if rest, off := l.prefix.off(next); len(off) > 0 {
					lines = append(lines, "again: "+string(rest))
				}
			}
		}
		return lines
	}
	for _, tt := range prefixes {
		t.Run(tt.name, func(t *testing.T) {
			whole, trimmed := "", ""
			for i, line := range text {
				whole += tt.of(i) + line + "\n"
				trimmed += strings.TrimRight(tt.of(i)+line, " ") + "\r\n"
			}
			if diff := cmp.Diff(text, read(whole)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(text, read(trimmed)); diff != "" {
				t.Errorf("lines without white space at their ends (-want +got):\n%s", diff)
			}
		})
	}
	kept := []struct{ name, line string }{
		{"rows without a head", "  TCP    10.0.0.4:50123   192.0.2.7:443   ESTABLISHED   9"},
		{"endpoints", "10.0.0.4:50123   192.0.2.7:443   ESTABLISHED"},
		{"endpoints of ipv6", "[fe80::1]:50123 [fe80::2]:443 ESTABLISHED"},
		{"addresses and ports", "10.0.0.4 50123 192.0.2.7 443 Established Internet 9"},
		{"counters", `"03/10/2026 10:00:00.123","5","6"`},
		{"events", "Warning\t10.03.2026\tTcpip\t4231\tNone"},
		{"cells", "| TCP | 10.0.0.4:50123 | 192.0.2.7:443 |"},
		{"numbers that are data", "  948 svchost 12"},
		{"numbers alone", "10:00:00"},
		{"objects", "@{LocalAddress=10.0.0.4; LocalPort=50123}"},
		{"quoted cells with a 12-hour clock", `"1/21/2026 10:10:05 AM","4231","Tcpip"`},
		{"quoted cells, the time last", `"10.0.0.5","50000","Established","6000","3/15/2026 5:21:40 AM"`},
		{"json", `{"time": "10:00:00", "LocalPort": 5}`},
	}
	for _, tt := range kept {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(strings.Repeat(tt.line+"\n", 9)); got[8] != tt.line {
				t.Errorf("line %q, want %q", got[8], tt.line)
			}
		})
	}
}

// TestPrefixOfLine hands out what was taken off, and leaves a line alone that has no prefix.
func TestPrefixOfLine(t *testing.T) {
	l := NewLines(strings.NewReader(strings.Repeat("[10:00:00] text\n", 2*headSize/16) + "no prefix\n"))
	if !l.Next() || string(l.Text()) != "text" || string(l.Prefix()) != "[10:00:00] " {
		t.Errorf("text %q behind %q", l.Text(), l.Prefix())
	}
	last := ""
	for l.Next() {
		last = string(l.Prefix()) + "|" + string(l.Text())
	}
	if last != "|no prefix" {
		t.Errorf("last line %q", last)
	}
}

// TestPrefixOfMost bears a heading above and stray lines between, and no more of them.
func TestPrefixOfMost(t *testing.T) {
	tests := []struct {
		name  string
		stray int // each so many lines one without the prefix
		want  string
	}{
		{"few", 15, "text"},
		{"many", 5, "[10:00:00] text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "Log of WEB01\n\n"
			for i := range 60 {
				if i%tt.stray == 3 {
					text += "stray\n"
				}
				text += "[10:00:00] text\n"
			}
			l, last := NewLines(strings.NewReader(text)), ""
			for l.Next() {
				last = string(l.Text())
			}
			if last != tt.want {
				t.Errorf("last line %q, want %q", last, tt.want)
			}
		})
	}
}

// TestWhole hands out lines as they stand, the current one and those below it, and goes
// back to lines without the prefix.
func TestWhole(t *testing.T) {
	l := NewLines(strings.NewReader("head\n" + strings.Repeat("[10:00:00] text\n", 20)))
	l.Next()
	had := l.HasPrefix()
	l.SetWhole(true)
	next, _ := l.Peek(1)
	got := []string{fmt.Sprint(had), string(next)}
	l.Next()
	got = append(got, fmt.Sprint(l.HasPrefix()), string(l.Text())+"|"+string(l.Prefix()))
	l.SetWhole(false)
	next, _ = l.Peek(1)
	got = append(got, string(l.Text())+"|"+string(l.Prefix()), string(next))
	l.SetWhole(true)
	got = append(got, string(l.Text())+"|"+string(l.Prefix()))
	want := []string{"false", "[10:00:00] text", "true", "[10:00:00] text|", "text|[10:00:00] ", "text", "[10:00:00] text|"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
