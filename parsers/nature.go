package parsers

import (
	"bufio"
	"bytes"
	"encoding/binary"

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

// natureOf returns the note on a file by its first bytes; it is empty for those that may be
// a text. A magic that a text could begin with counts only where the rest is no text.
func natureOf(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (!isPrintable(m.magic) || textenc.Detect(head) == textenc.Binary) {
			return m.note
		}
	}
	switch {
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
// which begins with the buffer's size, stands SYSTEM_TRACE_HEADER with its type for 32 or
// 64 bits and the flags that mark a header (evntrace.h: TRACE_HEADER_FLAG_*; the sizes of
// buffers: EVENT_TRACE_PROPERTIES, BufferSize).
func isTrace(head []byte) bool {
	const (
		header         = 72 // bytes
		least, most    = 1 << 10, 16 << 20
		bits32, bits64 = 1, 2
		flags          = 0xc0
	)
	if len(head) < header+4 {
		return false
	}
	size, kind := binary.LittleEndian.Uint32(head), head[header+2]
	return size >= least && size <= most && size%least == 0 && (kind == bits32 || kind == bits64) && head[header+3] == flags
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
