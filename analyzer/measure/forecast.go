package measure

import (
	"cmp"
	"math"
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// A forecast is given where it can be narrow and right: leaks speed up and slow down, and
// far ahead every bend of the curve counts.
const (
	// maxSpread is how many times the earliest time the latest may be. Beyond that there is
	// no forecast.
	maxSpread = 6
	// steady is the weight of a pace that stays, over those of single bends.
	steady = 6
	// tail is the share of the weight that lies before the earliest and behind the latest
	// time.
	tail = 0.03
	// margin widens both ends: growth does not follow any curve for ever.
	margin = 1.1
	// doubt is what the margin grows by for each span of the captures that lies ahead, up
	// to far.
	doubt = 0.05
	far   = 8
	// roughness is the share of the rise by which counts lie beside a smooth curve, chance
	// left out: load comes in bursts.
	roughness = 0.02
	// priorCounts is how much that expectation of the noise weighs, in captures.
	priorCounts = 3
)

// bend is a way in which the pace changes. Time runs in spans of the captures, 0 at the
// last one, and the pace there is 1.
type bend struct {
	weight float64                   // before anything was seen
	sum    func(u float64) float64   // what is added from 0 to u; negative before 0
	until  func(sum float64) float64 // when so much is added; +Inf for never
}

// bends are the curves that are held against the counts: a pace that stays, that grows or
// falls by a constant, by a factor, and by a power of the time since it began, and one
// that has changed once.
func bends() []bend {
	all := []bend{{steady, func(u float64) float64 { return u }, func(s float64) float64 { return s }}}
	add := func(weight float64, sum, until func(float64) float64) { all = append(all, bend{weight, sum, until}) }
	bell := func(x, width float64) float64 { return math.Exp(-x * x / (2 * width * width)) }
	for k := -2.0; k <= 4; k += 0.25 {
		if k == 0 {
			continue
		}
		add(bell(k, 1.5)/10, func(u float64) float64 { return math.Expm1(k*u) / k },
			func(s float64) float64 { return never(math.Log1p(k*s) / k) })
	}
	for k := -1.0; k <= 1; k += 0.125 {
		if k == 0 {
			continue
		}
		add(bell(k, 0.8)/10, func(u float64) float64 { return u + k*u*u/2 },
			func(s float64) float64 { return never((math.Sqrt(1+2*k*s) - 1) / k) })
	}
	for _, c := range []float64{0.5, 0.8, 1} {
		for m := -0.6; m <= 2; m += 0.2 {
			p := m + 1
			add(bell(m, 1)/20, func(u float64) float64 { return (math.Pow(max(0, 1+c*u), p) - 1) / (c * p) },
				func(s float64) float64 { return never((math.Pow(1+c*p*s, 1/p) - 1) / c) })
		}
	}
	for _, at := range []float64{-0.8, -0.65, -0.5, -0.35, -0.2} {
		for _, before := range []float64{0.2, 0.33, 0.5, 0.7, 1.5, 2} {
			add(0.1, func(u float64) float64 { return max(u, at) + before*min(0, u-at) }, func(s float64) float64 { return s })
		}
	}
	return all
}

// never turns a time that no curve reaches into infinity.
func never(u float64) float64 {
	if math.IsNaN(u) || u < 0 {
		return math.Inf(1)
	}
	return u
}

// forecast returns the hours from the last capture until as many as are free are added,
// the earliest and the latest. It is not known where these are further apart than
// maxSpread. The noise is the standard deviation that single counts are expected to have.
func forecast(hours, values []float64, free, noise float64) (low, high float64, ok bool) {
	n := len(values)
	span := hours[n-1] - hours[0]
	rise := values[n-1] - values[0]
	if n < minSlopeCaptures || span <= 0 || rise <= 0 || free <= 0 {
		return 0, 0, false
	}
	expected := noise*noise + roughness*roughness*rise*rise + rise/float64(n)
	type end struct{ at, weight float64 }
	var ends []end
	best := math.Inf(1)
	type fitted struct {
		bend
		fit
	}
	var fits []fitted
	u := make([]float64, n)
	for i, h := range hours {
		u[i] = (h - hours[n-1]) / span
	}
	for _, b := range bends() {
		f := fitted{b, fitLine(u, values, b.sum)}
		if f.slope > 0 {
			fits = append(fits, f)
			best = min(best, f.squares)
		}
	}
	for _, f := range fits {
		likely := (priorCounts*expected + f.squares) / (priorCounts*expected + best)
		weight := f.weight * math.Pow(likely, -float64(n-1+priorCounts)/2)
		variance := (priorCounts*expected + f.squares) / float64(priorCounts+n-2)
		for z := -2.0; z <= 2; z++ {
			pace := f.slope + z*f.spread*math.Sqrt(variance)
			left := free + values[n-1] - f.level
			if left <= 0 || pace <= 0 {
				continue
			}
			ends = append(ends, end{f.until(left/pace) * span, weight * math.Exp(-z*z/2)})
		}
	}
	if len(ends) == 0 {
		return 0, 0, false
	}
	slices.SortFunc(ends, func(a, b end) int { return cmp.Compare(a.at, b.at) })
	total := 0.0
	for _, e := range ends {
		total += e.weight
	}
	low, high = math.Inf(1), math.Inf(1)
	sum := 0.0
	for _, e := range ends {
		sum += e.weight
		if sum > tail*total && math.IsInf(low, 1) {
			low = e.at
		}
		if sum >= (1-tail)*total {
			high = e.at
			break
		}
	}
	low, high = low/(margin+doubt*min(low/span, far)), high*(margin+doubt*min(high/span, far))
	return low, high, high <= maxSpread*low
}

// fit is values as a level at time 0 and a slope.
type fit struct {
	level, slope float64
	squares      float64 // of what is left
	spread       float64 // standard deviation of the slope at a noise of 1
}

// fitLine fits level + slope * shape(u) by least squares.
func fitLine(u, values []float64, shape func(float64) float64) fit {
	n := float64(len(u))
	var sx, sy, sxx, sxy float64
	xs := make([]float64, len(u))
	for i := range u {
		x, y := shape(u[i]), values[i]
		xs[i] = x
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	var f fit
	d := sxx - sx*sx/n
	if d <= 0 {
		return f
	}
	f.slope = (sxy - sx*sy/n) / d
	f.level = (sy - f.slope*sx) / n
	f.spread = 1 / math.Sqrt(d)
	for i, x := range xs {
		r := values[i] - f.level - f.slope*x
		f.squares += r * r
	}
	return f
}

// hoursToFull returns the time until no port is free, from the last capture on. TIME_WAIT
// is left out: it saturates. It is known only while what is judged is the last stretch.
func (m *Measurement) hoursToFull() (low, high float64, ok bool) {
	d := &m.Trend.Hard
	if d.Growing != snapshot.AnswerYes || !d.isLast() {
		return 0, 0, false
	}
	st := d.all[len(d.all)-1]
	values, hours := st.values, hoursOf(st.captures)
	if n := len(values); n > maxSlopePoints {
		values, hours = values[n-maxSlopePoints:], hours[n-maxSlopePoints:]
	}
	p := m.poolOf(st.summary(st.n() - 1))
	return forecast(hours, values, float64(p.Free()), math.Sqrt(d.Replaced))
}
