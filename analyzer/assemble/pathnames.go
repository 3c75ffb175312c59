package assemble

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"strings"
)

// hostIn returns the one of the names that the name of a file or folder begins with, or
// else the only one that stands in it, as in TSS_WEB01_260310-090000. Names are in upper
// case, the longest first.
func hostIn(element string, names []string) string {
	element = strings.ToUpper(element)
	for _, short := range names {
		if len(short) < len(element) && strings.HasPrefix(element, short) && endsName(element[len(short):]) || element == short {
			return short
		}
	}
	found := ""
	for _, short := range names {
		for i := 1; i+len(short) <= len(element); i++ {
			if element[i:i+len(short)] != short || !isBreak(element[i-1]) || !endsName(element[i+len(short):]) {
				continue
			}
			if found != "" && found != short {
				return ""
			}
			found = short
		}
	}
	return found
}

// isBreak reports whether a sign stands between the parts of a file's name.
func isBreak(c byte) bool { return strings.IndexByte("_-. ()[]", c) >= 0 }

// endsName reports whether a host's name can end before this rest of a file's name: WEB
// does not end before -02_netstat.txt, which is of WEB-02.
func endsName(rest string) bool {
	if rest == "" {
		return true
	}
	if !isBreak(rest[0]) {
		return false
	}
	if rest[0] != '-' {
		return true
	}
	digits := 1
	for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
		digits++
	}
	return digits == 1 || digits > 4
}

// collected are files that Microsoft's collectors name by the computer and themselves:
// psSDP and TSS. Their shape is theirs alone.
var collected = regexp.MustCompile(`(?i)^([a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?)_(?:TCPIP_|PortUsage\.|ipv[46]-(?:dynamicport|excludedport)|(?:\d{6}-\d{6}_)?(?:NetStat_Info|Net_TCPIP_pscmdlets|TCP-Port-Exhaustion)|evt_System\.)`)

// hostLike is a folder's name that may be a host's: it ends in a number, as the names of
// servers do. It counts beside a folder that is known to be named after its host.
var hostLike = regexp.MustCompile(`(?i)^[a-z][a-z0-9-]{0,13}\d$`)

// byPath gives each piece that names no machine the one that its path names.
func (r *resolver) byPath() {
	means := r.meanings()
	folders := r.hostFolders()
	order := r.longestFirst()
	patterns := r.patterns()
	name := func(common int) (some bool) {
		for i := range r.pieces {
			p := &r.pieces[i]
			some = some || p.host != "" && !p.isCounterLog()
			if p.host == "" && !p.apart && p.isEvidence() {
				p.path = r.inPath(p, common, order, means, folders, patterns)
				some = some || p.path != ""
			}
		}
		return some
	}
	// Folders that all files lie in are often called after the customer or the ticket. They
	// name the machine where nothing else does.
	if !name(r.commonDepth()) {
		name(0)
	}
	for i := range r.pieces {
		if p := &r.pieces[i]; p.path != "" {
			p.path = cmp.Or(wholeName(p.path, maps.Keys(r.written)), p.path)
		}
	}
	for i := range r.pieces {
		if p := &r.pieces[i]; p.path != "" && !r.known(p.path) {
			r.written[p.path] = p.path
		}
	}
}

// inPath returns the machine that a path names, the nearest name first: that of the file,
// then those of its folders but for the outermost ones.
func (r *resolver) inPath(p *piece, common int, order []string, means map[string]string, folders folders, patterns map[string]bool) string {
	base := path.Base(p.Path)
	if m := collected.FindStringSubmatch(base); m != nil {
		return r.key(m[1])
	}
	if key := hostIn(base, order); key != "" {
		return r.key(key)
	}
	if key := r.word(p, base, order, means); key != "" {
		return key
	}
	if key := patterned(base, patterns); key != "" && p.hasTable() {
		return key
	}
	for dir := path.Dir(p.Path); dir != "." && dir != "/" && strings.Count(dir, "/") >= common; dir = path.Dir(dir) {
		if key := hostIn(path.Base(dir), order); key != "" {
			return r.key(key)
		}
		if folders.named[dir] {
			continue // by what it holds
		}
		if b := path.Base(dir); folders.of[path.Dir(dir)] && hostLike.MatchString(b) {
			return r.key(b)
		}
		if key := r.word(p, path.Base(dir), order, means); key != "" {
			return key
		}
	}
	return ""
}

