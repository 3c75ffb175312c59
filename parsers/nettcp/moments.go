package nettcp

import "github.com/portdx/portdx/parsers/snapshot"

// enoughAgain is how many listeners have to come again before a table is taken for
// several moments. Two sockets of one process may listen on the same address and port
// (SO_REUSEADDR), several such pairs are not to be expected.
const enoughAgain = 3

// maxListeners is how many listeners of one table are remembered.
const maxListeners = 1 << 16

// listener is what two listeners of one moment differ in.
type listener struct {
	local        snapshot.Addr
	pid          uint32
	lport, rport uint16
}

// moments notices where a table begins anew without a head: Export-Csv -Append in a loop
// writes one head for all.
type moments struct {
	seen    map[listener]struct{}
	again   []listener
	further int // tables that began without a head
}

// reset begins a table.
func (m *moments) reset() {
	clear(m.seen)
	m.again = m.again[:0]
}

// beginAnew takes a listener and reports whether a table begins anew with it.
func (m *moments) beginAnew(l listener) bool {
	if _, ok := m.seen[l]; !ok {
		if m.seen == nil {
			m.seen = make(map[listener]struct{})
		}
		if len(m.seen) < maxListeners {
			m.seen[l] = struct{}{}
		}
		return false
	}
	m.again = append(m.again, l)
	return len(m.again) == enoughAgain
}

// split begins a table at the current record. The listeners that came again before it
// stay with the table above.
func (c *collector) split(line int) {
	again := append([]listener(nil), c.moments.again...)
	pid := c.capture.HasPID
	c.begin(line)
	c.capture.HasPID = pid
	c.moments.further++
	for _, l := range again[:len(again)-1] {
		c.moments.beginAnew(l)
	}
}
