package evtx

import (
	"bytes"
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/events"
)

// seen is what one event shows.
type seen struct {
	Provider string
	ID       uint32
	Record   uint64
	Time     time.Time
}

// TestEventsAgreeWithEvtxexport compares the wanted events of real System logs, with their
// record ids and times, and the first and the last record of all, with what libevtx's
// evtxexport prints as XML.
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
			text, err := exec.Command(program, "-f", "xml", path).Output()
			if err != nil {
				t.Fatal(err)
			}
			all := exported(text)
			var want, got []seen
			for _, e := range all {
				if events.KindOf(e.Provider, e.ID) >= 0 {
					want = append(want, e)
				}
			}
			for _, e := range s.Events.Events {
				got = append(got, seen{e.Provider, e.ID, e.RecordID, e.Time})
			}
			byRecord := func(a, b seen) int { return cmp.Compare(a.Record, b.Record) }
			slices.SortFunc(want, byRecord)
			slices.SortFunc(got, byRecord)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("events (-evtxexport +got):\n%s", diff)
			}
			byTime := func(a, b seen) int { return a.Time.Compare(b.Time) }
			first, last := slices.MinFunc(all, byTime).Time, slices.MaxFunc(all, byTime).Time
			if g := s.Events; !g.First.Equal(first) || !g.Last.Equal(last) || g.FirstID != slices.MinFunc(all, byRecord).Record || g.LastID != slices.MaxFunc(all, byRecord).Record {
				t.Errorf("from %v to %v, ids %d to %d; evtxexport: %v to %v", g.First, g.Last, g.FirstID, g.LastID, first, last)
			}
		})
	}
	if compared == 0 {
		t.Error("the corpus has no System log")
	}
}

var (
	exportedProvider = regexp.MustCompile(`<Provider Name="([^"]*)"`)
	exportedID       = regexp.MustCompile(`<EventID[^>]*>(\d+)<`)
	exportedRecord   = regexp.MustCompile(`<EventRecordID>(\d+)<`)
	exportedTime     = regexp.MustCompile(`<TimeCreated SystemTime="([^"]*)"`)
)

// exported reads the XML of evtxexport.
func exported(text []byte) []seen {
	var all []seen
	for _, event := range bytes.Split(text, []byte("</Event>")) {
		provider, id := exportedProvider.FindSubmatch(event), exportedID.FindSubmatch(event)
		record, when := exportedRecord.FindSubmatch(event), exportedTime.FindSubmatch(event)
		if provider == nil || id == nil || record == nil || when == nil {
			continue
		}
		n, _ := strconv.ParseUint(string(id[1]), 10, 32)
		r, _ := strconv.ParseUint(string(record[1]), 10, 64)
		at, _ := time.Parse(time.RFC3339Nano, string(when[1]))
		all = append(all, seen{string(provider[1]), uint32(n), r, at})
	}
	return all
}
