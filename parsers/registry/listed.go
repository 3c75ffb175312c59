package registry

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// matchListed reports whether a list of chosen values stands at the current line: what
// Format-List or a single value makes of the table.
func matchListed(l *textenc.Lines) bool {
	if !l.Traits().Has(textenc.Colon) || !l.Ahead("MaxUserPort") && !l.Ahead("TcpTimedWaitDelay") {
		return false
	}
	found := false
	for n := 0; n <= maxListed; n++ {
		text, _ := l.Peek(n)
		if len(text) == 0 {
			return found
		}
		name, value, ok := property(text)
		if !ok || !isSetting(name) {
			return false
		}
		if _, err := parseNumber(value, 10); err != nil && len(value) > 0 {
			return false
		}
		found = found || string(name) == "MaxUserPort" || string(name) == "TcpTimedWaitDelay"
	}
	return false
}

// maxListed is how many chosen values are read.
const maxListed = 16

// isSetting reports whether a name is one word that begins with a capital letter, as all of
// Tcpip\Parameters are but NV Hostname.
func isSetting(name []byte) bool {
	return len(name) > 0 && name[0] >= 'A' && name[0] <= 'Z' && bytes.IndexByte(name, ' ') < 0
}

// listed reads such a list. Only the command tells that it is of this machine and of which
// key: programs print such lines as well.
func (d *dump) listed() {
	s := d.section
	command := strings.ToLower(s.Command)
	from := d.lines.Line()
	d.keys.enter([]byte(tcpipKey), from)
	count := 0
	for ok := true; ok; ok = d.lines.Next() {
		name, value, isProperty := property(d.lines.Text())
		if !isProperty {
			break
		}
		v := propertyValue(name, value, d.lines.Line())
		if len(value) == 0 {
			v = snapshot.RegistryValue{Name: text(name), Line: v.Line, Deleted: true}
		}
		d.keys.set(v)
		d.own()
		count++
	}
	if !strings.Contains(command, "get-itemproperty") || !strings.Contains(command, `tcpip\parameters`) {
		d.keys = keeper{}
		s.Status = snapshot.StatusPartial
		s.AddNote("registry.no-key", from, itoa(count))
	}
}
