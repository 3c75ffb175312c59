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

// finish writes what was read into the section.
func (l *logReader) finish(s *snapshot.Section) {
	l.lookAtNewest()
	g := &l.log
	g.Zoned = true // records hold UTC
	gaps, all := l.ids.Gaps()
	g.Gaps = gaps
	g.FirstID, g.LastID = l.ids.Ends()
	g.Channel = l.channel.winner()
	if events.EqualFold(g.Channel, events.System) {
		g.Events = l.store.events()
	} else if g.Channel != "" {
		s.AddNote("evtx.channel", 0, g.Channel)
	}

	s.Kind, s.Status = snapshot.KindSystemEvtx, snapshot.StatusParsed
	s.Host, s.Events = g.Computer, g
	damaged := l.noteDamage(s)
	if damaged {
		s.Status = snapshot.StatusPartial
	}
	l.noteExport(s, all, damaged)
	l.noteDirty(s)
	if n := l.clock.setBack; n > 0 {
		s.AddNote("evtx.clock", 0, strconv.Itoa(n))
	}
	if g.Records == 0 && !damaged {
		s.AddNote("evtx.empty", 0)
	}
	l.noteLimits(s, all)
}

// noteExport tells an export that a query has thinned from a whole one. In a whole one the
// ids of the events count up; what is missing without damage was left out, and one event
// alone was chosen.
func (l *logReader) noteExport(s *snapshot.Section, gaps int, damaged bool) {
	g := &l.log
	if l.dec.work.exhausted {
		g.Filtered, s.Status = true, snapshot.StatusPartial
		s.AddNote("evtx.work", 0, strconv.Itoa(workPerByte))
	}
	if l.exported && !damaged && (gaps > 0 || g.Records == 1) {
		g.Filtered = true
		s.AddNote("evtx.filtered", 0, strconv.Itoa(gaps))
	}
}

// lookAtNewest takes the computer's name from the newest record that can be decoded.
func (l *logReader) lookAtNewest() {
	if l.newest.b == nil {
		return
	}
	c := &chunk{b: l.newest.b, have: l.newest.have}
	c.check(l.head.unchecked)
	records := slices.DeleteFunc(slices.Collect(c.records()), func(r record) bool { return r.end == 0 })
	slices.SortFunc(records, func(a, b record) int { return cmp.Compare(b.id, a.id) })
	l.dec.use(c.b)
	for _, r := range records[:min(len(records), computerTries)] {
		if f, ok := l.dec.decode(r); ok && f.computer != "" {
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
		s.AddNote("evtx.truncated", 0, strconv.Itoa(whole), strconv.Itoa(inUse))
	}
	l.noteChunks(s, inUse)
	if l.damaged > 0 {
		s.AddNote("evtx.record", 0, strconv.Itoa(l.damaged))
	}
	if l.undecodable > 0 {
		s.AddNote("evtx.undecodable", 0, strconv.Itoa(l.undecodable))
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
func (l *logReader) noteLimits(s *snapshot.Section, gaps int) {
	if n := gaps - len(l.log.Gaps); n > 0 || l.ids.Full() {
		s.AddNote("evtx.gaps", 0, strconv.Itoa(len(l.log.Gaps)), strconv.Itoa(gaps))
	}
	if l.store.dropped > 0 {
		s.AddNote("evtx.events", 0, strconv.Itoa(l.store.dropped), strconv.Itoa(maxPerID))
	}
	if l.store.bare > 0 {
		s.AddNote("evtx.texts", 0, strconv.Itoa(l.store.bare))
	}
}
