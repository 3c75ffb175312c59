package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Rows with long IPv6 addresses do not fit into a console of 80 columns, the least that
// Windows opens: it breaks them anywhere, and PowerShell's remoting does so in the text.
const (
	minWrapped = 70  // bytes of the first line, whose last spaces may be lost
	maxWrapped = 120 // bytes of the second line
)

// wrapped reads a row whose end stands in the next line, and reports whether it is one.
func (rr *rowReader) wrapped(l *textenc.Lines, line []byte, r *snapshot.Row) (word []byte, ok bool) {
	next, ok := l.Peek(1)
	if !ok || len(line) < minWrapped || len(next) > maxWrapped || len(bytes.TrimSpace(next)) == 0 || looksLikeRow(next) {
		return nil, false
	}
	for _, gap := range []string{"", " "} {
		whole := append(append(bytes.Clone(line), gap...), next...)
		if word, ok = rr.slow(whole, r); ok && (r.Proto == snapshot.UDP || r.State != snapshot.Unmapped) {
			return word, true
		}
	}
	return nil, false
}
