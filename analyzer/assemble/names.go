package assemble

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// names knows the machines that a bundle names, and by which names each goes. A machine's
// key is its short name in upper case, the newest where it was renamed.
type names struct {
	written map[string]string // key -> the name as written first
	same    map[string]string // another short name -> key
	former  map[string][]string
}

// newNames collects the names that the sections of the files are of for certain, and finds
// which ones are one machine's.
func newNames(files []File) *names {
	n := &names{written: make(map[string]string), same: make(map[string]string), former: make(map[string][]string)}
	shorts := make(map[string]bool)
	var logs []*snapshot.EventLog
	for _, f := range files {
		for _, s := range f.Sections {
			if name := ShortName(nameIn(s)); name != "" {
				shorts[name] = true
				if s.Events != nil {
					logs = append(logs, s.Events)
				}
			}
		}
	}
	n.joinRenamed(logs)
	for short := range shorts {
		if long := wholeName(short, maps.Keys(shorts)); long != short {
			n.same[short] = long
		}
	}
	for _, f := range files {
		for _, s := range f.Sections {
			if name := nameIn(s); name != "" {
				n.add(name)
			}
		}
	}
	return n
}

// add enters a name. It is shown as it was written first, the whole before one that is cut
// off and the newest before an earlier one.
func (n *names) add(name string) {
	key := n.key(name)
	if old := n.written[key]; old == "" || ShortName(old) != key && ShortName(name) == key {
		n.written[key] = name
	}
}

// key returns the key of the machine that bears a name.
func (n *names) key(name string) string {
	short := ShortName(name)
	for range 4 { // renamed, and cut off: no chain is longer
		next, ok := n.same[short]
		if !ok {
			break
		}
		short = next
	}
	return short
}

func (n *names) known(key string) bool { return n.written[key] != "" }

// joinRenamed finds the machines whose System log holds an earlier name of theirs: within
// one log, or in an archived one that it goes on from. An earlier name that several bear
// is that of their template, and a name that another log ends with is another machine's.
func (n *names) joinRenamed(logs []*snapshot.EventLog) {
	newest := make(map[string]bool)
	for _, l := range logs {
		newest[ShortName(l.Computer)] = true
	}
	owners := make(map[string]string)
	claim := func(earlier, now string) {
		if earlier == "" || earlier == now {
			return
		}
		if o, ok := owners[earlier]; ok && o != now {
			now = ""
		}
		owners[earlier] = now
	}
	for _, l := range logs {
		now := ShortName(l.Computer)
		for _, e := range l.Events {
			if short := ShortName(e.Computer); !newest[short] {
				claim(short, now)
			}
		}
		for _, o := range logs {
			if goesOn(l, o) {
				claim(now, ShortName(o.Computer))
			}
		}
	}
	for _, earlier := range slices.Sorted(maps.Keys(owners)) {
		if now := owners[earlier]; now != "" && owners[now] != earlier {
			n.same[earlier] = now
			n.former[now] = append(n.former[now], earlier)
		}
	}
}

// goesOn reports whether a log goes on where another one ends, as the log of one machine
// does that was archived: by its record ids and by its times.
func goesOn(l, next *snapshot.EventLog) bool {
	return l != next && l.Zoned && next.Zoned && l.LastID > 0 && l.LastID+1 == next.FirstID && !l.Last.After(next.First)
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

// ShortName drops the domain: the event log writes WEB01.corp.example where the
// registry writes WEB01.
func ShortName(host string) string {
	short, _, _ := strings.Cut(host, ".")
	return strings.ToUpper(strings.TrimSpace(short))
}

// longestFirst returns the keys and the other names of the machines, in the order in which
// they are looked for in a path: WEB-01_netstat.txt is of WEB-01, not of WEB.
func (n *names) longestFirst() []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(n.written)), maps.Keys(n.same))
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(all)
}
