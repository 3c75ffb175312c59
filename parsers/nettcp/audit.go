package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// The tables of connections in the reports of audit tools. Neither tool translates its
// output:
//
//   - winPEAS sets address and port apart, behind the protocol: `TCP  10.0.0.4  50123
//     192.0.2.7  443  Established  4312  w3wp`, and `UDP  0.0.0.0  123  *:*  1020  svchost`;
//   - Seatbelt (TcpConnections, UdpConnections) names no protocol, and has columns
//     Service and ProcessName behind the process id.

// maxAuditGap is how many lines stand at most between two tables of one report: titles,
// heads and blank lines of winPEAS.
const maxAuditGap = 10

// auditTable is what the head of a table tells about its rows; the zero value stands for
// none of Seatbelt's.
type auditTable struct {
	proto snapshot.Proto
	name  int // where ProcessName begins, in bytes
}

// MatchAudit reports whether the head of a table or a row of winPEAS stands at the
// current line.
func MatchAudit(l *textenc.Lines) bool {
	text := plain(l.Text())
	if trimmed := bytes.TrimLeft(text, " \t"); len(text) > maxTableLine || !mayBeAudit(trimmed) {
		return false
	}
	if _, ok := auditHead(text); ok {
		return true
	}
	var r record
	return peasRow(text, &r)
}

// mayBeAudit tells most other lines at little cost, those of netstat among them, whose
// addresses end in a port.
func mayBeAudit(text []byte) bool {
	switch {
	case bytes.HasPrefix(text, []byte("TCP ")), bytes.HasPrefix(text, []byte("UDP ")):
		address := bytes.TrimLeft(text[4:], " \t")
		address = address[:max(0, bytes.IndexByte(address, ' '))]
		return len(address) > 0 && (bytes.IndexByte(address, ':') < 0 || address[len(address)-1] == ']')
	}
	return bytes.HasPrefix(text, []byte("Protocol ")) || bytes.HasPrefix(text, []byte("Local Address "))
}

// auditHead recognizes the heads of both tools; of winPEAS' they say nothing that its
// rows do not.
func auditHead(text []byte) (t auditTable, ok bool) {
	f := bytes.Fields(text[:min(len(text), maxTableLine)])
	starts := func(words ...string) bool {
		for i, w := range words {
			if i >= len(f) || string(f[i]) != w {
				return false
			}
		}
		return true
	}
	name := bytes.Index(text, []byte("ProcessName"))
	switch {
	case starts("Protocol", "Local", "Address", "Local", "Port", "Remote", "Address"), starts("Protocol", "Local", "Address", "Local", "Port", "Remote", "Address:Remote"):
		return t, true
	case name > 0 && starts("Local", "Address", "Foreign", "Address", "State", "PID", "Service"):
		return auditTable{snapshot.TCP, name}, true
	case name > 0 && starts("Local", "Address", "PID", "Service"):
		return auditTable{snapshot.UDP, name}, true
	}
	return t, false
}

// ParseAudit reads the tables of one report that follow each other: those of IPv4 and
// IPv6, TCP and UDP are of one moment.
func ParseAudit(l *textenc.Lines, s *snapshot.Section) {
	c := &collector{section: s}
	c.begin(l.Line())
	c.capture.HasPID = true
	s.LastLine = l.Line()
	var t auditTable
	for ok := true; ok; ok = l.Next() {
		text := plain(l.Text())
		if head, isHead := auditHead(text); isHead {
			t = head
			s.LastLine = l.Line()
			continue
		}
		if t.row(text, &c.rec) && c.add(l.Line()) {
			s.LastLine = l.Line()
			continue
		}
		if !t.goesOn(l, text) {
			break
		}
		if next, _ := l.Peek(1); len(bytes.TrimSpace(text)) > 0 && t.row(plain(next), &c.rec) {
			c.bad.Add(l.Line())
		}
	}
	c.notes()
}

// goesOn reports whether the report goes on with rows or a further table below a line
// that is neither.
func (t *auditTable) goesOn(l *textenc.Lines, text []byte) bool {
	if prompt.Is(text) {
		return false
	}
	var r record
	for n := 1; n <= maxAuditGap; n++ {
		next, ok := l.Peek(n)
		if !ok {
			return false
		}
		next = plain(next)
		if _, isHead := auditHead(next); isHead || t.row(next, &r) {
			return true
		}
	}
	return false
}

func (t *auditTable) row(text []byte, r *record) bool {
	if t.name > 0 {
		return t.beltRow(text, r)
	}
	return peasRow(text, r)
}
