package assemble

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// group is the files of one host.
type group struct {
	name   string
	source NameSource
	files  []File
	doubts Doubts
	former []string
}

// NameSource tells where the name of a host comes from.
type NameSource string

// The sources of a host's name.
const (
	NamedByText   NameSource = "text"   // of a file
	NamedByFile   NameSource = "file"   // its name, or that of a folder that bears the machine's
	NamedByFolder NameSource = "folder" // what the folder is called: nothing names the machine
	Unnamed       NameSource = ""
)

// Doubts are what is not certain about which files are of a host.
type Doubts struct {
	// Folders hold tables that nothing shows to be of one machine; they are read as one.
	Folders []string
	// FileNames are tables whose names may be another machine's, and these names.
	FileNames map[string]string
	// Unassigned counts files of the bundle that name no machine while it holds several.
	Unassigned int
}

// groupByHost assigns every file to a host. A file is of the machine that its text names,
// else of the one that its name or its folder's names. What then is left is of the only
// machine that is named. Of several it goes with the only one of its folder, and so on
// upwards; else it is of an unknown host, since a wrong assignment would mix evidence. A
// machine that only counter logs name does not count for that: they can be taken from afar.
func groupByHost(files []File) []group {
	n := newNames(files)
	var pieces []piece
	for _, f := range files {
		pieces = append(pieces, n.split(f)...)
	}
	for i := range pieces {
		if key := n.key(pieces[i].former); pieces[i].host == "" && n.known(key) {
			pieces[i].host = key
		}
	}
	r := &resolver{names: n, pieces: pieces, doubts: make(map[string]string)}
	r.byPath()
	machines := r.machines()
	if len(machines) <= 1 && !slices.ContainsFunc(pieces, func(p piece) bool { return p.apart }) {
		only := ""
		if len(machines) == 1 {
			only = machines[0]
		}
		return r.groups(func(*piece) string { return only })
	}
	only := r.onlyNear()
	return r.groups(func(p *piece) string {
		if p.apart {
			return ""
		}
		return cmp.Or(r.near(p), only)
	})
}

// resolver assigns pieces to machines.
type resolver struct {
	*names
	pieces []piece
	byDir  map[string]map[string]bool // folder -> machines that files right in it name
	doubts map[string]string          // path of a piece with a table -> a name that its path may hold
}

// explicit returns the machine that a piece itself names.
func (p *piece) explicit() string { return cmp.Or(p.host, p.path) }

// machines returns the keys of the machines that are named.
func (r *resolver) machines() []string {
	set := make(map[string]bool)
	r.byDir = make(map[string]map[string]bool)
	for i := range r.pieces {
		p := &r.pieces[i]
		key := p.explicit()
		if key == "" {
			continue
		}
		set[key] = true
		if p.host != "" {
			dir := path.Dir(p.Path)
			if r.byDir[dir] == nil {
				r.byDir[dir] = make(map[string]bool)
			}
			r.byDir[dir][key] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// onlyNear returns the only host that something else than a counter log names, or "".
func (r *resolver) onlyNear() string {
	only := ""
	for i := range r.pieces {
		p := &r.pieces[i]
		host := p.explicit()
		switch {
		case host == "", host == only, p.isCounterLog():
		case only != "":
			return ""
		default:
			only = host
		}
	}
	return only
}

// near returns the only machine of the folder of a piece, or of one above it.
func (r *resolver) near(p *piece) string {
	for dir := path.Dir(p.Path); ; dir = path.Dir(dir) {
		if hosts := r.byDir[dir]; len(hosts) == 1 {
			for key := range hosts {
				return key
			}
		}
		if dir == "." || dir == "/" {
			return ""
		}
	}
}

// groups makes the groups, in the order of their names, the nameless last. Pieces that
// name no machine are assigned by rest, and then once more by the addresses in their
// tables.
func (r *resolver) groups(rest func(*piece) string) []group {
	members := make(map[string][]*piece)
	for i := range r.pieces {
		p := &r.pieces[i]
		key := p.explicit()
		if key == "" {
			key = rest(p)
		}
		members[key] = append(members[key], p)
	}
	var out []group
	for _, key := range slices.Sorted(maps.Keys(members)) {
		out = append(out, r.apartByAddress(key, members[key])...)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		if (a.name == "") != (b.name == "") {
			return cmp.Compare(b.name, a.name)
		}
		return cmp.Compare(ShortName(a.name), ShortName(b.name))
	})
	return giveAway(out)
}

// group makes a group of pieces.
func (r *resolver) group(key string, pieces []*piece) group {
	g := group{name: r.written[key], source: NamedByText, former: slices.Clone(r.former[key])}
	if !slices.ContainsFunc(pieces, func(p *piece) bool { return p.host != "" }) {
		g.source = NamedByFile
	}
	if key == "" {
		g.name, g.source = newestFormer(pieces), NamedByText
		if g.name == "" {
			g.source = Unnamed
		}
	}
	for _, p := range pieces {
		g.files = append(g.files, p.File)
		if short := ShortName(p.former); short != "" && short != ShortName(g.name) && r.key(short) != key && !slices.Contains(g.former, short) {
			g.former = append(g.former, short)
		}
		if name := r.doubts[p.Path]; name != "" && name != ShortName(g.name) && p.explicit() == "" {
			if g.doubts.FileNames == nil {
				g.doubts.FileNames = make(map[string]string)
			}
			g.doubts.FileNames[p.Path] = name
		}
	}
	slices.Sort(g.former)
	return g
}

// newestFormer returns the name in the log that was written last, of logs that are not
// used: the best that is known where nothing else names the machine.
func newestFormer(pieces []*piece) string {
	var newest *snapshot.EventLog
	name := ""
	for _, p := range pieces {
		for _, s := range p.Sections {
			if s.Events == nil || s.Host == "" || s.IsSystemLog() {
				continue
			}
			if newest == nil || s.Events.Last.After(newest.Last) {
				newest, name = s.Events, s.Host
			}
		}
	}
	return name
}

// giveAway gives the files of the nameless group to the first host where nothing of them
// could be read: they are no machine's evidence. Else each host says that there are such.
func giveAway(groups []group) []group {
	last := len(groups) - 1
	if last < 1 || groups[last].name != "" {
		return groups
	}
	unnamed := 0
	for _, f := range groups[last].files {
		if p := (piece{File: f}); p.isEvidence() {
			unnamed++
		}
	}
	if unnamed == 0 {
		groups[0].files = append(groups[0].files, groups[last].files...)
		slices.SortStableFunc(groups[0].files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
		return groups[:last]
	}
	for i := range groups[:last] {
		groups[i].doubts.Unassigned = unnamed
	}
	return groups
}
