package textenc

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// codePage is an encoding whose lower half is ASCII. Either single or double is set.
type codePage struct {
	name   Encoding
	single *charmap.Charmap
	double encoding.Encoding
	// level rates a pair of bytes of a double-byte code page by the part of the
	// character set that it lies in.
	level func(lead, trail byte) int
}

// codePages lists the candidates; of several that fit a text equally the first is taken.
var codePages = []codePage{
	{name: Windows1252, single: charmap.Windows1252},
	{name: CP850, single: charmap.CodePage850},
	{name: CP437, single: charmap.CodePage437},
	{name: Windows1250, single: charmap.Windows1250},
	{name: CP852, single: charmap.CodePage852},
	{name: Windows1251, single: charmap.Windows1251},
	{name: CP866, single: charmap.CodePage866},
	{name: CP936, double: simplifiedchinese.GBK, level: levelGBK},
	{name: CP932, double: japanese.ShiftJIS, level: levelShiftJIS},
	{name: CP949, double: korean.EUCKR, level: levelKorean},
	{name: CP950, double: traditionalchinese.Big5, level: levelBig5},
}

// placeOf returns the index of a code page in codePages, -1 for other encodings.
func placeOf(e Encoding) int {
	for i := range codePages {
		if codePages[i].name == e {
			return i
		}
	}
	return -1
}

// Levels of double-byte characters.
const (
	levelCommon  = 4   // in everyday use
	levelSign    = 1   // punctuation and full-width forms
	levelRare    = -3  // the second level of the standard
	levelForeign = -6  // extensions, hardly ever in captures
	levelInvalid = -12 // no character at all
)

// levelGBK knows GB 2312: rows 0xb0-0xd7 are the 3,755 common ideographs, 0xd8-0xf7 the
// rare ones; what GBK adds lies around them.
func levelGBK(lead, trail byte) int {
	switch {
	case lead < 0x81 || lead > 0xfe || trail < 0x40 || trail == 0x7f || trail == 0xff:
		return levelInvalid
	case trail < 0xa1 || lead < 0xa1:
		return levelForeign
	case lead <= 0xa3:
		return levelSign
	case lead >= 0xb0 && lead <= 0xd7:
		return levelCommon
	case lead >= 0xd8 && lead <= 0xf7:
		return levelRare
	}
	return levelForeign
}

// levelBig5 knows Big5: 0xa4-0xc6 are the 5,401 common ideographs, 0xc9-0xf9 the others.
func levelBig5(lead, trail byte) int {
	switch {
	case lead < 0x81 || lead > 0xfe || trail < 0x40 || trail > 0x7e && trail < 0xa1 || trail == 0xff:
		return levelInvalid
	case lead >= 0xa1 && lead <= 0xa3:
		return levelSign
	case lead >= 0xa4 && lead <= 0xc6:
		return levelCommon
	case lead >= 0xc9 && lead <= 0xf9:
		return levelRare
	}
	return levelForeign
}

// levelKorean knows KS X 1001: 0xb0-0xc8 are the 2,350 common syllables, 0xca-0xfd Hanja.
func levelKorean(lead, trail byte) int {
	switch {
	case lead < 0x81 || lead > 0xfe || trail < 0x41 || trail == 0xff:
		return levelInvalid
	case trail < 0xa1 || lead < 0xa1:
		return levelForeign
	case lead <= 0xa3:
		return levelSign
	case lead >= 0xb0 && lead <= 0xc8:
		return levelCommon
	}
	return levelForeign
}

// levelShiftJIS knows JIS X 0208 in Shift JIS: 0x82 and 0x83 are kana, 0x88-0x97 the
// common ideographs, 0x98-0x9f and 0xe0-0xea the others.
func levelShiftJIS(lead, trail byte) int {
	switch {
	case trail < 0x40 || trail == 0x7f || trail > 0xfc:
		return levelInvalid
	case lead == 0x82 && trail >= 0x4f, lead == 0x83 && trail <= 0x96:
		return levelCommon
	case lead == 0x81:
		return levelSign
	case lead >= 0x88 && lead <= 0x97:
		return levelCommon
	case lead >= 0x98 && lead <= 0x9f || lead >= 0xe0 && lead <= 0xea:
		return levelRare
	case lead >= 0x84 && lead <= 0x87 || lead >= 0xed && lead <= 0xfc:
		return levelForeign
	}
	return levelInvalid
}

// isHalfKana reports whether a byte of Shift JIS is a letter of its own.
func isHalfKana(c byte) bool { return c >= 0xa1 && c <= 0xdf }

// letter is a character in UTF-8.
type letter struct {
	n byte
	b [3]byte
}

// transcoder turns a code page into UTF-8.
type transcoder struct {
	ready bool
	page  int // place in codePages
	table [128]letter
	dec   *encoding.Decoder
}

// use chooses the code page.
func (t *transcoder) use(page int) {
	t.ready, t.page = true, page
	p := codePages[page]
	if p.single == nil {
		t.dec = p.double.NewDecoder()
		return
	}
	for i := range t.table {
		t.table[i].n = byte(utf8.EncodeRune(t.table[i].b[:], p.single.DecodeByte(byte(0x80+i))))
	}
}

// pureASCII is the smallest byte of ASCII that can be the second of a pair in a code
// page; smaller ones always stand for themselves.
const pureASCII = 0x40

// append appends text in UTF-8. It grows to three bytes for one at most.
func (t *transcoder) append(out, text []byte) []byte {
	for len(text) > 0 {
		n := asciiRun(text)
		out = append(out, text[:n]...)
		if text = text[n:]; len(text) == 0 {
			break
		}
		if codePages[t.page].single != nil {
			l := &t.table[text[0]-0x80]
			out = append(out, l.b[:l.n]...)
			text = text[1:]
			continue
		}
		for n = 1; n < len(text) && text[n] >= pureASCII; n++ {
		}
		out = t.pairs(out, text[:n])
		text = text[n:]
	}
	return out
}

// pairs appends text of a double-byte code page.
func (t *transcoder) pairs(out, text []byte) []byte {
	for len(text) > 0 {
		if free := 3*len(text) + utf8.UTFMax; cap(out)-len(out) < free {
			out = append(out, make([]byte, free)...)[:len(out)]
		}
		t.dec.Reset()
		wrote, read, err := t.dec.Transform(out[len(out):cap(out)], text, true)
		out, text = out[:len(out)+wrote], text[read:]
		if read == 0 && len(text) > 0 || err != nil && len(text) > 0 {
			out, text = utf8.AppendRune(out, utf8.RuneError), text[1:]
		}
	}
	return out
}
