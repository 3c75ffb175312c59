// Package textenc turns bytes of unknown encoding into UTF-8 lines. Customers' captures
// come as UTF-16 (PowerShell 5.1 redirection), UTF-8, OEM code pages (cmd redirection)
// and Windows-1252, with and without a byte order mark.
//
// The encoding is decided from the head of the file, in this order: byte order mark,
// pattern of NUL bytes, valid UTF-8, code page. [Lines] then streams the text line by
// line within a fixed buffer, whatever the length of a line.
package textenc

import (
	"bytes"
	"unicode/utf8"
)

// Encoding names an encoding as reports show it.
type Encoding string

// The encodings that [Detect] tells apart.
const (
	UTF8        Encoding = "utf-8"
	UTF8BOM     Encoding = "utf-8 with BOM"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	UTF16LEBOM  Encoding = "utf-16le with BOM"
	UTF16BEBOM  Encoding = "utf-16be with BOM"
	Windows1252 Encoding = "windows-1252"
	CP850       Encoding = "cp850"
	Binary      Encoding = "binary"
)

// headSize is how many bytes decide the encoding.
const headSize = 64 << 10

// Detect decides the encoding of a file from its head. It returns [Binary] where the
// bytes are no text in any of the encodings.
func Detect(head []byte) Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		return UTF8BOM
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return UTF16LEBOM
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return UTF16BEBOM
	}
	if e, ok := detectNUL(head); ok {
		return e
	}
	if validUTF8(head) {
		return UTF8
	}
	if controls(head)*100 > len(head)*2 {
		return Binary
	}
	return codePage(head)
}

// detectNUL recognizes UTF-16 without a byte order mark: ASCII text in it has a NUL in
// every second byte. Any other pattern of NUL bytes is no text.
func detectNUL(head []byte) (Encoding, bool) {
	var even, odd int
	for i, c := range head {
		if c != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case even+odd == 0:
		return "", false
	case odd*10 >= half*4 && even*20 <= odd:
		return UTF16LE, true
	case even*10 >= half*4 && odd*20 <= even:
		return UTF16BE, true
	case (even+odd)*100 <= len(head): // a stray NUL in a text
		return "", false
	}
	return Binary, true
}

// validUTF8 allows the last rune to be cut off by the end of the head.
func validUTF8(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return controls(head)*50 <= len(head)
		}
		if cut < len(head) && utf8.RuneStart(head[len(head)-1-cut]) && cut > 0 {
			return utf8.Valid(head[:len(head)-1-cut]) && !utf8.FullRune(head[len(head)-1-cut:])
		}
	}
	return false
}

// controls counts control characters that text files do not hold.
func controls(head []byte) int {
	n := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n
}

// codePage tells the OEM code page of western consoles from Windows-1252. Letters with
// accents sit at 0x80-0xa5 in the first and at 0xc0-0xff in the second, where cp850 has
// box drawing that no command prints.
func codePage(head []byte) Encoding {
	var oem, ansi int
	for _, c := range head {
		switch {
		case c >= 0x80 && c <= 0xa5:
			oem++
		case c >= 0xc0:
			ansi++
		}
	}
	if oem > ansi {
		return CP850
	}
	return Windows1252
}
