package measure

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// What growth has to show. Counts of connections that come and go vary like those of
// independent arrivals do: with the square root of their number.
const (
	// noiseFactor is how many times the standard deviation of what was replaced a change
	// has to exceed.
	noiseFactor = 3
	// minRise is the least share of the last count that growth adds, where much else is
	// replaced: a load varies by more than chance.
	minRise = 0.05
	// mostlyGrowth is the share of all that came or went which growth makes up to count
	// without minRise: connections that come and stay are no load that varies.
	mostlyGrowth = 0.5
	// minPace is the share of the mean pace that has to be left without the fastest
	// interval, and in the second half of the time: one jump is a burst, and growth that
	// has ended is none.
	minPace = 0.1
	// minFall is the share of what was gained that a fall takes back to begin anew.
	minFall = 0.5
)

// quantity is something that captures count.
type quantity struct {
	name   string
	count  func(*snapshot.Summary) float64
	common func(a, b *snapshot.Summary) float64 // how many of a's stand in b as well
	held   func(snapshot.ProcessUse) int        // of one process; nil where it is not known
	tuples bool                                 // what is counted are connections, and not ports
}

// Development is how a quantity goes over the captures. It is divided into stretches: at
// starts of Windows and of the process that holds most, and where the count falls. The
// last stretch that is long enough decides; what an earlier one shows stays true.
type Development struct {
	Name    string
	Growing snapshot.Answer
	// Judged are the captures that Growing rests on; nil where there are too few.
	Judged      []*snapshot.Capture
	Slope       Slope
	First, Last float64 // counts of Judged
	Resets      int     // between the captures
	Earlier     float64 // highest count before the last reset; 0 without any
	// Persisting is the share of a capture's connections that the next one, later by more than
	// TIME_WAIT, still shows, over the stretch that has most of them.
	Persisting      float64
	PersistingKnown bool
	// Staying is the share of what growth added that later captures still show. Both are of
	// connections alone: a port may have become another's.
	Staying      float64
	StayingKnown bool

	// Replaced is how many go between two captures, on average over Judged.
	Replaced float64

	all     []stretch
	held    func(snapshot.ProcessUse) int
	longest time.Duration
}

// stretch is captures without a reset between them.
type stretch struct {
	captures []*snapshot.Capture
	values   []float64
	replaced bool // begins with a start of Windows, or of the process that held most
}

func (s stretch) n() int              { return len(s.captures) }
func (s stretch) span() time.Duration { return s.captures[s.n()-1].At.Time.Sub(s.captures[0].At.Time) }
func (s stretch) rise() float64       { return s.values[s.n()-1] - s.values[0] }
func (s stretch) summary(i int) *snapshot.Summary {
	return &s.captures[i].Summary
}

// rise is what the judged captures add.
func (d *Development) rise() float64 { return d.Last - d.First }

// isLast reports whether the judged captures are the last ones.
func (d *Development) isLast() bool {
	return d.Judged != nil && d.Judged[0] == d.all[len(d.all)-1].captures[0]
}

// follow judges a quantity.
func (t *Trend) follow(m *Measurement, captures []*snapshot.Capture, s quantity) Development {
	d := Development{Name: s.name, held: s.held, longest: t.longest}
	d.all = split(m, captures, s)
	d.Resets = len(d.all) - 1
	for _, st := range d.all[:d.Resets] {
		d.Earlier = max(d.Earlier, slices.Max(st.values))
	}
	d.judge(s)
	if p := d.persistent(); p != nil && s.tuples {
		d.Persisting, d.PersistingKnown = persisting(*p, s, t.longest)
	}
	return d
}

// split divides captures into stretches.
func split(m *Measurement, captures []*snapshot.Capture, s quantity) []stretch {
	var all []stretch
	for i, c := range captures {
		v := s.count(&c.Summary)
		begin, replaced := i == 0, false
		if i > 0 {
			cur := &all[len(all)-1]
			boot := m.Log.bootBetween(captures[i-1].At.Time, c.At.Time)
			replaced = boot || s.replaces(captures[i-1], c, cur.values[cur.n()-1], v)
			begin = replaced || s.falls(*cur, &c.Summary, v)
		}
		if begin {
			all = append(all, stretch{replaced: replaced})
		}
		cur := &all[len(all)-1]
		cur.captures, cur.values = append(cur.captures, c), append(cur.values, v)
	}
	return all
}

