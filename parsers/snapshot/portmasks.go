package snapshot

import (
	"cmp"
	"slices"
)

// portMasks collects the states of each local port. A small table's are sorted; a large
// table's stand in pages of 256 ports, which cost too much for a hundred rows.
type portMasks struct {
	large bool
	pages [256]*[256]PortUse
	list  []PortUse // complete once finish was called
}

// largeTable is from how many rows on pages are cheaper than sorting.
const largeTable = 4096

func (p *portMasks) add(r *Row) {
	u := PortUse{Port: r.LPort}
	if r.Family == IPv6 {
		u.V6 = u.V6.With(r.State)
	} else {
		u.V4 = u.V4.With(r.State)
	}
	if !p.large {
		p.list = append(p.list, u)
		return
	}
	page := p.pages[r.LPort>>8]
	if page == nil {
		page = new([256]PortUse)
		p.pages[r.LPort>>8] = page
	}
	page[r.LPort&0xff].merge(u)
}

func (u *PortUse) merge(o PortUse) {
	u.Port = o.Port
	u.V4 |= o.V4
	u.V6 |= o.V6
}

// finish returns the ports in order.
func (p *portMasks) finish() []PortUse {
	if p.large {
		p.gather()
		return p.list
	}
	slices.SortFunc(p.list, func(a, b PortUse) int { return cmp.Compare(a.Port, b.Port) })
	n := 0
	for _, u := range p.list {
		if n > 0 && p.list[n-1].Port == u.Port {
			p.list[n-1].merge(u)
			continue
		}
		p.list[n] = u
		n++
	}
	p.list = slices.Clone(p.list[:n]) // no larger than it has to be
	return p.list
}

func (p *portMasks) gather() {
	n := 0
	for _, page := range p.pages {
		if page != nil {
			for _, u := range page {
				if u.V4|u.V6 != 0 {
					n++
				}
			}
		}
	}
	p.list = make([]PortUse, 0, n)
	for _, page := range p.pages {
		if page != nil {
			for _, u := range page {
				if u.V4|u.V6 != 0 {
					p.list = append(p.list, u)
				}
			}
		}
	}
}

// mask returns the states of a port after finish was called.
func (p *portMasks) mask(port uint16) StateMask {
	if p.large {
		page := p.pages[port>>8]
		if page == nil {
			return 0
		}
		return page[port&0xff].V4 | page[port&0xff].V6
	}
	i, ok := slices.BinarySearchFunc(p.list, port, func(u PortUse, port uint16) int { return cmp.Compare(u.Port, port) })
	if !ok {
		return 0
	}
	return p.list[i].V4 | p.list[i].V6
}
