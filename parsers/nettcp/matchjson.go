package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

const (
	maxLook = 48      // lines below the first one that may name LocalPort: CIM has 41 keys
	maxHead = 8 << 10 // bytes of JSON on one line, in which LocalPort has to be named
)

// MatchJSON reports whether JSON with connections begins at the current line. Since JSON
// is read to the end of the text, a brace is not enough: a key LocalPort has to follow,
// or what Windows PowerShell 5.1 puts before it, or the counts of Group-Object.
func MatchJSON(l *textenc.Lines) bool {
	text := bytes.TrimSpace(l.Text())
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	if bytes.IndexByte(text, '"') >= 0 {
		return looksLikeJSON(text) && decides(text[:min(len(text), maxHead)]) == yes
	}
	if len(bytes.Trim(text, "[{ \t")) > 0 {
		return false
	}
	opens := 1
	for i := 1; i <= maxLook; i++ {
		line, ok := l.Peek(i)
		if !ok {
			return false
		}
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0:
			continue
		case line[0] == '{' || line[0] == '[' || bytes.HasSuffix(line, []byte("[")) || bytes.HasSuffix(line, []byte("{")):
			opens++
		case line[0] != '"':
			return false
		}
		if opens > 4 {
			return false
		}
		switch decides(line[:min(len(line), maxHead)]) {
		case yes:
			return true
		case no:
			return false
		}
	}
	return false
}

// looksLikeJSON reports whether only brackets stand before the first name.
func looksLikeJSON(text []byte) bool {
	i := bytes.IndexByte(text, '"')
	return i > 0 && len(bytes.Trim(text[:i], "[{ \t")) == 0
}

// answer is what a part of JSON says about the whole.
type answer int

const (
	unsure answer = iota
	yes
	no
)

// decides looks for a name that only connections have.
func decides(text []byte) answer {
	for rest := text; ; {
		i := bytes.IndexByte(rest, '"')
		if i < 0 {
			return unsure
		}
		rest = rest[i+1:]
		end := bytes.IndexByte(rest, '"')
		if end < 0 {
			return unsure
		}
		word := rest[:end]
		rest = bytes.TrimLeft(rest[end+1:], " \t")
		if len(rest) == 0 || rest[0] != ':' {
			continue // a value
		}
		if a := decidesName(word, bytes.TrimLeft(rest[1:], " \t")); a != unsure {
			return a
		}
	}
}

func decidesName(name, value []byte) answer {
	var buf [40]byte
	switch key := normal(buf[:], name); fieldOf(key) {
	case localPort:
		return yes
	case plainName: // of Group-Object by state
		if rest, ok := bytes.CutPrefix(value, []byte(`"`)); ok {
			word, _, _ := bytes.Cut(rest, []byte(`"`))
			if !isDigits(word) && state(word) != snapshot.Unmapped {
				return yes
			}
		}
	case other:
		if string(key) == "cimclass" || string(key) == "laddr" {
			return yes
		}
	}
	return unsure
}