// falls reports whether the next count takes back most of what the stretch has gained.
func (s *quantity) falls(st stretch, next *snapshot.Summary, v float64) bool {
	last := st.values[st.n()-1]
	fall := last - v
	if fall <= 0 || fall < minRise*last || fall < minFall*(last-slices.Min(st.values)) {
		return false
	}
	return fall > s.noise(st.summary(st.n()-1), next)
}

// replaces reports whether the process that held most of the count has gone with it: its
// successor begins from nothing, though the next count need not show that. Little beside
// the next count does not matter.
func (s *quantity) replaces(a, b *snapshot.Capture, count, next float64) bool {
	if s.held == nil || !a.HasPID || !b.HasPID || count == 0 || count < next/2 {
		return false
	}
	top := topProcess(a, s.held)
	if top == nil || 2*float64(s.held(*top)) < count || 2*heldBy(b, top.PID, s.held) >= s.held(*top) {
		return false
	}
	return s.common(&a.Summary, &b.Summary) < count/2
}

// changed returns how many came and went between two captures.
func (s *quantity) changed(a, b *snapshot.Summary) float64 {
	return max(0, s.count(a)+s.count(b)-2*s.common(a, b))
}

func (s *quantity) noise(a, b *snapshot.Summary) float64 {
	return noiseFactor * math.Sqrt(s.changed(a, b))
}

// judge decides whether the quantity grows.
func (d *Development) judge(s quantity) {
	last := d.all[len(d.all)-1]
	if d.canJudge(last) {
		d.take(last, s)
		d.Growing = s.grows(last)
		return
	}
	for _, st := range slices.Backward(d.all) { // the leak that was restarted is not mended by that
		if d.canJudge(st) && s.grows(st) == snapshot.AnswerYes {
			d.take(st, s)
			d.Growing = snapshot.AnswerYes
			return
		}
	}
	// A count that rises and falls with the load comes back to where it was, with other
	// connections each time.
	n := 0
	for _, st := range d.all {
		n += st.n()
		if p, ok := persisting(st, s, d.longest); st.replaced || ok && p > mostlyGrowth {
			return
		}
	}
	if n >= minSlopeCaptures {
		d.Growing = snapshot.AnswerNo
	}
}

func (d *Development) canJudge(st stretch) bool {
	return st.n() >= minSlopeCaptures && st.span() > d.longest
}

func (d *Development) take(st stretch, s quantity) {
	d.Judged, d.First, d.Last = st.captures, st.values[0], st.values[st.n()-1]
	d.Slope = theilSen(hoursOf(st.captures), st.values)
	if s.tuples {
		d.Staying, d.StayingKnown = staying(st, s, d.longest)
	}
	gone := 0.0
	for i := range st.n() - 1 {
		gone += st.values[i] - s.common(st.summary(i), st.summary(i+1))
	}
	d.Replaced = max(0, gone/float64(st.n()-1))
}

// grows judges a stretch of at least minSlopeCaptures.
func (s *quantity) grows(st stretch) snapshot.Answer {
	n, rise := st.n(), st.rise()
	first, last := st.summary(0), st.summary(n-1)
	hours := hoursOf(st.captures)
	changed := s.changed(first, last)
	switch {
	case theilSen(hours, st.values).PerHour <= 0, rise <= s.noise(first, last):
		return snapshot.AnswerNo
	case rise < minRise*st.values[n-1] && rise < mostlyGrowth*changed:
		return snapshot.AnswerNo
	}
	pace := rise / hours[n-1]
	fastest := 0 // the interval with the largest rise
	for i := range n - 1 {
		if st.values[i+1]-st.values[i] > st.values[fastest+1]-st.values[fastest] {
			fastest = i
		}
	}
	rest := rise - (st.values[fastest+1] - st.values[fastest])
	restHours := hours[n-1] - (hours[fastest+1] - hours[fastest])
	if rest < minPace*pace*restHours {
		return snapshot.AnswerUnknown // one jump
	}
	half := 0 // the capture at the middle of the time
	for hours[half+1] <= hours[n-1]/2 {
		half++
	}
	if late := st.values[n-1] - st.values[half]; late < minPace*pace*(hours[n-1]-hours[half]) {
		if n-half >= minSlopeCaptures {
			return snapshot.AnswerNo // it has ended
		}
		return snapshot.AnswerUnknown
	}
	return snapshot.AnswerYes
}

