package report

import (
	"math"
	"slices"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// barWidth is the width of a bar that stands for the whole pool.
const barWidth = 40

// bar is a line of the picture.
type bar struct{ label, ports, share, drawing string }

// picture draws the used parts of the pool, then what is excluded and free.
func (p *page) picture(id string, pool *diagnosis.Pool) string {
	bars := p.usedBars(id, pool)
	if pool.Excluded > 0 {
		bars = append(bars, bar{p.t.Holder["excluded"], count(pool.Excluded), "",
			draw(over(pool.Excluded, pool.Size), "░") + " " + p.t.InRange})
	}
	label := p.t.FreeRow
	if pool.LowerBound {
		label = p.t.FreeAtMost
	}
	free := over(pool.Free, pool.Size)
	bars = append(bars, bar{label, count(pool.Free), percent(free), draw(free, "█")})
	return align(bars)
}

// usedBars draws what holds ports, the largest part first. UDP has no states: all of its
// use is one part.
func (p *page) usedBars(id string, pool *diagnosis.Pool) []bar {
	if id == "udp" {
		used := over(pool.Used, pool.Size)
		return []bar{{p.t.UsedRow, count(pool.Used), percent(used), draw(used, "█")}}
	}
	parts := slices.Clone(pool.Parts)
	slices.SortStableFunc(parts, func(a, b diagnosis.Part) int { return b.Ports - a.Ports })
	var bars []bar
	for _, part := range parts {
		bars = append(bars, p.partBar(id, part))
	}
	return bars
}

func (p *page) partBar(id string, part diagnosis.Part) bar {
	label, ok := p.t.Holder[part.Holder]
	if !ok {
		label = clean(cut(part.Holder, maxValue))
	}
	if part.Holder == "bound" && part.Ports == 0 && p.d.Facts[id+".pool.bound_known"] == false {
		return bar{label, p.t.NotSeen, "", p.t.NotSeenWhy}
	}
	return bar{label, count(part.Ports), percent(part.Share), draw(part.Share, "█")}
}

func over(part, whole int) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// draw returns a bar for a share of the pool, in steps of an eighth of a character; what
// is not zero can be seen.
func draw(share float64, block string) string {
	if math.IsNaN(share) || share <= 0 {
		return ""
	}
	eighths := int(math.Round(min(share, 1) * barWidth * 8))
	full := strings.Repeat(block, eighths/8)
	if block != "█" {
		return full
	}
	const partial = "▏▎▍▌▋▊▉"
	switch rest := eighths % 8; {
	case rest > 0:
		full += string([]rune(partial)[rest-1])
	case full == "":
		full = "▏"
	}
	return full
}

// align sets the columns of a picture below each other.
func align(bars []bar) string {
	var label, ports, share int
	for _, b := range bars {
		label, ports, share = max(label, width(b.label)), max(ports, width(b.ports)), max(share, width(b.share))
	}
	var lines []string
	for _, b := range bars {
		line := b.label + pad(b.label, label) + "  " + pad(b.ports, ports) + b.ports + "  " +
			pad(b.share, share) + b.share + "  " + b.drawing
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

func pad(s string, to int) string { return strings.Repeat(" ", max(0, to-width(s))) }

// width is the number of columns that s takes: Chinese, Japanese and Korean characters
// take two.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && r <= 0x115F || r >= 0x2E80 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFF60 {
			n++
		}
	}
	return n
}
