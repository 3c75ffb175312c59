package parsers

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/textenc"
)

// magics are the first bytes of files that are often attached and hold no capture, from
// the formats' own documents.
var magics = []struct{ magic, nature string }{
	{"%PDF-", "pdf"},
	{"\x89PNG", "image"}, {"\xff\xd8\xff", "image"}, {"GIF8", "image"}, {"BM", "image"},
	{"\xd0\xcf\x11\xe0", "office"}, // compound file: .doc, .xls, .msg
	{"PK\x03\x04", "zip"}, {"7z\xbc\xaf\x27\x1c", "archive"}, {"Rar!", "archive"},
	{"\x1f\x8b", "archive"}, {"MSCF", "archive"},
	{"\x0a\x0d\x0d\x0a", "packets"}, {"\xd4\xc3\xb2\xa1", "packets"}, {"GMBU", "packets"},
	{"MZ", "program"}, {"\x7fELF", "program"}, {"regf", "hive"}, {"MDMP", "dump"}, {"PAGEDUMP", "dump"}, {"PAGEDU64", "dump"},
}

// natureOf names the kind of a binary file by its first bytes; it is empty for text.
func natureOf(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (!isPrintable(m.magic) || textenc.Detect(head) == textenc.Binary) {
			return m.nature
		}
	}
	return ""
}

// isPrintable reports whether a text could begin with a magic.
func isPrintable(magic string) bool {
	for _, c := range []byte(magic) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return magic != "%PDF-" // its head is text, what follows is not
}

// unclaimed watches the lines that no parser knows, to say what a file without any
// section seems to be.
type unclaimed struct {
	linux     int    // rows of Linux's netstat
	command   string // a line that names a netstat command
	other     string // a kind that is known by sight and holds no evidence portdx reads
	long      int
	textLines int
}

// sights are words by which captures that are not read are known by sight.
var sights = []struct{ word, nature string }{
	{"MinRto(ms)", "Get-NetTCPSetting"}, {"MinRtoMs", "Get-NetTCPSetting"},
	{"http://schemas.microsoft.com/powershell/2004/04", "CLIXML"},
}

func (u *unclaimed) see(line []byte, long bool) {
	if len(line) == 0 {
		return
	}
	u.textLines++
	if long {
		u.long++
	}
	switch {
	case isLinuxRow(line):
		u.linux++
	case u.other == "" && u.textLines <= sightLines && sighted(line) != "":
		u.other = sighted(line)
	case u.command == "" && len(line) < 200 && bytes.Contains(bytes.ToLower(line), []byte("netstat")):
		u.command = string(line)
	}
}

// sightLines is how many lines of a file are looked at for a kind known by sight.
const sightLines = 200

func sighted(line []byte) string {
	for _, s := range sights {
		if bytes.Contains(line[:min(len(line), 4096)], []byte(s.word)) {
			return s.nature
		}
	}
	return ""
}

// isLinuxRow recognizes `tcp 0 0 local remote STATE`: receive and send queues stand
// between the protocol and the addresses.
func isLinuxRow(line []byte) bool {
	if !bytes.HasPrefix(line, []byte("tcp")) && !bytes.HasPrefix(line, []byte("udp")) {
		return false
	}
	f := bytes.Fields(line)
	if len(f) < 5 {
		return false
	}
	for _, n := range f[1:3] {
		if _, err := strconv.Atoi(string(n)); err != nil {
			return false
		}
	}
	return true
}

// nature returns the note that fits a text without any section.
func (u *unclaimed) nature() (id string, args []string) {
	switch {
	case u.linux > 0:
		return "text.linux-netstat", []string{strconv.Itoa(u.linux)}
	case u.other != "":
		return "text.not-read", []string{u.other}
	case u.long > 0:
		return "text.long-lines-only", []string{strconv.Itoa(textenc.MaxLine)}
	case u.textLines == 0:
		return "file.empty", nil
	case u.command != "" && u.textLines <= 5:
		return "text.command-only", nil
	}
	return "text.unrecognized", nil
}
