package snapshot

import "math/bits"

// portMasks collects the states of each local port. It is emptied and used again for the
// next capture of a file.
type portMasks struct {
	pages [256]*[256]PortUse // made when a port of theirs is first used
	used  portBits
	count int
}

func (p *portMasks) add(r *Row) {
	page := p.pages[r.LPort>>8]
	if page == nil {
		page = new([256]PortUse)
		p.pages[r.LPort>>8] = page
	}
	u := &page[r.LPort&0xff]
	if u.V4|u.V6 == 0 {
		u.Port = r.LPort
		p.used.add(r.LPort)
		p.count++
	}
	if r.Family == IPv6 {
		u.V6 = u.V6.With(r.State)
	} else {
		u.V4 = u.V4.With(r.State)
	}
}

// portBits is a set of ports.
type portBits [1 << 16 / 64]uint64

func (b *portBits) has(port uint16) bool { return b[port/64]&(1<<(port%64)) != 0 }

func (b *portBits) add(port uint16) { b[port/64] |= 1 << (port % 64) }

// mask returns the states of a port.
func (p *portMasks) mask(port uint16) StateMask {
	page := p.pages[port>>8]
	if page == nil {
		return 0
	}
	return page[port&0xff].V4 | page[port&0xff].V6
}

// list returns the ports in order; nil where there are none.
func (p *portMasks) list() []PortUse {
	if p.count == 0 {
		return nil
	}
	out := make([]PortUse, 0, p.count)
	for i, word := range p.used {
		for ; word != 0; word &= word - 1 {
			port := i*64 + bits.TrailingZeros64(word)
			out = append(out, p.pages[port>>8][port&0xff])
		}
	}
	return out
}

// reset forgets the ports that list returned.
func (p *portMasks) reset(list []PortUse) {
	for _, u := range list {
		p.pages[u.Port>>8][u.Port&0xff] = PortUse{}
	}
	clear(p.used[:])
	p.count = 0
}
