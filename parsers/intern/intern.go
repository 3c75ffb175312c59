// Package intern gives dense numbers to keys that come from files: addresses, endpoints,
// process ids. It stands in for a map where a table of a million rows needs one.
package intern

import (
	"math/bits"
	"math/rand/v2"
)

// Key is what a table numbers. Shorter keys leave the rest zero.
type Key struct{ Hi, Lo uint64 }

// Table numbers distinct keys from 0 in the order in which they come. The zero value is
// empty and ready to use. It costs 16 bytes a key, and 6 to 12 more until [Table.Seal].
//
// Keys may be chosen by an adversary: the places of keys depend on random numbers, so
// that no file can be made whose keys collide more often than chance has it.
type Table struct {
	keys  []Key
	slots []uint32 // number of a key plus one; 0 for a free slot
	seed  Key
}

const firstSlots = 64

// Add returns the number of k, which it enters if it is new.
func (t *Table) Add(k Key) uint32 {
	if len(t.slots) == 0 {
		t.unseal()
	}
	mask := uint64(len(t.slots) - 1)
	i := t.hash(k) & mask
	for t.slots[i&mask] != 0 {
		if n := t.slots[i&mask] - 1; t.keys[n] == k {
			return n
		}
		i++
	}
	t.keys = append(t.keys, k)
	t.slots[i&mask] = uint32(len(t.keys))
	if len(t.keys)*3 > len(t.slots)*2 {
		t.spread(2 * len(t.slots))
	}
	return uint32(len(t.keys) - 1)
}

// Find returns the number of k, and whether it has one.
func (t *Table) Find(k Key) (n uint32, ok bool) {
	if len(t.slots) == 0 {
		if len(t.keys) == 0 {
			return 0, false
		}
		t.unseal()
	}
	mask := uint64(len(t.slots) - 1)
	for i := t.hash(k) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i] - 1; t.keys[n] == k {
			return n, true
		}
	}
	return 0, false
}

// Len returns the number of keys.
func (t *Table) Len() int { return len(t.keys) }

// Key returns the key with number n.
func (t *Table) Key(n uint32) Key { return t.keys[n] }

// Seal frees what only further keys need. Adding to a sealed table makes it anew.
func (t *Table) Seal() { t.slots = nil }

func (t *Table) unseal() {
	t.seed = Key{rand.Uint64(), rand.Uint64()}
	n := firstSlots
	for len(t.keys)*3 > n*2 {
		n *= 2
	}
	t.spread(n)
}

func (t *Table) spread(n int) {
	t.slots = make([]uint32, n)
	mask := uint64(n - 1)
	for number, k := range t.keys {
		i := t.hash(k) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = uint32(number + 1)
	}
}

// hash mixes a key with the seed: both halves of their 128-bit product, folded.
func (t *Table) hash(k Key) uint64 {
	hi, lo := bits.Mul64(k.Lo^t.seed.Lo, k.Hi^t.seed.Hi)
	return hi ^ lo
}
