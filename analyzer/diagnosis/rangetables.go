package diagnosis

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// maxExclusionRows is how many excluded ranges a table shows.
const maxExclusionRows = 60

// ranges lists the dynamic port ranges that were captured, of each protocol and family.
func (b *builder) ranges() Table {
	t := Table{ID: "ranges", Columns: []string{"protocol", "family", "start", "end", "ports", "file", "line"}}
	for _, r := range b.Measurement.Host.Ranges {
		t.Rows = append(t.Rows, []any{protoCell(r.Proto), familyCell(r.Family), idCell(r.Start), idCell(r.End()), r.Count, r.Path, idCell(r.Line)})
	}
	return t
}

// exclusions lists the excluded port ranges. An asterisk marks those that an administrator
// has set, as netsh does.
func (b *builder) exclusions() Table {
	t := Table{ID: "exclusions", Columns: []string{"protocol", "family", "start", "end", "ports", "administered", "file", "line"}}
	for _, l := range b.Measurement.Host.Exclusions {
		for _, s := range l.Spans {
			if len(t.Rows) == maxExclusionRows {
				t.Omitted++
				continue
			}
			mark := ""
			if s.Administered {
				mark = "*"
			}
			t.Rows = append(t.Rows, []any{protoCell(l.Proto), familyCell(l.Family), idCell(s.Start), idCell(s.End), s.End - s.Start + 1, mark, l.Path, idCell(s.Line)})
		}
	}
	return t
}

func protoCell(p snapshot.Proto) string { return strings.ToUpper(p.String()) }

// familyCell is nil where the output names no family.
func familyCell(f snapshot.Family) any {
	if f == snapshot.FamilyUnknown {
		return nil
	}
	return familyName(f)
}
