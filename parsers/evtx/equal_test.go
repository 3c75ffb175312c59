package evtx

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

// wantSame reports where the prefilter changes what is read. Both readers may take as much
// work as they like: the one that decodes all records takes more.
func wantSame(t *testing.T, log []byte) {
	t.Helper()
	read := func(log []byte, all bool) *snapshot.Section {
		l := newLogReader(events.Kinds())
		l.all, l.dec.work.allowed = all, 1<<40
		return readWith(l, log)
	}
	if diff := cmp.Diff(read(log, true).Events, read(log, false).Events); diff != "" {
		t.Errorf("without (-) and with (+) the prefilter:\n%s", diff)
	}
}

func TestPrefilterIsExact(t *testing.T) {
	t.Run("every provider", func(t *testing.T) { wantSame(t, write(t, generate(2000))) })
	t.Run("shuffled", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 20 {
			events := generate(300)
			rng.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
			wantSame(t, write(t, events[:rng.IntN(300)]))
		}
	})
	t.Run("damage", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 4))
		intact := write(t, generate(60))
		for range 300 {
			log := bytes.Clone(intact)
			for range 1 + rng.IntN(4) {
				c := chunkOf(log, 0)
				c[recordsAt+rng.IntN(8000)] ^= byte(1 + rng.IntN(255))
			}
			wantSame(t, log)
		}
	})
}

func TestCorpus(t *testing.T) {
	tool, _ := exec.LookPath("evtxexport")
	for _, path := range corpus(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			log, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			wantSame(t, log)
			s := read(log, false)
			if s.Events.Records == 0 || s.Events.Channel == "" || s.Events.Computer == "" {
				t.Errorf("%d records, channel %q, computer %q", s.Events.Records, s.Events.Channel, s.Events.Computer)
			}
			if s.Events.Channel != events.System || tool == "" {
				return
			}
			if want := exportCount(t, tool, path); s.Events.Records != want {
				t.Errorf("%d records, evtxexport has %d", s.Events.Records, want)
			}
			if len(s.Events.Events) == 0 {
				t.Error("no wanted event")
			}
		})
	}
}

// exportCount returns how many records evtxexport finds.
func exportCount(t *testing.T, tool, path string) int {
	t.Helper()
	out, err := exec.Command(tool, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[uint64]bool)
	for _, m := range regexp.MustCompile(`(?m)^Event number\s*: (\d+)$`).FindAllSubmatch(out, -1) {
		n, _ := strconv.ParseUint(string(m[1]), 10, 64)
		seen[n] = true
	}
	return len(seen)
}
