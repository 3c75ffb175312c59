package netstat

import "github.com/portdx/portdx/parsers/snapshot"

// enoughAgain is how many listeners have to come again before a table without a header is
// taken for several moments, as findstr leaves them in a loop. Two sockets of one process
// may listen on the same address and port (SO_REUSEADDR), several such pairs are not to be
// expected.
const enoughAgain = 3

// maxListeners is how many listeners of one table are remembered.
const maxListeners = 1 << 16

// again notices where a table begins anew without a title.
type again struct {
	seen map[snapshot.Row]struct{}
	rows []snapshot.Row // listeners that came again
}

// reset begins a table.
func (a *again) reset() {
	clear(a.seen)
	a.rows = a.rows[:0]
}

// beginAnew takes a listener and reports whether a table begins anew with it.
func (a *again) beginAnew(r *snapshot.Row) bool {
	key := *r
	key.Line = 0
	if _, ok := a.seen[key]; ok {
		a.rows = append(a.rows, *r)
		return len(a.rows) == enoughAgain
	}
	if a.seen == nil {
		a.seen = make(map[snapshot.Row]struct{})
	}
	if len(a.seen) < maxListeners {
		a.seen[key] = struct{}{}
	}
	return false
}

// split begins a table at the current row. The listeners that came again above it belong to
// the new table as well.
func (p *parser) split(number int, r *snapshot.Row) {
	old, rows := p.capture.Table, append([]snapshot.Row(nil), p.again.rows...)
	p.endCapture()
	p.begin(number)
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
