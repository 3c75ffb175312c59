package diagnosis

import (
	"slices"
	"strconv"

	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
)

// whatIf tells what each change that is advised would do to the captured use. Near a full pool failed
// connections hide demand, so every figure is a floor. It is left out where the pool's
// range was not captured or little is in use.
func (b *builder) whatIf() []Change {
	m := b.Measurement
	p := &m.TCP
	if m.Capture == nil || p.Size() <= 0 || p.Utilization() < 0.25 {
		return nil
	}
	size := float64(p.Size())
	change := func(id string, low, high, of float64, args ...string) Change {
		return Change{
			ID: id, Text: b.words.text("whatif."+id, args...), PortsLow: low, PortsHigh: high,
			ShareLow: low / of, ShareHigh: high / of, Effect: b.words.text("whatif." + id + "-effect"),
		}
	}
	used := float64(p.Used)
	out := []Change{change("none", used, used, size)}
	if w := m.Proposal; w != nil && b.advises("widen-range") {
		out = append(out, change("range", used, used, float64(w.Pool.Size()), strconv.Itoa(w.Pool.Start), strconv.Itoa(w.Pool.End()), familyName(w.Pool.Family)))
	}
	waiting := float64(p.Ports[measure.HeldTimeWait])
	if waiting == 0 || m.Flow.Counts[measure.Outbound][snapshot.TimeWait].Rows == 0 {
		return out
	}
	hard := float64(p.Hard())
	if low, high := m.Config.TimeWait(); low > measure.MinTimedWaitDelay && b.advises("shorten-time-wait") {
		out = append(out, change("delay", hard+waiting*measure.MinTimedWaitDelay/high, hard+waiting*measure.MinTimedWaitDelay/low, size, strconv.Itoa(measure.MinTimedWaitDelay)))
	}
	if b.advises("pool-connections") && hasCause(b.Evaluation, "time-wait-accumulation") {
		out = append(out, change("reuse", hard, hard, size))
	}
	return out
}

// advises reports whether an advice is given.
func (b *builder) advises(id string) bool {
	return slices.ContainsFunc(b.Evaluation.Advice, func(a rules.Advice) bool { return a.ID == id && !a.Withheld })
}

func hasCause(e *rules.Evaluation, id string) bool { return slices.Contains(e.Verdict.Causes, id) }

func familyName(f snapshot.Family) string {
	if f == snapshot.IPv6 {
		return "IPv6"
	}
	return "IPv4"
}
