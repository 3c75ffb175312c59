package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// beltRow reads a row of Seatbelt. The command line of a process may be longer than all
// else.
func (t *auditTable) beltRow(text []byte, r *record) bool {
	text = text[:min(len(text), maxTableLine)]
	f := bytes.Fields(text)
	r.reset()
	r.proto = t.proto
	at := 1
	if t.proto == snapshot.TCP {
		at = 3
	}
	if len(f) <= at || !isDigits(f[at]) {
		return false
	}
	address, port, ok := ends(f[0])
	if !ok || !isPort(port) {
		return false
	}
	r.set(localAddress, address)
	r.set(localPort, port)
	if t.proto == snapshot.TCP {
		if address, port, ok = ends(f[1]); !ok || !isPort(port) {
			return false
		}
		r.set(remoteAddress, address)
		r.set(remotePort, port)
		r.set(stateField, f[2])
	}
	r.set(owner, f[at])
	if t.name < len(text) && text[t.name-1] == ' ' {
		r.set(processName, image(text[t.name:]))
	}
	return true
}

// image returns the name of the program that a command line or a path begins with.
func image(command []byte) []byte {
	command = bytes.TrimSpace(command)
	if rest, ok := bytes.CutPrefix(command, []byte(`"`)); ok {
		command, _, _ = bytes.Cut(rest, []byte(`"`))
	} else if i := bytes.Index(bytes.ToLower(command), []byte(".exe ")); i >= 0 && i+4 <= len(command) {
		command = command[:i+4]
	} else if i := bytes.Index(command, []byte(" -")); i >= 0 {
		command = bytes.TrimSpace(command[:i])
	}
	return command[bytes.LastIndexByte(command, '\\')+1:]
}
