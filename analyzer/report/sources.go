package report

import (
	"fmt"
	"strconv"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// maxSources is how many places are named for one sentence.
const maxSources = 4

// sources names the places that a sentence was read from.
func (p *page) sources(all []diagnosis.Source) string {
	var places []string
	for _, s := range all[:min(len(all), maxSources)] {
		places = append(places, p.source(s))
	}
	if rest := len(all) - maxSources; rest > 0 {
		places = append(places, fmt.Sprintf(p.t.MoreSources, count(rest)))
	}
	return join("; ", places...)
}

func (p *page) source(s diagnosis.Source) string {
	file := cellValue(s.File)
	switch {
	case file == "":
		return ""
	case s.LastRecord > s.Record:
		return file + " " + fmt.Sprintf(p.t.Records, s.Record, s.LastRecord)
	case s.Record > 0:
		return file + " " + fmt.Sprintf(p.t.Record, s.Record)
	case s.Line <= 0:
		return file
	case s.LastLine > s.Line:
		return file + " " + fmt.Sprintf(p.t.Lines, strconv.Itoa(s.Line), strconv.Itoa(s.LastLine))
	}
	return file + " " + fmt.Sprintf(p.t.Line, strconv.Itoa(s.Line))
}
