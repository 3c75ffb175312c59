package parsers

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/portdx/portdx/parsers/textenc"
)

// magics are the first bytes of files that are often attached and hold no capture, from
// the formats' own documents, with the note that says what to send instead.
var magics = []struct{ magic, note string }{
	{"%PDF-", "file.pdf"},
	{"\x89PNG", "file.image"}, {"\xff\xd8\xff", "file.image"}, {"GIF8", "file.image"}, {"BM", "file.image"},
	{"II*\x00", "file.image"}, {"MM\x00*", "file.image"}, {"RIFF", "file.image"}, // TIFF; WebP and AVI
	{"PK\x03\x04\x14\x00\x06\x00", "file.office"}, // as Office writes its documents
	{"PK", "file.archive"}, {"7z\xbc\xaf\x27\x1c", "file.archive"}, {"Rar!", "file.archive"},
	{"\x1f\x8b", "file.archive"}, {"MSCF", "file.archive"}, {"\xfd7zXZ\x00", "file.archive"}, {"\x28\xb5\x2f\xfd", "file.archive"},
	{"\x0a\x0d\x0d\x0a", "file.packets"}, {"GMBU", "file.packets"}, // pcapng, Network Monitor
	{"\xd4\xc3\xb2\xa1", "file.packets"}, {"\xa1\xb2\xc3\xd4", "file.packets"}, // pcap, in microseconds
	{"\x4d\x3c\xb2\xa1", "file.packets"}, {"\xa1\xb2\x3c\x4d", "file.packets"}, // and in nanoseconds
	{"MDMP", "file.dump"}, {"PAGEDUMP", "file.dump"}, {"PAGEDU64", "file.dump"},
	{"MZ", "file.program"}, {"\x7fELF", "file.program"},
	{"regf", "file.hive"}, {"PML_", "file.procmon"},
	{"0\x00\x00\x00LfLe", "file.evt"},              // ELF_LOGFILE_HEADER of Windows XP and Server 2003
	{"L\x00\x00\x00\x01\x14\x02\x00", "file.link"}, // MS-SHLLINK 2.1
}

// natureOf returns the note on a binary file by its first bytes; it is empty for text.
func natureOf(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (!isPrintable(m.magic) || textenc.Detect(head) == textenc.Binary) {
			return m.note
		}
	}
	switch {
	case bytes.HasPrefix(head, compoundMagic):
		return "file.office"
	case len(head) > 12 && string(head[4:8]) == "ftyp": // ISO 14496-12: HEIC pictures, MP4 recordings
		return "file.image"
	case isTrace(head):
		return "file.trace"
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

// isTrace recognizes an event trace by its first record: behind the header of a buffer,
// which takes 72 bytes, stands SYSTEM_TRACE_HEADER with its type for 32 or 64 bits and
// the flags that mark a header (evntrace.h: TRACE_HEADER_FLAG_*).
func isTrace(head []byte) bool {
	const buffer = 72
	if len(head) < buffer+4 {
		return false
	}
	size, kind, marks := binary.LittleEndian.Uint32(head), head[buffer+2], head[buffer+3]
	return size >= 1<<10 && size <= 16<<20 && size%(1<<10) == 0 && (kind == 1 || kind == 2) && marks == 0xc0
}

// compoundMagic begins the files of Office up to 2003, messages of Outlook, and Office
// documents with a password (MS-CFB 2.2).
var compoundMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// streams are names in a compound file that tell what it is: MS-OFFCRYPTO 2.3.4.4,
// MS-OXMSG 2.2.3.
var streams = []struct{ name, note string }{
	{"EncryptedPackage", "file.office-password"},
	{"__nameid_version1.0", "file.mail"},
}

// maxCompound is how much of a compound file is looked at: its list of names may stand
// anywhere in it.
const maxCompound = 64 << 20

// compoundNote returns the note on a compound file.
func compoundNote(r io.Reader) string {
	r = io.LimitReader(r, maxCompound)
	const overlap = 64 // bytes; the longest name of a stream (MS-CFB 2.6.1)
	buf := make([]byte, overlap+64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		text := buf[:kept+n]
		for _, s := range streams {
			if bytes.Contains(text, utf16Name(s.name)) {
				return s.note
			}
		}
		if err != nil {
			return "file.office"
		}
		kept = copy(buf, text[len(text)-overlap:])
	}
}

// utf16Name writes a name of ASCII in UTF-16LE.
func utf16Name(name string) []byte {
	out := make([]byte, 0, 2*len(name))
	for _, c := range []byte(name) {
		out = append(out, c, 0)
	}
	return out
}

// isZeros reports whether a file begins with nothing but zeros. Files that were being
// written when a machine went down are often filled with them.
func isZeros(head []byte, br *bufio.Reader) bool {
	if len(bytes.Trim(head, "\x00")) > 0 {
		return false
	}
	head, _ = br.Peek(br.Size())
	return len(bytes.Trim(head, "\x00")) == 0
}
