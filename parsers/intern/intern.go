// Package intern gives dense numbers to keys that come from files: addresses, endpoints,
// process ids. It stands in for a map where a table of a million rows needs one.
package intern

import (
	"math/bits"
	"math/rand/v2"

	"github.com/portdx/portdx/parsers/blocks"
)

// Key is what a table numbers. Shorter keys leave the rest zero.
type Key struct{ Hi, Lo uint64 }

// Table numbers distinct keys from 0 in the order in which they come. The zero value is
// empty and ready to use. It costs 16 bytes a key, and 12 to 24 more until [Table.Seal].
//
// Keys may be chosen by an adversary: the places of keys depend on random numbers, so
// that no file can be made whose keys collide more often than chance has it.
type Table struct {
	keys  blocks.List[Key]
	slots []slot
	seed  Key
}

// slot is a place of the hash table: the lower half of a key's hash, and its number plus
// one, which is 0 in a free slot. Most comparisons end with the hash, without a look at
// the key, and the table grows without one.
type slot struct{ hash, number uint32 }

const firstSlots = 64

// Add returns the number of k, which it enters if it is new.
func (t *Table) Add(k Key) uint32 {
	h := t.hash(k)
	if len(t.slots) == 0 {
		t.unseal()
		h = t.hash(k)
	}
	mask := uint32(len(t.slots) - 1)
	i := h & mask
	for ; t.slots[i].number != 0; i = (i + 1) & mask {
		if s := t.slots[i]; s.hash == h && t.Key(s.number-1) == k {
			return s.number - 1
		}
	}
	t.keys.Append(k)
	t.slots[i] = slot{h, uint32(t.keys.Len())}
	if t.keys.Len()*3 > len(t.slots)*2 {
		t.grow()
	}
	return uint32(t.keys.Len() - 1)
}

// Find returns the number of k, and whether it has one.
func (t *Table) Find(k Key) (n uint32, ok bool) {
	if t.keys.Len() == 0 {
		return 0, false
	}
	if len(t.slots) == 0 {
		t.unseal()
	}
	mask, h := uint32(len(t.slots)-1), t.hash(k)
	for i := h & mask; t.slots[i].number != 0; i = (i + 1) & mask {
		if s := t.slots[i]; s.hash == h && t.Key(s.number-1) == k {
			return s.number - 1, true
		}
	}
	return 0, false
}

// Len returns the number of keys.
func (t *Table) Len() int { return t.keys.Len() }

// Key returns the key with number n.
func (t *Table) Key(n uint32) Key { return *t.keys.At(int(n)) }

// Seal frees what only further keys need. Adding to a sealed table makes it anew.
func (t *Table) Seal() {
	t.slots = nil
	t.keys.Clip()
}

func (t *Table) unseal() {
	t.seed = Key{rand.Uint64(), rand.Uint64()}
	n := firstSlots
	for t.keys.Len()*3 > n*2 {
		n *= 2
	}
	t.slots = make([]slot, n)
	for number := range uint32(t.keys.Len()) {
		t.place(slot{t.hash(t.Key(number)), number + 1})
	}
}

func (t *Table) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.number != 0 {
			t.place(s)
		}
	}
}

func (t *Table) place(s slot) {
	mask := uint32(len(t.slots) - 1)
	i := s.hash & mask
	for t.slots[i].number != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}

// The constants that part the two rounds of hash: 64 bits of pi each, as good as any.
const (
	roundLo = 0x243f6a8885a308d3
	roundHi = 0x13198a2e03707344
)

// hash mixes a key with the seed, twice: both halves of a 128-bit product are multiplied
// again, and folded. (Wang Yi, wyhash, function wyhash64.) After one round, keys that count
// up crowd with one seed in twenty.
func (t *Table) hash(k Key) uint32 {
	hi, lo := bits.Mul64(k.Lo^t.seed.Lo, k.Hi^t.seed.Hi)
	hi, lo = bits.Mul64(lo^t.seed.Lo^roundLo, hi^t.seed.Hi^roundHi)
	return uint32(hi ^ lo)
}
