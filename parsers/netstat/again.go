package netstat

import (
	"github.com/portdx/portdx/parsers/intern"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// enoughAgain is how many rows have to come again before a table without a header is taken
// for several moments, as findstr leaves them in a loop. Two sockets of one process may
// listen on the same address and port (SO_REUSEADDR); several such pairs are not to be
// expected, and no two connections have the same ends (RFC 9293, section 3.3.1).
const enoughAgain = 3

// maxSeen is how many rows of one table are remembered.
const maxSeen = 1 << 18

// again notices where a table begins anew without a title.
type again struct {
	seen intern.Table
	rows []snapshot.Row // that came again
}

// reset begins a table.
func (a *again) reset() { *a = again{rows: a.rows[:0]} }

// beginAnew takes a row and reports whether a table begins anew with it.
func (a *again) beginAnew(r *snapshot.Row) bool {
	if r.Proto != snapshot.TCP || r.State == snapshot.Bound || r.LPort == 0 {
		return false
	}
	key := intern.Key{Hi: uint64(r.Local)<<32 | uint64(r.Remote), Lo: uint64(r.LPort)<<48 | uint64(r.RPort)<<32}
	if r.State == snapshot.Listen { // several processes may listen on one port
		key.Lo |= uint64(r.PID)
	}
	if _, ok := a.seen.Find(key); ok {
		a.rows = append(a.rows, *r)
		return len(a.rows) == enoughAgain
	}
	if a.seen.Len() < maxSeen {
		a.seen.Add(key)
	}
	return false
}

// split begins a table at the current row. The rows that came again above it belong to the
// new table as well.
func (p *parser) split(l *textenc.Lines, line []byte, number int, r *snapshot.Row) {
	old, rows := p.capture.Table, append([]snapshot.Row(nil), p.again.rows...)
	p.endCapture()
	p.begin(line, l.Prefix(), number)
	p.further++
	for i := range rows {
		p.rows.carry(old, &rows[i])
		p.again.beginAnew(&rows[i])
	}
	last := len(rows) - 1
	for _, row := range rows[:last] {
		row.Line = uint32(number)
		p.capture.Table.Append(row)
	}
	*r = rows[last]
}
