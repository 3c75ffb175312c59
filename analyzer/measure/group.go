package measure

import (
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// grouping brings the rows of a table together by a number that each of them has, so that
// a group can be counted with plain arrays: no map has an entry for each row.
type grouping struct {
	items []item   // group by group, within one in the table's order
	start []uint32 // where each group begins, and at last where the last one ends
}

// item is what is counted of a row, in one word: process id, local port, state and flags.
type item uint64

// The flags of an item.
const (
	inPool item = 1 << iota // the local port is a dynamic one
	counts                  // outbound or BOUND: the row counts among its process's
)

func (i item) pid() uint32           { return uint32(i >> 32) }
func (i item) port() uint16          { return uint16(i >> 16) }
func (i item) state() snapshot.State { return snapshot.State(i >> 8) }
func (i item) has(flag item) bool    { return i&flag != 0 }

func (m *Measurement) item(i int, r *snapshot.Row) item {
	it := item(r.PID)<<32 | item(r.LPort)<<16 | item(r.State)<<8
	if m.dynamic.has(r.Family, r.LPort) {
		it |= inPool
	}
	if m.Flow.Of[i] == Outbound || r.State == snapshot.Bound {
		it |= counts
	}
	return it
}

// noGroup is the number of rows that are in no group.
const noGroup = ^uint32(0)

// group makes a grouping of n groups from the number of each row.
func (m *Measurement) group(t *snapshot.Table, of []uint32, n int) grouping {
	start := make([]uint32, n+2) // one place ahead until the items are in theirs
	for _, g := range of {
		if g != noGroup {
			start[g+2]++
		}
	}
	for g := range n {
		start[g+2] += start[g+1]
	}
	items := make([]item, start[n+1])
	for i, r := range t.All() {
		if g := of[i]; g != noGroup {
			items[start[g+1]] = m.item(i, r)
			start[g+1]++
		}
	}
	return grouping{items, start}
}

// of returns the rows of a group.
func (g grouping) of(n int) []item { return g.items[g.start[n]:g.start[n+1]] }

// portSet is a set of ports.
type portSet [1 << 16 / 64]uint64

func (s *portSet) has(p uint16) bool { return s[p/64]&(1<<(p%64)) != 0 }

// add reports whether the port is new.
func (s *portSet) add(p uint16) bool {
	old := s[p/64]
	s[p/64] |= 1 << (p % 64)
	return old != s[p/64]
}

// roundPorts is a set of ports that is emptied for each group, which costs nothing.
type roundPorts struct {
	seen  [1 << 16]uint32
	round uint32
}

func (s *roundPorts) next() { s.round++ }

// add reports whether the port is new in this round.
func (s *roundPorts) add(p uint16) bool {
	if s.seen[p] == s.round {
		return false
	}
	s.seen[p] = s.round
	return true
}

// best keeps the first of many items in an order.
type best[T any] struct {
	keep    int
	compare func(a, b *T) int
	items   []T
	worst   T // of the kept ones, once there are enough
	full    bool
	count   int // of all items
}

func (b *best[T]) add(item *T) {
	b.count++
	if b.full && b.compare(item, &b.worst) >= 0 {
		return
	}
	b.items = append(b.items, *item)
	if len(b.items) == 2*b.keep {
		b.list()
		b.worst, b.full = b.items[b.keep-1], true
	}
}

// list returns the kept items in order.
func (b *best[T]) list() []T {
	slices.SortFunc(b.items, func(x, y T) int { return b.compare(&x, &y) })
	if len(b.items) > b.keep {
		clear(b.items[b.keep:])
		b.items = b.items[:b.keep]
	}
	return b.items
}
