package snapshot

// portMasks collects the states of each local port. Pages of 256 ports are made when
// they are first used, so a small capture stays cheap.
type portMasks struct {
	pages [256]*[256]PortUse
}

func (p *portMasks) add(r *Row) {
	page := p.pages[r.LPort>>8]
	if page == nil {
		page = new([256]PortUse)
		p.pages[r.LPort>>8] = page
	}
	u := &page[r.LPort&0xff]
	if r.Family == IPv6 {
		u.V6 = u.V6.With(r.State)
	} else {
		u.V4 = u.V4.With(r.State)
	}
}

func (p *portMasks) mask(port uint16) StateMask {
	page := p.pages[port>>8]
	if page == nil {
		return 0
	}
	u := page[port&0xff]
	return u.V4 | u.V6
}

func (p *portMasks) list() []PortUse {
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
	out := make([]PortUse, 0, n)
	for hi, page := range p.pages {
		if page == nil {
			continue
		}
		for lo, u := range page {
			if u.V4|u.V6 != 0 {
				u.Port = uint16(hi<<8 | lo)
				out = append(out, u)
			}
		}
	}
	return out
}
