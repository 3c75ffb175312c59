package measure

import (
	"math"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// The least windows, in seconds, that figures of counters are taken over.
const (
	minRateWindow  = 10  // an average rate: times are to the second
	minPeakWindow  = 0.5 // between two readings, for the highest rate
	minSlopeWindow = 600 // a change per hour: of less, a moment's rise would be extrapolated
	minUptime      = 60  // an average since the start of Windows
)

// Counters is what the counters of TCP say.
type Counters struct {
	Samples  int
	Opens    Rate  // Connections Active: connections that this machine begins
	Failures Rate  // Connection Failures
	Gauge    Gauge // Connections Established
	// Latest is the reading whose totals since the start of Windows are reported: the
	// last one of netstat -s, else of a counter log; nil without any.
	Latest *Point
	// OpensSinceBoot is the average rate of opens from the start of Windows to Latest. It
	// is a lower bound where the counter, which has 32 bits, has begun anew.
	OpensSinceBoot float64
	SinceBootKnown bool
}

// Point is a reading and where it stands.
type Point struct {
	*snapshot.Reading
	Path  string
	time  float64 // seconds by the clock of its series; NaN where unknown
	reset bool    // counters began anew since the point before
}

func (p *Point) ref() facts.Ref {
	return facts.Ref{File: p.Path, Line: p.Line, LastLine: p.LastLine}
}

// Rate is the change of a counter over time.
type Rate struct {
	Known     bool
	PerSecond float64 // average
	Peak      float64 // highest between two readings
	Seconds   float64 // that the average is taken over
	// First and Last are the points between which it is taken; nil where it is unknown.
	First, Last    *Point
	Refs, PeakRefs []facts.Ref
}

// Gauge is a number over time.
type Gauge struct {
	First, Last, Max *Point // nil where there are no two readings
	Slope            Slope
	Refs             []facts.Ref
}

func (m *Measurement) measureCounters() Counters {
	var c Counters
	for _, s := range m.Host.Counters {
		c.Samples += s.Samples
	}
	logs, statistics := m.logSeries(), m.statisticsSeries()
	pick := func(id snapshot.Counter) Rate {
		if r := rateOf(logs, id); r.Known {
			return r
		}
		return rateOf(statistics, id)
	}
	c.Opens, c.Failures = pick(snapshot.ActiveOpens), pick(snapshot.FailedAttempts)
	if c.Gauge = gaugeOf(logs); c.Gauge.First == nil {
		c.Gauge = gaugeOf(statistics)
	}
	c.Latest = m.latestTotals(logs)
	c.OpensSinceBoot, c.SinceBootKnown = m.opensSinceBoot(c.Latest)
	return c
}

// rateOf returns the rate of a counter over all series. Intervals in which the counter
// began anew are left out, so no rate is negative.
func rateOf(all []series, id snapshot.Counter) Rate {
	var r Rate
	total := 0.0
	for _, s := range all {
		used := false
		for i := 1; i < len(s); i++ {
			a, b := &s[i-1], &s[i]
			dt := b.time - a.time
			n, ok := b.Since(a.Reading, id)
			if !ok || b.reset || n < 0 || !(dt > 0) {
				continue
			}
			total, r.Seconds, used = total+n, r.Seconds+dt, true
			if r.Last = b; r.First == nil {
				r.First = a
			}
			if dt >= minPeakWindow && (n/dt > r.Peak || r.PeakRefs == nil) {
				r.Peak, r.PeakRefs = n/dt, series{*a, *b}.refs()
			}
		}
		if used {
			r.Refs = append(r.Refs, s.refs()...)
		}
	}
	if r.Seconds < minRateWindow || r.PeakRefs == nil {
		return Rate{}
	}
	r.Known, r.PerSecond = true, total/r.Seconds
	return r
}

// gaugeOf follows the connections in ESTABLISHED and CLOSE_WAIT.
func gaugeOf(all []series) Gauge {
	var g Gauge
	var run series // since Windows started last
	most := 0.0
	for _, s := range all {
		for i := range s {
			p := &s[i]
			if p.reset {
				run = nil
			}
			n, ok := p.Total(snapshot.CurrentConnections)
			if !ok {
				continue
			}
			if run = append(run, *p); g.First == nil {
				g.First = p
			}
			if g.Last = p; g.Max == nil || n > most {
				g.Max, most = p, n
			}
		}
	}
	if g.First == g.Last {
		return Gauge{}
	}
	for _, s := range all {
		g.Refs = append(g.Refs, s.refs()...)
	}
	g.Slope = run.slope()
	return g
}

// slope estimates the change of the connections per hour.
func (s series) slope() Slope {
	var hours, values []float64
	start := math.NaN()
	for i := range s {
		n, ok := s[i].Total(snapshot.CurrentConnections)
		if !ok || math.IsNaN(s[i].time) {
			continue
		}
		if math.IsNaN(start) {
			start = s[i].time
		}
		hours, values = append(hours, (s[i].time-start)/3600), append(values, n)
	}
	if len(hours) < minSlopeCaptures || hours[len(hours)-1] < minSlopeWindow/3600.0 {
		return Slope{}
	}
	return theilSen(hours, values)
}

// latestTotals returns the last reading with a number of opens.
func (m *Measurement) latestTotals(logs []series) *Point {
	var last *Point
	for _, s := range m.Host.Counters {
		for i := range s.Readings {
			r := &s.Readings[i]
			_, has := r.Total(snapshot.ActiveOpens)
			if s.Kind == snapshot.KindNetstatS && has && (last == nil || !r.At.Time.Before(last.At.Time)) {
				last = &Point{Reading: r, Path: s.Path}
			}
		}
	}
	for i := len(logs) - 1; i >= 0 && last == nil; i-- {
		for j := len(logs[i]) - 1; j >= 0 && last == nil; j-- {
			if _, has := logs[i][j].Total(snapshot.ActiveOpens); has {
				last = &logs[i][j]
			}
		}
	}
	return last
}

// opensSinceBoot divides the opens of a reading by the time since Windows started, where
// both times are certain: the start as a System log that covers the reading shows it, or
// as systeminfo names it.
func (m *Measurement) opensSinceBoot(p *Point) (perSecond float64, ok bool) {
	if p == nil || !hasCertainTime(p.At) {
		return 0, false
	}
	up := time.Duration(-1)
	consider := func(boot time.Time) {
		if since := p.At.Time.Sub(boot); since >= 0 && (up < 0 || since < up) {
			up = since
		}
	}
	for _, o := range m.Host.Systems {
		if o.Boot.Source != snapshot.TimeUnknown && o.Boot.Zoned == p.At.Zoned {
			consider(o.Boot.Time)
		}
	}
	if p.At.Zoned && !m.Log.Filtered && !p.At.Time.After(m.Log.Last.Add(QuietTail)) {
		for i := range m.Log.Boots {
			consider(m.Log.Boots[i].Start)
		}
	}
	if up.Seconds() < minUptime {
		return 0, false
	}
	n, _ := p.Total(snapshot.ActiveOpens)
	return n / up.Seconds(), true
}
