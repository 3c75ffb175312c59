package measure

import (
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// exclusionFacts lists the excluded port ranges, whether or not they lie in the dynamic
// range: a fixed port inside one of them cannot be bound.
func (m *Measurement) exclusionFacts(v *facts.Set) {
	for prefix, proto := range map[string]snapshot.Proto{"tcp": snapshot.TCP, "udp": snapshot.UDP} {
		var spans []snapshot.PortSpan
		var refs []facts.Ref
		seen := map[[2]int]bool{}
		for _, l := range m.Host.Exclusions {
			if l.Proto != proto {
				continue
			}
			last := l.Line
			for _, s := range l.Spans {
				last = max(last, s.Line)
				if key := [2]int{s.Start, s.End}; !seen[key] {
					seen[key] = true
					spans = append(spans, s)
				}
			}
			refs = append(refs, facts.Ref{File: l.Path, Line: l.Line, LastLine: last})
		}
		if refs == nil {
			continue
		}
		v.Number(prefix+".exclusions.count", float64(len(spans)), refs...)
		v.Drop(prefix + ".exclusions.list")
		if len(spans) > 0 {
			v.String(prefix+".exclusions.list", spanList(spans), refs...)
		}
	}
}

// spanList names ranges of ports, the first maxNamedRuns of many.
func spanList(spans []snapshot.PortSpan) string {
	var words []string
	for i, s := range spans {
		if i == maxNamedRuns {
			words = append(words, "+"+strconv.Itoa(len(spans)-i))
			break
		}
		word := strconv.Itoa(s.Start)
		if s.End > s.Start {
			word += "-" + strconv.Itoa(s.End)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}
