package assemble

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// relation is what the addresses in two folders' tables say of their machines.
type relation uint8

// The relations.
const (
	unclear relation = iota
	oneMachine
	twoMachines
)

// relate compares the machine's own addresses, as the tables of two folders show them.
// Those of one machine contain each other, or are the same; a machine has others once it
// was given another lease, but then nothing shows that it is the same one. Nodes of a
// cluster share an address, and each has one besides.
func relate(a, b []snapshot.Addr) relation {
	for _, kind := range []snapshot.AddrKind{snapshot.AddrIPv4, snapshot.AddrIPv6} {
		x, y := ofKind(a, kind), ofKind(b, kind)
		if len(x) == 0 || len(y) == 0 {
			continue
		}
		both := 0
		for addr := range x {
			if y[addr] {
				both++
			}
		}
		switch both {
		case 0:
			return twoMachines
		case min(len(x), len(y)):
			return oneMachine
		}
		return unclear
	}
	return unclear
}

func ofKind(list []snapshot.Addr, kind snapshot.AddrKind) map[snapshot.Addr]bool {
	out := make(map[snapshot.Addr]bool)
	for _, a := range list {
		if a.Kind == kind {
			out[a] = true
		}
	}
	return out
}

// ownOf returns the own addresses that the tables of pieces show, and whether there is a
// table.
func ownOf(pieces []*piece) (own []snapshot.Addr, tables bool) {
	for _, p := range pieces {
		for _, s := range p.Sections {
			for _, c := range s.Captures {
				own, tables = append(own, c.Summary.Own...), true
			}
		}
	}
	slices.SortFunc(own, snapshot.Addr.Compare)
	return slices.Compact(own), tables
}

// unit is a folder whose tables are taken to be of one machine, or several such folders.
type unit struct {
	dirs   []string
	own    []snapshot.Addr
	pieces []*piece
	named  bool // holds pieces that name their machine
}

// apartByAddress takes the pieces of a group apart where folders with tables stand side by
// side that name no machine: tables whose addresses contradict each other are of several.
// Each of these is named after its folder. Where the addresses say nothing the folders
// stay one, and the doubt is kept.
func (r *resolver) apartByAddress(key string, pieces []*piece) []group {
	units := unitsOf(pieces)
	if len(units) < 2 {
		return []group{r.group(key, pieces)}
	}
	var joined []*unit
	open := make(map[string]bool)
	contradiction := false
	for _, u := range units {
		at := -1
		for i, o := range joined {
			switch rel := relate(u.own, o.own); {
			case rel == oneMachine && at < 0:
				at = i
			case rel == twoMachines:
				contradiction = true
			}
		}
		if at < 0 {
			joined = append(joined, u)
			continue
		}
		o := joined[at]
		o.dirs, o.pieces, o.named = append(o.dirs, u.dirs...), append(o.pieces, u.pieces...), o.named || u.named
		o.own = append(o.own, u.own...)
	}
	if len(joined) == 1 {
		return []group{r.group(key, pieces)}
	}
	if !contradiction {
		for _, u := range joined {
			open[u.dirs[0]] = true
		}
		g := r.group(key, pieces)
		g.doubts.Folders = slices.Sorted(maps.Keys(open))
		return []group{g}
	}
	return r.separate(key, pieces, joined)
}

// unitsOf returns the folders with tables, in order. All pieces that name their machine
// are one unit, whatever their folder.
func unitsOf(pieces []*piece) []*unit {
	byDir := make(map[string]*unit)
	var out []*unit
	for _, p := range pieces {
		if !p.hasTable() {
			continue
		}
		dir := path.Dir(p.Path)
		at := dir
		if p.explicit() != "" {
			at = "/named"
		}
		u := byDir[at]
		if u == nil {
			u = &unit{dirs: []string{dir}, named: p.explicit() != ""}
			byDir[at] = u
			out = append(out, u)
		}
		u.pieces = append(u.pieces, p)
	}
	for _, u := range out {
		u.own, _ = ownOf(u.pieces)
	}
	slices.SortStableFunc(out, func(a, b *unit) int { return strings.Compare(a.dirs[0], b.dirs[0]) })
	return out
}

// separate makes a group of each unit, and one of what is left: with the machine's name
// where the group has one.
func (r *resolver) separate(key string, pieces []*piece, units []*unit) []group {
	of := make(map[*piece]*unit)
	for _, u := range units {
		for _, p := range u.pieces {
			of[p] = u
		}
	}
	members := make(map[*unit][]*piece)
	for _, p := range pieces {
		u := of[p]
		if u == nil && p.explicit() == "" {
			u = below(units, path.Dir(p.Path))
		}
		if u != nil && u.named {
			u = nil // the rest, which bears the name
		}
		members[u] = append(members[u], p)
	}
	var out []group
	if rest := members[nil]; len(rest) > 0 {
		out = append(out, r.group(key, rest))
	}
	for _, u := range units {
		if len(members[u]) == 0 {
			continue
		}
		g := r.group("", members[u])
		if name := folderName(u.dirs[0], units); g.source == Unnamed && name != "" {
			g.name, g.source = name, NamedByFolder
		}
		out = append(out, g)
	}
	return out
}

// below returns the unit in whose folder another folder lies, or nil.
func below(units []*unit, dir string) *unit {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		for _, u := range units {
			if slices.Contains(u.dirs, dir) {
				return u
			}
		}
	}
	return nil
}

// folderName returns the shortest end of a folder's path that no other unit's has.
func folderName(dir string, units []*unit) string {
	if dir == "." {
		return ""
	}
	name := path.Base(dir)
	for _, u := range units {
		if u.dirs[0] != dir && path.Base(u.dirs[0]) == name {
			return dir
		}
	}
	return strings.TrimSuffix(name, path.Ext(name))
}
