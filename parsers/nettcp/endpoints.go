package nettcp

import "github.com/portdx/portdx/parsers/snapshot"

// Endpoints of which only a local address, a local port and an owner are known may be
// listeners of TCP (`Get-NetTCPConnection -State Listen | Select-Object
// LocalAddress,LocalPort,OwningProcess`) or of UDP (the same of Get-NetUDPEndpoint).
// Where nothing names the protocol, the ports that Windows itself holds on every machine
// tell it.

// isTCPService reports whether Windows listens on a port over TCP and not over UDP.
func isTCPService(port int) bool {
	switch port {
	case 135, 139, 445, 5357, 5985, 7680, 47001: // RPC, SMB, WSD, WinRM, delivery optimization
		return true
	}
	return false
}

// isUDPService reports whether Windows holds a port over UDP and not over TCP.
func isUDPService(port int) bool {
	switch port {
	case 123, 137, 138, 500, 1900, 3702, 4500, 5050, 5353, 5355: // NTP, NetBIOS, IKE, SSDP, WSD, mDNS, LLMNR
		return true
	}
	return false
}

// endpoints counts the rows of one table whose protocol nothing names.
type endpoints struct{ rows, tcp, udp int }

func (e *endpoints) add(port int) {
	e.rows++
	if isTCPService(port) {
		e.tcp++
	}
	if isUDPService(port) {
		e.udp++
	}
}

// decideEndpoints gives the rows of a table of which nothing names the protocol to TCP,
// unless their ports are those of UDP.
func (c *collector) decideEndpoints() {
	t := c.capture.Table
	if c.ends.rows < t.Len() || c.ends.udp > c.ends.tcp {
		return
	}
	for _, r := range t.All() {
		r.Proto, r.State = snapshot.TCP, snapshot.Unmapped
	}
	c.udp, c.stateless = 0, true
	if c.ends.tcp == 0 {
		c.assumed.Add(c.capture.Line)
	}
}
