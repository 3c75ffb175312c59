package assemble

import (
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

// namesOfPaths returns the hosts of files whose text names none, by their paths: those
// that a collector wrote under the computer's name, and those in a folder that stands
// beside a folder with its host's name.
func namesOfPaths(files []File, shortOf func(File) string) map[string]string {
	hostFolders := make(map[string]bool) // folders whose subfolders are named after hosts
	for _, f := range files {
		if short := shortOf(f); short != "" {
			for dir := path.Dir(f.Path); dir != "." && dir != "/"; dir = path.Dir(dir) {
				if strings.EqualFold(path.Base(dir), short) {
					hostFolders[path.Dir(dir)] = true
				}
			}
		}
	}
	out := make(map[string]string)
	named := make(map[string]bool) // folders that hold a file of a known host
	for _, f := range files {
		if shortOf(f) != "" {
			for dir := path.Dir(f.Path); dir != "." && dir != "/" && !named[dir]; dir = path.Dir(dir) {
				named[dir] = true
			}
		}
	}
	for _, f := range files {
		if shortOf(f) != "" {
			continue
		}
		if m := collected.FindStringSubmatch(path.Base(f.Path)); m != nil {
			out[f.Path] = strings.ToUpper(m[1])
			continue
		}
		for dir := path.Dir(f.Path); dir != "." && dir != "/"; dir = path.Dir(dir) {
			if base := path.Base(dir); hostFolders[path.Dir(dir)] && !named[dir] && hostLike.MatchString(base) {
				out[f.Path] = strings.ToUpper(base)
			}
		}
	}
	return out
}
