package report

import (
	"fmt"
	"slices"
	"time"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// analyzed tells which capture the report is about, where it stands, and how its time is
// known.
func (p *page) analyzed() string {
	index, ok1 := asFloat(p.d.Facts["capture.index"])
	n, ok2 := asFloat(p.d.Facts["capture.count"])
	which, file := "", ""
	if ok1 && ok2 {
		file = p.captureFile(number(index))
		if n > 1 {
			which = fmt.Sprintf(p.t.CaptureOf, number(index), number(n))
		}
	}
	return join("; ", join(", ", which, file), p.captureTime())
}

func (p *page) captureTime() string {
	when := p.d.Facts["capture.time"]
	if t, ok := when.(time.Time); ok {
		when = t.Format(time.RFC3339)
	}
	s, _ := when.(string)
	t, ok := clock(s)
	if !ok {
		return ""
	}
	t += " UTC"
	source, _ := p.d.Facts["capture.time_source"].(string)
	remark := p.t.TimeSource[source]
	if zone, _ := p.d.Facts["capture.zone"].(string); zone != "" {
		remark = join(", ", remark, fmt.Sprintf(p.t.ReadIn, cellValue(zone)))
	}
	if assumed, _ := p.d.Facts["capture.zone_assumed"].(bool); assumed {
		remark = join("; ", remark, p.t.ZoneAssumed)
	}
	if remark != "" {
		t = fmt.Sprintf(p.t.Aside, t, remark)
	}
	return t
}

// captureFile names the place of the analyzed capture. The timeline holds it where its
// time is known, the table of captures where there are several.
func (p *page) captureFile(index string) string {
	for _, m := range p.d.Timeline {
		if m.Kind == "capture" && m.ID == index && m.Source.File != "" {
			return p.sources([]diagnosis.Source{m.Source})
		}
	}
	for _, t := range p.d.Tables {
		id, file := slices.Index(t.Columns, "capture"), slices.Index(t.Columns, "file")
		if t.ID != "captures" || id < 0 || file < 0 {
			continue
		}
		for _, r := range t.Rows {
			if len(r) > max(id, file) && plain(r[id]) == index {
				return fileCell(r[file])
			}
		}
	}
	return ""
}

func fileCell(v any) string {
	s, _ := v.(string)
	return cellValue(s)
}
