package nettcp

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// addresses finds the index of an address by its text, so that only a text that is new
// has to be read. It forgets all where it grows past maxRecent.
type addresses struct {
	index map[string]uint32
	names int // bytes of names that the table holds
}

const (
	maxRecent    = 1 << 14
	maxNameBytes = 16 << 20
)

func (a *addresses) reset() {
	clear(a.index)
	a.names = 0
}

// add enters the address into the table and returns its index. A text that is no address
// is entered as a name.
func (a *addresses) add(t *snapshot.Table, v []byte) uint32 {
	v = bytes.TrimSpace(v)
	if len(v) == 0 || len(v) == 1 && v[0] == '*' {
		return 0
	}
	if v4, ok := ipv4(v); ok {
		return t.Addrs.Add(snapshot.IPv4Addr(v4))
	}
	if i, ok := a.index[string(v)]; ok {
		return i
	}
	if len(a.index) >= maxRecent {
		clear(a.index)
	}
	if a.index == nil {
		a.index = make(map[string]uint32)
	}
	text := string(v)
	bare, _, _ := strings.Cut(strings.Trim(text, "[]"), "%")
	ip, err := netip.ParseAddr(bare)
	_, cut := isCutOff(v)
	switch {
	case err == nil:
		a.index[text] = t.Addrs.Add(snapshot.AddrFrom(ip))
	case cut:
		a.index[text] = 0
	case a.names+len(v) > maxNameBytes:
		a.index[text] = 0
	default:
		a.names += len(v)
		a.index[text] = t.Addrs.AddName(v)
	}
	return a.index[text]
}

// ipv4 reads a dotted quad; most addresses are one, and reading it costs less than
// finding its text.
func ipv4(v []byte) (addr uint32, ok bool) {
	part, digits, dots := uint32(0), 0, 0
	for _, c := range v {
		switch {
		case c == '.':
			if digits == 0 {
				return 0, false
			}
			addr, part, digits = addr<<8|part, 0, 0
			dots++
		case c >= '0' && c <= '9' && digits < 3:
			part = part*10 + uint32(c-'0')
			digits++
		default:
			return 0, false
		}
		if part > 255 || dots > 3 {
			return 0, false
		}
	}
	return addr<<8 | part, dots == 3 && digits > 0
}
