package eventtext

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/stamp"
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
	section  *snapshot.Section
	tallies  []*tally
	beyond   count // records of logs past maxTallies
	bad      count // records without an id, and damaged ones
	names    map[string]string
	texts    int
	bare     count // events whose insertion strings were left out
	nameless count // records with the id of a failed allocation, without a provider
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
	order             stamp.Order
	wall, exact       window
	timeless          count // wanted events without a time
	yearless          count // wanted events whose time shows no year
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
	when stamp.Stamp
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

func (w *window) see(s stamp.Stamp, computer string) {
	w.records++
	w.spans[stamp.MonthFirst].see(s.Month, computer)
	w.spans[stamp.DayFirst].see(s.Day, computer)
}

// in returns the window in a reading. Where that is undecided every date has to have
// one reading only.
func (w *window) in(r stamp.Reading) span {
	if r != stamp.Undecided {
		return w.spans[r]
	}
	p := w.spans[stamp.MonthFirst]
	day := w.spans[stamp.DayFirst]
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
	r.settleProvider(asksForFailures(c.section.Command))
	if r.mayBeFailure() {
		c.nameless.add(r.line)
	}
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
	if r.when.OK && !r.when.NoYear {
		w := &t.wall
		if r.when.Zoned {
			w = &t.exact
		} else {
			t.order.See(r.when)
		}
		w.see(r.when, c.name(r.computer))
	}
	kind := events.KindOf(r.provider, r.id)
	switch {
	case kind < 0:
		t.other++
		return
	case !r.when.OK:
		t.timeless.add(r.line)
	case r.when.NoYear:
		t.yearless.add(r.line)
	}
	c.keep(t, sortOf{kind, r.id}, r)
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
		if t.order.Descending(t.order.Decide()) {
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

// settled is the events of a log, in one reading of its dates.
type settled struct {
	events     []snapshot.Event // by time
	undated    []snapshot.Event // failed allocations and collisions without a certain time
	open       int              // events of which nothing tells the day from the month
	otherClock int
}

// settle reads the times of the events.
func (t *tally) settle(r stamp.Reading, zoned bool) (s settled) {
	for _, all := range t.kept {
		for _, k := range all {
			e := k.Event
			e.Time = r.Of(k.when)
			switch {
			case !k.when.OK:
				e.Doubt = snapshot.DoubtTime
			case k.when.NoYear:
				e.Doubt, e.Time = snapshot.DoubtYear, k.when.Month
			case e.Time.IsZero() && k.when.Ambiguous():
				e.Doubt, e.Time, e.Other = snapshot.DoubtDay, k.when.Month, k.when.Day
				s.open++
			case e.Time.IsZero(): // it does not exist in the reading of the others
				e.Doubt, e.Time = snapshot.DoubtDay, stamp.Undecided.Of(k.when)
				s.open++
			case k.when.Zoned != zoned:
				e.Doubt = snapshot.DoubtClock
				s.otherClock++
			default:
				s.events = append(s.events, e)
				continue
			}
			if e.IsFailure() {
				s.undated = append(s.undated, e)
			}
		}
	}
	for _, list := range [][]snapshot.Event{s.events, s.undated} {
		slices.SortFunc(list, func(a, b snapshot.Event) int {
			return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.RecordID, b.RecordID), cmp.Compare(a.Line, b.Line))
		})
	}
	return s
}
