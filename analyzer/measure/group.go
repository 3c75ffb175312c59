package measure

import "slices"

// grouping brings the rows of a table together by a number that each of them has, so that
// a group can be counted with plain arrays: no map has an entry for each row.
type grouping struct {
	order []uint32 // indexes of rows, group by group, within one in the table's order
	start []uint32 // where each group begins in order, and at last where the last one ends
}

// noGroup is the number of rows that are in no group.
const noGroup = ^uint32(0)

// group makes a grouping of n groups from the number of each row.
func group(of []uint32, n int) grouping {
	start := make([]uint32, n+1)
	for _, g := range of {
		if g != noGroup {
			start[g]++
		}
	}
	sum := uint32(0)
	for g, size := range start {
		start[g] = sum
		sum += size
	}
	order := make([]uint32, sum)
	next := slices.Clone(start)
	for i, g := range of {
		if g != noGroup {
			order[next[g]] = uint32(i)
			next[g]++
		}
	}
	return grouping{order, start}
}

// rows returns the rows of a group.
func (g grouping) rows(n int) []uint32 { return g.order[g.start[n]:g.start[n+1]] }

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
	slices.SortStableFunc(b.items, func(x, y T) int { return b.compare(&x, &y) })
	if len(b.items) > b.keep {
		clear(b.items[b.keep:])
		b.items = b.items[:b.keep]
	}
	return b.items
}
