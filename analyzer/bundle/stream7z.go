package bundle

import (
	"encoding/binary"
	"slices"
)

// stream7z is what is packed together: a "folder" in the words of the format.
type stream7z struct {
	err       error // why it cannot be unpacked
	encrypted bool
	coders    []coder7z
	rounds    int64  // of hashing, to make its key
	salt      string // of its key, with the power of the rounds
}

// coder7z is one step of unpacking a stream. Its properties are part of the header.
type coder7z struct {
	method     string
	outs       uint64
	properties []byte
	size       uint64
}

// methods7z are the methods that are read (Methods.txt of the LZMA SDK): copy, delta, ARM64,
// LZMA2, LZMA, BCJ, BCJ2, PPC, ARM, SPARC, PPMd, deflate, bzip2, AES.
var methods7z = []string{
	"\x00", "\x03", "\x0a", method7zLZMA2, method7zLZMA, "\x03\x03\x01\x03", "\x03\x03\x01\x1b", "\x03\x03\x02\x05",
	"\x03\x03\x05\x01", "\x03\x03\x08\x05", method7zPPMd, "\x04\x01\x08", "\x04\x02\x02", method7zAES,
}

const (
	method7zLZMA  = "\x03\x01\x01"
	method7zLZMA2 = "\x21"
	method7zPPMd  = "\x03\x04\x01"
	method7zAES   = "\x06\xf1\x07\x01"
)

// The cipher's properties: bytes before the salt, the highest power of the rounds that the
// decoder takes, and the one that makes the password itself the key.
const (
	saltProperties = 2
	maxKeyPower7z  = 24
	rawKeyPower7z  = 0x3f
)

// bound is the memory that a stream's decoders take. It first narrows the dictionaries
// of LZMA2 to what is unpacked with them: what is larger is never used. (The decoder of
// LZMA does so itself, and PPMd needs the memory that it was packed with.)
func (s *stream7z) bound() uint64 {
	var memory uint64
	for _, c := range s.coders {
		p := c.properties
		switch {
		case !slices.Contains(methods7z, c.method):
			s.err = errMethod
		case c.method == method7zLZMA2 && len(p) == 1 && p[0] <= 40:
			for p[0] > 0 && dictionary(p[0]-1) >= c.size {
				p[0]--
			}
			memory += dictionary(p[0])
		case c.method == method7zPPMd && len(p) == 5:
			memory += uint64(binary.LittleEndian.Uint32(p[1:]))
		case c.method == method7zLZMA && len(p) == 5:
			memory += min(uint64(binary.LittleEndian.Uint32(p[1:])), c.size)
		case c.method == method7zAES:
			s.cipher(p)
		}
	}
	if memory > MaxDictionary {
		s.err = &LimitError{Limit: "MaxDictionary", Value: MaxDictionary}
		return 0
	}
	return memory
}

// dictionary is the size that a property of LZMA2 stands for (Lzma2Dec.c).
func dictionary(property byte) uint64 { return (2 | uint64(property)&1) << (property/2 + 11) }

// cipher reads the properties of AES (7zAes.cpp): the power of the rounds and two flags,
// the lengths of salt and initialization vector, and these.
func (s *stream7z) cipher(p []byte) {
	s.encrypted = true
	if len(p) < saltProperties {
		s.err = damaged("7z", errHeader7z)
		return
	}
	power, salt := p[0]&0x3f, int(p[0]>>7+p[1]>>4)
	if len(p) < saltProperties+salt || power > maxKeyPower7z && power != rawKeyPower7z {
		s.err = damaged("7z", errHeader7z)
		return
	}
	s.salt = string([]byte{power}) + string(p[saltProperties:saltProperties+salt])
	if power != rawKeyPower7z {
		s.rounds = 1 << power
	}
}
