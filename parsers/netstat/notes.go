package netstat

import (
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// notes reports what could not be read.
func (p *parser) notes() {
	s := p.section
	note := func(d snapshot.Damage, id string, args ...string) {
		if d.Count > 0 {
			s.Status = snapshot.StatusPartial
			s.AddNote(id, d.First, append([]string{strconv.Itoa(d.Count), strconv.Itoa(d.First)}, args...)...)
		}
	}
	if p.elevation > 0 {
		p.empty = snapshot.Damage{} // the note on elevation says why
	}
	note(p.bad, "netstat.bad-rows")
	note(p.empty, "netstat.no-rows")
	note(p.dropped, "netstat.too-many-rows", strconv.Itoa(MaxRows))
	note(p.long, "text.long-line", strconv.Itoa(textenc.MaxLine))
	if d := p.unmapped; d.Count > 0 {
		s.AddNote("netstat.unknown-state", d.First, strconv.Itoa(d.Count), p.word, strconv.Itoa(d.First))
	}
	if p.further > 0 {
		s.AddNote("nettcp.several-moments", s.Line, strconv.Itoa(p.further+1))
	}
	if p.rows.services > 0 {
		s.AddNote("netstat.service-names", 0, strconv.Itoa(p.rows.services))
	}
	if p.ambiguous.Count > 0 {
		s.AddNote("capture.ambiguous-date", p.ambiguous.First, strconv.Itoa(p.ambiguous.First))
	}
	if p.elevation > 0 {
		s.AddNote("netstat.elevation", p.elevation)
	}
}
