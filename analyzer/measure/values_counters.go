package measure

import (
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// facts gives the counters to the rules. Without any reading all but their number is
// unknown.
func (c *Counters) facts(v *facts.Set) {
	v.Number("counters.samples", float64(c.Samples))
	if r := &c.Opens; r.Known {
		v.Number("counters.span_seconds", r.Seconds, r.Refs...)
		v.Number("counters.opens_per_second", r.PerSecond, r.Refs...)
		v.Number("counters.opens_per_second_peak", r.Peak, r.PeakRefs...)
	}
	if r := &c.Failures; r.Known {
		v.Number("counters.failures_per_second", r.PerSecond, r.Refs...)
	}
	c.gaugeFacts(v)
	if c.Latest == nil {
		return
	}
	ref := c.Latest.ref()
	opens, _ := c.Latest.Total(snapshot.ActiveOpens)
	v.Number("counters.active_opens", opens, ref)
	if failed, ok := c.Latest.Total(snapshot.FailedAttempts); ok {
		v.Number("counters.failed_attempts", failed, ref)
		if v.Drop("counters.failed_share"); opens > 0 {
			v.Number("counters.failed_share", failed/opens, ref)
		}
	}
	if now, ok := c.Latest.Total(snapshot.CurrentConnections); ok {
		v.Number("counters.current_connections", now, ref)
	}
	if c.SinceBootKnown {
		v.Number("counters.opens_per_second_since_boot", c.OpensSinceBoot, ref)
	}
}

func (c *Counters) gaugeFacts(v *facts.Set) {
	for name, p := range map[string]*Point{
		"counters.established_first": c.Gauge.First, "counters.established_last": c.Gauge.Last, "counters.established_max": c.Gauge.Max,
	} {
		if p != nil {
			n, _ := p.Total(snapshot.CurrentConnections)
			v.Number(name, n, p.ref())
		}
	}
	if c.Gauge.Slope.Known {
		v.Number("counters.established_per_hour", c.Gauge.Slope.PerHour, c.Gauge.Refs...)
	}
}
