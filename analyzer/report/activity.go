package report

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/portdx/portdx/analyzer/diagnosis"
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
	var lines []string
	width := 0
	for _, s := range a.Series {
		width = max(width, utf8.RuneCountInString(p.series(s.ID)))
	}
	columns := len(a.Series[0].Counts)
	skip := max(0, columns-maxColumns)
	from, err := time.Parse(time.RFC3339, a.Start)
	if err != nil {
		return
	}
	step := time.Duration(a.Hours * float64(time.Hour))
	lines = append(lines, strings.Repeat(" ", width+2)+fmt.Sprintf(p.t.ActivityAxis,
		from.Add(time.Duration(skip)*step).Format("2006-01-02 15:04"),
		from.Add(time.Duration(columns)*step).Format("2006-01-02 15:04"), number(a.Hours)))
	for _, s := range a.Series {
		label := p.series(s.ID)
		line := label + strings.Repeat(" ", width-utf8.RuneCountInString(label)+2) + drawn(s, skip)
		lines = append(lines, strings.TrimRight(line, " "))
	}
	p.fence("text", strings.Join(lines, "\n"))
}

func (p *page) series(id string) string {
	if text, ok := p.t.Series[id]; ok {
		return text
	}
	return clean(id)
}

// drawn draws counts as bars of up to eight levels, or as marks where only "when" counts.
func drawn(s diagnosis.Series, skip int) string {
	top := 1
	for _, n := range s.Counts {
		top = max(top, n)
	}
	marks := s.ID == "start" || s.ID == "capture"
	var b strings.Builder
	for _, n := range s.Counts[min(skip, len(s.Counts)):] {
		switch {
		case n <= 0 && marks:
			b.WriteByte(' ')
		case n <= 0:
			b.WriteRune('·')
		case marks:
			b.WriteRune('▲')
		default:
			b.WriteRune(levels[(n*len(levels)-1)/top])
		}
	}
	return b.String()
}
