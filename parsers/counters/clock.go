package counters

import (
	"bytes"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/moment"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/winzone"
)

// maxStamp bounds the text of a time.
const maxStamp = 60

// pdhTime is how the PDH library writes times in all languages.
const pdhTime = "01/02/2006 15:04:05.000"

// clock gives readings their times.
type clock struct {
	zone  *time.Location // of the counter log; nil where it names none
	first time.Time      // of the section, by its wall clock or in UTC
	day   string         // the date of the section's first time, where its order is not known
}

// stampPDH reads a time of a counter log, or as a spreadsheet writes it.
func (p *section) stampPDH(r *snapshot.Reading, text []byte) {
	text = bytes.TrimSpace(text)
	if len(text) > maxStamp {
		return
	}
	at, err := time.Parse(pdhTime, string(text))
	if err != nil {
		p.stamp(r, text)
		return
	}
	p.set(r, at)
}

// stamp reads a time in the order of a language. Where day and month could be exchanged
// only the time since the first reading of the same day is kept.
func (p *section) stamp(r *snapshot.Reading, text []byte) {
	text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\u202f"), []byte(" ")))
	if len(text) > maxStamp {
		return
	}
	if at, ok := moment.Parse(text); ok {
		p.set(r, at.Time)
		return
	}
	if !moment.IsAmbiguous(text) {
		return
	}
	p.ambiguous.Add(p.lines.Line())
	date, hour, _ := bytes.Cut(text, []byte(" "))
	day := strings.TrimRight(string(date), ",")
	at, ok := moment.Parse(append([]byte("12/31/2000 "), bytes.TrimSpace(hour)...))
	if p.day == "" && p.first.IsZero() {
		p.day = day
	}
	if ok && day == p.day {
		p.elapse(r, at.Time)
	}
}

// set gives a reading the time of a wall clock.
func (p *section) set(r *snapshot.Reading, at time.Time) {
	if p.day != "" { // it cannot be compared with the dates above
		return
	}
	r.At = snapshot.Moment{Time: at, Source: snapshot.TimeText}
	if p.zone == nil && p.out.OffsetKnown {
		p.settleZone(at)
	}
	if p.zone != nil {
		at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), p.zone).UTC()
		r.At.Time, r.At.Zoned = at, true
	}
	p.elapse(r, at)
}

func (p *section) elapse(r *snapshot.Reading, at time.Time) {
	if p.first.IsZero() {
		p.first = at
	}
	r.Elapsed = at.Sub(p.first).Seconds()
}

// settleZone chooses the zone of a log whose head names it. The head holds the name of
// the standard time with the offset that was in force at the log's start, and the times
// follow the wall clock through a change of daylight saving. So the zone is taken where
// its name is known and has that offset then, else the offset.
func (p *section) settleZone(start time.Time) {
	offset := p.out.OffsetMinutes * 60
	p.zone = time.FixedZone(p.out.Zone, offset)
	name := strings.Replace(p.out.Zone, " Daylight Time", " Standard Time", 1)
	if zone, ok := winzone.Load(name); ok {
		at := time.Date(start.Year(), start.Month(), start.Day(), start.Hour(), start.Minute(), start.Second(), 0, zone)
		if _, have := at.Zone(); have == offset {
			p.zone = zone
		}
	}
}
