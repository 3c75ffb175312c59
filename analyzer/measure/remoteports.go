package measure

// firstClient is the lowest port that systems give to clients.
const firstClient = 1024

// manyLocals is from how many local ports a remote port is a service's. The clients of a
// listener use ports of their own, and few of them the same one for three local ports.
const manyLocals = 3

// remotePorts tells services from clients by their ports: what many local ports are
// connected to is a service. Rows on a listener's port do not count.
type remotePorts [1 << 16]remotePort

// remotePort is what is known of a remote port.
type remotePort struct {
	first, second uint16 // local ports connected to it
	locals        uint8  // how many, up to manyLocals
}

func (p *remotePorts) add(remote, local uint16) {
	r := &p[remote]
	switch {
	case r.locals == manyLocals:
	case r.locals == 0:
		r.first, r.locals = local, 1
	case r.first == local:
	case r.locals == 1:
		r.second, r.locals = local, 2
	case r.second != local:
		r.locals = manyLocals
	}
}

// isService reports whether a remote port is a service's.
func (p *remotePorts) isService(remote uint16) bool {
	return p[remote].locals == manyLocals || remote != 0 && remote < firstClient
}
