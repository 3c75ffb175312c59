package counts

import "github.com/portdx/portdx/parsers/snapshot"

// head tells what the columns of a table, or the members of an object, hold.
type head struct {
	columns []property
	count   int  // the column with the count, -1 where there is none
	named   bool // a column tells by its head what the rows have in common
	name    int  // the column with the name of a group, -1 where there is none
	pairs   bool // the count is only called a value
}

func headOf(columns []property) head {
	h := head{columns: columns, count: -1, name: -1}
	for i, p := range columns {
		switch {
		case p == propertyCount && h.count < 0:
			h.count = i
		case p == propertyName && h.name < 0:
			h.name = i
		case p >= propertyState && p <= propertyLocalPort && p != propertyProcess:
			h.named = true
		}
	}
	if h.count < 0 && len(columns) == 2 && h.name == 0 && columns[1] == propertyValue {
		h.count, h.pairs = 1, true
	}
	return h
}

// usable reports whether the columns are those of counts. A table with both ends of
// connections lists them.
func (h *head) usable() bool {
	has := func(p property) bool {
		for _, c := range h.columns {
			if c == p {
				return true
			}
		}
		return false
	}
	return h.count >= 0 && (h.named || h.name >= 0 || has(propertyProcess)) && !(has(propertyLocalPort) && has(propertyRemotePort))
}

// fits reports whether the first row is one of counts of connections: by what it holds,
// or since the command above is of connections.
func (h *head) fits(cells [][]byte, above *asked) bool {
	g, ok := h.group(cells, 0, nil)
	if !ok {
		return false
	}
	if h.pairs {
		return g.entry.State != snapshot.StateNone
	}
	switch {
	case !above.Fresh, above.command().about == aboutNothing:
		return g.entry.State != snapshot.StateNone || g.ends || h.named && g.known()
	case above.command().about == aboutOther:
		return g.entry.State != snapshot.StateNone || g.by&(snapshot.CountByRemoteAddress|snapshot.CountByRemotePort|snapshot.CountByLocalPort) != 0
	}
	return true
}

// group reads a row.
func (h *head) group(cells [][]byte, line int, order []property) (group, bool) {
	g := newGroup(line)
	if h.count < 0 || h.count >= len(cells) {
		return g, false
	}
	n, ok := number(cells[h.count])
	if !ok {
		return g, false
	}
	g.entry.Count = n
	for i, p := range h.columns {
		switch v := cells[min(i, len(cells)-1)]; {
		case i >= len(cells), p == propertyCount, p == propertyValue, p == propertyLines, p == noProperty:
		case p == propertyGroup:
			g.first = instanceOf(v)
		case p == propertyName && i == h.name:
			g.name(v, order)
		case p != propertyName && len(v) > 0 && !g.set(p, v):
			g.guess(v)
		}
	}
	return g, true
}

// goesOn reports whether a row only goes on with the texts of the row above: the console
// wraps the members of a group, and names that are longer than their column.
func (h *head) goesOn(cells [][]byte) bool {
	if cells == nil || h.count >= len(cells) || len(cells[h.count]) > 0 {
		return false
	}
	for i, p := range h.columns {
		if i < len(cells) && p == propertyGroup && len(cells[i]) > 0 {
			return true
		}
	}
	return h.name >= 0 && h.name < len(cells) && len(cells[h.name]) > 0
}
