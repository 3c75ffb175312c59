// Package blocks is a list in blocks: nothing is copied as it grows, once it is larger
// than one block. Tables of a million rows and addresses are such lists.
package blocks

import "iter"

// The sizes of blocks. The first one grows, since most lists are small.
const (
	first = 64
	shift = 13
	size  = 1 << shift
)

// List is a list of values, best ones without pointers. The zero value is empty and ready
// to use.
type List[T any] struct {
	blocks [][]T // all full but the last
	n      int
}

// Append adds a value.
func (l *List[T]) Append(v T) {
	last := len(l.blocks) - 1
	if last < 0 || len(l.blocks[last]) == cap(l.blocks[last]) {
		last = l.grow(last)
	}
	l.blocks[last] = append(l.blocks[last], v)
	l.n++
}

// grow makes room for a value and returns the block that has it: the last one, if it is
// not of full size, else a new one.
func (l *List[T]) grow(last int) int {
	if last >= 0 && len(l.blocks[last]) < size {
		b := l.blocks[last]
		l.blocks[last] = append(make([]T, 0, min(2*len(b), size)), b...)
		return last
	}
	room := size
	if last < 0 {
		room = first
	}
	l.blocks = append(l.blocks, make([]T, 0, room))
	return last + 1
}

// Clip frees what only further values need. Values can still be added.
func (l *List[T]) Clip() {
	last := len(l.blocks) - 1
	if last < 0 {
		return
	}
	b := l.blocks[last]
	if spare := cap(b) - len(b); spare > len(b)/8 {
		l.blocks[last] = append(make([]T, 0, len(b)), b...)
	}
}

// Len returns the number of values.
func (l *List[T]) Len() int { return l.n }

// At returns the value with index i, from 0. It may be changed.
func (l *List[T]) At(i int) *T { return &l.blocks[i>>shift][i&(size-1)] }

// All returns the values with their indexes. They may be changed.
func (l *List[T]) All() iter.Seq2[int, *T] {
	return func(yield func(int, *T) bool) {
		for n, b := range l.blocks {
			for i := range b {
				if !yield(n<<shift|i, &b[i]) {
					return
				}
			}
		}
	}
}
