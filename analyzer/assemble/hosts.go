package assemble

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
)

// group is the files of one host.
type group struct {
	name  string
	files []File
}

// groupByHost assigns every file to a host. While at most one machine is named, all
// files are of it. Otherwise a file that names none goes with the only host of its
// folder, or of the nearest folder above, or with the host that its name begins with;
// what then is left is of an unknown host, since a wrong assignment would mix evidence.
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
	for _, f := range files {
		host := assign(f, shortOf(f), names, byDir)
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

func assign(f File, host string, names []string, byDir map[string]map[string]bool) string {
	if host != "" {
		return host
	}
	base := strings.ToUpper(path.Base(f.Path))
	for _, short := range names {
		if strings.HasPrefix(base, short+"_") || strings.HasPrefix(base, short+"-") || strings.HasPrefix(base, short+".") {
			return short
		}
	}
	for dir := path.Dir(f.Path); ; dir = path.Dir(dir) {
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
		if len(short) != netbiosLength {
			continue
		}
		n := 0
		for long := range names {
			if len(long) > len(short) && strings.HasPrefix(long, short) {
				whole[short] = long
				n++
			}
		}
		if n != 1 {
			delete(whole, short)
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
