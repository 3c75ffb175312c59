package measure

import (
	"slices"
	"time"

	"github.com/portdx/portdx/rules/facts"
)

// eventFacts says what the System log shows. Without a log, or with one of which nothing
// could be read, all is unknown; an export that a query has thinned proves what it shows
// and nothing by what it lacks.
func (m *Measurement) eventFacts(v *facts.Set) {
	l := &m.Log
	if !l.Present {
		return
	}
	var refs []facts.Ref
	for _, f := range l.Files {
		refs = append(refs, facts.Ref{File: f.Path, Line: f.Line, LastLine: f.Line})
	}
	v.Number("events.log.records", float64(l.Records), refs...)
	v.Number("events.log.gaps", float64(l.Gaps), refs...)
	if !l.First.IsZero() {
		v.Number("events.log.first", seconds(l.First), refs...)
		v.Number("events.log.last", seconds(l.Last), refs...)
	}
	v.Number("events.boots", float64(len(l.Boots)), refs...)
	v.Bool("events.log.filtered", l.Filtered, refs...)
	known := !l.captured.IsZero() && l.certain
	switch {
	case l.Filtered:
		v.Bool("events.log.covers_capture", false, refs...)
		v.Bool("events.log.reaches_boot", false, refs...)
	case !known:
	default:
		if !l.Covers || l.coverage.whole {
			v.Bool("events.log.covers_capture", l.Covers, refs...)
		}
		if l.coverage.reachesBoot || !l.coverage.mayReach {
			v.Bool("events.log.reaches_boot", l.coverage.reachesBoot, refs...)
		}
	}
	m.eventCounts(v, "events.tcp_exhausted", func(e *Event) bool { return e.IsTCPIP(eventTCPExhausted) }, refs)
	m.eventCounts(v, "events.udp_exhausted", func(e *Event) bool { return e.IsTCPIP(eventUDPExhausted) }, refs)
	m.eventCounts(v, "events.tuple_collision", func(e *Event) bool { return e.IsTCPIP(eventTupleCollision) }, refs)
	m.useAtFailure(v)
	m.undatedFacts(v)
	m.exhaustionTimes(v)
	if up, ok := l.uptime(); ok {
		v.Number("host.uptime_hours", up.Hours(), refs...)
	}
}

// eventCounts sets the number of matching events and of those near the capture.
func (m *Measurement) eventCounts(v *facts.Set, name string, match func(*Event) bool, log []facts.Ref) {
	l := &m.Log
	all := l.selectEvents(match)
	near := l.selectEvents(func(e *Event) bool { return e.Near && match(e) })
	undated := l.selectUndated(match)
	if logged := slices.Concat(all, undated); len(logged) > 0 || !l.isThinned() {
		v.Number(name, float64(len(logged)), eventRefs(logged, log)...)
	}
	switch {
	case len(near) > 0:
	case len(undated) > 0: // they may be near
		return
	case l.captured.IsZero(), l.isThinned(): // nothing to be near to, or not all events
		return
	case len(all) > 0 && !l.certain: // the true time of the capture may be theirs
		return
	}
	v.Number(name+"_near", float64(len(near)), eventRefs(near, log)...)
}

// eventRefs returns the records of events, their lines in text exports, or the logs.
func eventRefs(events []Event, log []facts.Ref) []facts.Ref {
	var refs []facts.Ref
	seen := make(map[facts.Ref]bool)
	for _, e := range events {
		r := facts.Ref{File: e.Path, Line: e.Line, LastLine: e.Line, Record: e.RecordID}
		if !seen[r] {
			seen[r] = true
			refs = append(refs, r)
		}
	}
	if len(refs) == 0 {
		return log
	}
	return refs
}

// useAtFailure leaves the use of the pool when an allocation failed unknown: a table shows
// its own moment. It does not apply where no failure is near.
func (m *Measurement) useAtFailure(v *facts.Set) {
	if near := v.Get("events.tcp_exhausted_near"); near.State == facts.Known && near.Num == 0 {
		v.Drop("tcp.pool.utilization_at_failure")
	}
}

// exhaustionTimes sets when allocations failed; the facts do not apply where none did.
func (m *Measurement) exhaustionTimes(v *facts.Set) {
	l := &m.Log
	span := func(events []Event, first, last string) {
		v.Drop(first, last)
		if len(events) > 0 {
			v.Number(first, seconds(events[0].Time), eventRefs(events[:1], nil)...)
			v.Number(last, seconds(events[len(events)-1].Time), eventRefs(events[len(events)-1:], nil)...)
		}
	}
	all := l.selectEvents((*Event).IsExhaustion)
	if len(all) == 0 && (l.isThinned() || len(l.selectUndated((*Event).IsExhaustion)) > 0) {
		return
	}
	near := l.selectEvents(func(e *Event) bool { return e.Near && e.IsExhaustion() })
	span(all, "events.first_exhausted", "events.last_exhausted")
	span(near, "events.first_near", "events.last_near")
	if len(all) > 0 && !l.captured.IsZero() {
		last := all[len(all)-1].Time
		v.Bool("events.boot_between", last.Before(l.captured) && l.bootBetween(last, l.captured), eventRefs(all[len(all)-1:], nil)...)
	}
	m.bootFacts(v, all)
	v.Drop("events.hours_boot_to_near")
	if len(near) > 0 && !l.bootStart.IsZero() {
		first := near[0].Time
		for _, e := range all { // the first of this boot may be long before the capture
			if e.Time.After(l.bootStart) && e.Time.Before(first) {
				first = e.Time
			}
		}
		v.Number("events.hours_boot_to_near", first.Sub(l.bootStart).Hours(), eventRefs(near, nil)...)
	}
}

// bootFacts says how long after each start of Windows allocations first failed.
func (m *Measurement) bootFacts(v *facts.Set, failures []Event) {
	hours := m.Log.hoursToFailure()
	v.Drop("events.hours_boot_to_exhaustion", "events.hours_boot_to_exhaustion_low", "events.hours_boot_to_exhaustion_high")
	refs := eventRefs(failures, nil)
	v.Number("events.boots_exhausted", float64(len(hours)), refs...)
	m.patternFacts(v, refs)
	if n := len(hours); n > 0 {
		v.Number("events.hours_boot_to_exhaustion", median(hours), refs...)
		v.Number("events.hours_boot_to_exhaustion_low", hours[0], refs...)
		v.Number("events.hours_boot_to_exhaustion_high", hours[n-1], refs...)
	}
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
