package registry

import (
	"bytes"
	"strconv"
	"strings"

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
		digits = bytes.TrimSpace(digits)
		n, err := parseNumber(digits, 16)
		if err != nil || len(digits) > 8 {
			d.bad.Add(line)
			return
		}
		v.Type, v.Number, v.Mistyped = "REG_DWORD", n, mistyped(name, digits, n)
	default:
		d.bad.Add(line)
		return
	}
	d.keys.set(v)
}

// hexType returns the type of `hex` or `hex(n)`, n being the type's number in hexadecimal
// (winnt.h).
func hexType(prefix []byte) string {
	switch strings.ToLower(string(prefix[:min(len(prefix), 16)])) {
	case "hex(0)":
		return "REG_NONE"
	case "hex(1)":
		return "REG_SZ"
	case "hex(2)":
		return "REG_EXPAND_SZ"
	case "hex(4)":
		return "REG_DWORD"
	case "hex(7)":
		return "REG_MULTI_SZ"
	case "hex(b)":
		return "REG_QWORD"
	}
	return "REG_BINARY"
}

// hexValue fills a value from bytes in hexadecimal. Numbers are little-endian; all else
// stays as it is written.
func hexValue(v snapshot.RegistryValue, hex []byte) snapshot.RegistryValue {
	size := map[string]int{"REG_DWORD": 4, "REG_QWORD": 8}[v.Type]
	parts := bytes.SplitN(hex, []byte(","), 10)
	if size == 0 || len(parts) < size {
		v.Text = text(hex)
		return v
	}
	for i, p := range parts[:size] {
		b, err := strconv.ParseUint(string(bytes.TrimSpace(p)), 16, 8)
		if err != nil {
			v.Type, v.Text, v.Number = "REG_BINARY", text(hex), 0
			return v
		}
		v.Number |= b << (8 * i)
	}
	return v
}
