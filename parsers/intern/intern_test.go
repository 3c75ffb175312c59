package intern

import (
	"math/rand/v2"
	"testing"
)

func TestTable(t *testing.T) {
	var table Table
	known := make(map[Key]uint32)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 200_000 {
		k := Key{uint64(r.IntN(4)), r.Uint64N(50_000)}
		if i == 100_000 {
			table.Seal()
		}
		want, ok := known[k]
		if n, found := table.Find(k); found != ok || found && n != want {
			t.Fatalf("key %d: Find = %d, %v, want %d, %v", i, n, found, want, ok)
		}
		n := table.Add(k)
		if !ok {
			want = uint32(len(known))
			known[k] = want
		}
		if n != want {
			t.Fatalf("key %d: number %d, want %d", i, n, want)
		}
		if table.Key(n) != k {
			t.Fatalf("Key(%d) = %v, want %v", n, table.Key(n), k)
		}
	}
	if table.Len() != len(known) {
		t.Errorf("%d keys, want %d", table.Len(), len(known))
	}
}

// TestSealedGrows goes on with a sealed table, of whatever size.
func TestSealedGrows(t *testing.T) {
	for n := uint64(1); n < 40_000; n = n*5/4 + 1 {
		var table Table
		for i := range n {
			table.Add(Key{Lo: i})
		}
		table.Seal()
		for i := n; i < 2*n; i++ {
			table.Add(Key{Lo: i})
		}
		for i := range 2 * n {
			if got, ok := table.Find(Key{Lo: i}); !ok || uint64(got) != i || table.Key(got).Lo != i {
				t.Fatalf("%d keys, sealed, doubled: key %d has number %d, %v", n, i, got, ok)
			}
		}
	}
}

// TestSpread checks that keys which differ in few bits, as addresses and ports do, do not
// crowd: the longest way to a key stays near what chance gives.
func TestSpread(t *testing.T) {
	patterns := map[string]func(i uint64) Key{
		"counting":        func(i uint64) Key { return Key{0, i} },
		"by 65536":        func(i uint64) Key { return Key{0, i << 16} },
		"high half":       func(i uint64) Key { return Key{i, 0} },
		"top bits":        func(i uint64) Key { return Key{i << 47, 0} },
		"both halves":     func(i uint64) Key { return Key{i, i} },
		"one is inverted": func(i uint64) Key { return Key{i, ^i} },
	}
	for name, key := range patterns {
		t.Run(name, func(t *testing.T) {
			var table Table
			for i := range uint64(100_000) {
				table.Add(key(i))
			}
			if run := table.longestRun(); run > 200 {
				t.Errorf("the longest run of full slots is %d", run)
			}
		})
	}
}

func (t *Table) longestRun() int {
	longest, run := 0, 0
	for _, s := range t.slots {
		if run++; s.number == 0 {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

func BenchmarkAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, next := range map[string]func() Key{
		"2000 addresses": func() Key { return Key{0, 0xffff<<32 | 10<<24 | r.Uint64N(2000)} },
		"unique":         func() Key { return Key{r.Uint64(), r.Uint64()} },
	} {
		keys := make([]Key, 1<<20)
		for i := range keys {
			keys[i] = next()
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var t Table
				for _, k := range keys {
					t.Add(k)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(keys)), "ns/key")
		})
	}
}