// commonDepth returns how many folders all files lie in.
func (r *resolver) commonDepth() int {
	var common []string
	for i := range r.pieces {
		dirs := strings.Split(r.pieces[i].Path, "/")
		dirs = dirs[:len(dirs)-1]
		if i == 0 {
			common = dirs
		}
		n := 0
		for n < min(len(common), len(dirs)) && common[n] == dirs[n] {
			n++
		}
		common = common[:n]
	}
	return len(common)
}

// word returns the machine that a word in an element of a path names. Where it holds
// several names nothing tells which one is meant.
func (r *resolver) word(p *piece, element string, order []string, means map[string]string) string {
	if strings.Count(strings.Join(mentioned(element, order), " "), " ") > 0 {
		return ""
	}
	found := ""
	for _, c := range candidates(element) {
		if key, seen := means[c.name]; seen {
			if key != "" {
				return key
			}
			continue // a word on files of several machines is no machine's
		}
		switch {
		case c.trust == plausible && found == "":
			found = r.key(c.name)
		case c.trust == doubtful && p.hasTable():
			r.doubts[p.Path] = c.name
		}
	}
	return found
}

// mentioned returns the known machines whose names stand in an element of a path.
func mentioned(element string, order []string) []string {
	var out []string
	for _, name := range order {
		if hostIn(element, []string{name}) != "" {
			out = append(out, name)
		}
	}
	return out
}

// meanings returns what the words in the paths of files mean whose text names a machine:
// this machine; nothing where they stand on files of several.
func (r *resolver) meanings() map[string]string {
	out := make(map[string]string)
	for i := range r.pieces {
		p := &r.pieces[i]
		if p.host == "" || p.isCounterLog() {
			continue
		}
		for element := p.Path; element != "." && element != "/"; element = path.Dir(element) {
			for _, c := range candidates(path.Base(element)) {
				if key, seen := out[c.name]; seen && key != p.host {
					out[c.name] = ""
				} else {
					out[c.name] = p.host
				}
			}
		}
	}
	return out
}

// folders are what is known of folders by the files in them.
type folders struct {
	of    map[string]bool // whose subfolders are named after hosts
	named map[string]bool // that hold a file of a known host
}

func (r *resolver) hostFolders() folders {
	f := folders{make(map[string]bool), make(map[string]bool)}
	for i := range r.pieces {
		p := &r.pieces[i]
		if p.host == "" {
			continue
		}
		for dir := path.Dir(p.Path); dir != "." && dir != "/"; dir = path.Dir(dir) {
			f.named[dir] = true
			if strings.EqualFold(path.Base(dir), p.host) {
				f.of[path.Dir(dir)] = true
			}
		}
	}
	return f
}

// patterns returns the names of files with their machine's name taken out, of those that
// hold it: beside WEB01_netstat.txt, MAILHUB_netstat.txt is of another machine.
func (r *resolver) patterns() map[string]bool {
	out := make(map[string]bool)
	for i := range r.pieces {
		p := &r.pieces[i]
		base := strings.ToUpper(path.Base(p.Path))
		if p.host != "" && strings.Contains(base, p.host) {
			out[strings.Replace(base, p.host, "*", 1)] = true
		}
	}
	return out
}

// minPattern is how many letters a name without a number has at least that is taken for a
// machine's because of where it stands.
const minPattern = 4

// patterned returns the name that stands where the other files have their machine's.
func patterned(base string, patterns map[string]bool) string {
	base = strings.ToUpper(base)
	for pattern := range patterns {
		before, after, _ := strings.Cut(pattern, "*")
		name, ok := strings.CutPrefix(base, before)
		if !ok || before == "" && after == "" {
			continue
		}
		if name, ok = strings.CutSuffix(name, after); ok && len(name) >= minPattern && len(name) <= netbiosLength && isWord(name) && !isCommon(name) {
			return name
		}
	}
	return ""
}

func isWord(name string) bool {
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}
