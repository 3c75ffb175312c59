package evtx

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/portdx/portdx/fixtures/evtxwrite"
	"github.com/portdx/portdx/parsers/snapshot"
)

func writeAs(t testing.TB, form evtxwrite.Form, events []evtxwrite.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := form.Write(&b, events); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestExportsAreReadAsTheLog writes the same events in every form that an export has. What
// is read of them does not depend on the headers of the records.
func TestExportsAreReadAsTheLog(t *testing.T) {
	events := generate(700)
	for i := range events {
		events[i].RecordID = uint64(5000 + i)
		events[i].Manifest = i%3 == 0
	}
	want := read(write(t, events), false)
	for _, tt := range []struct {
		name string
		form evtxwrite.Form
	}{
		{"renumbered", evtxwrite.Form{Renumbered: true}},
		{"time of the next record", evtxwrite.Form{Renumbered: true, HeaderTimes: evtxwrite.NextTime}},
		{"time of the next record, own ids", evtxwrite.Form{HeaderTimes: evtxwrite.NextTime}},
		{"no time", evtxwrite.Form{Renumbered: true, HeaderTimes: evtxwrite.NoTime}},
		{"no checksums", evtxwrite.Form{NoChecksums: true}},
		{"all of it", evtxwrite.Form{Renumbered: true, HeaderTimes: evtxwrite.NextTime, NoChecksums: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log := writeAs(t, tt.form, events)
			for _, all := range []bool{false, true} {
				if diff := cmp.Diff(want, read(log, all), cmpopts.IgnoreUnexported(snapshot.Section{})); diff != "" {
					t.Errorf("all %v (-the log +the export):\n%s", all, diff)
				}
			}
		})
	}
}

// TestChosenEvents tells an export of chosen events by the record ids that are missing
// though no chunk is.
func TestChosenEvents(t *testing.T) {
	const n = 900
	all := generate(n)
	for i := range all {
		all[i].RecordID = uint64(1000 + i)
	}
	every := func(step int) (out []evtxwrite.Event) {
		for i := 0; i < n; i += step {
			out = append(out, all[i])
		}
		return out
	}
	raw, export := evtxwrite.Form{}, evtxwrite.Form{Renumbered: true, HeaderTimes: evtxwrite.NextTime}
	whole := writeAs(t, export, all)
	firstOfSecond := int(chunkOf(whole, 1)[8]) | int(chunkOf(whole, 1)[9])<<8 // its number, from 1
	third := writeAs(t, export, every(3))
	lost := int(chunkOf(third, 0)[16]) // records of its first chunk
	without := func(from, to int) []evtxwrite.Event {
		return append(append([]evtxwrite.Event{}, all[:from]...), all[to:]...)
	}
	tests := []struct {
		name      string
		log       []byte
		gaps      int
		filtered  bool
		selection bool
		notes     []string
	}{
		{name: "whole", log: whole},
		{name: "every third", log: third, gaps: n/3 - 1, filtered: true, notes: []string{"evtx.filtered 299"}},
		{name: "gaps in a log that is no export", log: writeAs(t, raw, every(3)), gaps: n/3 - 1},
		{name: "one event", log: writeAs(t, export, all[500:501]), filtered: true, notes: []string{"evtx.filtered 0"}},
		{name: "one missing", log: writeAs(t, export, without(400, 401)), gaps: 1, filtered: true, notes: []string{"evtx.filtered 1"}},
		{name: "missing between chunks", log: writeAs(t, export, without(firstOfSecond-1, firstOfSecond+9)), gaps: 1, filtered: true, notes: []string{"evtx.filtered 1"}},
		{
			name: "a lost chunk", gaps: 1, notes: []string{"evtx.zeroed 1"},
			log: func() []byte { b := bytes.Clone(whole); clear(chunkOf(b, 1)); return b }(),
		},
		{
			name: "a lost chunk of chosen events", gaps: 299 - lost, filtered: true,
			notes: []string{"evtx.zeroed 0", "evtx.filtered " + strconv.Itoa(299-lost)},
			log:   func() []byte { b := bytes.Clone(third); clear(chunkOf(b, 0)); return b }(),
		},
		{name: "a few that follow each other", log: writeAs(t, export, all[500:512]), selection: true, notes: []string{"evtx.selection 12"}},
		{name: "a few of a log that is new", log: writeAs(t, raw, all[:12])},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := read(tt.log, false)
			g := s.Events
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if g.AllGaps != tt.gaps || g.Filtered != tt.filtered || g.Selection != tt.selection {
				t.Errorf("%d gaps, filtered %v, selection %v", g.AllGaps, g.Filtered, g.Selection)
			}
		})
	}
}

// TestBegins has a record of a shutdown, written at the next start, that is older than the
// oldest record.
func TestBegins(t *testing.T) {
	events := generate(30)
	events[4].Time = start.Add(-19 * 24 * time.Hour)
	g := read(write(t, events), false).Events
	if !g.Begins.Equal(start) || !g.First.Equal(events[4].Time) {
		t.Errorf("begins %v, first %v", g.Begins, g.First)
	}
}

func TestEmptyLogs(t *testing.T) {
	empty := write(t, nil)
	tests := []struct {
		path, channel string
		notes         []string
	}{
		{"System.evtx", "System", []string{"evtx.empty"}},
		{"logs.zip/winevt/Logs/SYSTEM.EVTX", "System", []string{"evtx.empty"}},
		{`C:\logs\WEB01_System_20260310.evtx`, "System", []string{"evtx.empty"}},
		{"Microsoft-Windows-VPN%4Operational.evtx", "Microsoft-Windows-VPN/Operational", []string{"evtx.empty-other Microsoft-Windows-VPN/Operational"}},
		{"a/Microsoft-System-Diagnostics%4Operational.evtx", "Microsoft-System-Diagnostics/Operational", []string{"evtx.empty-other Microsoft-System-Diagnostics/Operational"}},
		{"Application.evtx", "Application", []string{"evtx.empty-other Application"}},
		{"Ecosystem.evtx", "Ecosystem", []string{"evtx.empty-other Ecosystem"}},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			s := &snapshot.Section{Path: tt.path}
			Parse(bytes.NewReader(empty), int64(len(empty)), s)
			if diff := cmp.Diff(tt.notes, noteIDs(s)); diff != "" || s.Events.Channel != tt.channel || s.Status != snapshot.StatusParsed {
				t.Errorf("channel %q, status %q, notes (-want +got):\n%s", s.Events.Channel, s.Status, diff)
			}
		})
	}
}

// TestUnusualTemplates decodes records whose System element is not where Windows puts it.
func TestUnusualTemplates(t *testing.T) {
	log := write(t, generate(40))
	want := read(log, false).Events
	// A normal substitution for an optional one is as good, a text in its place is not.
	for _, tt := range []struct {
		name string
		from []byte
		to   []byte
	}{
		{"normal substitution", []byte{tokenOptional, 10, 0, 0x0a}, []byte{tokenNormal, 10, 0, 0x0a}},
		{"another type in the template", []byte{tokenOptional, 6, 0, 0x11}, []byte{tokenOptional, 6, 0, 0x0a}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log := bytes.ReplaceAll(log, tt.from, tt.to)
			seal(log)
			if diff := cmp.Diff(want, read(log, false).Events); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
