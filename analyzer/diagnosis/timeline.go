package diagnosis

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
)

// maxMoments bounds the timeline; the moments nearest to the capture are kept.
const maxMoments = 500

// runGap joins events of one kind that follow each other into a run.
const runGap = time.Hour

// timeline puts starts of Windows, events and captures on one axis.
func (b *builder) timeline() []Moment {
	m := b.Measurement
	var out []Moment
	for _, boot := range m.Log.Boots {
		out = append(out, Moment{
			Time: stamp(boot.Start), Kind: "boot", Text: b.words.text("timeline.boot-" + string(boot.Reason)),
			Count: 1, Source: Source{File: boot.Path, Line: boot.Line, LastLine: boot.Line, Record: boot.Record, LastRecord: boot.Record},
		})
	}
	out = append(out, b.eventRuns()...)
	for i, c := range m.Captures {
		if c.At.Source == snapshot.TimeUnknown {
			continue
		}
		use := m.PoolAt(c)
		id := "timeline.capture"
		if c == m.Capture {
			id = "timeline.analyzed"
		}
		out = append(out, Moment{
			Time: stamp(c.At.Time), Kind: "capture", ID: strconv.Itoa(i + 1), Count: 1, Near: c == m.Capture,
			Text:   b.words.text(id, strconv.Itoa(i+1), thousands(use.Used), thousands(use.Size())),
			Source: Source{File: c.Path, Line: c.Line, LastLine: c.LastLine},
		})
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return cmp.Compare(a.Time, b.Time) })
	return b.nearest(out)
}

// nearest drops the moments furthest from the analyzed capture, or the oldest.
func (b *builder) nearest(out []Moment) []Moment {
	if len(out) <= maxMoments {
		return out
	}
	at := len(out) - 1
	for i, m := range out {
		if m.Kind == "capture" && m.Near {
			at = i
		}
	}
	from := min(max(0, at-maxMoments*2/3), len(out)-maxMoments)
	return out[from : from+maxMoments]
}

// eventRuns joins events of one id that follow each other within runGap.
func (b *builder) eventRuns() []Moment {
	var out []Moment
	open := make(map[string]int) // index of the run of an id
	last := make(map[string]time.Time)
	for i := range b.Measurement.Log.Events {
		e := &b.Measurement.Log.Events[i]
		if !isShown(e) {
			continue
		}
		id := strconv.Itoa(int(e.ID))
		if at, ok := open[id]; ok && out[at].Source.File == e.Path && e.Time.Sub(last[id]) <= runGap && out[at].Near == e.Near {
			out[at].Count++
			out[at].Until = stamp(e.Time)
			out[at].Source.LastLine, out[at].Source.LastRecord = e.Line, e.RecordID
			last[id] = e.Time
			continue
		}
		open[id], last[id] = len(out), e.Time
		out = append(out, Moment{
			Time: stamp(e.Time), Kind: "event", ID: id, Count: 1, Near: e.Near,
			Text:   b.words.text("timeline.event-" + id),
			Source: Source{File: e.Path, Line: e.Line, LastLine: e.Line, Record: e.RecordID, LastRecord: e.RecordID},
		})
	}
	return out
}

// isShown selects the events that the timeline has a text for.
func isShown(e *measure.Event) bool {
	switch e.ID {
	case 4227, 4231, 4266, 4229:
		return measure.IsProvider(e.Provider, "Tcpip")
	case 104, 6006, 6008:
		return measure.IsProvider(e.Provider, "EventLog")
	case 1074:
		return measure.IsProvider(e.Provider, "User32")
	case 2019, 2020:
		return measure.IsProvider(e.Provider, "Srv")
	}
	return false
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }
