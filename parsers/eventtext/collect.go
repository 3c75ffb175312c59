package eventtext

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
)

const (
	// maxPerID is how many events of one id are kept, the latest ones, as of an .evtx.
	maxPerID = 5000
	// maxTexts bounds the insertion strings of all events, in bytes.
	maxTexts = 16 << 20
	// maxTallies is how many logs of computers are told apart; the rest is left out.
	maxTallies = 16
	// maxSorts is how many kinds of events and levels are told apart.
	maxSorts = 64
)

// collector takes in the records of a section. Those of several logs or computers are
// kept apart, since only one is the machine that the section speaks of.
type collector struct {
	section *snapshot.Section
	tallies []*tally
	beyond  count // records of logs past maxTallies
	bad     count // records without an id, and damaged ones
	names   map[string]string
	texts   int
	bare    count // events whose insertion strings were left out
}

// count counts occurrences and remembers the line of the first.
type count struct{ n, first int }

func (c *count) add(line int) {
	if c.n == 0 {
		c.first = line
	}
	c.n++
}

// tally is what is known of one log of one computer.
type tally struct {
	channel, computer string // short name of the computer, in upper case
	host              string // the computer's name as first written
	first             int    // line of the first record
	records           int
	other             int // records that rules do not ask about
	sorts             map[string]bool
	levels            map[string]bool
	ids               events.Spans
	order             order
	wall, exact       window
	timeless          count // wanted events without a time
	dropped           int
	kept              map[sortOf][]kept
}

// sortOf is an event id of a kind: ids of different kinds may be the same.
type sortOf struct {
	kind int
	id   uint32
}

// kept is a wanted event whose time is not settled yet.
type kept struct {
	snapshot.Event
	when stamp
}

// window is the time between the first and the last record, in both readings.
type window struct {
	records int
	spans   [2]span
}

// span is the time between two records.
type span struct {
	first, last time.Time
	computer    string // of the last record
}

func (p *span) see(t time.Time, computer string) {
	if t.IsZero() {
		return
	}
	if p.first.IsZero() || t.Before(p.first) {
		p.first = t
	}
	if p.last.IsZero() || t.After(p.last) {
		p.last, p.computer = t, computer
	}
}

func (w *window) see(s stamp, computer string) {
	w.records++
	w.spans[monthFirst].see(s.month, computer)
	w.spans[dayFirst].see(s.day, computer)
}

// in returns the window in a reading. Where that is undecided every date has to have
// one reading only.
func (w *window) in(r reading) span {
	if r != undecided {
		return w.spans[r]
	}
	p := w.spans[monthFirst]
	day := w.spans[dayFirst]
	p.see(day.first, day.computer)
	p.see(day.last, day.computer)
	return p
}

// add takes in a record.
func (c *collector) add(r *record) {
	if !r.hasID {
		c.bad.add(r.line)
		return
	}
	r.settleProvider()
	t := c.tallyOf(r)
	if t == nil {
		c.beyond.add(r.line)
		return
	}
	t.records++
	note(&t.sorts, r.provider+"\x00"+string(rune(r.id)))
	note(&t.levels, r.level)
	if r.recordID != 0 {
		t.ids.Add(r.recordID)
	}
	if r.when.ok {
		w := &t.wall
		if r.when.zoned {
			w = &t.exact
		} else {
			t.order.see(r.when)
		}
		w.see(r.when, c.name(r.computer))
	}
	kind := events.KindOf(r.provider, r.id)
	switch {
	case kind < 0:
		t.other++
	case !r.when.ok:
		t.timeless.add(r.line)
	default:
		c.keep(t, sortOf{kind, r.id}, r)
	}
}

// note adds a word to a small set.
func note(set *map[string]bool, word string) {
	if word == "" || len(*set) == maxSorts {
		return
	}
	if *set == nil {
		*set = make(map[string]bool)
	}
	(*set)[word] = true
}

// tallyOf returns the log that a record is of. Records that name no log or no computer go
// with the others.
func (c *collector) tallyOf(r *record) *tally {
	channel, computer := r.channel, shortName(r.computer)
	for _, t := range c.tallies {
		if agree(t.channel, channel) && agree(t.computer, computer) {
			t.channel, t.computer = cmp.Or(t.channel, channel), cmp.Or(t.computer, computer)
			t.host = cmp.Or(t.host, r.computer)
			return t
		}
	}
	if len(c.tallies) == maxTallies {
		return nil
	}
	t := &tally{channel: channel, computer: computer, host: r.computer, first: r.line, kept: make(map[sortOf][]kept)}
	c.tallies = append(c.tallies, t)
	return t
}

func agree(a, b string) bool { return a == "" || b == "" || events.EqualFold(a, b) }

// shortName drops the domain of a computer's name.
func shortName(computer string) string {
	short, _, _ := strings.Cut(computer, ".")
	return strings.ToUpper(short)
}

// keep keeps a wanted event.
func (c *collector) keep(t *tally, key sortOf, r *record) {
	e := snapshot.Event{
		RecordID: r.recordID, Provider: c.name(r.provider), ID: r.id, Computer: c.name(r.computer), Data: r.data, Line: r.line,
	}
	for _, d := range r.data {
		c.texts += len(d)
	}
	if len(e.Data) > 0 && c.texts > maxTexts {
		e.Data = nil
		c.bare.add(r.line)
	}
	list := append(t.kept[key], kept{e, r.when})
	if len(list) == 2*maxPerID {
		// The file's order tells which are the latest.
		if t.order.descending(t.order.decide()) {
			list = list[:maxPerID]
		} else {
			list = append([]kept(nil), list[maxPerID:]...)
		}
		t.dropped += maxPerID
	}
	t.kept[key] = list
}

// name returns one copy of a provider's or computer's name.
func (c *collector) name(n string) string {
	if known, ok := c.names[n]; ok {
		return known
	}
	if len(c.names) >= 1000 {
		return n
	}
	if c.names == nil {
		c.names = make(map[string]string)
	}
	c.names[n] = n
	return n
}

// settled returns the events in a reading, by time, and how many have no time in it.
func (t *tally) settled(r reading, zoned bool) (list []snapshot.Event, open, otherClock int) {
	for _, all := range t.kept {
		for _, k := range all {
			at := r.of(k.when)
			switch {
			case k.when.zoned != zoned:
				otherClock++
			case at.IsZero():
				open++
			default:
				k.Time = at
				list = append(list, k.Event)
			}
		}
	}
	slices.SortFunc(list, func(a, b snapshot.Event) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.RecordID, b.RecordID), cmp.Compare(a.Line, b.Line))
	})
	return list, open, otherClock
}
