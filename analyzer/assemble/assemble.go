// Package assemble makes one snapshot per host of the sections of many files: it groups
// files by host, settles when each capture was taken, and counts a moment that was
// captured several times once.
package assemble

import (
	"cmp"
	"path"
	"slices"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// File is what was read from one artifact.
type File struct {
	Path      string
	ModTime   time.Time // zero where unknown
	InArchive bool
	Sections  []*snapshot.Section
}

// Options settle what the files leave open.
type Options struct {
	CapturedAt    time.Time      // when the only capture was taken; zero to go by the files
	CapturedLocal bool           // it is the clock of the machine, written as UTC
	Zone          *time.Location // zone of times without one; nil to go by the files, else UTC
}

// Range is a dynamic port range and the file it stands in.
type Range struct {
	snapshot.PortRange
	Path string
}

// Exclusions is a list of excluded ports and the file it stands in.
type Exclusions struct {
	snapshot.ExclusionList
	Path string
}

// Key is a registry key and the file it stands in.
type Key struct {
	snapshot.RegistryKey
	Path string
	File string
}

// System is what systeminfo says, and the file it stands in.
type System struct {
	*snapshot.SystemInfo
	Path string
}

// Log is an event log and the file it was read from.
type Log struct {
	*snapshot.EventLog
	Path string
	Line int
}

// Host is all that was captured of one machine.
type Host struct {
	Name        string // empty where nothing names it
	NameSource  NameSource
	Former      []string // other names in its logs: it was renamed
	Doubts      Doubts   // about which files are of it
	Captures    []*snapshot.Capture
	Ranges      []Range
	AutoReuse   []Range // whose ports may serve several remote endpoints; one without ports is none
	Exclusions  []Exclusions
	Registry    []Key
	Logs        []Log             // System logs and exports of them, none filtered away
	Processes   map[uint32]string // image names by process id, from lists of processes
	Systems     []System
	Counters    []Counters
	Counts      []Counts // of connections
	Sections    []*snapshot.Section
	Zone        *time.Location
	ZoneAssumed bool // no file and no option names the zone: UTC is assumed
}

// Hosts groups the files by the machine they were captured on. There is at least one
// host, even for no files; hosts come in the order of their names, the nameless last.
func Hosts(files []File, opts Options) []*Host {
	groups := groupByHost(files)
	hosts := make([]*Host, 0, len(groups))
	for _, g := range groups {
		hosts = append(hosts, newHost(g, opts))
	}
	if len(hosts) == 0 {
		hosts = append(hosts, newHost(group{}, opts))
	}
	return hosts
}

func newHost(g group, opts Options) *Host {
	h := &Host{Name: g.name, NameSource: g.source, Former: g.former, Doubts: g.doubts}
	h.collect(g.files)
	h.noteDoubts()
	h.settleZone(opts)
	h.zoneLogs()
	h.mergeLogs()
	h.settleTimes(g.files, opts)
	h.settleReadings(g.files)
	h.settleUndated(opts)
	h.mergeMoments()
	return h
}

// noteDoubts says in the sections what is not certain about whose they are.
func (h *Host) noteDoubts() {
	for _, s := range h.Sections {
		if s.Events != nil {
			for _, name := range h.Former {
				if ShortName(s.Host) == name || slices.ContainsFunc(s.Events.Events, func(e snapshot.Event) bool { return ShortName(e.Computer) == name }) {
					s.AddNote("host.former", 0, name)
				}
			}
		}
		if len(s.Captures) == 0 {
			continue
		}
		if name := h.Doubts.FileNames[s.Path]; name != "" {
			s.AddNote("host.file-name", 0, name)
		}
		if slices.Contains(h.Doubts.Folders, path.Dir(s.Path)) {
			s.AddNote("host.unclear", 0)
		}
	}
}

// collect sorts what the sections hold into the host.
func (h *Host) collect(files []File) {
	var settings []Range // netsh speaks of one family and comes first
	for _, f := range files {
		for _, s := range f.Sections {
			h.Sections = append(h.Sections, s)
			h.Captures = append(h.Captures, s.Captures...)
			for _, r := range s.Ranges {
				if s.Kind == snapshot.KindNetTCPSetting {
					settings = append(settings, Range{r, s.Path})
					continue
				}
				h.Ranges = append(h.Ranges, Range{r, s.Path})
			}
			for _, r := range s.AutoReuse {
				h.AutoReuse = append(h.AutoReuse, Range{r, s.Path})
			}
			for _, x := range s.Exclusions {
				h.Exclusions = append(h.Exclusions, Exclusions{x, s.Path})
			}
			for _, k := range s.Registry {
				h.Registry = append(h.Registry, Key{RegistryKey: k, Path: k.Path, File: s.Path})
			}
			h.nameProcesses(s.Processes)
			if s.System != nil {
				h.Systems = append(h.Systems, System{s.System, s.Path})
			}
			if s.Counters != nil {
				h.Counters = append(h.Counters, Counters{s.Counters, s.Kind, s.Path})
			}
			h.addCounts(s)
			if s.IsSystemLog() {
				h.Logs = append(h.Logs, Log{s.Events, s.Path, s.Line})
			}
		}
	}
	h.nameCounted()
	h.Ranges = append(h.Ranges, settings...)
	slices.SortStableFunc(h.Registry, func(a, b Key) int { return cmp.Compare(doubt(a), doubt(b)) })
	slices.SortStableFunc(h.Sections, func(a, b *snapshot.Section) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
}

// doubt puts keys whose values may not be the machine's behind the others.
func doubt(k Key) int {
	if k.Doubtful {
		return 1
	}
	return 0
}

// nameProcesses adds the names of a list. The first list wins: ids are used again for
// other processes, and of two lists nothing tells which one is of the captures' boot. PID
// 0 stays without a name, since connections that show it belong to no process.
func (h *Host) nameProcesses(list []snapshot.Process) {
	for _, p := range list {
		if p.PID == 0 || h.Processes[p.PID] != "" {
			continue
		}
		if h.Processes == nil {
			h.Processes = make(map[uint32]string)
		}
		h.Processes[p.PID] = p.Name
	}
}
