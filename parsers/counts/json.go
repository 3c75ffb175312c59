package counts

import (
	"bytes"

	"github.com/portdx/portdx/parsers/flatjson"
	"github.com/portdx/portdx/parsers/textenc"
)

// The members of objects in JSON: those of Group-Object, and those that scripts give.
const (
	jsonCount = iota
	jsonName
	jsonPID
	jsonOwner
	jsonProcess
	jsonState
	jsonRemoteAddress
	jsonRemotePort
	jsonLocalPort
	jsonLocalAddress
)

var (
	jsonNames      = []string{"Count", "Name", "PID", "OwningProcess", "ProcessName", "State", "RemoteAddress", "RemotePort", "LocalPort", "LocalAddress"}
	jsonProperties = []property{
		propertyCount, propertyName, propertyPID, propertyPID, propertyProcess, propertyState, propertyRemoteAddress, propertyRemotePort,
		propertyLocalPort, propertyLocalAddress,
	}
)

// objectOf returns what an object holds of counts.
func objectOf(o *flatjson.Object) (h head, cells [][]byte) {
	var columns []property
	for n, p := range jsonProperties {
		if o.Has(n) {
			columns, cells = append(columns, p), append(cells, o.Value(n))
		}
	}
	return headOf(columns), cells
}

// jsonReader recognizes a list of counts in JSON. Where the members of a group are there
// with their ports, the connections themselves are.
func jsonReader(l *textenc.Lines, above *asked) reader {
	if !namesCount(l) {
		return nil
	}
	connections := false
	found := flatjson.Match(l, jsonNames, func(o *flatjson.Object) bool {
		connections = connections || o.Has(jsonLocalPort, jsonRemotePort)
		if connections || !o.Has(jsonCount) {
			return false
		}
		h, cells := objectOf(o)
		return h.usable() && h.fits(cells, above)
	})
	if !found {
		return nil
	}
	return readJSON
}

// maxLook is how many lines below a bracket may name the count: Windows PowerShell 5.1
// writes two values on four lines before it.
const maxLook = 12

// namesCount reports whether the line, or one right below a line of brackets, names a count.
func namesCount(l *textenc.Lines) bool {
	for n := 0; n < maxLook; n++ {
		text, ok := l.Peek(n)
		if !ok {
			return false
		}
		if bytes.Contains(text[:min(len(text), maxLine)], []byte(`"Count"`)) {
			return true
		}
		if n == 0 && bytes.IndexByte(text, '"') >= 0 {
			return false
		}
	}
	return false
}

func readJSON(p *list) {
	want := func(o *flatjson.Object) bool { return o.Has(jsonCount) }
	r := flatjson.New(jsonNames, want, func(o *flatjson.Object) {
		h, cells := objectOf(o)
		g, ok := h.group(cells, o.Line, p.command.order)
		if !ok || !h.usable() {
			p.bad.Add(o.Line)
			return
		}
		p.add(g)
	})
	last, truncated := r.Read(p.lines)
	p.section.LastLine = last
	if truncated {
		p.bad.Add(last)
		p.cut = true
	}
}
