package measure

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
)

// simulated is a machine whose connections are opened and closed, or opened and kept.
type simulated struct {
	r          *rand.Rand
	free       []uint16
	stay, pass []snapshot.Row // kept, and replaced
}

func newSimulated(r *rand.Rand) *simulated {
	s := &simulated{r: r}
	for p := 49152; p < 65536; p++ {
		s.free = append(s.free, uint16(p))
	}
	return s
}

func (s *simulated) port() uint16 {
	i, last := s.r.IntN(len(s.free)), len(s.free)-1
	p := s.free[i]
	s.free[i] = s.free[last]
	s.free = s.free[:last]
	return p
}

func (s *simulated) open(to *[]snapshot.Row, n int, pid uint32, state snapshot.State) {
	for range min(n, len(s.free)-1) {
		*to = append(*to, snapshot.Row{LPort: s.port(), RPort: 443, State: state, Proto: snapshot.TCP, Family: snapshot.IPv4, PID: pid})
	}
}

// renew closes what passes and opens as many as are wanted.
func (s *simulated) renew(n int) {
	old := s.pass
	s.pass = nil
	s.open(&s.pass, n, 7, snapshot.Established)
	for _, r := range old {
		s.free = append(s.free, r.LPort)
	}
}

func (s *simulated) capture(at time.Time) *snapshot.Capture {
	t := new(snapshot.Table)
	local, remote := t.Addrs.Add(snapshot.IPv4Addr(0x0a000004)), t.Addrs.Add(snapshot.IPv4Addr(0xc0000207))
	t.Append(snapshot.Row{Local: local, LPort: 135, State: snapshot.Listen, Proto: snapshot.TCP, Family: snapshot.IPv4, PID: 4})
	for _, rows := range [][]snapshot.Row{s.stay, s.pass} {
		for _, r := range rows {
			r.Local, r.Remote = local, remote
			t.Append(r)
		}
	}
	c := &snapshot.Capture{Path: at.Format("150405.txt"), Line: 1, Format: snapshot.KindNetstat, Header: true, HasPID: true, Table: t}
	c.At = snapshot.Moment{Time: at, Zoned: true, Source: snapshot.TimeName}
	c.Summary = snapshot.Summarize(t)
	return c
}

// TestSimulatedMachines opens and closes connections as machines with and without a leak
// do, and measures the captures: leaks of a thousand connections and more are found, loads
// that vary by chance are none, and forecasts hold the truth.
func TestSimulatedMachines(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var leaks, found, given, right, calm, wrong int
	for i := range 180 {
		n := 3 + i%10
		l := makeLeak(r, n)
		isLeak := i%3 > 0
		s := newSimulated(r)
		kept, churn := 200+r.IntN(1500), 20+r.IntN(1500)
		s.open(&s.stay, kept, 8, snapshot.Established)
		start := time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)
		leaked := 0
		h := &assemble.Host{}
		for j := range n {
			s.renew(max(0, churn+int(math.Sqrt(float64(churn))*r.NormFloat64())))
			if more := int(l.values[j]-l.values[0]) - leaked; isLeak && more > 0 {
				s.open(&s.stay, more, 9, snapshot.Established)
				leaked += more
			}
			h.Captures = append(h.Captures, s.capture(start.Add(time.Duration(l.hours[j]*float64(time.Hour)))))
		}
		m, err := Take(h, Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := &m.Trend.Established
		switch {
		case !isLeak:
			calm++
			if d.Growing == snapshot.AnswerYes || m.Trend.Hard.Growing == snapshot.AnswerYes {
				wrong++
			}
			continue
		case leaked < 1000 || l.hours[n-1] < 0.2:
			continue
		}
		leaks++
		if d.Growing == snapshot.AnswerYes && m.Trend.Hard.Growing == snapshot.AnswerYes && d.Staying > 0.5 && m.Trend.GrowingOf.PID == 9 {
			found++
		}
		if low, high, ok := m.hoursToFull(); ok {
			given++
			if full := l.until(float64(16384 - kept - churn - leaked)); low <= full && full <= high {
				right++
			}
		}
	}
	t.Logf("%d leaks, %d found; %d forecasts, %d right; %d calm machines, %d wrong", leaks, found, given, right, calm, wrong)
	if found < leaks || float64(right) < 0.95*float64(given) || given < leaks/3 || 20*wrong > calm {
		t.Errorf("want all leaks found, 95 %% of the forecasts right, and at most 2 %% of the calm machines wrong")
	}
}
