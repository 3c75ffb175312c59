package registry

import (
	"bytes"
	"math"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// banner is the first line of reg.exe of Windows XP and Server 2003, before a version.
var banner = []byte("! REG.EXE VERSION")

// matchQuery recognizes a key that `reg query` prints by what follows it. A path in
// running text is followed by other text.
func matchQuery(l *textenc.Lines) bool {
	text := l.Text()
	if bytes.HasPrefix(bytes.TrimSpace(text), banner) {
		return true
	}
	if !isKeyLine(text) {
		return false
	}
	next, ok := l.Peek(1)
	return !ok || isBlank(next) || isKeyLine(next) || isValueLine(next)
}

// isKeyLine reports whether the line is a key's path, as `reg query` prints it. Copies
// may be indented.
func isKeyLine(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) <= maxPath && bytes.HasPrefix(text, []byte("HKEY_")) && bytes.IndexByte(text, '\\') > 0
}

func isValueLine(text []byte) bool {
	_, _, _, ok := splitValue(text)
	return ok
}

// splitValue splits `NAME    REG_TYPE    DATA`. Names may hold spaces, so the line is
// split at the type. Windows XP separates with tabs, later versions with four spaces.
func splitValue(text []byte) (name, kind, data []byte, ok bool) {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte("REG_"))
		if i < 0 {
			return nil, nil, nil, false
		}
		i += from
		end := i
		for end < len(text) && (text[end] == '_' || text[end] >= 'A' && text[end] <= 'Z') {
			end++
		}
		name, kind = bytes.TrimSpace(text[:i]), text[i:end]
		if len(name) > 0 && isGap(text[i-1]) && (end == len(text) || isGap(text[end])) && isType(kind) {
			return name, kind, bytes.TrimSpace(withoutCode(text[end:])), true
		}
		from = end
	}
}

// withoutCode drops the number of the type, which `reg query /z` prints right behind its
// name: ` (4)    0x1e`.
func withoutCode(text []byte) []byte {
	if !bytes.HasPrefix(text, []byte(" (")) {
		return text
	}
	code, rest, ok := bytes.Cut(text[2:], []byte(")"))
	if _, err := parseNumber(code, 10); !ok || err != nil || len(rest) > 0 && !isGap(rest[0]) {
		return text
	}
	return rest
}

// withoutDecimal drops the decimal number that regedit shows behind a dword:
// `0x00001388 (5000)`.
func withoutDecimal(data []byte) []byte {
	data = bytes.Trim(data, padding)
	if i := bytes.Index(data, []byte(" (")); i > 0 && data[len(data)-1] == ')' {
		if _, err := parseNumber(data[i+2:len(data)-1], 10); err == nil {
			return data[:i]
		}
	}
	return data
}

func isGap(c byte) bool { return c == ' ' || c == '\t' }

// isType reports whether the word is one of the types that reg.exe prints.
func isType(word []byte) bool {
	switch string(word) {
	case "REG_SZ", "REG_EXPAND_SZ", "REG_MULTI_SZ", "REG_DWORD", "REG_QWORD", "REG_BINARY", "REG_NONE",
		"REG_DWORD_BIG_ENDIAN", "REG_DWORD_LITTLE_ENDIAN", "REG_LINK", "REG_RESOURCE_LIST",
		"REG_FULL_RESOURCE_DESCRIPTOR", "REG_RESOURCE_REQUIREMENTS_LIST":
		return true
	}
	return false
}

// query reads the output of one `reg query`.
func (d *dump) query() {
	c := parseCommand(d.section.Command)
	d.whole = !c.filtered
	for ok := true; ok; ok = d.lines.Next() {
		if !d.queryLine(d.lines.Text()) {
			return
		}
	}
}

// queryLine reads one line and reports whether it is part of the output.
func (d *dump) queryLine(text []byte) bool {
	line := d.lines.Line()
	switch {
	case isBlank(text):
		return true
	case isKeyLine(text):
		d.keys.enter(text, line)
	case bytes.HasPrefix(bytes.TrimSpace(text), banner):
		d.keys.open, d.keys.current = false, nil
	default:
		name, kind, data, ok := splitValue(text)
		switch {
		case ok && d.keys.open:
			d.queryValue(name, kind, data)
		case d.goesOn(func(next []byte) bool { return isValueLine(next) || isKeyLine(next) }):
			d.bad.Add(line)
		default:
			return false
		}
	}
	d.own()
	return true
}

func (d *dump) queryValue(name, kind, data []byte) {
	if !d.keys.wanted() {
		return
	}
	v := snapshot.RegistryValue{Name: text(name), Type: string(kind), Line: d.lines.Line()}
	if v.Type == "REG_DWORD_LITTLE_ENDIAN" { // another name of the same type (winnt.h)
		v.Type = "REG_DWORD"
	}
	switch v.Type {
	case "REG_DWORD", "REG_QWORD":
		digits, hex := bytes.CutPrefix(bytes.ToLower(withoutDecimal(data)), []byte("0x"))
		base := 10
		if hex {
			base = 16
		}
		n, err := parseNumber(digits, base)
		if err != nil || v.Type == "REG_DWORD" && n > math.MaxUint32 {
			d.bad.Add(v.Line)
			return
		}
		v.Number = n
	default:
		v.Text = text(data)
	}
	d.keys.set(v)
}
