package snapshot

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSketchKeepsTheSmallest compares a sketch with a sorted list, for hashes as they are
// and for crafted ones that crowd in one place.
func TestSketchKeepsTheSmallest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]func() uint64{
		"even":   r.Uint64,
		"crowd":  func() uint64 { return 1<<60 + r.Uint64N(1000) },
		"few":    func() uint64 { return r.Uint64N(7) },
		"zero":   func() uint64 { return 0 },
		"limits": func() uint64 { return [...]uint64{0, 1, 1 << 63, ^uint64(0)}[r.IntN(4)] },
	}
	var s sketch
	for name, hash := range kinds {
		for _, size := range []int{TupleSample, SketchSize, SampleSize, 3} {
			for _, n := range []int{0, 1, size - 1, size, 2*size - 1, 2 * size, 5 * size} {
				s.reset(size)
				var all []uint64
				for range n {
					h := hash()
					all = append(all, h)
					s.add(h)
				}
				slices.Sort(all)
				all = slices.Compact(all)
				if diff := cmp.Diff(all[:min(size, len(all))], s.list()); diff != "" && len(all) > 0 {
					t.Fatalf("%s, %d of %d (-want +got):\n%s", name, size, n, diff)
				}
			}
		}
	}
}

// TestStatesAreSketched keeps the tuples of connections that the machine began.
func TestStatesAreSketched(t *testing.T) {
	tab := new(Table)
	local, remote := tab.Addrs.Add(IPv4Addr(1)), tab.Addrs.Add(IPv4Addr(2))
	add := func(port uint16, s State) {
		tab.Append(Row{Local: local, Remote: remote, LPort: port, RPort: 443, State: s, Proto: TCP, Family: IPv4, PID: 9})
	}
	add(443, Listen)
	add(443, Established)
	add(443, TimeWait)
	for i := range uint16(10) {
		add(50000+i, []State{Established, TimeWait}[i%2])
	}
	s := Summarize(tab)
	if len(s.Established) != 5 || len(s.TimeWait) != 5 || len(s.LongLived) != 0 {
		t.Errorf("%d ESTABLISHED, %d TIME_WAIT, %d CLOSE_WAIT; want 5, 5, 0", len(s.Established), len(s.TimeWait), len(s.LongLived))
	}
	if got, want := s.detailBytes(), 6*11+16+8*(5+5+11+NumStates); got != want {
		t.Errorf("details take %d bytes, want %d", got, want)
	}
}
