package netstat

import "github.com/portdx/portdx/parsers/snapshot"

// endpoint is an address with a port, as one word of a row.
type endpoint struct {
	addr snapshot.Addr
	port uint16
	v6   bool // written as IPv6, even where the address folds to IPv4
}

// parseEndpoint reads 10.0.0.1:443, [fe80::1%12]:443 or *:* at line[i:] and returns the
// index behind it. Names are left to the slow reader.
func parseEndpoint(line []byte, i int) (e endpoint, end int, ok bool) {
	switch {
	case i >= len(line):
		return e, i, false
	case line[i] == '[':
		var hi, lo uint64
		if hi, lo, i, ok = parseIPv6(line, i+1); !ok || i >= len(line) || line[i] != ']' {
			return e, i, false
		}
		e.addr, e.v6 = snapshot.IPv6Addr(hi, lo), true
		i++
	case line[i] == '*':
		i++
	default:
		var v uint32
		if v, i, ok = parseIPv4(line, i); !ok {
			return e, i, false
		}
		e.addr = snapshot.IPv4Addr(v)
	}
	if i >= len(line) || line[i] != ':' {
		return e, i, false
	}
	e.port, i, ok = parsePort(line, i+1)
	return e, i, ok
}

// parsePort reads a decimal port, or "*" as 0, up to a space or the end.
func parsePort(line []byte, i int) (port uint16, end int, ok bool) {
	if i < len(line) && line[i] == '*' {
		return 0, i + 1, i+1 == len(line) || line[i+1] <= ' '
	}
	v := uint32(0)
	for n, c := range line[min(i, len(line)):] {
		d := uint32(c - '0')
		if d > 9 {
			return uint16(v), i + n, n > 0 && c <= ' '
		}
		if v = v*10 + d; v > 65535 {
			return 0, i + n, false
		}
	}
	return uint16(v), len(line), i < len(line)
}

// parseIPv4 reads a dotted quad, whose parts have one to three digits.
func parseIPv4(line []byte, i int) (v uint32, end int, ok bool) {
	part, digits, dots := uint32(0), 0, 0
	for n, c := range line[i:] {
		switch d := uint32(c - '0'); {
		case d <= 9 && digits < 3:
			part = part*10 + d
			digits++
		case c == '.' && digits > 0 && part <= 255 && dots < 3:
			v = v<<8 | part
			part, digits, dots = 0, 0, dots+1
		default:
			return v<<8 | part, i + n, dots == 3 && digits > 0 && part <= 255
		}
	}
	return v<<8 | part, len(line), dots == 3 && digits > 0 && part <= 255
}

// parseIPv6 reads an address up to its zone's end, the closing bracket. The zone is
// passed over.
func parseIPv6(line []byte, i int) (hi, lo uint64, end int, ok bool) {
	var groups [8]uint16
	n, gap := 0, -1
	if i+1 < len(line) && line[i] == ':' && line[i+1] == ':' {
		gap, i = 0, i+2
	}
	for i < len(line) && line[i] != ']' && line[i] != '%' {
		if n == 8 {
			return 0, 0, i, false
		}
		start, v := i, uint32(0)
		for ; i < len(line) && i-start < 4 && hexValues[line[i]] != notHex; i++ {
			v = v<<4 | uint32(hexValues[line[i]])
		}
		if i == start {
			return 0, 0, i, false
		}
		if i < len(line) && line[i] == '.' && n <= 6 { // ::ffff:192.0.2.1
			v4, after, isV4 := parseIPv4(line, start)
			if !isV4 {
				return 0, 0, i, false
			}
			groups[n], groups[n+1] = uint16(v4>>16), uint16(v4)
			n, i = n+2, after
			break
		}
		groups[n] = uint16(v)
		n++
		if i < len(line) && line[i] == ':' {
			i++
			if i < len(line) && line[i] == ':' {
				if gap >= 0 {
					return 0, 0, i, false
				}
				gap, i = n, i+1
			} else if i >= len(line) || line[i] == ']' || line[i] == '%' {
				return 0, 0, i, false
			}
		} else if i < len(line) && line[i] != ']' && line[i] != '%' {
			return 0, 0, i, false
		}
	}
	if i < len(line) && line[i] == '%' {
		for i < len(line) && line[i] != ']' && line[i] > ' ' {
			i++
		}
	}
	if gap < 0 && n != 8 || gap >= 0 && n > 7 {
		return 0, 0, i, false
	}
	hi, lo = join(groups, n, gap)
	return hi, lo, i, true
}

// join spreads n groups over eight, the zeros of "::" at index gap.
func join(groups [8]uint16, n, gap int) (hi, lo uint64) {
	var full [8]uint16
	if gap < 0 {
		full = groups
	} else {
		copy(full[:gap], groups[:gap])
		copy(full[8-(n-gap):], groups[gap:n])
	}
	for i := range 4 {
		hi = hi<<16 | uint64(full[i])
		lo = lo<<16 | uint64(full[i+4])
	}
	return hi, lo
}

const notHex = 0xff

// hexValues holds the value of each hexadecimal digit, and notHex elsewhere.
var hexValues = func() (v [256]uint8) {
	for c := range v {
		switch c := byte(c); {
		case '0' <= c && c <= '9':
			v[c] = c - '0'
		case 'a' <= c && c <= 'f':
			v[c] = c - 'a' + 10
		case 'A' <= c && c <= 'F':
			v[c] = c - 'A' + 10
		default:
			v[c] = notHex
		}
	}
	return v
}()
