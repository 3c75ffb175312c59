package diagnosis

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
	"github.com/portdx/portdx/rules/facts"
)

// counterRows are the facts of the table of counters, in its order.
var counterRows = []string{
	"counters.opens_per_second", "counters.opens_per_second_peak", "counters.opens_per_second_since_boot", "counters.failures_per_second",
	"counters.established_first", "counters.established_last", "counters.established_max", "counters.established_per_hour",
	"counters.active_opens", "counters.failed_attempts", "counters.failed_share", "counters.current_connections",
}

// counters lists what the counters of TCP show, each figure with its unit and the place
// that it was read from.
func (b *builder) counters() Table {
	t := Table{ID: "counters", Columns: []string{"what", "value", "file", "line"}}
	if r := &b.Measurement.Counters.Opens; r.Known && r.First.At.Source != snapshot.TimeUnknown && r.Last.At.Source != snapshot.TimeUnknown {
		const layout = "2006-01-02 15:04:05"
		span := r.First.At.Time.UTC().Format(layout) + " - " + r.Last.At.Time.UTC().Format(layout)
		t.Rows = append(t.Rows, counterRow(b.words.text("counters.window"), span, r.Refs))
	}
	for _, name := range counterRows {
		v := b.Values.Get(name)
		if f, ok := facts.Lookup(name); ok && v.State == facts.Known {
			t.Rows = append(t.Rows, counterRow(b.words.text(name), rules.Format(v.Num, f.Unit), v.Refs))
		}
	}
	return t
}

// counterRow names the places of a figure: the lines of one file, else the files.
func counterRow(what, value string, refs []facts.Ref) []any {
	var files, lines []string
	for _, r := range refs {
		if n := len(files); n == 0 || files[n-1] != r.File {
			files = append(files, r.File)
		}
		line := itoa(r.Line)
		if r.LastLine > r.Line {
			line += "-" + itoa(r.LastLine)
		}
		lines = append(lines, line)
	}
	if n := len(files); n > maxCounterFiles {
		files, lines = append(files[:maxCounterFiles], "..."), append(lines[:maxCounterFiles], "...")
	}
	return []any{what, value, strings.Join(files, ", "), strings.Join(lines, ", ")}
}

// maxCounterFiles is how many places of a figure are named.
const maxCounterFiles = 3
