package measure

import (
	"strings"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// kernelPID is the process id of System on every Windows since XP.
const kernelPID = 4

// protectedImages are the programs that must not be ended, as imageOf spells them: without
// the processes of Windows itself it stops, without a database server its databases are
// offline. Where they hold ports, they connect on behalf of others.
var protectedImages = map[string]bool{
	"system": true, "secure system": true, "registry": true, "memory compression": true,
	"smss": true, "csrss": true, "wininit": true, "winlogon": true, "services": true,
	"lsass": true, "lsaiso": true, "lsm": true, "sqlservr": true,
}

// imageOf returns an image name as names are compared: without a folder and ".exe", in
// lower case. tasklist and netstat -b print lsass.exe, Get-Process prints lsass, other
// tools a path or capitals.
func imageOf(name string) string {
	name = strings.ToLower(strings.Trim(name, " []\""))
	name = name[strings.LastIndexAny(name, `\/`)+1:]
	return strings.TrimSuffix(strings.TrimSuffix(name, " *32"), ".exe")
}

// protects reports whether a process must not be ended; known is false for one whose name
// was not captured.
func (m *Measurement) protects(pid uint32) (protected, known bool) {
	name := m.Name(pid)
	return pid == kernelPID || protectedImages[imageOf(name)], pid == kernelPID || name != ""
}

// minList is how many processes a list of all of them has at least; Windows runs more
// when nothing else does.
const minList = 10

// processList is what the lists of processes say of who is alive.
type processList struct {
	pids map[uint32]bool // in any list
	all  []facts.Ref     // lists of all processes: those with System, and not few
}

// readLists collects the lists of processes.
func readLists(h *assemble.Host) processList {
	l := processList{pids: make(map[uint32]bool)}
	for _, s := range h.Sections {
		system := false
		for _, p := range s.Processes {
			l.pids[p.PID] = true
			system = system || p.PID == kernelPID
		}
		if system && len(s.Processes) >= minList && s.Status != snapshot.StatusPartial {
			l.all = append(l.all, facts.Ref{File: s.Path, Line: s.Line, LastLine: s.LastLine})
		}
	}
	return l
}

// isGone reports whether a list of all processes was captured and none has this one: the
// list is of another time, or the process has ended and its sockets stay.
func (m *Measurement) isGone(pid uint32) bool { return len(m.lists.all) > 0 && !m.lists.pids[pid] }

// identityFacts says which program a process is: the facts below prefix that do not
// depend on what it holds. Of a process that no list has, nothing more can be found out
// from another list.
func (m *Measurement) identityFacts(v *facts.Set, prefix string, pid uint32, refs ...facts.Ref) {
	v.Number(prefix+".pid", float64(pid), refs...)
	switch {
	case m.lists.pids[pid]:
		v.Bool(prefix+".listed", true)
	case m.isGone(pid):
		v.Bool(prefix+".listed", false, m.lists.all...)
	default:
		v.Unknown(prefix + ".listed")
	}
	name := m.Name(pid)
	protected, known := m.protects(pid)
	switch {
	case name != "":
		v.String(prefix+".name", name)
		v.String(prefix+".image", imageOf(name))
	case m.isGone(pid):
		v.Drop(prefix+".name", prefix+".image")
	default:
		v.Unknown(prefix+".name", prefix+".image")
	}
	switch {
	case known:
		v.Bool(prefix+".protected", protected)
	case m.isGone(pid):
		v.Drop(prefix + ".protected")
	default:
		v.Unknown(prefix + ".protected")
	}
}
