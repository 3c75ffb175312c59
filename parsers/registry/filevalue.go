package registry

import (
	"bytes"
	"strconv"
	"unicode/utf16"

	"github.com/portdx/portdx/parsers/snapshot"
)

// skipValue advances past a value that is not kept, and reports whether the text goes on.
func (d *dump) skipValue() bool {
	for {
		more := d.continues()
		d.own()
		if !d.lines.Next() {
			return false
		}
		if text := d.lines.Text(); !more || isAssign(text) || isBlank(text) || isFileKey(text) {
			return true
		}
	}
}

// fileValue reads the data of a value, which may continue over lines that end with a
// backslash, and advances past it. It reports whether the text goes on.
func (d *dump) fileValue(name string, data []byte) bool {
	line := d.lines.Line()
	prefix, rest, typed := bytes.Cut(data, []byte(":"))
	if !typed || len(data) > 0 && data[0] == '"' || !hasPrefixFold(prefix, "hex") {
		d.plainValue(name, data, line)
		return d.lines.Next()
	}
	v := snapshot.RegistryValue{Name: name, Type: hexType(prefix), Line: line}
	hex := bytes.Clone(rest[:min(len(rest), maxText)])
	more := true
	for d.continues() {
		hex = bytes.TrimSuffix(hex, []byte(`\`))
		if more = d.lines.Next(); !more {
			break
		}
		part := bytes.TrimSpace(d.lines.Text())
		if isFileLine(part) || isBlank(part) { // the continuation was cut off
			d.bad.Add(line)
			return true
		}
		d.own()
		hex = append(hex, part[:min(len(part), max(0, maxText-len(hex)))]...)
	}
	if !more {
		d.bad.Add(line)
		return false
	}
	d.keys.set(hexValue(v, hex))
	return d.lines.Next()
}

// continues reports whether the current line ends with a backslash.
func (d *dump) continues() bool {
	return bytes.HasSuffix(bytes.TrimSpace(d.lines.Text()), []byte(`\`))
}

// plainValue reads a string, a dword or a deletion.
func (d *dump) plainValue(name string, data []byte, line int) {
	v := snapshot.RegistryValue{Name: name, Line: line}
	switch {
	case bytes.HasPrefix(data, []byte(`"`)):
		s, _, ok := quoted(data)
		if !ok {
			d.bad.Add(line)
			return
		}
		v.Type, v.Text = "REG_SZ", s
	case bytes.HasPrefix(data, []byte("-")):
		v.Deleted = true
	case hasPrefixFold(data, "dword:"):
		digits, _, _ := bytes.Cut(data[len("dword:"):], []byte(";"))
		digits = bytes.Trim(digits, padding)
		n, err := parseNumber(digits, 16)
		if err != nil || len(digits) > 8 {
			d.bad.Add(line)
			return
		}
		v.Type, v.Number = "REG_DWORD", n
	default:
		d.bad.Add(line)
		return
	}
	d.keys.set(v)
}

// hexTypes are the types of `hex(n)`, n being the type's number in hexadecimal (winnt.h).
var hexTypes = map[uint64]string{
	0: "REG_NONE", 1: "REG_SZ", 2: "REG_EXPAND_SZ", 3: "REG_BINARY", 4: "REG_DWORD", 5: "REG_DWORD_BIG_ENDIAN", 6: "REG_LINK",
	7: "REG_MULTI_SZ", 8: "REG_RESOURCE_LIST", 9: "REG_FULL_RESOURCE_DESCRIPTOR", 10: "REG_RESOURCE_REQUIREMENTS_LIST",
	11: "REG_QWORD",
}

// hexType returns the type of `hex` or `hex(n)`.
func hexType(prefix []byte) string {
	digits := bytes.Trim(prefix[len("hex"):], "() ")
	if n, err := parseNumber(digits, 16); err == nil && hexTypes[n] != "" {
		return hexTypes[n]
	}
	return "REG_BINARY"
}

// hexValue fills a value from bytes in hexadecimal. Numbers are little-endian. Strings are
// decoded where they are written as UTF-16, as hivexregedit does; all else stays as it is
// written.
func hexValue(v snapshot.RegistryValue, hex []byte) snapshot.RegistryValue {
	size := numberSize[v.Type]
	if size == 0 && v.Type != "REG_SZ" {
		v.Text = text(hex)
		return v
	}
	data, ok := hexBytes(hex)
	switch {
	case !ok:
		v.Type, v.Text = "REG_BINARY", text(hex)
	case v.Type == "REG_SZ":
		v.Text = utf16Text(data)
	case len(data) != size:
		v.NoNumber, v.Bytes, v.Text = true, len(data), text(hex)
	default:
		for i, b := range data {
			v.Number |= uint64(b) << (8 * i)
		}
	}
	return v
}

// numberSize is how many bytes a number of a type has.
var numberSize = map[string]int{"REG_DWORD": 4, "REG_QWORD": 8}

// hexBytes reads bytes in hexadecimal between commas, of which one may be too many at the
// end. A comment may follow.
func hexBytes(hex []byte) (data []byte, ok bool) {
	hex, _, _ = bytes.Cut(hex, []byte(";"))
	hex = bytes.TrimSuffix(bytes.Trim(hex, padding), []byte(","))
	for len(hex) > 0 {
		var part []byte
		part, hex, _ = bytes.Cut(hex, []byte(","))
		b, err := strconv.ParseUint(string(bytes.TrimSpace(part)), 16, 8)
		if err != nil {
			return nil, false
		}
		data = append(data, byte(b))
	}
	return data, true
}

// utf16Text decodes UTF-16LE up to its end or a zero.
func utf16Text(data []byte) string {
	var units []uint16
	for i := 0; i+1 < len(data); i += 2 {
		u := uint16(data[i]) | uint16(data[i+1])<<8
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}
