package measure

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// series are points in the order of time.
type series []Point

// logSeries returns the counter logs of which none shows the time of another, by their
// time: of logs that overlap the longest one is taken.
func (m *Measurement) logSeries() []series {
	var all []series
	for _, s := range m.Host.Counters {
		if s.Kind == snapshot.KindCounters && len(s.Readings) > 0 {
			all = append(all, m.pointsOf(s))
		}
	}
	slices.SortStableFunc(all, func(a, b series) int { return cmp.Compare(b.span(), a.span()) })
	var kept []series
	for _, s := range all {
		if !slices.ContainsFunc(kept, func(k series) bool { return k.overlaps(s) }) {
			kept = append(kept, s)
		}
	}
	slices.SortStableFunc(kept, func(a, b series) int { return a[0].At.Time.Compare(b[0].At.Time) })
	for i := 1; i < len(kept); i++ {
		last, first := &kept[i-1][len(kept[i-1])-1], &kept[i][0]
		first.reset = first.IsReset(last.Reading) || m.bootBetween(last, first)
	}
	return kept
}

func (m *Measurement) pointsOf(s assemble.Counters) series {
	points := make(series, len(s.Readings))
	for i := range s.Readings {
		r := &s.Readings[i]
		points[i] = Point{Reading: r, Path: s.Path, time: math.NaN(), reset: r.Reset}
		switch {
		case r.At.Source != snapshot.TimeUnknown:
			points[i].time = seconds(r.At.Time)
		case r.Elapsed >= 0:
			points[i].time = r.Elapsed
		}
	}
	m.markBoots(points)
	return points
}

// statisticsSeries joins the outputs of netstat -s whose times are certain.
func (m *Measurement) statisticsSeries() []series {
	var points series
	for _, s := range m.Host.Counters {
		for i := range s.Readings {
			if r := &s.Readings[i]; s.Kind == snapshot.KindNetstatS && hasCertainTime(r.At) {
				points = append(points, Point{Reading: r, Path: s.Path, time: seconds(r.At.Time)})
			}
		}
	}
	slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.time, b.time) })
	for i := 1; i < len(points); i++ {
		points[i].reset = points[i].IsReset(points[i-1].Reading)
	}
	m.markBoots(points)
	if len(points) == 0 {
		return nil
	}
	return []series{points}
}

func hasCertainTime(at snapshot.Moment) bool {
	return at.Source != snapshot.TimeUnknown && at.Source != snapshot.TimeArchive && at.Source != snapshot.TimeFile
}

// markBoots marks the points before which Windows started, as the System log shows.
func (m *Measurement) markBoots(points series) {
	for i := 1; i < len(points); i++ {
		points[i].reset = points[i].reset || m.bootBetween(&points[i-1], &points[i])
	}
}

func (m *Measurement) bootBetween(a, b *Point) bool {
	return a.At.Zoned && b.At.Zoned && m.Log.bootBetween(a.At.Time, b.At.Time)
}

func (s series) span() time.Duration { return s[len(s)-1].At.Time.Sub(s[0].At.Time) }

// overlaps reports whether two series show the same time, or may: one without times may
// be a copy of any.
func (s series) overlaps(o series) bool {
	if s[0].At.Source == snapshot.TimeUnknown || o[0].At.Source == snapshot.TimeUnknown {
		return true
	}
	return !s[0].At.Time.After(o[len(o)-1].At.Time) && !o[0].At.Time.After(s[len(s)-1].At.Time)
}

func (s series) ref() facts.Ref {
	return facts.Ref{File: s[0].Path, Line: s[0].Line, LastLine: s[len(s)-1].LastLine}
}

// refs returns the places of a series: one for a log, each reading of netstat -s.
func (s series) refs() []facts.Ref {
	if !slices.ContainsFunc(s, func(p Point) bool { return p.Path != s[0].Path }) {
		return []facts.Ref{s.ref()}
	}
	var refs []facts.Ref
	for i := range s {
		refs = append(refs, s[i].ref())
	}
	return refs
}
