package nettcp

import (
	"bytes"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
)

// field is what a column or a key holds.
type field uint8

const (
	other field = iota
	localAddress
	localPort
	remoteAddress
	remotePort
	stateField
	status // a state, unless the table has a column for it
	owner
	processName
	plainName // a process name, unless the table has a column for it
	created
	protocol
	host
	count    // of Group-Object
	group    // of Group-Object
	firewall // only rules of the firewall have it
	endpoint // an object of CIM has it, whole as PowerShell exports it
	numFields
)

// fieldOf names the columns as Get-NetTCPConnection does, and as tools do that write the
// same table: Velociraptor (Laddr.IP, Raddr.Port, Pid; SrcIP and DestPort in
// Windows.Network.NetstatEnriched), CurrPorts, triage scripts. The names are in the form
// that [normal] gives them.
func fieldOf(name []byte) field {
	switch string(name) {
	case "localaddress", "localip", "laddrip", "localaddr", "laddr", "srcip":
		return localAddress
	case "localport", "laddrport", "srcport":
		return localPort
	case "remoteaddress", "remoteip", "raddrip", "remoteaddr", "raddr", "foreignaddress", "foreignaddr", "destip":
		return remoteAddress
	case "remoteport", "raddrport", "foreignport", "destport":
		return remotePort
	case "state", "tcpstate", "connectionstate":
		return stateField
	case "status":
		return status
	case "owningprocess", "pid", "owningpid", "owningprocessid", "processid":
		return owner
	case "processname", "process", "owningprocessname", "imagename", "procname":
		return processName
	case "name":
		return plainName
	case "creationtime", "timestamp", "connectioncreationtime", "created":
		return created
	case "protocol", "proto", "type", "transport":
		return protocol
	case "pscomputername", "computername", "machinename", "fqdn": // Fqdn in hunts of Velociraptor
		return host
	case "count":
		return count
	case "group", "values":
		return group
	case "icmptype", "dynamictarget", "dynamictransport": // Get-NetFirewallPortFilter
		return firewall
	case "enableddefault":
		return endpoint
	}
	return other
}

// normal returns a name in lower case with only its ASCII letters and digits, in buf.
// Longer names than buf are none that are known.
func normal(buf, name []byte) []byte {
	n := 0
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') && n < len(buf) {
			buf[n] = c
			n++
		}
	}
	return buf[:n]
}

// word is a short text without an allocation of its own; what does not fit is cut off.
type word struct {
	n   int
	buf [260]byte // MAX_PATH, Windows SDK minwindef.h
}

func (w *word) set(b []byte)    { w.n = copy(w.buf[:], b) }
func (w *word) append(b []byte) { w.n += copy(w.buf[w.n:], b) }
func (w *word) bytes() []byte   { return w.buf[:w.n] }

// record collects the values of one row, in whatever order they come.
type record struct {
	local, remote, state, name, host word
	localPort, remotePort            int // -1 where missing or none
	pid                              uint32
	created                          time.Time
	wall                             wall // a creation time that names no zone
	proto                            snapshot.Proto
	// stateKnown and remoteKnown report that the row has a state and a remote port at
	// all, be they empty.
	stateKnown, remoteKnown bool
	grouped                 bool // a row of Group-Object
	firewall                bool // a rule of the firewall
	// ownerKnown and endpoint report that the row has a process id and that it is a whole
	// object: without a state such an object is of UDP.
	ownerKnown, endpoint bool
}

func (r *record) reset() {
	r.local.n, r.remote.n, r.state.n, r.name.n, r.host.n = 0, 0, 0, 0, 0
	r.localPort, r.remotePort, r.pid = -1, -1, snapshot.NoPID
	r.created, r.wall, r.proto = time.Time{}, wall{}, snapshot.ProtoUnknown
	r.stateKnown, r.remoteKnown, r.grouped, r.firewall = false, false, false, false
	r.ownerKnown, r.endpoint = false, false
}

// set enters a value.
func (r *record) set(f field, v []byte) {
	switch f {
	case localAddress:
		r.local.set(v)
	case localPort:
		r.localPort = port(v)
	case remoteAddress:
		r.remote.set(v)
	case remotePort:
		r.remotePort, r.remoteKnown = port(v), true
	case stateField:
		r.state.set(v)
		r.stateKnown = true
	case status:
		if len(v) > 0 && !r.stateKnown {
			r.state.set(v)
			r.stateKnown = true
		}
	case owner:
		if pid, ok := number(v, 1<<32-2); ok {
			r.pid, r.ownerKnown = uint32(pid), true
		} else if r.name.n == 0 { // a calculated OwningProcess, with the PID beside it
			r.name.set(bytes.TrimSpace(v))
		}
	case processName:
		r.name.set(v)
	case plainName:
		if r.name.n == 0 {
			r.name.set(v)
		}
	case created:
		if r.created = instant(v); r.created.IsZero() {
			r.wall = readWall(v)
		}
	case protocol:
		r.proto = transport(v)
	case host:
		if r.host.n == 0 {
			r.host.set(v)
		}
	case count:
		_, r.grouped = number(v, 1<<31)
	case firewall:
		r.firewall = true
	case endpoint:
		r.endpoint = true
	}
}
