package registry

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// What regedit exports as a text file: a label and the key, its class and time, then
// blocks of three labels: name, type and data of a value. The labels are translated; the
// types and the order are not.

// numFields is how many labels a value has.
const numFields = 3

// matchText reports whether a key of such an export stands at the current line.
func matchText(l *textenc.Lines) bool {
	if textKey(l.Text()) == nil {
		return false
	}
	for n := 1; n <= 2; n++ { // the class and the time of the last write
		text, ok := l.Peek(n)
		if _, _, isLabel := textLabel(text); !ok || !isLabel || isGap(text[0]) {
			return false
		}
	}
	return true
}

// textKey returns the key of a line `label: HKEY_...`, nil for others.
func textKey(text []byte) []byte {
	if len(text) > maxPath+maxLabel || len(text) == 0 || isGap(text[0]) || bytes.IndexByte(text, '\\') < 0 {
		return nil
	}
	_, value, ok := textLabel(text)
	if !ok || !isKeyLine(value) {
		return nil
	}
	return value
}

// textLabel splits `label:    value`.
func textLabel(text []byte) (label, value []byte, ok bool) {
	i := bytes.IndexByte(text[:min(len(text), maxLabel)], ':')
	if i < 1 {
		return nil, nil, false
	}
	return bytes.TrimSpace(text[:i]), bytes.TrimSpace(text[i+1:]), true
}

// text reads one export.
func (d *dump) text() {
	d.whole = true
	var name, kind []byte
	field, head := numFields, 0 // of the value: name, type, data; lines of the key that are still to come
	for ok := true; ok; ok = d.lines.Next() {
		text := d.lines.Text()
		key := textKey(text)
		_, value, isLabel := textLabel(text)
		switch {
		case isBlank(text):
			continue
		case key != nil:
			d.keys.enter(key, d.lines.Line())
			field, head = numFields, 2
		case isLabel && isGap(text[0]):
			switch field {
			case 0:
				name = bytes.Clone(value)
			case 1:
				kind = bytes.Clone(value)
			case 2:
				d.textValue(name, kind, value)
			default:
				return
			}
			field++
		case isCounted(text):
			field = 0
		case isHexRow(text):
		case !isLabel || head == 0:
			return
		default: // the class, the time
			head--
		}
		d.own()
	}
}

// textValue enters a value. Data of several lines, which are binary, is not read.
func (d *dump) textValue(name, kind, data []byte) {
	if len(name) > 0 && isType(kind) {
		d.queryValue(name, kind, data)
	}
}

// isCounted reports whether a line is `Value 3`.
func isCounted(text []byte) bool {
	f := bytes.Fields(text[:min(len(text), maxLabel)])
	if len(f) < 2 || isGap(text[0]) {
		return false
	}
	_, err := parseNumber(f[len(f)-1], 10)
	return err == nil
}

// isHexRow reports whether a line is of the dump of binary data: `00000010   0a 0b ...`.
func isHexRow(text []byte) bool {
	if len(text) < 9 || !isGap(text[8]) {
		return false
	}
	_, err := parseNumber(text[:8], 16)
	return err == nil
}
