package measure

import (
	"strings"

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

// identityFacts says which program a process is: the facts below prefix that do not
// depend on what it holds.
func (m *Measurement) identityFacts(v *facts.Set, prefix string, pid uint32, refs ...facts.Ref) {
	v.Number(prefix+".pid", float64(pid), refs...)
	name := m.Name(pid)
	if name == "" {
		v.Unknown(prefix+".name", prefix+".image")
	} else {
		v.String(prefix+".name", name)
		v.String(prefix+".image", imageOf(name))
	}
	if protected, known := m.protects(pid); known {
		v.Bool(prefix+".protected", protected)
	} else {
		v.Unknown(prefix + ".protected")
	}
}
