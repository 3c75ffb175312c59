package eventtext

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/events"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/stamp"
)

const (
	// wholeRecords is how many records an export of a log has at least.
	wholeRecords = 20
	// wholeSorts is how many kinds of events an export without record ids has to hold
	// to be taken for one of a whole log.
	wholeSorts = 5
)

// finish writes what was read into the section.
func (c *collector) finish() {
	s := c.section
	s.Kind = snapshot.KindEventText
	t := c.best()
	if t == nil {
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		s.AddNote("eventtext.no-records", s.Line)
		return
	}
	zoned := t.exact.records > t.wall.records
	how, w := stamp.Undecided, &t.exact
	if !zoned {
		how, w = c.reading(t), &t.wall
	}
	g := &snapshot.EventLog{Channel: t.channel, Records: t.records, Zoned: zoned}
	g.Gaps, g.AllGaps = t.ids.Gaps()
	g.FirstID, g.LastID = t.ids.Ends()
	if how != stamp.Undecided || zoned || !t.order.AnyAmbiguous() {
		p := w.in(how)
		g.First, g.Last, g.Computer = p.first, p.last, p.computer
	}
	g.Computer = cmp.Or(g.Computer, t.host)
	g.Filtered = t.filtered() || commandFilters(s.Command)
	s.Host, s.Events = g.Computer, g
	c.notes(t)
	if t.channel != "" && !events.EqualFold(t.channel, events.System) {
		s.AddNote("eventtext.channel", s.Line, t.channel)
		return
	}
	settled := t.settle(how, zoned)
	g.Events, g.Undated = settled.events, settled.undated
	if n := len(g.Events); n > 0 && g.First.IsZero() { // of the other records nothing tells the day from the month
		g.First, g.Last = g.Events[0].Time, g.Events[n-1].Time
	}
	note := func(id string, n, line int) {
		if n > 0 {
			s.AddNote(id, line, strconv.Itoa(n), strconv.Itoa(line))
		}
	}
	note("eventtext.no-time", t.timeless.n, t.timeless.first)
	note("eventtext.no-year", t.yearless.n, t.yearless.first)
	note("eventtext.day-month", settled.open, t.first)
	note("eventtext.two-clocks", settled.otherClock, t.first)
	note("eventtext.too-many-events", t.dropped, t.first)
	if g.Filtered {
		s.AddNote("eventtext.filtered", s.Line)
	}
	// A log whose events could not be placed must not be taken for one without them.
	g.Filtered = g.Filtered || t.timeless.n+t.yearless.n+settled.open+settled.otherClock > 0
}

// best returns the log that the section stands for: the System log, or one that may be
// it, with the most records; else the one with the most records.
func (c *collector) best() *tally {
	var best *tally
	for _, t := range c.tallies {
		if best == nil || t.maySystem() && !best.maySystem() || t.maySystem() == best.maySystem() && t.records > best.records {
			best = t
		}
	}
	return best
}

func (t *tally) maySystem() bool { return agree(t.channel, events.System) }

// reading decides how the dates of a log are read. Other logs in the section were
// written by the same program.
func (c *collector) reading(t *tally) stamp.Reading {
	o := t.order
	for _, other := range c.tallies {
		if other != t {
			o.Join(&other.order)
		}
	}
	return o.Decide()
}

// filtered reports whether the records look chosen. An export of a whole log holds many
// kinds of events of several levels, and its record ids are consecutive but for what
// other logs have taken.
func (t *tally) filtered() bool {
	if t.other == 0 || t.records < wholeRecords || len(t.levels) == 1 {
		return true
	}
	first, last := t.ids.Ends()
	if last == 0 {
		return len(t.sorts) < wholeSorts
	}
	return t.ids.Full() || t.ids.Missing() > (last-first)/10
}

// filters are the parts of commands that choose records by what they are.
var filters = []string{
	"findstr", "find ", "select-string", "sls ", "where", "?{", "? {", "filterhashtable", "filterxpath", "filterxml", "/q:",
	"/query:", "-source", "-instanceid", "-entrytype", "-message", "-providername", "$_.id", "-username", "-index",
}

// commandFilters reports whether the command that printed the export chose records.
func commandFilters(command string) bool {
	lower := strings.ToLower(command)
	of := func(part string) bool { return strings.Contains(lower, part) }
	if !of("wevtutil") && !of("winevent") && !of("eventlog") {
		return false
	}
	return slices.ContainsFunc(filters, of)
}

// asksForFailures reports whether a command asks for the events of TCP/IP.
func asksForFailures(command string) bool {
	lower := strings.ToLower(command)
	return strings.Contains(lower, "tcpip") || strings.Contains(lower, "4231") || strings.Contains(lower, "4266") || strings.Contains(lower, "4227")
}

// notes says what is wrong with the section as a whole.
func (c *collector) notes(t *tally) {
	s := c.section
	note := func(id string, n count) {
		if n.n > 0 {
			s.AddNote(id, n.first, strconv.Itoa(n.n), strconv.Itoa(n.first))
		}
	}
	if c.bad.n > 0 && s.Status == snapshot.StatusParsed {
		s.Status = snapshot.StatusPartial
	}
	note("eventtext.bad-records", c.bad)
	note("eventtext.no-provider", c.nameless)
	others := c.beyond
	for _, o := range c.tallies {
		if o == t {
			continue
		}
		if others.n == 0 || o.first < others.first {
			others.first = o.first
		}
		others.n += o.records
	}
	note("eventtext.other-logs", others)
	note("eventtext.texts", c.bare)
}
