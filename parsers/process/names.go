package process

import (
	"bytes"
	"strings"

	"github.com/portdx/portdx/parsers/textenc"
)

// maxRows is how many rows below a head are looked at for a name that only a process has.
// Lists by name begin with those of applications.
const maxRows = 64

// anyRow reports whether one of the rows from the n-th line below the current one on has
// a name that only a process has, and none before it is no row.
func anyRow(l *textenc.Lines, n int, row func(line []byte) (name []byte, ok bool)) bool {
	for last := n + maxRows; n < last; n++ {
		line, ok := l.Peek(n)
		if !ok || isBlank(line) {
			return false
		}
		name, ok := row(line)
		if ok && isProcess(name) {
			return true
		}
		if !ok && !bytes.Contains(line, []byte(",")) { // psutil leaves the names of some processes empty
			return false
		}
	}
	return false
}

// isProcess reports whether only a process of Windows is called so: a program, or one of
// those that run on every machine, as Get-Process names them.
func isProcess(name []byte) bool {
	switch s := strings.ToLower(string(bytes.TrimSpace(name))); s {
	case "svchost", "csrss", "lsass", "smss", "wininit", "winlogon", "fontdrvhost", "dwm", "conhost":
		return true
	default:
		return len(s) > len(".exe") && strings.HasSuffix(s, ".exe")
	}
}
