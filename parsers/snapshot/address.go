package snapshot

import (
	"encoding/binary"
	"net/netip"

	"github.com/portdx/portdx/parsers/intern"
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
// IPv6 addresses in Hi and Lo, and a name's index in its table in Lo. IPv4-mapped IPv6
// addresses are folded to IPv4 and zones are dropped when an address enters a table,
// since both name the same endpoint (design: direction).
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
	table intern.Table // by index less one
	names map[uint32]string
	byTxt map[string]uint32
}

// v4Mapped is the prefix of ::ffff:0:0/96, under which IPv4 addresses stand in the table
// (RFC 4291, section 2.5.5.2); [IPv6Addr] leaves no other address there.
const v4Mapped = 0xffff << 32

// Add returns the index of an address, entering it if it is new. Names are entered by
// AddName.
func (t *Addresses) Add(a Addr) uint32 {
	switch a.Kind {
	case AddrIPv4:
		return t.table.Add(intern.Key{Lo: v4Mapped | a.Lo}) + 1
	case AddrIPv6:
		if a.Hi == ^uint64(0) && a.Lo >= firstName {
			return 0
		}
		return t.table.Add(intern.Key{Hi: a.Hi, Lo: a.Lo}) + 1
	}
	return 0
}

// firstName is the lower half of the key of the first name; the upper half is all ones.
// These are addresses at the end of ff00::/8, multicast, which no connection has: they
// count as missing.
const firstName = 0xffff_ffff << 32

// AddName returns the index of a host name.
func (t *Addresses) AddName(name []byte) uint32 {
	if i, ok := t.byTxt[string(name)]; ok {
		return i
	}
	if t.names == nil {
		t.names, t.byTxt = make(map[uint32]string), make(map[string]uint32)
	}
	i := t.table.Add(intern.Key{Hi: ^uint64(0), Lo: firstName + uint64(len(t.names))}) + 1
	t.names[i] = string(name)
	t.byTxt[t.names[i]] = i
	return i
}

// seal drops what only entering addresses needs.
func (t *Addresses) seal() {
	t.table.Seal()
	t.byTxt = nil
}

// At returns the address with index i.
func (t *Addresses) At(i uint32) Addr {
	if i == 0 || int(i) > t.table.Len() {
		return Addr{}
	}
	k := t.table.Key(i - 1)
	switch {
	case k.Hi == 0 && k.Lo>>32 == 0xffff:
		return Addr{Lo: k.Lo &^ v4Mapped, Kind: AddrIPv4}
	case k.Hi == ^uint64(0) && k.Lo >= firstName:
		return Addr{Lo: uint64(i), Kind: AddrName}
	}
	return Addr{Hi: k.Hi, Lo: k.Lo, Kind: AddrIPv6}
}

// Len returns the number of indexes in use, the missing address included.
func (t *Addresses) Len() int { return t.table.Len() + 1 }

// textBytes returns about how many bytes the names take.
func (t *Addresses) textBytes() int {
	n := 0
	for _, name := range t.names {
		n += keptName + len(name)
	}
	return n
}

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
		return t.names[i]
	}
	return "*"
}
