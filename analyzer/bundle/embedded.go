package bundle

import (
	"bytes"
	"encoding/binary"
	"io"
	"path"
	"strings"
)

// Archives that unpack themselves are a program with the archive behind it.

// isProgram recognizes a program of Windows or DOS.
func isProgram(head []byte) bool { return bytes.HasPrefix(head, []byte("MZ")) }

// isZip reports whether a file is a zip archive: by its first bytes, or by a list of files at
// its end where none of the other formats stands at the beginning.
func isZip(r io.ReaderAt, size int64) bool {
	head := make([]byte, headSize)
	n, _ := r.ReadAt(head, 0)
	format := formatOf(head[:n])
	if format == noArchive {
		format, _ = behind(head[:n], r, size)
	}
	return format == formatZip
}

// behind returns the archive that stands behind other bytes, and where it begins: zip, which
// is read from its end, behind whatever it is, 7z and rar behind a program.
func behind(head []byte, r io.ReaderAt, size int64) (format, int64) {
	if d, err := findZip(r, size); err == nil && d.records > 0 {
		return formatZip, 0
	}
	if !isProgram(head) {
		return noArchive, 0
	}
	end := programEnd(r)
	magic := make([]byte, headSize)
	n, _ := r.ReadAt(magic, end)
	switch f := formatOf(magic[:n]); f {
	case format7z, formatRar, formatRar4:
		return f, end
	}
	return noArchive, 0
}

// programEnd returns where the last section of a program ends; 0 where that cannot be told.
// (Microsoft, PE Format: the place of the signature at 0x3c, COFF header, section table.)
func programEnd(r io.ReaderAt) int64 {
	const (
		place, coff, sections       = 0x3c, 24, 96 // Windows loads no more sections
		count, optional             = 6, 20
		entry, rawSize, rawPosition = 40, 16, 20
	)
	le := binary.LittleEndian
	var at [4]byte
	if n, _ := r.ReadAt(at[:], place); n < len(at) {
		return 0
	}
	header := make([]byte, coff)
	pe := int64(le.Uint32(at[:]))
	if n, _ := r.ReadAt(header, pe); n < len(header) || string(header[:4]) != "PE\x00\x00" {
		return 0
	}
	table := make([]byte, entry*min(sections, int(le.Uint16(header[count:]))))
	if n, _ := r.ReadAt(table, pe+coff+int64(le.Uint16(header[optional:]))); n < len(table) {
		return 0
	}
	end := int64(0)
	for ; len(table) > 0; table = table[entry:] {
		end = max(end, int64(le.Uint32(table[rawPosition:]))+int64(le.Uint32(table[rawSize:])))
	}
	return end
}

// isMacs recognizes what a Mac keeps beside files: attributes and icons in AppleDouble (RFC
// 1740, appendix B), and how a folder's window looks.
func isMacs(name string, head []byte) bool {
	name = path.Base(name)
	return strings.HasPrefix(name, "._") && bytes.HasPrefix(head, []byte("\x00\x05\x16\x07")) ||
		name == ".DS_Store" && bytes.HasPrefix(head, []byte("\x00\x00\x00\x01Bud1"))
}
