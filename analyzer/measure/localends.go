package measure

import "github.com/portdx/portdx/parsers/intern"

// localEnds tells which local ends several remote ends share. The clients of a listener
// use ports of their own; where the remote port is always the same, it is a service's,
// and the local port is one that Windows lets several connections share.
type localEnds struct {
	// near holds the ends of the first addresses by port: few hosts have more.
	near  [nearAddresses]*[1 << 16]localEnd
	addrs [nearAddresses]uint32 // their indexes
	count int
	// far numbers the ends of other addresses.
	far     intern.Table
	farEnds []localEnd
}

const nearAddresses = 8

// localEnd is what is known of one local end.
type localEnd struct {
	remote uint16 // port of the first remote end
	seen   bool
	shared bool // another remote end has another port
}

func (e *localEnd) add(remote uint16) {
	if !e.seen {
		e.seen, e.remote = true, remote
	}
	e.shared = e.shared || e.remote != remote
}

// nearEnds returns the ends of an address by port; nil for one that is not near.
func (l *localEnds) nearEnds(addr uint32) *[1 << 16]localEnd {
	for i := range l.count {
		if l.addrs[i] == addr {
			return l.near[i]
		}
	}
	return nil
}

// add notes a connection from a local end to a port.
func (l *localEnds) add(local endpoint, remote uint16) {
	ends := l.nearEnds(local.addr)
	if ends == nil && l.count < nearAddresses {
		ends = new([1 << 16]localEnd)
		l.near[l.count], l.addrs[l.count] = ends, local.addr
		l.count++
	}
	if ends != nil {
		ends[local.port].add(remote)
		return
	}
	n := l.far.Add(local.key())
	if int(n) == len(l.farEnds) {
		l.farEnds = append(l.farEnds, localEnd{})
	}
	l.farEnds[n].add(remote)
}

// isShared reports whether a local end that was added is shared.
func (l *localEnds) isShared(local endpoint) bool {
	if ends := l.nearEnds(local.addr); ends != nil {
		return ends[local.port].shared
	}
	n, ok := l.far.Find(local.key())
	return ok && l.farEnds[n].shared
}
