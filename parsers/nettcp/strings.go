package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Add-Content and strings write objects as text: a selected one as
// `@{LocalAddress=192.0.2.1; LocalPort=443; State=Listen}`, a whole one as
// `MSFT_NetTCPConnection (InstanceID = "192.0.2.1??50000??198.51.100.7??443")`, which has
// neither a state nor an owner.

var (
	hashOpen     = []byte("@{")
	instanceOpen = []byte(`MSFT_NetTCPConnection (InstanceID = "`)
)

// MatchStrings reports whether such a connection stands on the current line.
func MatchStrings(l *textenc.Lines) bool {
	text := bytes.TrimLeft(l.Text(), " \t")
	if !bytes.HasPrefix(text, hashOpen) && !bytes.HasPrefix(text, instanceOpen) {
		return false
	}
	var r record
	return stringRow(text, &r)
}

// ParseStrings reads the lines up to the first one that is none.
func ParseStrings(l *textenc.Lines, s *snapshot.Section) {
	c := &collector{section: s, proto: protoHint(s.Command)}
	c.begin(l.Line())
	for ok := true; ok && stringRow(l.Text(), &c.rec); ok = l.Next() {
		c.capture.HasPID = c.capture.HasPID || c.rec.ownerKnown
		c.add(l.Line())
		s.LastLine = l.Line()
	}
	c.notes()
}

// stringRow reads a line into the record.
func stringRow(text []byte, r *record) bool {
	text = bytes.TrimSpace(text)
	if len(text) > maxTableLine {
		return false
	}
	r.reset()
	if rest, ok := bytes.CutPrefix(text, hashOpen); ok {
		inner, whole := bytes.CutSuffix(rest, []byte("}"))
		return whole && hashRow(inner, r)
	}
	if rest, ok := bytes.CutPrefix(text, instanceOpen); ok {
		inner, whole := bytes.CutSuffix(rest, []byte(`")`))
		return whole && instanceRow(inner, r)
	}
	return false
}

// hashRow reads `name=value; name=value`.
func hashRow(text []byte, r *record) bool {
	for _, member := range bytes.Split(text, []byte("; ")) {
		name, value, ok := bytes.Cut(member, []byte("="))
		if !ok {
			return false
		}
		var buf [40]byte
		r.set(fieldOf(normal(buf[:], name)), value)
	}
	return r.localPort >= 0 && (r.local.n > 0 || r.stateKnown || r.remoteKnown)
}

// instanceRow reads the address and the port of both ends.
func instanceRow(text []byte, r *record) bool {
	parts := bytes.Split(text, []byte("??"))
	if len(parts) != 4 {
		return false
	}
	for i, f := range []field{localAddress, localPort, remoteAddress, remotePort} {
		r.set(f, parts[i])
	}
	return r.localPort >= 0 && isAddress(parts[0])
}
