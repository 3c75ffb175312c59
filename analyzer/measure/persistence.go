package measure

import (
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// common estimates the share of a capture's tuples that another one shows as well, by two
// samples of the smallest hashes. Where a sample is full, only hashes up to its largest
// can be compared.
func common(a, b []uint64, size int) float64 {
	limit := ^uint64(0)
	for _, s := range [][]uint64{a, b} {
		if len(s) == size {
			limit = min(limit, s[len(s)-1])
		}
	}
	of, both, j := 0, 0, 0
	for _, h := range a {
		if h > limit {
			break
		}
		of++
		for j < len(b) && b[j] < h {
			j++
		}
		if j < len(b) && b[j] == h {
			both++
		}
	}
	return share(both, of)
}

// commonPorts counts the ports of some kind that two captures show.
func commonPorts(a, b *snapshot.Summary, is func(snapshot.PortUse) bool) float64 {
	n, j := 0, 0
	for _, u := range a.TCP {
		for j < len(b.TCP) && b.TCP[j].Port < u.Port {
			j++
		}
		if j < len(b.TCP) && b.TCP[j].Port == u.Port && is(u) && is(b.TCP[j]) {
			n++
		}
	}
	return float64(n)
}

// pairs calls f with each capture and the first one that is later by more than a time.
func pairs(captures []*snapshot.Capture, apart time.Duration, f func(i, j int)) {
	j := 0
	for i, c := range captures {
		for j < len(captures) && captures[j].At.Time.Sub(c.At.Time) <= apart {
			j++
		}
		if j == len(captures) {
			return
		}
		f(i, j)
	}
}

// persisting returns the share of what a capture shows that the next one, later by more
// than TIME_WAIT lasts, still shows. Captures count by what they show: a first one with
// little says little. It is not known where nothing can persist.
func persisting(st stretch, s quantity, apart time.Duration) (float64, bool) {
	of, still := 0.0, 0.0
	pairs(st.captures, apart, func(i, j int) {
		of += st.values[i]
		still += s.common(st.summary(i), st.summary(j))
	})
	if of == 0 {
		return 0, false
	}
	return still / of, true
}

// staying returns how much of the growth is of connections that stay: the growth of what
// persists over the growth of all. Connections that always stay, beside others whose
// number grows and that are replaced, do not count.
func staying(st stretch, s quantity, apart time.Duration) (float64, bool) {
	var at []*snapshot.Capture
	var all, still []float64
	pairs(st.captures, apart, func(i, j int) {
		at = append(at, st.captures[i])
		all = append(all, st.values[i])
		still = append(still, s.common(st.summary(i), st.summary(j)))
	})
	if len(at) < 2 {
		return 0, false
	}
	hours := hoursOf(at)
	grown, kept := middleSlope(hours, all), middleSlope(hours, still)
	if grown <= 0 {
		return 0, false
	}
	return min(1, max(0, kept/grown)), true
}

// middleSlope is the Theil-Sen slope of two values or more.
func middleSlope(hours, values []float64) float64 {
	if s := theilSen(hours, values); s.Known {
		return s.PerHour
	}
	n := len(values) - 1
	if hours[n] == 0 {
		return 0
	}
	return (values[n] - values[0]) / hours[n]
}

// Standing is how TIME_WAIT connections last over captures that are further apart than
// TIME_WAIT can be.
type Standing struct {
	Known bool
	Count float64 // connections that the last two such captures both show
	Share float64 // of a capture's connections that a later one shows
	// Chance is the share that a load of connections to one endpoint may show as well:
	// ports are used again, and a new connection to the endpoint has the tuple of an old one.
	Chance float64
	Span   time.Duration // between the captures of the last pair
}

// standingSlack is what the times of two captures may be wrong by: a capture of a large
// table takes a while.
const standingSlack = time.Minute

// standing compares the TIME_WAIT connections of captures of one run of Windows, the last
// that allows it.
func (m *Measurement) standing(t *Trend) Standing {
	for _, run := range slices.Backward(m.boots(t.detailed)) {
		if st := standingOf(run, t.longest+standingSlack, m.TCP.Size()); st.Known {
			return st
		}
	}
	return Standing{}
}

// standingOf compares captures of a run. Where the number falls to less than half, the
// connections were released, by a start of Windows that no log shows as well: what
// captures before and after that have in common counts where there is nothing else.
func standingOf(run []*snapshot.Capture, apart time.Duration, size int) Standing {
	type sum struct{ of, still, chance float64 }
	var steady, fallen sum
	var st Standing
	pairs(run, apart, func(i, j int) {
		a, b := run[i], run[j]
		n, next := float64(a.Summary.Unlistened[snapshot.TimeWait]), float64(b.Summary.Unlistened[snapshot.TimeWait])
		still := n * common(a.Summary.TimeWait, b.Summary.TimeWait, snapshot.TupleSample)
		to := &steady
		if next < n/2 {
			to = &fallen
		}
		to.of += n
		to.still += still
		to.chance += n * min(1, next/float64(max(1, size)))
		if to == &steady || steady.of == 0 {
			st.Count, st.Span = still, b.At.Time.Sub(a.At.Time)
		}
	})
	if steady.of == 0 {
		steady = fallen
	}
	if steady.of > 0 {
		st.Known, st.Share, st.Chance = true, steady.still/steady.of, steady.chance/steady.of
	}
	return st
}
