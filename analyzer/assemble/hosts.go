package assemble

import (
	"cmp"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// group is the files of one host.
type group struct {
	name  string
	files []File
}

// groupByHost assigns every file to a host. While at most one machine is named, all
// files are of it. Otherwise a file that names none goes with the host that its own name
// or its folder's names, or with the only host of its folder, and so on upwards; what
// then is left is of an unknown host, since a wrong assignment would mix evidence. A
// machine that only counter logs name does not count for that: they can be taken from afar.
func groupByHost(files []File) []group {
	named := make(map[string]string) // short name -> as written first
	byDir := make(map[string]map[string]bool)
	whole := wholeNames(files)
	shortOf := func(f File) string {
		short := ShortName(hostOf(f))
		return cmp.Or(whole[short], short)
	}
	for _, f := range files {
		short := shortOf(f)
		if short == "" {
			continue
		}
		if host := hostOf(f); named[short] == "" || ShortName(named[short]) != short && ShortName(host) == short {
			named[short] = host
		}
		dir := path.Dir(f.Path)
		if byDir[dir] == nil {
			byDir[dir] = make(map[string]bool)
		}
		byDir[dir][short] = true
	}
	byName := namesOfPaths(files, shortOf)
	for p, short := range byName {
		byName[p] = wholeName(short, maps.Keys(named))
	}
	for _, short := range byName {
		if named[short] == "" {
			named[short] = short
		}
	}
	if len(named) <= 1 {
		g := group{files: files}
		for _, n := range named {
			g.name = n
		}
		return []group{g}
	}
	// Longer names first: WEB-01_netstat.txt is of WEB-01, not of WEB.
	names := slices.SortedFunc(maps.Keys(named), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	members := make(map[string][]File)
	only := onlyNear(files, shortOf, byName)
	for _, f := range files {
		host := cmp.Or(shortOf(f), byName[f.Path], assign(f, names, byDir), only)
		members[host] = append(members[host], f)
	}
	var out []group
	for _, short := range slices.Sorted(maps.Keys(members)) {
		if short != "" {
			out = append(out, group{named[short], members[short]})
		}
	}
	if rest := members[""]; len(rest) > 0 {
		out = append(out, group{"", rest})
	}
	return out
}

// onlyNear returns the only host that something else than a counter log names, or "".
func onlyNear(files []File, shortOf func(File) string, byName map[string]string) string {
	only := ""
	for _, f := range files {
		host := cmp.Or(shortOf(f), byName[f.Path])
		switch {
		case host == "", host == only, isCounterLog(f):
		case only != "":
			return ""
		default:
			only = host
		}
	}
	return only
}

func isCounterLog(f File) bool {
	return !slices.ContainsFunc(f.Sections, func(s *snapshot.Section) bool { return s.Counters == nil })
}

// assign returns the host of a file that does not name it, empty where nothing tells.
func assign(f File, names []string, byDir map[string]map[string]bool) string {
	if short := hostIn(path.Base(f.Path), names); short != "" {
		return short
	}
	for dir := path.Dir(f.Path); ; dir = path.Dir(dir) {
		if short := hostIn(path.Base(dir), names); short != "" {
			return short
		}
		if hosts := byDir[dir]; len(hosts) == 1 {
			for short := range hosts {
				return short
			}
		}
		if dir == "." || dir == "/" {
			return ""
		}
	}
}

// netbiosLength is where NetBIOS cuts a computer's name off. Performance counters write
// that name. (Microsoft, "Naming conventions in Active Directory".)
const netbiosLength = 15

// wholeNames maps names that are cut off to the only longer name that begins so.
func wholeNames(files []File) map[string]string {
	names := make(map[string]bool)
	for _, f := range files {
		names[ShortName(hostOf(f))] = true
	}
	whole := make(map[string]string)
	for short := range names {
		if long := wholeName(short, maps.Keys(names)); long != short {
			whole[short] = long
		}
	}
	return whole
}

// wholeName returns the only longer name that begins with a name that is cut off, else
// the name itself.
func wholeName(short string, names iter.Seq[string]) string {
	whole := short
	if len(short) != netbiosLength {
		return short
	}
	for long := range names {
		switch {
		case len(long) <= len(short) || !strings.HasPrefix(long, short):
		case whole != short:
			return short
		default:
			whole = long
		}
	}
	return whole
}

// hostOf returns the name that a file gives its machine.
func hostOf(f File) string {
	for _, s := range f.Sections {
		if s.Host != "" {
			return s.Host
		}
	}
	return ""
}

// ShortName drops the domain: the event log writes WEB01.corp.example where the
// registry writes WEB01.
func ShortName(host string) string {
	short, _, _ := strings.Cut(host, ".")
	return strings.ToUpper(strings.TrimSpace(short))
}
