package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/flatjson"
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
	var seen sight
	text := bytes.TrimSpace(l.Text())
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	if bytes.IndexByte(text, '"') >= 0 {
		return looksLikeJSON(text) && seen.decides(text[:min(len(text), maxHead)])
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
		if seen.decides(line[:min(len(line), maxHead)]) {
			return true
		}
	}
	return false
}

// looksLikeJSON reports whether only brackets stand before the first name.
func looksLikeJSON(text []byte) bool {
	i := bytes.IndexByte(text, '"')
	return i > 0 && len(bytes.Trim(text[:i], "[{ \t")) == 0
}

// sight is what the names in JSON tell so far.
type sight struct{ owner, state, flow bool }

// decides reports whether a text has a name that only connections have.
func (s *sight) decides(text []byte) bool {
	for rest := text; ; {
		i := bytes.IndexByte(rest, '"')
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
		end := flatjson.StringEnd(rest)
		if end < 0 {
			return false
		}
		word := rest[:end]
		rest = bytes.TrimLeft(rest[end+1:], " \t")
		if len(rest) == 0 || rest[0] != ':' {
			continue // a value
		}
		if s.name(word, bytes.TrimLeft(rest[1:], " \t")) {
			return true
		}
	}
}

// name takes a name and what stands behind it, and reports whether that decides.
func (s *sight) name(name, value []byte) bool {
	var buf [40]byte
	switch key := normal(buf[:], name); fieldOf(key) {
	case localPort:
		if !isFlow(key) {
			return true
		}
		s.flow = true
	case owner:
		s.owner = true
	case stateField, status:
		s.state = true
	case localAddress:
		word, isText := bytes.CutPrefix(value, []byte(`"`))
		if !isText {
			return string(key) == "laddr"
		}
		word, _, _ = bytes.Cut(word, []byte(`"`))
		s.flow = s.flow || isEndpoint(word) // logs of services name where they listen, too
	case plainName: // of Group-Object by state
		if rest, ok := bytes.CutPrefix(value, []byte(`"`)); ok {
			word, _, _ := bytes.Cut(rest, []byte(`"`))
			if isState(word) {
				return true
			}
		}
	case other:
		if string(key) == "cimclass" {
			return true
		}
	}
	return s.flow && s.owner && s.state
}

func isState(v []byte) bool { return !isDigits(v) && state(v) != snapshot.Unmapped }