// persistent returns the stretch that persistence is judged by: the last one where it
// shows that growth has ended, else the one whose second highest count is the highest.
func (d *Development) persistent() *stretch {
	if d.all == nil {
		return nil
	}
	last := &d.all[len(d.all)-1]
	if d.canJudge(*last) && d.Growing == snapshot.AnswerNo {
		return last
	}
	var best *stretch
	second := func(st *stretch) float64 { return secondHighest(st.values) }
	for i := range d.all {
		if st := &d.all[i]; st.n() > 1 && st.span() > d.longest && (best == nil || second(st) >= second(best)) {
			best = st
		}
	}
	return best
}

func secondHighest(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)-2]
}

// Growth is what one process holds over the captures of a stretch.
type Growth struct {
	PID           uint32
	First, Last   int
	SecondHighest int
}

// holder follows the process that holds most at the end of the stretch that persistence
// is judged by. It is nil where nobody does, or no process is shown.
func (d *Development) holder(held func(snapshot.ProcessUse) int) *Growth {
	st := d.persistent()
	if st == nil || slices.ContainsFunc(st.captures, func(c *snapshot.Capture) bool { return !c.HasPID }) {
		return nil
	}
	top := topProcess(st.captures[st.n()-1], held)
	if top == nil {
		return nil
	}
	return growthOf(top.PID, st.captures, held)
}

// grower follows the process that most of the growth is of; nil where it is spread.
func (d *Development) grower(held func(snapshot.ProcessUse) int) *Growth {
	if slices.ContainsFunc(d.Judged, func(c *snapshot.Capture) bool { return !c.HasPID }) {
		return nil
	}
	var top *Growth
	for _, u := range d.Judged[len(d.Judged)-1].Summary.Processes {
		if held(u) == 0 || top != nil && held(u) < top.Last-top.First {
			continue
		}
		if g := growthOf(u.PID, d.Judged, held); top == nil || g.Last-g.First > top.Last-top.First {
			top = g
		}
	}
	if top == nil || float64(top.Last-top.First) < mostlyGrowth*d.rise() {
		return nil
	}
	return top
}

func growthOf(pid uint32, captures []*snapshot.Capture, held func(snapshot.ProcessUse) int) *Growth {
	counts := make([]int, len(captures))
	for i, c := range captures {
		counts[i] = heldBy(c, pid, held)
	}
	g := &Growth{PID: pid, First: counts[0], Last: counts[len(counts)-1]}
	slices.Sort(counts)
	g.SecondHighest = counts[len(counts)-2]
	return g
}

// heldBy returns what a process holds in a capture.
func heldBy(c *snapshot.Capture, pid uint32, held func(snapshot.ProcessUse) int) int {
	for _, u := range c.Summary.Processes {
		if u.PID == pid {
			return held(u)
		}
	}
	return 0
}

// topProcess returns the process that holds most, of equals the one with the lowest id;
// nil where none holds anything.
func topProcess(c *snapshot.Capture, held func(snapshot.ProcessUse) int) *snapshot.ProcessUse {
	var top *snapshot.ProcessUse
	for i := range c.Summary.Processes {
		u := &c.Summary.Processes[i]
		if held(*u) == 0 {
			continue
		}
		if top == nil || cmp.Or(cmp.Compare(held(*u), held(*top)), cmp.Compare(top.PID, u.PID)) > 0 {
			top = u
		}
	}
	return top
}
