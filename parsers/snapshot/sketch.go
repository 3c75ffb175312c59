package snapshot

import (
	"math/bits"
	"slices"
)

// sketch keeps the smallest of many hashes, each once. It holds up to twice as many as it
// keeps, so that most hashes cost one comparison.
type sketch struct {
	size   int
	hashes []uint64
	full   bool   // limit holds
	limit  uint64 // hashes from here on are not among the smallest
	room   []uint64
}

// reset empties the sketch.
func (s *sketch) reset(size int) { *s = sketch{size: size, hashes: s.hashes[:0], room: s.room} }

func (s *sketch) add(h uint64) {
	if s.full && h >= s.limit {
		return
	}
	s.hashes = append(s.hashes, h)
	if len(s.hashes) == 2*s.size {
		s.cut()
	}
}

func (s *sketch) cut() {
	s.sort()
	s.hashes = slices.Compact(s.hashes)
	if len(s.hashes) >= s.size {
		s.hashes = s.hashes[:s.size]
		s.full, s.limit = true, s.hashes[s.size-1]
	}
}

// crowded is how many hashes fall into one place before they are sorted by comparison:
// three on average, and those of a crafted table all into one.
const crowded = 24

// sort puts hashes, which are spread evenly up to the limit, into places by their size,
// and sorts within them.
func (s *sketch) sort() {
	n := len(s.hashes)
	if n < crowded {
		slices.Sort(s.hashes)
		return
	}
	places := uint64(n/3 + 1)
	step := ^uint64(0)/places + 1
	if s.full {
		step = s.limit/places + 1
	}
	scale := ^uint64(0) / step // place of h: the high word of h * scale, less than places
	var ends [2*SketchSize/3 + 2]uint16
	for _, h := range s.hashes {
		p, _ := bits.Mul64(h, scale)
		ends[p]++
	}
	sum := uint16(0)
	for p := range places {
		ends[p], sum = sum, sum+ends[p]
	}
	s.room = slices.Grow(s.room[:0], n)[:n]
	for _, h := range s.hashes {
		p, _ := bits.Mul64(h, scale)
		s.room[ends[p]] = h
		ends[p]++
	}
	s.hashes, s.room = s.room, s.hashes
	from := uint16(0)
	for _, to := range ends[:places] {
		if to-from > crowded {
			slices.Sort(s.hashes[from:to])
		} else {
			insertionSort(s.hashes[from:to])
		}
		from = to
	}
}

func insertionSort(a []uint64) {
	for i := 1; i < len(a); i++ {
		h, j := a[i], i
		for ; j > 0 && a[j-1] > h; j-- {
			a[j] = a[j-1]
		}
		a[j] = h
	}
}

// list returns the kept hashes, sorted.
func (s *sketch) list() []uint64 {
	s.cut()
	if len(s.hashes) == 0 {
		return nil
	}
	return slices.Clone(s.hashes)
}

// addressHashes appends a hash of each address, by its index.
func addressHashes(t *Table, out []uint64) []uint64 {
	out = slices.Grow(out, t.Addrs.Len())
	for i := range uint32(t.Addrs.Len()) {
		a := t.Addrs.At(i)
		h := mix(mix(a.Hi) ^ a.Lo)
		if a.Kind == AddrName {
			h = 0
			for _, c := range []byte(t.Addrs.Text(i)) {
				h = mix(h ^ uint64(c))
			}
		}
		out = append(out, h)
	}
	return out
}

// tupleHash mixes the four parts of a connection. It is unseeded on purpose: samples of
// two captures must agree, and a crafted collision can only spoil an estimate.
func tupleHash(addresses []uint64, r *Row) uint64 {
	ports := uint64(r.LPort)<<16 | uint64(r.RPort)
	return mix(addresses[r.Local] ^ mix(addresses[r.Remote]^ports))
}

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
func mix(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
