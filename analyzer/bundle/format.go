package bundle

import (
	"bytes"
	"strconv"
)

// format is a kind of archive.
type format int

const (
	noArchive format = iota
	formatZip
	formatGzip
	formatBzip2
	formatTar
	format7z
	formatRar4 // 1.5 to 4
	formatRar  // 5 to 7
)

// headSize is how many bytes tell the format: a tar header is the longest (POSIX.1-2017,
// pax, ustar Interchange Format).
const headSize = 512

// magics are the first bytes of archives. Zip: a local file header or the end of an empty
// archive (APPNOTE.TXT 4.3.7, 4.3.16). Gzip: RFC 1952 2.3.1, with deflate as the method.
// 7z: 7zFormat.txt, Signature. Rar: technote of RAR 5.0, and the marker block of RAR 4.
var magics = []struct {
	magic  string
	format format
}{
	{"PK\x03\x04", formatZip}, {"PK\x05\x06", formatZip},
	{"PK00PK\x03\x04", formatZip}, {"PK\x07\x08PK\x03\x04", formatZip}, // to be split (8.5.4)
	{"\x1f\x8b\x08", formatGzip},
	{"7z\xbc\xaf\x27\x1c", format7z},
	{"Rar!\x1a\x07\x01\x00", formatRar}, {"Rar!\x1a\x07\x00", formatRar4},
}

// formatOf recognizes an archive by its first bytes.
func formatOf(head []byte) format {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	switch {
	case isBzip2(head):
		return formatBzip2
	case isTar(head):
		return formatTar
	}
	return noArchive
}

// isBzip2 looks for the letters, the level, and the magic of the first block or, in an
// empty file, of the end.
func isBzip2(head []byte) bool {
	if len(head) < 10 || !bytes.HasPrefix(head, []byte("BZh")) || head[3] < '1' || head[3] > '9' {
		return false
	}
	block := string(head[4:10])
	return block == "1AY&SY" || block == "\x17rE8P\x90"
}

// isTar checks the sum over a tar header, in which the sum itself counts as spaces. All
// variants of the format have it; old ones have no magic.
func isTar(head []byte) bool {
	if len(head) < headSize || head[0] == 0 {
		return false
	}
	field := bytes.Trim(head[148:156], " \x00")
	want, err := strconv.ParseUint(string(field), 8, 32)
	if err != nil {
		return false
	}
	sum := uint64(8 * ' ')
	for i, c := range head[:headSize] {
		if i < 148 || i >= 156 {
			sum += uint64(c)
		}
	}
	return sum == want
}
