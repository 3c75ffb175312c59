package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxSources is how many places are named for one sentence.
const maxSources = 6

// sources names the places that a sentence was read from, those of a file together.
func (p *page) sources(all []diagnosis.Source) string {
	var named []string
	left, omitted := maxSources, 0
	for _, f := range byFile(all) {
		if left == 0 {
			omitted += f.places()
			continue
		}
		omitted += f.keep(left)
		left -= f.places()
		named = append(named, p.placesIn(f))
	}
	if omitted > 0 {
		named = append(named, fmt.Sprintf(p.t.MoreSources, count(omitted)))
	}
	return join("; ", named...)
}

func (p *page) placesIn(f *fileSource) string {
	return join(" ", cellValue(f.file), join(", ",
		spans(f.lines, p.t.Line, p.t.Lines), spans(f.records, p.t.Record, p.t.Records)))
}

// spans writes the parts of a file: one has a word for one line or many, several have the
// word for many.
func spans(all []span, one, many string) string {
	var parts []string
	for _, s := range all {
		parts = append(parts, s.String())
	}
	switch {
	case len(all) == 0:
		return ""
	case len(all) == 1 && all[0].first == all[0].last:
		return fmt.Sprintf(one, parts[0])
	}
	return fmt.Sprintf(many, strings.Join(parts, ", "))
}

// fileSource is the places in one file, in their order there. A file without parts is
// named as a whole.
type fileSource struct {
	file           string
	lines, records []span
}

// places counts the parts that are named, or the file itself.
func (f *fileSource) places() int { return max(1, len(f.lines)+len(f.records)) }

// keep drops all parts but the first most, and returns how many it dropped.
func (f *fileSource) keep(most int) int {
	before := f.places()
	f.lines = f.lines[:min(len(f.lines), most)]
	f.records = f.records[:min(len(f.records), most-len(f.lines))]
	return before - f.places()
}

// byFile groups places by file, in the order in which the files first occur.
func byFile(all []diagnosis.Source) []*fileSource {
	var files []*fileSource
	index := map[string]*fileSource{}
	for _, s := range all {
		if s.File == "" {
			continue
		}
		f := index[s.File]
		if f == nil {
			f = &fileSource{file: s.File}
			index[s.File], files = f, append(files, f)
		}
		switch {
		case s.Record > 0:
			f.records = append(f.records, span{s.Record, max(s.Record, s.LastRecord)})
		case s.Line > 0:
			f.lines = append(f.lines, span{uint64(s.Line), uint64(max(s.Line, s.LastLine))})
		}
	}
	for _, f := range files {
		f.lines, f.records = merged(f.lines), merged(f.records)
	}
	return files
}

// span is the lines or records from first to last.
type span struct{ first, last uint64 }

func (s span) String() string {
	first, last := strconv.FormatUint(s.first, 10), strconv.FormatUint(s.last, 10)
	if first == last {
		return first
	}
	return first + "-" + last
}

// merged sorts spans and joins those that overlap or follow each other.
func merged(all []span) []span {
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	var out []span
	for _, s := range all {
		if i := len(out) - 1; i >= 0 && s.first-1 <= out[i].last {
			out[i].last = max(out[i].last, s.last)
			continue
		}
		out = append(out, s)
	}
	return out
}
