package measure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// span is connections from the ports of a run, to one endpoint.
type span struct{ from, n, pid int }

// loop makes captures half an hour apart, from 08:00 on. Each is the runs of one state.
func loop(state string, captures ...[]span) []string {
	var files []string
	for i, spans := range captures {
		var b strings.Builder
		b.WriteString(title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n")
		for _, s := range spans {
			b.WriteString(rows(s.n, s.from, "192.0.2.7:443", state, s.pid))
		}
		files = append(files, fmt.Sprintf("netstat-20260310-%02d%02d00.txt", 8+i/2, 30*(i%2)), b.String())
	}
	return files
}

// TestDevelopment tells leaks from loads, whatever lies between the captures.
func TestDevelopment(t *testing.T) {
	churn := func(at, n int) span { return span{50000 + 3000*at, n, 7} } // others each time
	stay := func(n int) span { return span{62000, n, 9} }
	tests := []struct {
		name     string
		captures [][]span
		boot     string // start of Windows in the log
		growing  snapshot.Answer
		judged   int // captures
		resets   int
		staying  bool // most of the growth
		pid      int  // that most of the growth is of
	}{
		{"leak", [][]span{{stay(1000)}, {stay(2000)}, {stay(3000)}}, "", snapshot.AnswerYes, 3, 0, true, 9},
		{"two captures", [][]span{{stay(1000)}, {stay(2000)}}, "", snapshot.AnswerUnknown, 0, 0, false, 0},
		{"a first capture with little", [][]span{{churn(0, 5)}, {stay(1100)}, {stay(2000)}}, "", snapshot.AnswerYes, 3, 0, true, 9},
		{"steady", [][]span{{stay(2000)}, {stay(2000)}, {stay(2000)}}, "", snapshot.AnswerNo, 3, 0, false, 0},
		{"noise of what is replaced", [][]span{{churn(0, 2191)}, {churn(1, 2207)}, {churn(2, 2214)}}, "", snapshot.AnswerNo, 3, 0, false, 0},
		{"a load that rises and is replaced", [][]span{{churn(0, 1000)}, {churn(1, 1800)}, {churn(2, 2600)}}, "", snapshot.AnswerYes, 3, 0, false, 7},
		{"connections that stay beside a load that rises", [][]span{
			{stay(3000), churn(0, 500)}, {stay(3000), churn(1, 1200)}, {stay(3000), churn(2, 1900)},
		}, "", snapshot.AnswerYes, 3, 0, false, 7},
		{"leak beside a load that is replaced", [][]span{
			{churn(0, 2000)}, {churn(1, 2010), stay(900)}, {churn(2, 1990), stay(1800)}, {churn(3, 2000), stay(2700)},
		}, "", snapshot.AnswerYes, 4, 0, true, 9},
		{"one jump", [][]span{{stay(500)}, {stay(500)}, {stay(3000)}}, "", snapshot.AnswerUnknown, 3, 0, false, 0},
		{"growth that has ended", [][]span{
			{stay(500)}, {stay(1500)}, {stay(2500)}, {stay(3000)}, {stay(3000)}, {stay(3000)}, {stay(3000)},
		}, "", snapshot.AnswerNo, 7, 0, true, 0},
		{"restart of the process, and it grows again", [][]span{
			{stay(1000)}, {stay(2000)}, {stay(3000)}, {{50000, 300, 11}}, {{50000, 1200, 11}}, {{50000, 2100, 11}},
		}, "", snapshot.AnswerYes, 3, 1, true, 11},
		{"restart of the process, too short ago to judge", [][]span{
			{stay(1000)}, {stay(2000)}, {stay(3000)}, {{50000, 300, 11}}, {{50000, 1200, 11}},
		}, "", snapshot.AnswerYes, 3, 1, true, 9},
		{"restart of the process, and it is mended", [][]span{
			{stay(1000)}, {stay(2000)}, {stay(3000)}, {{50000, 300, 11}}, {{50000, 300, 11}}, {{50000, 300, 11}},
		}, "", snapshot.AnswerNo, 3, 1, false, 0},
		{"restart that the count does not show", [][]span{
			{stay(1000)}, {stay(1900)}, {stay(2800)}, {{50000, 2900, 11}}, {{50000, 3800, 11}}, {{50000, 4700, 11}},
		}, "", snapshot.AnswerYes, 3, 1, true, 11},
		{"two captures on each side of a restart", [][]span{{stay(1000)}, {stay(2000)}, {{50000, 900, 11}}, {{50000, 1900, 11}}}, "", snapshot.AnswerUnknown, 0, 1, false, 0},
		{"start of Windows", [][]span{
			{stay(1000)}, {stay(2000)}, {stay(2100)}, {stay(3000)}, {stay(3900)},
		}, "2026-03-10 08:45", snapshot.AnswerYes, 3, 1, true, 9},
		{"falls", [][]span{{stay(3000)}, {stay(2000)}, {stay(1000)}}, "", snapshot.AnswerNo, 0, 2, false, 0},
		{"a load that comes and goes", [][]span{{churn(0, 2000)}, {churn(1, 2600)}, {churn(2, 2000)}, {churn(3, 2600)}}, "", snapshot.AnswerNo, 0, 1, false, 0},
	}
	for _, state := range []string{"ESTABLISHED", "CLOSE_WAIT"} {
		for _, tt := range tests {
			t.Run(state+" "+tt.name, func(t *testing.T) {
				h := host(t, loop(state, tt.captures...)...)
				if tt.boot != "" {
					addLog(h, "2026-03-01 00:00", "2026-03-10 14:00", event(tt.boot, 6005))
				}
				m := take(t, h)
				d := &m.Trend.Established
				if state == "CLOSE_WAIT" {
					d = &m.Trend.CloseWait
				}
				pid := 0
				if g := m.Trend.GrowingOf; g != nil {
					pid = int(g.PID)
				}
				type result struct {
					Growing        snapshot.Answer
					Judged, Resets int
					Staying        bool
					PID            int
				}
				got := result{d.Growing, len(d.Judged), d.Resets, d.StayingKnown && d.Staying > 0.5, pid}
				if diff := cmp.Diff(result{tt.growing, tt.judged, tt.resets, tt.staying, tt.pid}, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestPersistence weighs each pair of captures by what it shows, and stays with the stretch
// that shows most.
func TestPersistence(t *testing.T) {
	tests := []struct {
		name     string
		captures [][]span
		want     map[string]float64
	}{
		{"first capture with little", [][]span{{{50000, 5, 9}}, {{60000, 1100, 9}}, {{60000, 2000, 9}}},
			map[string]float64{"close_wait_persisting": 1100.0 / 1105, "close_wait_process.first": 5, "close_wait_process.last": 2000, "close_wait_process.second_highest": 1100}},
		{"restart between", [][]span{{{60000, 1100, 9}}, {{60000, 2000, 9}}, {{50000, 300, 11}}, {{50000, 900, 11}}},
			map[string]float64{"close_wait_persisting": 1, "close_wait_process.pid": 9, "close_wait_process.first": 1100, "close_wait_process.last": 2000, "close_wait_process.second_highest": 1100}},
		{"restart, and mended", [][]span{{{60000, 1100, 9}}, {{60000, 2000, 9}}, {{50000, 40, 11}}, {{50000, 40, 11}}, {{50000, 40, 11}}},
			map[string]float64{"close_wait_process.pid": 11, "close_wait_process.last": 40}},
		{"others each time", [][]span{{{50000, 2000, 9}}, {{53000, 2000, 9}}}, map[string]float64{"close_wait_persisting": 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, loop("CLOSE_WAIT", tt.captures...)...)).Facts()
			for name, want := range tt.want {
				if got := v.Get("trend." + name); got.State != facts.Known || got.Num < want-0.001 || got.Num > want+0.001 {
					t.Errorf("%s = %+v, want %v", name, got, want)
				}
			}
		})
	}
}

// TestStanding tells TIME_WAIT that does not end from a load that uses its ports again.
func TestStanding(t *testing.T) {
	in := func(from, n int) []span { return []span{{from, n, 0}} }
	tests := []struct {
		name                 string
		captures             [][]span
		known                bool
		share, chance, count float64
	}{
		{"the same ones", [][]span{in(50000, 8000), in(50000, 8192)}, true, 1, 0.5, 8000},
		{"others", [][]span{in(50000, 4096), in(56000, 4096)}, true, 0, 0.25, 0},
		{"ports that are used in turn", [][]span{in(49152, 15000), in(50152, 15000)}, true, 14000.0 / 15000, 0.915, 14000},
		{"released", [][]span{in(50000, 8000), in(50000, 100)}, true, 100.0 / 8000, 0.006, 100},
		{"released by a start that no log shows", [][]span{in(50000, 8000), in(50000, 8192), in(60000, 100)}, true, 1, 0.5, 8000},
		{"one capture", [][]span{in(50000, 8000)}, false, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := take(t, host(t, loop("TIME_WAIT", tt.captures...)...)).Trend.Standing
			near := func(a, b, by float64) bool { return a-b <= by && b-a <= by }
			if got.Known != tt.known || !near(got.Share, tt.share, 0.03) || !near(got.Chance, tt.chance, 0.01) || !near(got.Count, tt.count, 300) {
				t.Errorf("got %+v, want %v %v %v %v", got, tt.known, tt.share, tt.chance, tt.count)
			}
		})
	}
}

// TestNextDue expects the next failure as long after the last start as after earlier ones.
func TestNextDue(t *testing.T) {
	fails := []snapshot.Event{
		event("2026-03-01 00:00", 6005), event("2026-03-02 11:00", 4231),
		event("2026-03-03 00:00", 6005), event("2026-03-04 13:00", 4231),
	}
	start := event("2026-03-05 06:00", 6005)
	tests := []struct {
		name     string
		events   []snapshot.Event
		end      string
		want     string
		repeated facts.State
	}{
		{"due", append(fails[:4:4], start), "2026-03-05 10:00", "2026-03-06 17:00 to 2026-03-06 19:00", facts.Known},
		{"it may come any time", append(fails[:4:4], start), "2026-03-06 18:00", "2026-03-06 17:00 to 2026-03-06 19:00", facts.Known},
		{"over", append(fails[:4:4], start), "2026-03-07 00:00", "", facts.Known},
		{"it has failed since the last start", fails, "2026-03-05 10:00", "", facts.Known},
		{"one start that failed", append(fails[:2:2], start), "2026-03-05 10:00", "", facts.Known},
		{"one start", fails[:2], "2026-03-05 10:00", "", facts.Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t)
			addLog(h, "2026-03-01 00:00", tt.end, tt.events...)
			m := take(t, h)
			got := ""
			if low, high, ok := m.Log.nextDue(); ok {
				got = low.Format("2006-01-02 15:04") + " to " + high.Format("2006-01-02 15:04")
			}
			if got != tt.want {
				t.Errorf("due %q, want %q", got, tt.want)
			}
			if r := m.Facts().Get("events.repeated_exhaustion"); r.State != tt.repeated {
				t.Errorf("events.repeated_exhaustion = %+v, want state %v", r, tt.repeated)
			}
		})
	}
}
