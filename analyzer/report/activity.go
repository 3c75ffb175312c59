package report

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// maxColumns is how wide a drawn activity may be; of a wider one the end is drawn.
const maxColumns = 100

var levels = []rune("▁▂▃▄▅▆▇█")

// activity draws the events over time, a row for each series.
func (p *page) activity() {
	a := p.d.Activity
	if a == nil || len(a.Series) == 0 {
		return
	}
	from, err := time.Parse(time.RFC3339, a.Start)
	if err != nil {
		return
	}
	labels, widest := make([]string, len(a.Series)), 0
	for i, s := range a.Series {
		labels[i] = p.series(s.ID)
		widest = max(widest, width(labels[i]))
	}
	columns := len(a.Series[0].Counts)
	skip := max(0, columns-maxColumns)
	lines := []string{strings.Repeat(" ", widest+2) + p.axis(from, a.Hours, skip, columns)}
	for i, s := range a.Series {
		counts := s.Counts[min(skip, len(s.Counts)):min(columns, len(s.Counts))]
		line := labels[i] + pad(labels[i], widest) + "  " + drawn(s.ID, counts)
		lines = append(lines, strings.TrimRight(line, " "))
	}
	p.fence("text", strings.Join(lines, "\n"))
}

// axis says what time the columns span.
func (p *page) axis(start time.Time, hours float64, first, last int) string {
	at := func(column int) string {
		return start.Add(time.Duration(float64(column) * hours * float64(time.Hour))).UTC().Format("2006-01-02 15:04")
	}
	return fmt.Sprintf(p.t.ActivityAxis, at(first), at(last), number(hours))
}

func (p *page) series(id string) string {
	if text, ok := p.t.Series[id]; ok {
		return text
	}
	return clean(cut(id, maxValue))
}

// drawn draws counts as bars of up to eight levels, or as marks where only "when" counts.
func drawn(id string, counts []int) string {
	top := 1
	for _, n := range counts {
		top = max(top, n)
	}
	marks := id == "start" || id == "capture"
	var b strings.Builder
	for _, n := range counts {
		switch {
		case n <= 0 && marks:
			b.WriteByte(' ')
		case n <= 0:
			b.WriteRune('·')
		case marks:
			b.WriteRune('▲')
		default:
			b.WriteRune(levels[level(n, top)])
		}
	}
	return b.String()
}

// level returns the height of a count that is at least 1 and at most top.
func level(n, top int) int {
	return int(math.Ceil(float64(n)/float64(top)*float64(len(levels)))) - 1
}
