package evtx

import (
	"bytes"
	"encoding/binary"

	"github.com/portdx/portdx/parsers/events"
)

// Tokens of BinXml ([MS-EVEN6] 2.2.12). The flag tells that an element has attributes, or
// that more of the kind follow.
const (
	tokenElement    = 0x01
	tokenCloseStart = 0x02
	tokenCloseEmpty = 0x03
	tokenEnd        = 0x04
	tokenText       = 0x05
	tokenAttribute  = 0x06
	tokenCharRef    = 0x08
	tokenEntityRef  = 0x09
	tokenNormal     = 0x0d
	tokenOptional   = 0x0e
	tokenMore       = 0x40
)

// maxTokens bounds the tokens of a template that are looked at, and the fields of them. A
// System element has about 200.
const maxTokens = 1000

// The names that are looked for in templates.
var (
	nameEvent       = utf16le("Event")
	nameSystem      = utf16le("System")
	nameProvider    = utf16le("Provider")
	nameEventID     = utf16le("EventID")
	nameTimeCreated = utf16le("TimeCreated")
	nameRecordID    = utf16le("EventRecordID")
	nameName        = utf16le("Name")
	nameSystemTime  = utf16le("SystemTime")
)

// utf16le returns an ASCII text in UTF-16LE.
func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// layoutOf reads the layout of the template that stands between two offsets of a chunk. It
// is known where the System element comes first and holds the event's id, its time and its
// record id as values, and the provider as a value or a text, each once.
func layoutOf(b []byte, from, to int, kinds []events.Kind, w *work) layout {
	t := templateReader{b: b[:to], chunk: b, at: from + templateHeader + len(fragmentHeader), left: maxTokens, kinds: kinds}
	t.read()
	w.spend(maxTokens - t.left)
	t.known = !t.bad && t.found == [...]int{1, 1, 1, 1}
	return t.layout
}

// nameHeader is what stands before a name's length: the next entry's offset and a hash.
const nameHeader = 6

// templateReader walks through a template's definition. What it cannot read makes it bad:
// then every further step gives zeros.
type templateReader struct {
	b     []byte // up to the template's end
	chunk []byte // which holds the names
	at    int
	left  int // steps that may still be taken
	bad   bool

	kinds []events.Kind
	depth int    // of open elements
	name  []byte // of the open element of System

	layout
	found [4]int // how often the template holds each part of the layout
}

// Parts of a layout.
const (
	partProvider = iota
	partEventID
	partTime
	partRecordID
)

// read walks up to the end of the System element.
func (t *templateReader) read() {
	for !t.bad {
		switch token := t.byte(); {
		case token&^tokenMore == tokenElement:
			t.element(token)
		case token == tokenEnd:
			t.depth--
		case t.depth == 3 && bytes.Equal(t.name, nameEventID):
			t.eventID = t.value(token, partEventID)
		case t.depth == 3 && bytes.Equal(t.name, nameRecordID):
			t.recordID = t.value(token, partRecordID)
		case t.depth < 3:
			t.bad = true
		default:
			t.skipContent(token)
		}
		if t.depth < 2 && t.found != [4]int{} {
			return
		}
	}
}

// element reads the start of an element behind its token.
func (t *templateReader) element(token byte) {
	t.depth++
	t.skip(6) // a dependency and a size
	name := t.nameHere()
	switch t.depth {
	case 1:
		t.bad = t.bad || !bytes.Equal(name, nameEvent)
	case 2:
		t.bad = t.bad || !bytes.Equal(name, nameSystem)
	case 3:
		t.name = name
	}
	if token&tokenMore != 0 {
		t.skip(4) // a size
		for t.attribute() {
		}
	}
	switch t.byte() {
	case tokenCloseStart:
	case tokenCloseEmpty:
		t.depth--
	default:
		t.bad = true
	}
}

// attribute reads an attribute, and reports whether another one follows.
func (t *templateReader) attribute() bool {
	token := t.byte()
	t.bad = t.bad || token&^tokenMore != tokenAttribute
	name := t.nameHere()
	switch {
	case t.depth == 3 && bytes.Equal(t.name, nameProvider) && bytes.Equal(name, nameName):
		t.readProvider()
	case t.depth == 3 && bytes.Equal(t.name, nameTimeCreated) && bytes.Equal(name, nameSystemTime):
		t.time = t.value(t.byte(), partTime)
	default:
		t.skipContent(t.byte())
	}
	return token&tokenMore != 0 && !t.bad
}

// take returns the next n bytes, which are 8 at most.
func (t *templateReader) take(n int) []byte {
	if t.left--; t.bad || t.left < 0 || n > len(t.b)-t.at {
		t.bad = true
		return zeros[:n]
	}
	t.at += n
	return t.b[t.at-n : t.at]
}

var zeros [8]byte

func (t *templateReader) byte() byte { return t.take(1)[0] }

func (t *templateReader) u16() int { return int(binary.LittleEndian.Uint16(t.take(2))) }

func (t *templateReader) skip(n int) {
	if n > len(t.b)-t.at {
		t.bad = true
		return
	}
	t.at += n
}

// nameHere returns the units of a name whose offset stands here. A name that stands right
// behind its offset is stepped over.
func (t *templateReader) nameHere() []byte {
	at := uint64(binary.LittleEndian.Uint32(t.take(4)))
	if t.bad || at+nameHeader+2 > uint64(len(t.chunk)) {
		t.bad = true
		return nil
	}
	from := int(at) + nameHeader + 2
	to := from + 2*int(binary.LittleEndian.Uint16(t.chunk[from-2:]))
	if to > len(t.chunk) {
		t.bad = true
		return nil
	}
	if int(at) == t.at {
		t.skip(to + 2 - t.at)
	}
	return t.chunk[from:to]
}

// value reads the number of the value that is put in behind a token.
func (t *templateReader) value(token byte, part int) uint8 {
	t.found[part]++
	n := t.u16()
	t.skip(1) // a type
	t.bad = t.bad || n >= maxIndex || token != tokenNormal && token != tokenOptional
	return uint8(n)
}

// readProvider reads the provider's name, or the number of the value that is its name.
func (t *templateReader) readProvider() {
	token := t.byte()
	if token != tokenText {
		t.provider = t.value(token, partProvider)
		return
	}
	t.found[partProvider]++
	t.skip(1) // a type
	from := t.at + 2
	t.skip(2 * t.u16())
	if !t.bad {
		t.provider, t.layout.kinds = noIndex, kindsOf(withoutZeros(t.b[from:t.at]), t.kinds)
	}
}

// skipContent steps over what stands behind a token in an element or an attribute.
func (t *templateReader) skipContent(token byte) {
	switch token {
	case tokenNormal, tokenOptional:
		t.skip(3)
	case tokenText, tokenText | tokenMore:
		t.skip(1)
		t.skip(2 * t.u16())
	case tokenCharRef, tokenCharRef | tokenMore:
		t.skip(2)
	case tokenEntityRef, tokenEntityRef | tokenMore:
		t.nameHere()
	default:
		t.bad = true
	}
}
