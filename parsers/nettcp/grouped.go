package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// MatchGrouped reports whether counts by state begin at the current line, as Group-Object
// makes them of connections: a table, or CSV.
func MatchGrouped(l *textenc.Lines) bool {
	head := plain(l.Text())
	if len(head) > maxTableLine || !bytes.Contains(head, []byte("Count")) || !bytes.Contains(head, []byte("Name")) {
		return false
	}
	next, ok := l.Peek(1)
	if !ok || len(next) > maxTableLine {
		return false
	}
	if dashes(plain(next)) != nil {
		if next, ok = l.Peek(2); !ok {
			return false
		}
		f := bytes.Fields(next)
		return string(bytes.Fields(head)[0]) == "Count" && len(f) > 1 && isDigits(f[0]) && isState(f[1])
	}
	for _, comma := range []byte{',', ';', '\t'} {
		names, cells := bytes.Split(head, []byte{comma}), bytes.Split(next, []byte{comma})
		counted, named := false, false
		for i := 0; i < min(len(names), len(cells)); i++ {
			v := bytes.Trim(cells[i], ` "`)
			switch string(bytes.Trim(names[i], ` "`)) {
			case "Count":
				counted = isDigits(v)
			case "Name":
				named = isState(v)
			}
		}
		if counted && named {
			return true
		}
	}
	return false
}

func isState(v []byte) bool { return !isDigits(v) && state(v) != snapshot.Unmapped }

// ParseGrouped passes the counts: they name no ports.
func ParseGrouped(l *textenc.Lines, s *snapshot.Section) {
	for ok := true; ok && len(bytes.TrimSpace(l.Text())) > 0; ok = l.Next() {
		s.LastLine = l.Line()
	}
	unusable(s, "nettcp.grouped-counts")
}
