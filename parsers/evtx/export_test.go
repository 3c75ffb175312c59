package evtx

import (
	"bytes"
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

var (
	exportedSource = regexp.MustCompile(`(?m)^Source name\s*: (.*?)\s*$`)
	exportedID     = regexp.MustCompile(`(?m)^Event identifier\s*: 0x[0-9a-f]+ \((\d+)\)`)
)

// TestEventsAgreeWithEvtxexport compares the wanted events of real System logs, by
// provider and id, with what libevtx's evtxexport prints.
func TestEventsAgreeWithEvtxexport(t *testing.T) {
	program, err := exec.LookPath("evtxexport")
	if err != nil {
		t.Skip("no evtxexport on this machine")
	}
	compared := 0
	for _, path := range corpus(t) {
		log, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := read(log, false)
		if !events.EqualFold(s.Events.Channel, events.System) {
			continue
		}
		compared++
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := exec.Command(program, path).Output()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(exported(text), counted(s)); diff != "" {
				t.Errorf("events (-evtxexport +got):\n%s", diff)
			}
		})
	}
	if compared == 0 {
		t.Error("the corpus has no System log")
	}
}

// exported counts the wanted events in a text of evtxexport, by kind and id.
func exported(text []byte) map[eventKey]int {
	counts := make(map[eventKey]int)
	for _, event := range bytes.Split(text, []byte("\nEvent number")) {
		source, id := exportedSource.FindSubmatch(event), exportedID.FindSubmatch(event)
		if source == nil || id == nil {
			continue
		}
		n, _ := strconv.ParseUint(string(id[1]), 10, 32)
		key := eventKey{id: uint32(n) & 0xffff} // the upper half holds the qualifiers
		if key.kind = events.KindOf(string(source[1]), key.id); key.kind >= 0 {
			counts[key]++
		}
	}
	return counts
}

func counted(s *snapshot.Section) map[eventKey]int {
	counts := make(map[eventKey]int)
	for _, e := range s.Events.Events {
		counts[eventKey{events.KindOf(e.Provider, e.ID), e.ID}]++
	}
	return counts
}
