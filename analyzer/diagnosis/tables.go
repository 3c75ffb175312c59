package diagnosis

import (
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/measure"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/facts"
)

// maxTableRows is how many rows a ranked table shows.
const maxTableRows = 10

// tables lists the states by direction, the largest destinations and processes, the
// captures, the runs of Windows, the port ranges and exclusions, and the counters of TCP.
func (b *builder) tables() []Table {
	m := b.Measurement
	var out []Table
	if m.Capture != nil {
		out = append(out, b.states(), b.destinations(), b.processes())
	}
	if len(m.Who.UDP) > 0 && m.UDP.Used > 0 {
		out = append(out, b.udpProcesses())
	}
	if len(m.Captures) > 1 {
		out = append(out, b.captures())
	}
	if len(m.Log.Boots) > 1 {
		out = append(out, b.boots())
	}
	out = append(out, b.ranges(), b.exclusions(), b.counters())
	kept := out[:0]
	for _, t := range out {
		if len(t.Rows) > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

func (b *builder) states() Table {
	m := b.Measurement
	t := Table{ID: "states", Columns: []string{"state", "outbound", "inbound", "undirected", "rows"}}
	for s := snapshot.State(1); int(s) < snapshot.NumStates; s++ {
		rows := int(m.Capture.Summary.States[s])
		if rows == 0 {
			continue
		}
		row := []any{s.String(), nil, nil, nil, rows}
		if s != snapshot.Listen && s != snapshot.Bound {
			for i, d := range []measure.Direction{measure.Outbound, measure.Inbound, measure.Undirected} {
				row[i+1] = m.Flow.Counts[d][s].Rows
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *builder) destinations() Table {
	m := b.Measurement
	t := Table{ID: "destinations", Columns: []string{"address", "port", "ports", "share", "time_wait", "established", "close_wait", "process"}}
	shown := m.Who.Destinations[:min(len(m.Who.Destinations), maxTableRows)]
	local := slices.ContainsFunc(shown, func(d measure.Destination) bool { return d.Local })
	if local {
		t.Columns = append(t.Columns, "listener")
	}
	for i := range shown {
		d := &shown[i]
		row := []any{
			d.Address, idCell(d.Port), d.Ports, b.dynamicRatio(d.Ports),
			d.States[snapshot.TimeWait], d.States[snapshot.Established], d.States[snapshot.CloseWait], b.owners(d),
		}
		if local {
			row = append(row, b.optional(d.Server))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Omitted = m.Who.DestinationCount - len(shown)
	return t
}

// owners names the processes whose connections go to a destination: the owner, those
// that share it, or the one of most rows.
func (b *builder) owners(d *measure.Destination) any {
	if d.Owner.PID != snapshot.NoPID {
		return b.process(d.Owner.PID)
	}
	if len(d.Sharers) == 0 {
		return b.optional(d.Holder)
	}
	var names []string
	for _, s := range d.Sharers {
		names = append(names, b.process(s.PID))
	}
	if more := d.Sharing - len(d.Sharers); more > 0 {
		names = append(names, "+"+itoa(more))
	}
	return strings.Join(names, ", ")
}

func (b *builder) optional(pid uint32) any {
	if pid == snapshot.NoPID {
		return nil
	}
	return b.process(pid)
}

// dynamicRatio is the share of the dynamic ports, nil where rows contradict their range.
func (b *builder) dynamicRatio(ports int) any {
	if b.Measurement.Outside.Contradicts {
		return nil
	}
	return ratio(ports, b.Measurement.DynamicSize())
}

// idCell writes a port or a PID as text: they name something, they count nothing.
func idCell(n int) string { return itoa(n) }

func (b *builder) process(pid uint32) string {
	if name := b.Measurement.Name(pid); name != "" {
		return itoa(int(pid)) + " " + name
	}
	return itoa(int(pid))
}

// processes lists the processes with most dynamic ports, and the one whose inbound
// connections stay in CLOSE_WAIT.
func (b *builder) processes() Table {
	m := b.Measurement
	t := Table{ID: "processes", Columns: []string{"pid", "name", "ports", "share", "inferred", "established", "close_wait", "accepted", "bound"}}
	shown := slices.Clone(m.Who.Processes[:min(len(m.Who.Processes), maxTableRows)])
	t.Omitted = m.Who.ProcessCount - len(shown)
	if pid := m.Accepted.CloseWaitPID; pid != snapshot.NoPID && !slices.ContainsFunc(shown, func(p measure.Process) bool { return p.PID == pid }) {
		shown = append(shown, m.Who.Process(pid, m.Name(pid)))
		t.Omitted = max(0, t.Omitted-1)
	}
	unseen := b.isUnknown("tcp.bound")
	for i := range shown {
		p := &shown[i]
		var bound any
		if !unseen {
			bound = boundOnly(m.Capture, p.PID)
		}
		in := m.Accepted.Of(p.PID)
		t.Rows = append(t.Rows, []any{
			itoa(int(p.PID)), p.Name, p.Ports, b.dynamicRatio(p.Ports), p.Inferred,
			p.States[snapshot.Established] + in.Established, p.States[snapshot.CloseWait] + in.CloseWait, in.Established + in.CloseWait, bound,
		})
	}
	return t
}

// boundOnly returns how many ports a process holds whose only rows are BOUND.
func boundOnly(c *snapshot.Capture, pid uint32) int {
	for _, u := range c.Summary.Processes {
		if u.PID == pid {
			return int(u.Bound)
		}
	}
	return 0
}

func (b *builder) udpProcesses() Table {
	m := b.Measurement
	t := Table{ID: "udp-processes", Columns: []string{"pid", "name", "ports", "share"}}
	for i, p := range m.Who.UDP {
		if i == maxTableRows {
			t.Omitted = m.Who.UDPCount - i
			break
		}
		t.Rows = append(t.Rows, []any{itoa(int(p.PID)), p.Name, p.Ports, ratio(p.Ports, m.UDP.Size())})
	}
	return t
}

// maxBoots is how many runs of Windows the table shows, the latest ones.
const maxBoots = 20

// boots lists the runs of Windows: why each began, how long it lasted as far as the log
// shows, and how long it took until an allocation failed.
func (b *builder) boots() Table {
	runs := b.Measurement.Log.Boots
	t := Table{ID: "boots", Columns: []string{"started", "reason", "lasted", "first_failure", "failures"}}
	if t.Omitted = len(runs) - maxBoots; t.Omitted > 0 {
		runs = runs[t.Omitted:]
	} else {
		t.Omitted = 0
	}
	for i := range runs {
		r := &runs[i]
		var failed any
		if r.Failures > 0 {
			failed = rules.Format(r.HoursToFailure(), facts.Hours)
		}
		t.Rows = append(t.Rows, []any{
			r.Start.Format("2006-01-02 15:04:05"), b.words.text("boot." + string(r.Reason)),
			rules.Format(r.End.Sub(r.Start).Hours(), facts.Hours), failed, r.Failures,
		})
	}
	return t
}

// captures lists every capture; with many, the first ones and the analyzed one.
func (b *builder) captures() Table {
	m := b.Measurement
	t := Table{ID: "captures", Columns: []string{"capture", "time", "file", "used", "used_share", "time_wait", "close_wait", "established"}}
	const most = 24
	for i, c := range m.Captures {
		if i >= most && c != m.Capture {
			t.Omitted++
			continue
		}
		at := ""
		if c.At.Source != snapshot.TimeUnknown {
			at = c.At.Time.Format("2006-01-02 15:04:05")
		}
		u := func(s snapshot.State) int { return int(c.Summary.Unlistened[s]) }
		var used, share any
		if !c.Summary.Thin {
			use := m.PoolAt(c)
			used, share = use.Used, use.Utilization()
		}
		t.Rows = append(t.Rows, []any{
			itoa(i + 1), at, c.Path, used, share,
			u(snapshot.TimeWait), u(snapshot.CloseWait), u(snapshot.Established),
		})
	}
	return t
}

func ratio(n, of int) float64 {
	if of <= 0 {
		return 0
	}
	return float64(n) / float64(of)
}
