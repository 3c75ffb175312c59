package blocks

import "testing"

// TestList appends to lists of all sizes around those of blocks, and goes on after Clip.
func TestList(t *testing.T) {
	for _, n := range []int{0, 1, first, first + 1, size - 1, size, size + 1, size + size/4, 2*size - 1, 3 * size} {
		var l List[int]
		for i := range n {
			l.Append(i)
		}
		l.Clip()
		for i := range size + 3 {
			l.Append(n + i)
		}
		if l.Len() != n+size+3 {
			t.Errorf("%d values: length %d, want %d", n, l.Len(), n+size+3)
		}
		next := 0
		for i, v := range l.All() {
			if i != next || *v != i || *l.At(i) != i {
				t.Fatalf("%d values: All gives %d, %d, At(%d) = %d, want %d", n, i, *v, i, *l.At(i), next)
			}
			next++
		}
		if next != l.Len() {
			t.Errorf("%d values: All gives %d, want %d", n, next, l.Len())
		}
		for i, b := range l.blocks[:len(l.blocks)-1] {
			if len(b) != size {
				t.Errorf("%d values: block %d has %d", n, i, len(b))
			}
		}
	}
}

// TestClip gives back what a list does not need.
func TestClip(t *testing.T) {
	var l List[int]
	for i := range size + 5 {
		l.Append(i)
	}
	l.Clip()
	if got := cap(l.blocks[1]); got != 5 {
		t.Errorf("the last block has room for %d values, want 5", got)
	}
}
