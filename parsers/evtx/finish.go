package evtx

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

// computerTries is how many records are decoded to learn which computer wrote the log.
const computerTries = 4

// fewRecords is below how many records an export may be a selection that somebody made by
// hand: then its last record does not tell when it was made.
const fewRecords = 20

// finish writes what was read into the section.
func (l *logReader) finish(s *snapshot.Section) {
	l.lookAtNewest()
	g := &l.log
	g.Zoned = true // records hold UTC
	g.First, g.Last, g.Begins = fromFiletime(l.first), fromFiletime(l.last), fromFiletime(l.oldest.time)
	g.Gaps, g.AllGaps = l.ids.Gaps()
	g.FirstID, g.LastID = l.ids.Ends()
	g.Channel = l.channel.winner()
	s.Kind, s.Status = snapshot.KindSystemEvtx, snapshot.StatusParsed
	s.Host, s.Events = g.Computer, g
	if l.noteDamage(s) {
		s.Status = snapshot.StatusPartial
	}
	l.noteDirty(s)
	l.noteChannel(s)
	if g.Channel != "" && !events.EqualFold(g.Channel, events.System) {
		return
	}
	g.Events = l.store.events()
	l.noteExport(s)
	if l.setBack > 0 {
		s.AddNote("evtx.clock", 0, strconv.Itoa(l.setBack))
	}
	l.noteLimits(s)
}

// noteChannel says of which channel the log is, unless it is of System.
func (l *logReader) noteChannel(s *snapshot.Section) {
	g := &l.log
	if g.Records == 0 {
		g.Channel = channelOfPath(s.Path)
	}
	other := g.Channel != "" && !events.EqualFold(g.Channel, events.System)
	switch {
	case g.Records == 0 && s.Status == snapshot.StatusPartial:
		s.AddNote("evtx.nothing-read", 0)
	case g.Records == 0 && other:
		s.AddNote("evtx.empty-other", 0, g.Channel)
	case g.Records == 0:
		s.AddNote("evtx.empty", 0)
	case other:
		s.AddNote("evtx.channel", 0, g.Channel)
	}
}

// noteExport finds out whether an export holds chosen events. Those of a whole log follow
// each other by their record ids but where a chunk is lost or damaged; where ids are missing
// within a sound chunk, or no chunk is, the events in between were not chosen. One event
// alone was chosen.
func (l *logReader) noteExport(s *snapshot.Section) {
	g := &l.log
	switch {
	case !l.exported || g.Records == 0:
	case l.holes > 0, g.AllGaps > 0 && !g.Incomplete, g.Records == 1:
		g.Filtered = true
		s.AddNote("evtx.filtered", 0, strconv.Itoa(g.AllGaps))
	case g.Records < fewRecords:
		g.Selection = true
		s.AddNote("evtx.selection", 0, strconv.Itoa(g.Records))
	}
}

// lookAtNewest takes the computer's name from the newest record that can be decoded.
func (l *logReader) lookAtNewest() {
	if l.newest.b == nil {
		return
	}
	c := &chunk{b: l.newest.b, have: l.newest.have}
	c.check(l.head.noSums)
	records := slices.DeleteFunc(slices.Collect(c.records()), func(r record) bool { return r.end == 0 })
	l.dec.use(c.b)
	l.systems.use()
	for i := range records {
		if s, ok := l.systems.read(c.b, records[i], &l.dec.work); ok {
			records[i].id = s.recordID
		}
	}
	slices.SortStableFunc(records, func(a, b record) int { return cmp.Compare(b.id, a.id) })
	for _, r := range records[:min(len(records), computerTries)] {
		if f, ok := l.dec.decode(r, false); ok && f.computer != "" {
			l.log.Computer = f.computer
			return
		}
	}
}

// noteDamage notes each kind of damage once, and reports whether the log is less than it
// was. Numbers of chunks count from 0; the chunk n stands at 4096 + n*65536.
func (l *logReader) noteDamage(s *snapshot.Section) bool {
	before := len(s.Notes)
	if !l.head.ok {
		s.AddNote("evtx.header", 0)
	}
	inUse := l.used
	if l.head.ok {
		inUse = max(inUse, l.head.chunks)
	}
	if whole := l.whole(); whole < inUse || l.short {
		l.log.Incomplete = true
		s.AddNote("evtx.truncated", 0, strconv.Itoa(whole), strconv.Itoa(inUse))
	}
	l.noteChunks(s, inUse)
	l.log.Incomplete = l.log.Incomplete || l.damaged+l.lost > 0 || !l.zeroed.Empty() || !l.noMagic.Empty()
	if l.damaged > 0 {
		s.AddNote("evtx.record", 0, strconv.Itoa(l.damaged))
	}
	if l.undecodable > 0 {
		s.AddNote("evtx.undecodable", 0, strconv.Itoa(l.undecodable))
	}
	if l.leftOut > 0 {
		l.log.Filtered = true
		s.AddNote("evtx.work", 0, strconv.Itoa(l.leftOut), strconv.Itoa(workPerByte))
	}
	return len(s.Notes) > before
}

// whole returns how many whole chunks the file has room for.
func (l *logReader) whole() int {
	if l.cut {
		return l.slots - 1
	}
	return l.slots
}

// noteChunks notes damaged chunks. Behind those in use a log has room for more: there
// anything may stand.
func (l *logReader) noteChunks(s *snapshot.Section, inUse int) {
	newest := uint64(l.newest.slot)
	live := l.head.dirty && (l.badHeader.Only(newest) || l.badRecords.Only(newest))
	for _, k := range []struct {
		id     string
		chunks *events.Spans
	}{
		{"evtx.zeroed", &l.zeroed},
		{"evtx.chunk_magic", &l.noMagic},
		{"evtx.chunk_header", &l.badHeader},
		{"evtx.chunk_data", &l.badRecords},
	} {
		k.chunks.Below(uint64(inUse))
		if k.chunks.Empty() || live && k.chunks.Only(newest) {
			continue
		}
		s.AddNote(k.id, 0, k.chunks.String())
	}
}

// noteDirty notes a log that was copied while Windows wrote it. Nothing is missing but
// what was still in memory; the checksums of the newest chunk need not hold.
func (l *logReader) noteDirty(s *snapshot.Section) {
	if l.head.ok && (l.head.dirty || l.head.chunks < l.used) {
		s.AddNote("evtx.dirty", 0, strconv.Itoa(l.head.chunks), strconv.Itoa(l.used))
	}
}

// noteLimits notes what was left out to bound memory.
func (l *logReader) noteLimits(s *snapshot.Section) {
	if kept := len(l.log.Gaps); l.log.AllGaps > kept || l.ids.Full() {
		s.AddNote("evtx.gaps", 0, strconv.Itoa(kept), strconv.Itoa(l.log.AllGaps))
	}
	if l.store.dropped > 0 {
		s.AddNote("evtx.events", 0, strconv.Itoa(l.store.dropped), strconv.Itoa(maxPerID))
	}
	if l.store.bare > 0 {
		s.AddNote("evtx.texts", 0, strconv.Itoa(l.store.bare))
	}
}
