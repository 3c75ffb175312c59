package snapshot

import (
	"cmp"
	"slices"
)

// MaxOwn is how many addresses of its machine a capture keeps: the lowest ones, so that
// two captures of one machine keep the same.
const MaxOwn = 16

// ends are the addresses of a table that tell whose it is, by index: those that stand in
// local columns, and those of the other end of listeners.
type ends struct {
	local  []bool
	listen []bool
}

func (e *ends) reset(n int) {
	e.local, e.listen = zeroed(e.local, n), zeroed(e.listen, n)
}

func zeroed(list []bool, n int) []bool {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// own returns the addresses of the machine, ordered, without those that other machines
// have as well.
func (e *ends) own(t *Table) []Addr {
	var out []Addr
	for i, isLocal := range e.local {
		if !isLocal {
			continue
		}
		a := t.Addrs.At(uint32(i))
		at, _ := slices.BinarySearchFunc(out, a, Addr.Compare)
		if !a.isOwn() || at == MaxOwn {
			continue
		}
		if len(out) == MaxOwn {
			out = out[:MaxOwn-1]
		}
		out = slices.Insert(out, at, a)
	}
	return slices.Clip(out)
}

// name returns the computer's name that netstat without -n shows as the other end of
// listeners; empty where it shows none, or several.
func (e *ends) name(t *Table) string {
	name := ""
	for i, isListener := range e.listen {
		if isListener && t.Addrs.At(uint32(i)).Kind == AddrName {
			text := t.Addrs.Text(uint32(i))
			if name != "" && text != name {
				return ""
			}
			name = text
		}
	}
	return name
}

// Compare orders addresses: IPv4 before IPv6, then by value.
func (a Addr) Compare(b Addr) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Hi, b.Hi), cmp.Compare(a.Lo, b.Lo))
}

// isOwn reports whether an address in a local column tells one machine from another. Every
// machine has 0.0.0.0 and loopback; link-local and multicast addresses say nothing; and
// private ones that end in .1 are those of virtual switches (docker, WSL, Hyper-V, VMware,
// VirtualBox), the same on many machines, as is 10.0.2.15 behind VirtualBox's NAT.
func (a Addr) isOwn() bool {
	switch a.Kind {
	case AddrIPv4:
		v := uint32(a.Lo)
		private := v>>24 == 10 || v>>20 == 0xac1 || v>>16 == 0xc0a8 // RFC 1918
		return v != 0 && v>>24 != 127 && v>>16 != 0xa9fe && v>>28 < 0xe && !(private && v&0xff == 1) && v != 0x0a00020f
	case AddrIPv6:
		return !a.IsUnspecified() && !a.IsLoopback() && a.Hi>>54 != 0xfe80>>6 && a.Hi>>56 != 0xff
	}
	return false
}
