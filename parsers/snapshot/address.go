package snapshot

import (
	"encoding/binary"
	"net/netip"
)

// AddrKind tells what an [Addr] holds.
type AddrKind uint8

// The kinds of addresses. AddrNone is "*" or a missing address; AddrName is a host's
// name, as netstat without -n prints it.
const (
	AddrNone AddrKind = iota
	AddrIPv4
	AddrIPv6
	AddrName
)

// Addr is an address without pointers. IPv4 addresses stand in the low 32 bits of Lo,
// IPv6 addresses in Hi and Lo, and a name's index in Lo. IPv4-mapped IPv6 addresses are
// folded to IPv4 and zones are dropped when an address enters a table, since both name
// the same endpoint (design: direction).
type Addr struct {
	Hi, Lo uint64
	Kind   AddrKind
}

// IPv4Addr returns the address with the given big-endian value.
func IPv4Addr(v uint32) Addr { return Addr{Lo: uint64(v), Kind: AddrIPv4} }

// IPv6Addr returns the address with the given halves, folded to IPv4 if it is
// IPv4-mapped.
func IPv6Addr(hi, lo uint64) Addr {
	if hi == 0 && lo>>32 == 0xffff {
		return IPv4Addr(uint32(lo))
	}
	return Addr{Hi: hi, Lo: lo, Kind: AddrIPv6}
}

// AddrFrom converts an address of the standard library.
func AddrFrom(a netip.Addr) Addr {
	switch {
	case !a.IsValid():
		return Addr{}
	case a.Is4():
		b := a.As4()
		return IPv4Addr(binary.BigEndian.Uint32(b[:]))
	}
	b := a.As16()
	return IPv6Addr(binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:]))
}

// IsUnspecified reports whether a is 0.0.0.0 or ::.
func (a Addr) IsUnspecified() bool {
	return (a.Kind == AddrIPv4 || a.Kind == AddrIPv6) && a.Hi == 0 && a.Lo == 0
}

// IsLoopback reports whether a is in 127.0.0.0/8 or is ::1.
func (a Addr) IsLoopback() bool {
	return a.Kind == AddrIPv4 && a.Lo>>24 == 127 || a.Kind == AddrIPv6 && a.Hi == 0 && a.Lo == 1
}

// Family returns the address family, or FamilyUnknown for names and missing addresses.
func (a Addr) Family() Family {
	switch a.Kind {
	case AddrIPv4:
		return IPv4
	case AddrIPv6:
		return IPv6
	}
	return FamilyUnknown
}

// Addresses is a table of distinct addresses; rows refer to it by index. Index 0 is the
// missing address. The zero value is ready to use.
type Addresses struct {
	list  []Addr
	index map[Addr]uint32
	names []string
	byTxt map[string]uint32
}

// Add returns the index of a, entering it if it is new.
func (t *Addresses) Add(a Addr) uint32 {
	if a.Kind == AddrNone {
		return 0
	}
	if t.index == nil {
		t.index = make(map[Addr]uint32)
		t.list = append(t.list[:0], Addr{})
	}
	if i, ok := t.index[a]; ok {
		return i
	}
	i := uint32(len(t.list))
	t.list = append(t.list, a)
	t.index[a] = i
	return i
}

// AddName returns the index of a host name.
func (t *Addresses) AddName(name []byte) uint32 {
	n, ok := t.byTxt[string(name)]
	if !ok {
		if t.byTxt == nil {
			t.byTxt = make(map[string]uint32)
		}
		n = uint32(len(t.names))
		t.names = append(t.names, string(name))
		t.byTxt[t.names[n]] = n
	}
	return t.Add(Addr{Lo: uint64(n), Kind: AddrName})
}

// seal drops what only entering addresses needs.
func (t *Addresses) seal() { t.index, t.byTxt = nil, nil }

// At returns the address with index i.
func (t *Addresses) At(i uint32) Addr {
	if int(i) < len(t.list) {
		return t.list[i]
	}
	return Addr{}
}

// Len returns the number of indexes in use, the missing address included.
func (t *Addresses) Len() int { return max(1, len(t.list)) }

// Text returns the address with index i as people write it; "*" where it is missing.
func (t *Addresses) Text(i uint32) string {
	a := t.At(i)
	switch a.Kind {
	case AddrIPv4:
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], uint32(a.Lo))
		return netip.AddrFrom4(b).String()
	case AddrIPv6:
		var b [16]byte
		binary.BigEndian.PutUint64(b[:8], a.Hi)
		binary.BigEndian.PutUint64(b[8:], a.Lo)
		return netip.AddrFrom16(b).String()
	case AddrName:
		return t.names[a.Lo]
	}
	return "*"
}
