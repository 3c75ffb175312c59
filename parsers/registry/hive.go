package registry

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// What PowerShell's Get-Item and Get-ChildItem print of keys: `Hive:` and the key above, then
// a table whose second column lists the values of each key as `Name : value`.

// maxHive is how many lines stand between the hive and the table's ruler.
const maxHive = 5

// matchHive reports whether such a table begins at the current line.
func matchHive(l *textenc.Lines) bool {
	return hivePath(l.Text()) != nil && hiveColumn(l) > 0
}

// hivePath returns the key of a line `    Hive: HKEY_...`, nil for others.
func hivePath(text []byte) []byte {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(text[:min(len(text), maxPath)]), []byte("Hive: "))
	if rest = bytes.TrimSpace(rest); !ok || !bytes.HasPrefix(rest, []byte("HKEY_")) {
		return nil
	}
	return rest
}

// hiveColumn returns where the second column of the table below begins, 0 where there is
// none.
func hiveColumn(l *textenc.Lines) int {
	for n := 1; n <= maxHive; n++ {
		text, _ := l.Peek(n)
		if spans := rulerOf(text); len(spans) == 2 {
			return spans[1].Start
		}
	}
	return 0
}

// hive reads one table.
func (d *dump) hive() {
	d.whole = true
	parent, at := bytes.Clone(hivePath(d.lines.Text())), hiveColumn(d.lines)
	for d.lines.Next() && rulerOf(d.lines.Text()) == nil { // blank lines and the heads
	}
	d.own()
	for d.lines.Next() {
		text := d.lines.Text()
		if isBlank(text) {
			return
		}
		if prompt.Is(text) || len(text) < at {
			return
		}
		if name := bytes.TrimSpace(text[:at]); len(name) > 0 {
			d.keys.enter(append(append(bytes.Clone(parent), '\\'), name...), d.lines.Line())
		}
		if name, value, ok := property(bytes.TrimRight(text[at:], " ")); ok {
			d.keys.set(propertyValue(name, value, d.lines.Line()))
		}
		d.own()
	}
}
