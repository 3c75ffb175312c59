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
	{"MZ", "program"}, {"\x7fELF", "program"}, {"regf", "hive"}, {"MDMP", "dump"}, {"PAGE", "dump"},
}

// natureOf names the kind of a binary file by its first bytes; it is empty for text.
func natureOf(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (len(m.magic) > 2 || textenc.Detect(head) == textenc.Binary) {
			return m.nature
		}
	}
	return ""
}

// unclaimed watches the lines that no parser knows, to say what a file without any
// section seems to be.
type unclaimed struct {
	linux     int    // rows of Linux's netstat
	command   string // a line that names a netstat command
	lengths   bool   // #TYPE System.String: only lengths are left
	long      int
	textLines int
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
	case bytes.HasPrefix(line, []byte("#TYPE System.String")):
		u.lengths = true
	case u.command == "" && len(line) < 200 && bytes.Contains(bytes.ToLower(line), []byte("netstat")):
		u.command = string(line)
	}
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
	case u.lengths:
		return "text.lengths-only", nil
	case u.long > 0:
		return "text.long-lines-only", []string{strconv.Itoa(textenc.MaxLine)}
	case u.textLines == 0:
		return "file.empty", nil
	case u.command != "" && u.textLines <= 5:
		return "text.command-only", nil
	}
	return "text.unrecognized", nil
}
