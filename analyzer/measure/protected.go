package measure

import (
	"slices"
	"strings"

	"github.com/portdx/portdx/rules/facts"
)

// systemPID is the process id of the kernel on every Windows since 2000.
const systemPID = 4

// protectedImages are the programs that must not be ended: without them Windows stops or a
// database goes offline. (Microsoft, "Critical system services" and Windows Internals, chapter
// "System processes"; sqlservr is the engine of SQL Server.)
var protectedImages = []string{
	"csrss", "lsass", "services", "smss", "sqlservr", "system", "wininit", "winlogon",
}

// imageKey is the name of a program for comparison: lists write it in any case, and
// Get-Process without .exe.
func imageKey(name string) string { return strings.TrimSuffix(strings.ToLower(name), ".exe") }

// isProtected reports whether a process must not be ended.
func isProtected(pid uint32, name string) bool {
	return pid == systemPID || slices.Contains(protectedImages, imageKey(name))
}

// holderPrefixes are the facts that name a process which holds ports.
func holderPrefixes() []string {
	prefixes := []string{"tcp.top_process", "udp.top_process", "trend.close_wait_process", "trend.bound_process"}
	for name := range stateOfFact {
		prefixes = append(prefixes, "tcp."+name+"_process")
	}
	return prefixes
}

// holderTraits says of each process that holds ports whether it must stay up, and whether
// the captured list of processes has it.
func (m *Measurement) holderTraits(v *facts.Set) {
	for _, prefix := range holderPrefixes() {
		protected, listed := prefix+".protected", prefix+".listed"
		pid := v.Get(prefix + ".pid")
		switch pid.State {
		case facts.NotApplicable:
			v.Drop(protected, listed)
			continue
		case facts.Unknown:
			continue
		}
		id := uint32(pid.Num)
		if name := m.Name(id); name != "" || id == systemPID {
			v.Bool(protected, isProtected(id, name))
		}
		if len(m.Host.Processes) > 0 {
			_, is := m.Host.Processes[id]
			v.Bool(listed, is || id == systemPID)
		}
	}
}
