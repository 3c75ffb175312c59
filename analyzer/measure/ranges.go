package measure

import (
	"slices"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// settleRanges finds the range and exclusions of each pool. Where the TCP ranges of the
// families differ, each family's rows count in its own range only.
func (m *Measurement) settleRanges() {
	m.TCP = m.newPool(snapshot.TCP, snapshot.IPv4)
	m.TCP6 = m.newPool(snapshot.TCP, snapshot.IPv6)
	m.UDP = m.newPool(snapshot.UDP, snapshot.IPv4)
	both := [2]bool{true, true}
	m.TCP.Families, m.UDP.Families, m.TCP6.Families = both, both, both
	m.range4, m.range6 = m.TCP, m.TCP6
	if m.FamiliesDiffer() {
		m.TCP.Families, m.TCP6.Families = [2]bool{true, false}, [2]bool{false, true}
		m.range4, m.range6 = m.TCP, m.TCP6
	}
}

// FamiliesDiffer reports whether both TCP ranges were captured and are not the same.
func (m *Measurement) FamiliesDiffer() bool {
	a, b := &m.range4, &m.range6
	return !a.Assumed && !b.Assumed && (a.Start != b.Start || a.Count != b.Count)
}

func (m *Measurement) newPool(proto snapshot.Proto, family snapshot.Family) Pool {
	p := Pool{Start: defaultStart, Count: defaultCount, Assumed: true, Family: family}
	if b := m.Build(); b > 0 && b < firstVistaBuild {
		p.Start, p.Count = legacyStart, legacyCount
	}
	if r := findRange(m.Host.Ranges, proto, family); r != nil {
		p.Start, p.Count, p.Assumed = r.Start, r.Count, false
		p.RangeRef = []facts.Ref{{File: r.Path, Line: r.Line, LastLine: r.Line}}
		p.Conflict = conflicts(m.Host.Ranges, r)
	}
	p.exclude(m.Host.Exclusions, proto, family)
	return p
}

// findRange prefers a range that names the family over one that names none.
func findRange(ranges []assemble.Range, proto snapshot.Proto, family snapshot.Family) *assemble.Range {
	var found *assemble.Range
	for i, r := range ranges {
		if r.Proto != proto || r.Family != family && r.Family != snapshot.FamilyUnknown {
			continue
		}
		if found == nil || found.Family == snapshot.FamilyUnknown && r.Family == family {
			found = &ranges[i]
		}
	}
	return found
}

// conflicts reports whether another range of the same kind says something else, as in a
// bundle with the output from before and after a change.
func conflicts(ranges []assemble.Range, r *assemble.Range) bool {
	return slices.ContainsFunc(ranges, func(o assemble.Range) bool {
		return o.Proto == r.Proto && o.Family == r.Family && (o.Start != r.Start || o.Count != r.Count)
	})
}

// exclude takes out the exclusions that lie in the range, those of all lists: which of two
// was true at the time of the capture is not known.
func (p *Pool) exclude(lists []assemble.Exclusions, proto snapshot.Proto, family snapshot.Family) {
	var named *assemble.Exclusions // a list that names the family
	for i, l := range lists {
		if l.Proto != proto || l.Family != family && l.Family != snapshot.FamilyUnknown {
			continue
		}
		if l.Family == family {
			p.ExclConflict = p.ExclConflict || named != nil && !slices.EqualFunc(named.Spans, l.Spans, samePorts)
			named = &lists[i]
		}
		p.ExclKnown = true
		last := l.Line
		for _, s := range l.Spans {
			last = max(last, s.Line)
			p.takeOut(s)
		}
		p.ExclRef = append(p.ExclRef, facts.Ref{File: l.Path, Line: l.Line, LastLine: last})
	}
}

func samePorts(a, b snapshot.PortSpan) bool { return a.Start == b.Start && a.End == b.End }

// takeOut excludes the ports of a span that lie in the range.
func (p *Pool) takeOut(s snapshot.PortSpan) {
	for n := max(s.Start, p.Start); n <= min(s.End, p.End()); n++ {
		if p.out == nil {
			p.out = new(portSet)
		}
		if p.out.add(uint16(n)) {
			p.Excluded++
		}
	}
}
