package parsers

import (
	"bytes"
	"io"
)

// compoundMagic begins the files of Office up to 2003, messages of Outlook, and Office
// documents with a password (MS-CFB 2.2).
var compoundMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// streams are names in a compound file that tell what it is: MS-OFFCRYPTO 2.3.4.4,
// MS-OXMSG 2.2.3.
var streams = []struct {
	name []byte
	note string
}{
	{utf16Name("EncryptedPackage"), "file.office-password"},
	{utf16Name("__nameid_version1.0"), "file.mail"},
}

// maxCompound is how much of a compound file is looked at: its list of names may stand
// anywhere in it.
const maxCompound = 64 << 20

func isCompound(head []byte) bool { return bytes.HasPrefix(head, compoundMagic) }

// compoundNote returns the note on a compound file: by the name of a stream in it, else
// that of a document.
func compoundNote(r io.Reader) string {
	r = io.LimitReader(r, maxCompound)
	const overlap = 64 // bytes; the longest name of a stream (MS-CFB 2.6.1)
	buf := make([]byte, overlap+64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		text := buf[:kept+n]
		for _, s := range streams {
			if bytes.Contains(text, s.name) {
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
