package evtx

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/portdx/portdx/parsers/snapshot"
)

const mutants = 520

// maxAllocated is what reading a damaged log of a few chunks stays below, far above what it
// takes: it catches a log that leads nowhere. The bytes are those allocated in all, not at
// once.
const maxAllocated = 128 << 20

// mutate damages one chunk of a log, or its end, and returns the log and from which to
// which chunk it is not what it was. Chunks that only moved are what they were.
func mutate(rng *rand.Rand, log []byte) (out []byte, from, to int) {
	log = bytes.Clone(log)
	chunks := (len(log) - fileHeaderSize) / chunkSize
	n := rng.IntN(chunks)
	c := chunkOf(log, n)
	switch rng.IntN(8) {
	case 0:
		for range 1 + rng.IntN(16) {
			c[rng.IntN(chunkSize)] ^= 1 << rng.IntN(8)
		}
	case 1:
		for range 1 + rng.IntN(400) {
			c[recordsAt+rng.IntN(3000)] = byte(rng.Uint32())
		}
		seal(log)
	case 2:
		clear(c[rng.IntN(chunkSize):])
	case 3:
		at := rng.IntN(chunkSize - 4096)
		clear(c[at : at+4096])
		seal(log)
	case 4:
		cut := rng.IntN(chunkSize)
		return log[:fileHeaderSize+n*chunkSize+cut], n, chunks
	case 5:
		m := rng.IntN(chunks)
		tmp := bytes.Clone(c)
		copy(c, chunkOf(log, m))
		copy(chunkOf(log, m), tmp)
		return log, 0, 0
	case 6:
		recursive(c)
		seal(log)
	case 7:
		negative(c, -int32(rng.IntN(70000)))
		seal(log)
	}
	return log, n, n + 1
}

// firstTemplate returns the offset of the first record's template definition.
func firstTemplate(c []byte) uint32 {
	return binary.LittleEndian.Uint32(c[recordsAt+recordHeader+len(fragmentHeader)+templatePointer:])
}

// recursive puts an instance of the first template into its own definition.
func recursive(c []byte) {
	at := firstTemplate(c)
	inner := c[at+templateHeader+4:]
	copy(inner, []byte{0x0c, 1, 0, 0, 0, 0})
	binary.LittleEndian.PutUint32(inner[6:], at)
}

// negative gives the first template a negative size, so that a reader that skips the
// definition goes back.
func negative(c []byte, size int32) {
	binary.LittleEndian.PutUint32(c[firstTemplate(c)+templateSize:], uint32(size))
}

// TestMutants damages logs in every way of mutate. Nothing crashes, and events of the
// chunks that were left alone are all there.
func TestMutants(t *testing.T) {
	all := generate(250)
	for i := range all {
		if i%4 != 0 { // decoding takes the time
			all[i].Provider = "DCOM"
		}
	}
	intact := write(t, all)
	events := read(intact, false).Events.Events
	var firsts []uint64 // first record of each chunk
	for n := range (len(intact) - fileHeaderSize) / chunkSize {
		firsts = append(firsts, binary.LittleEndian.Uint64(chunkOf(intact, n)[8:]))
	}
	firsts = append(firsts, uint64(len(intact)))
	rng := rand.New(rand.NewPCG(7, 9))
	for i := range mutants {
		log, from, to := mutate(rng, intact)
		untouched := func(e snapshot.Event) bool {
			return e.RecordID < firsts[from] || e.RecordID >= firsts[to]
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s := read(log, false)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > maxAllocated {
			t.Fatalf("mutant %d, chunks %d to %d damaged: %d bytes allocated in all", i, from, to, used)
		}
		// Damage may make events that were not there, but not unmake others.
		got := make(map[uint64][]snapshot.Event)
		for _, e := range s.Events.Events {
			got[e.RecordID] = append(got[e.RecordID], e)
		}
		for _, e := range events {
			same := func(g snapshot.Event) bool { return cmp.Equal(e, g) }
			if untouched(e) && !slices.ContainsFunc(got[e.RecordID], same) {
				t.Fatalf("mutant %d, chunks %d to %d damaged, notes %q: %v is missing, there is %v",
					i, from, to, noteIDs(s), e, got[e.RecordID])
			}
		}
	}
}

// multiplier returns a log with a record whose template puts the same value in many
// times, and that value is of such a template again.
func multiplier(t testing.TB, depth, times int) []byte {
	log := write(t, generate(1))
	c := chunkOf(log, 0)
	le := binary.LittleEndian
	b := bytes.Clone(c[:recordsAt+recordHeader])
	var nest func(depth int)
	nest = func(depth int) {
		b = append(b, 0x0f, 1, 1, 0, 0x0c, 1, 0, 0, 0, 0)
		b = le.AppendUint32(b, uint32(len(b)+4))
		b = append(b, make([]byte, 20)...)
		b = le.AppendUint32(b, uint32(4+4*times+1))
		b = append(b, 0x0f, 1, 1, 0)
		for range times {
			b = append(b, 0x0e, 0, 0, 0x21)
		}
		b = append(b, 0)
		b = le.AppendUint32(b, 1)
		if depth == 0 {
			b = append(b, 0, 0, 0, 0)
			return
		}
		size := len(b)
		b = append(b, 0, 0, 0x21, 0)
		nest(depth - 1)
		le.PutUint16(b[size:], uint16(len(b)-size-4))
	}
	nest(depth)
	b = append(b, make([]byte, 4)...)
	n := len(b) - recordsAt
	le.PutUint32(b[recordsAt+4:], uint32(n))
	le.PutUint32(b[len(b)-4:], uint32(n))
	clear(c[recordsAt:])
	copy(c, b)
	le.PutUint32(c[48:], uint32(len(b)))
	seal(log)
	return log
}

// TestHostile reads records that were made to keep a reader busy or to use up memory.
// The stack counts: the library recurses.
func TestHostile(t *testing.T) {
	loop := write(t, generate(40))
	recursive(chunkOf(loop, 0))
	seal(loop)
	back := write(t, generate(40))
	negative(chunkOf(back, 0), -100)
	seal(back)
	many := write(t, generate(2000))
	for n := range (len(many) - fileHeaderSize) / chunkSize {
		recursive(chunkOf(many, n))
	}
	seal(many)
	tests := []struct {
		name string
		log  []byte
	}{
		{name: "template within itself", log: loop},
		{name: "template within itself, in every chunk", log: many},
		{name: "negative template size", log: back},
		{name: "templates that multiply", log: multiplier(t, 12, 50)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := read(tt.log, true)
			if s.Status != snapshot.StatusPartial && tt.name != "negative template size" {
				t.Errorf("status %q, notes %v", s.Status, s.Notes)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			t.Logf("stacks %d KiB, heap %d KiB, notes %v", m.StackSys>>10, m.HeapSys>>10, noteIDs(s))
		})
	}
}
