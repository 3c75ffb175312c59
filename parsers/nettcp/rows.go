package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// MatchRows reports whether the current line is a row of the console's table that has
// lost its head, as findstr and Select-String leave it.
func MatchRows(l *textenc.Lines) bool {
	var r record
	return bareRow(plain(l.Text()), &r)
}

// ParseRows reads rows without a head up to the first line that is none.
func ParseRows(l *textenc.Lines, s *snapshot.Section) {
	c := &collector{section: s, proto: snapshot.TCP}
	c.begin(l.Line())
	c.capture.Header = false
	for ok := true; ok && bareRow(plain(l.Text()), &c.rec); ok = l.Next() {
		c.capture.HasPID = c.capture.HasPID || c.rec.pid != snapshot.NoPID
		c.add(l.Line())
		s.LastLine = l.Line()
	}
	c.notes()
}

// bareRow reads `address port address port state [setting] [pid]`.
func bareRow(text []byte, r *record) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || len(text) > 512 || !isHex(text[0]) && text[0] != ':' {
		return false
	}
	f := bytes.Fields(text)
	if len(f) < 5 || len(f) > 7 || !isAddress(f[0]) || !isPort(f[1]) || !isAddress(f[2]) || !isPort(f[3]) || isDigits(f[4]) {
		return false
	}
	if state(f[4]) == snapshot.Unmapped {
		return false
	}
	r.reset()
	for i, field := range []field{localAddress, localPort, remoteAddress, remotePort, stateField} {
		r.set(field, f[i])
	}
	last := f[len(f)-1]
	switch {
	case len(f) == 5:
	case isDigits(last):
		r.set(owner, last)
	case len(f) == 7:
		return false
	}
	return len(f) < 7 || !isDigits(f[5])
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }
