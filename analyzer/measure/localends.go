package measure

import "github.com/portdx/portdx/parsers/intern"

// localEnds tells which local ends several remote ends share. The clients of a listener
// use ports of their own; where the remote port is always the same, or most are those of
// services, the local port is one that Windows lets several connections share.
type localEnds struct {
	anyShared bool
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
	// services counts rows of a shared end to services, less those to others.
	services int32
}

// add reports whether the end is shared.
func (e *localEnd) add(remote uint16) bool {
	if !e.seen {
		e.seen, e.remote = true, remote
	}
	e.shared = e.shared || e.remote != remote
	return e.shared
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
		l.anyShared = ends[local.port].add(remote) || l.anyShared
		return
	}
	n := l.far.Add(local.key())
	if int(n) == len(l.farEnds) {
		l.farEnds = append(l.farEnds, localEnd{})
	}
	l.anyShared = l.farEnds[n].add(remote) || l.anyShared
}

// find returns what is known of a local end, nil for one that was not added.
func (l *localEnds) find(local endpoint) *localEnd {
	if ends := l.nearEnds(local.addr); ends != nil {
		return &ends[local.port]
	}
	if n, ok := l.far.Find(local.key()); ok {
		return &l.farEnds[n]
	}
	return nil
}

// weigh counts a connection of a shared local end for or against a service at its other
// end. It is called for each of them once all were added.
func (l *localEnds) weigh(local endpoint, service bool) {
	e := l.find(local)
	switch {
	case e == nil || !e.shared:
	case service:
		e.services++
	default:
		e.services--
	}
}

// isServer reports whether a local end has clients: several remote ends share it, and
// most of them are no services.
func (l *localEnds) isServer(local endpoint) bool {
	if !l.anyShared {
		return false
	}
	e := l.find(local)
	return e != nil && e.shared && e.services < 0
}
