package registry

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// What PowerShell shows of a key: `Get-ItemProperty HKLM:\...` prints a list of `Name :
// value` in which PSPath, below the values, names the key. Values wider than the console go on
// in the next line, below the first one.

// Limits of a list.
const (
	maxProperties = 128 // lines; Tcpip\Parameters has about 30 values
	maxLabel      = 128 // bytes of a label, its padding included
)

// registryPath stands before the key in PSPath.
var registryPath = []byte("Registry::HKEY_")

// property splits `Name    : value`. Continued lines are indented.
func property(text []byte) (name, value []byte, ok bool) {
	if len(text) == 0 || isGap(text[0]) {
		return nil, nil, false
	}
	i := bytes.IndexByte(text[:min(len(text), maxLabel)], ':')
	if i < 2 || text[i-1] != ' ' || i+1 < len(text) && text[i+1] != ' ' {
		return nil, nil, false
	}
	return bytes.TrimSpace(text[:i]), bytes.TrimSpace(text[i+1:]), true
}

// matchProperties reports whether a list begins at the current line: PSPath stands below,
// in the same block.
func matchProperties(l *textenc.Lines) bool {
	if _, _, ok := property(l.Text()); !ok || isPSPath(l.Text()) || !l.Ahead("PSPath") {
		return false
	}
	for n := 1; n <= maxProperties; n++ {
		text, ok := l.Peek(n)
		switch {
		case !ok || isBlank(text):
			return false
		case isPSPath(text):
			return bytes.Contains(text, registryPath)
		}
		if _, _, ok := property(text); !ok && !isGap(text[0]) {
			return false
		}
	}
	return false
}

func isPSPath(text []byte) bool { return bytes.HasPrefix(text, []byte("PSPath ")) }

// properties reads one list.
func (d *dump) properties() {
	d.whole = true
	var values []snapshot.RegistryValue
	var path []byte
	from, inPath := d.lines.Line(), false
	for ok := true; ok; ok = d.lines.Next() {
		line := d.lines.Text()
		name, value, isProperty := property(line)
		switch {
		case isBlank(line), prompt.Is(line), !isProperty && !isGap(line[0]):
			d.keep(path, from, values)
			return
		case !isProperty && inPath:
			path = append(path, bytes.TrimSpace(line)...)
		case !isProperty && len(values) > 0:
			v := &values[len(values)-1]
			v.Text = text(append([]byte(v.Text), bytes.TrimSpace(line)...))
		case isPSPath(line):
			_, key, _ := bytes.Cut(value, registryPath[:len("Registry::")])
			path, inPath = bytes.Clone(key), true
		case bytes.HasPrefix(name, []byte("PS")) && len(path) > 0:
			inPath = false
			if string(name) == "PSComputerName" {
				d.section.Host = string(value)
			}
		default:
			values = append(values, propertyValue(name, value, d.lines.Line()))
		}
		d.own()
	}
	d.keep(path, from, values)
}

// keep enters the values of a list under its key, which stands below them.
func (d *dump) keep(path []byte, line int, values []snapshot.RegistryValue) {
	d.keys.enter(path, line)
	for _, v := range values {
		d.keys.set(v)
	}
}

// propertyValue makes a value: PowerShell prints numbers in decimal, whatever their type.
func propertyValue(name, value []byte, line int) snapshot.RegistryValue {
	v := snapshot.RegistryValue{Name: text(name), Line: line}
	if n, err := parseNumber(value, 10); err == nil {
		v.Type, v.Number = "REG_DWORD", n
		return v
	}
	// A dword is a signed number to PowerShell.
	if n, err := strconv.ParseInt(string(value[:min(len(value), 20)]), 10, 32); err == nil {
		v.Type, v.Number = "REG_DWORD", uint64(uint32(n))
		return v
	}
	v.Type, v.Text = "REG_SZ", text(value)
	return v
}
