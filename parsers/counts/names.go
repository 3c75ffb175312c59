package counts

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

const maxPort = 65535

// propertyOf returns what a head, or a property that a command names, holds.
func propertyOf(head []byte) property {
	var buf [32]byte
	switch string(normal(buf[:], head)) {
	case "count", "counts", "connections", "connectioncount", "conns", "connection", "total", "number", "anzahl", "num", "rows", "计数", "数量", "个数", "连接数", "總數":
		return propertyCount
	case "lines":
		return propertyLines
	case "value":
		return propertyValue
	case "name", "key", "values", "值", "名称":
		return propertyName
	case "group", "members":
		return propertyGroup
	case "state", "status", "tcpstate", "状态":
		return propertyState
	case "pid", "owningprocess", "processid", "owningpid", "进程id":
		return propertyPID
	case "processname", "process", "imagename", "image", "program", "proc", "pname", "processes", "进程", "进程名":
		return propertyProcess
	case "remoteaddress", "remoteip", "foreignaddress", "destination", "dest", "remote", "remoteendpoint", "remotehost", "raddr", "destinationip":
		return propertyRemoteAddress
	case "remoteport", "rport", "destinationport", "destport", "foreignport":
		return propertyRemotePort
	case "localaddress", "localip", "laddr":
		return propertyLocalAddress
	case "localport", "lport":
		return propertyLocalPort
	}
	return noProperty
}

// normal writes the letters of a word in lower case into buf. What does not fit is no word
// that is known.
func normal(buf, word []byte) []byte {
	out := buf[:0]
	for _, c := range word {
		switch {
		case c == ' ' || c == '_' || c == '-' || c == '"' || c == '.':
			continue
		case len(out) == cap(buf):
			return nil
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		}
		out = append(out, c)
	}
	return out
}

// stateOf reads a state as Get-NetTCPConnection or netstat writes it, in English or German.
func stateOf(word []byte) snapshot.State {
	var buf [24]byte
	switch string(normal(buf[:], word)) {
	case "closed":
		return snapshot.Closed
	case "listen", "listening", "abhören", "abhoeren":
		return snapshot.Listen
	case "synsent", "syngesendet":
		return snapshot.SynSent
	case "synreceived", "synrcvd", "synrecv", "synempfangen":
		return snapshot.SynReceived
	case "established", "estab", "hergestellt":
		return snapshot.Established
	case "finwait1", "finwarten1":
		return snapshot.FinWait1
	case "finwait2", "finwarten2":
		return snapshot.FinWait2
	case "closewait", "schliessenwarten":
		return snapshot.CloseWait
	case "closing":
		return snapshot.Closing
	case "lastack":
		return snapshot.LastAck
	case "timewait", "wartend":
		return snapshot.TimeWait
	case "deletetcb":
		return snapshot.DeleteTCB
	case "bound":
		return snapshot.Bound
	}
	return snapshot.StateNone
}

// statesIn returns the states that a text names. The name of a file is none.
func statesIn(text []byte) snapshot.StateMask {
	var mask snapshot.StateMask
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && (isLetter(text[i]) || i > from && (text[i] == '_' || text[i] >= '0' && text[i] <= '9')) {
			i++
		}
		if i == from {
			i++
			continue
		}
		if i < len(text) && text[i] == '.' || from > 0 && (text[from-1] == '\\' || text[from-1] == '-' || text[from-1] == '.') {
			continue
		}
		if s := stateOf(text[from:i]); s != snapshot.StateNone {
			mask = mask.With(s)
		}
	}
	return mask
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

// group is a group while its meaning is not settled.
type group struct {
	entry snapshot.CountEntry
	by    snapshot.CountBy
	line  int
	ends  bool // an address or its port is there, and nothing tells of which end
	bare  int  // a number that may be a port or a process id; -1 where there is none
	first instance
}

func newGroup(line int) group {
	return group{entry: snapshot.CountEntry{PID: snapshot.NoPID, Port: -1, Line: line}, line: line, bare: -1}
}

// name reads the name of a group: its values with commas between. The order of properties
// is used where it fits.
func (g *group) name(text []byte, order []property) {
	text, isCut := cutOff(bytes.TrimSpace(text))
	parts := bytes.Split(text, []byte(","))
	if len(parts) > maxParts {
		g.by |= snapshot.CountByOther
		return
	}
	fits := len(parts) == len(order)
	if isCut {
		parts = parts[:len(parts)-1]
	}
	for i, part := range parts {
		if part = bytes.TrimSpace(part); fits && g.set(order[i], part) {
			continue
		}
		g.guess(part)
	}
	if isCut || len(parts) == 0 {
		g.by |= snapshot.CountByOther
	}
}

// maxParts is how many values a name has at most; connections have about ten properties.
const maxParts = 12

// cutOff reports whether a text was cut off to fit its column, and returns what is left:
// Windows PowerShell prints three dots, PowerShell 7 one character.
func cutOff(text []byte) ([]byte, bool) {
	if left, ok := bytes.CutSuffix(text, []byte("...")); ok {
		return left, true
	}
	return bytes.CutSuffix(text, []byte("…"))
}

// set reads a value of a known property, and reports whether it is one.
func (g *group) set(p property, v []byte) bool {
	switch p {
	case propertyState:
		if s := stateOf(v); s != snapshot.StateNone {
			g.entry.State, g.by = s, g.by|snapshot.CountByState
			return true
		}
	case propertyPID:
		if n, ok := digits(v, maxCount); ok {
			g.entry.PID, g.by = uint32(n), g.by|snapshot.CountByProcess
			return true
		}
	case propertyProcess:
		if len(v) > 0 {
			g.entry.Process, g.by = clip(v, maxName), g.by|snapshot.CountByImage
			return true
		}
	case propertyRemoteAddress, propertyLocalAddress:
		bit, portBit := snapshot.CountByRemoteAddress, snapshot.CountByRemotePort
		if p == propertyLocalAddress {
			bit, portBit = snapshot.CountByLocalAddress, snapshot.CountByLocalPort
		}
		if a, port, ok := endpoint(v); ok {
			g.entry.Address, g.by = a, g.by|bit
			if port >= 0 {
				g.entry.Port, g.by = port, g.by|portBit
			}
			return true
		}
	case propertyRemotePort, propertyLocalPort:
		if n, ok := digits(v, maxPort+1); ok {
			bit := snapshot.CountByRemotePort
			if p == propertyLocalPort {
				bit = snapshot.CountByLocalPort
			}
			g.entry.Port, g.by = n, g.by|bit
			return true
		}
	}
	return false
}

// guess reads a value by its shape.
func (g *group) guess(v []byte) {
	if s := stateOf(v); s != snapshot.StateNone {
		g.entry.State, g.by = s, g.by|snapshot.CountByState
		return
	}
	if n, ok := digits(v, maxCount); ok {
		switch {
		case g.entry.Address != "" && g.entry.Port < 0 && n <= maxPort:
			g.entry.Port = n
		case g.bare < 0:
			g.bare = n
		default:
			g.by |= snapshot.CountByOther
		}
		return
	}
	if a, port, ok := endpoint(v); ok && g.entry.Address == "" {
		g.entry.Address, g.entry.Port, g.ends = a, port, true
		return
	}
	g.by |= snapshot.CountByOther
}

// known reports whether something of the group is.
func (g *group) known() bool {
	return g.by&^snapshot.CountByOther != 0 || g.ends || g.entry.Process != ""
}

// digits reads a number below a limit.
func digits(v []byte, limit int) (int, bool) {
	if len(v) == 0 || len(v) > 10 || v[0] < '0' || v[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(string(v))
	return n, err == nil && n < limit
}

// maxAddress is how long an address may be, its zone and port included.
const maxAddress = 100

func isAddress(v []byte) bool {
	_, port, ok := endpoint(v)
	return ok && port < 0
}

// endpoint reads an address, with its port or without: the port is -1 then.
func endpoint(v []byte) (address string, port int, ok bool) {
	if len(v) < 2 || len(v) > maxAddress {
		return "", 0, false
	}
	if a, err := netip.ParseAddr(string(v)); err == nil {
		return a.Unmap().WithZone("").String(), -1, true
	}
	if a, err := netip.ParseAddrPort(string(v)); err == nil {
		return a.Addr().Unmap().WithZone("").String(), int(a.Port()), true
	}
	return "", 0, false
}

// instance is the first connection of a group as the console shows it:
// MSFT_NetTCPConnection (InstanceID = "10.0.0.4??50000??192.0.2.7??443").
type instance struct {
	parts [4]string // local address, local port, remote address, remote port
	whole int       // how many of them are not cut off
}

// instanceOf reads the connection that stands first in a cell.
func instanceOf(cell []byte) (in instance) {
	const start = `InstanceID = "`
	i := bytes.Index(cell, []byte(start))
	if i < 0 {
		return in
	}
	text := string(cell[i+len(start) : min(len(cell), i+len(start)+maxAddress*2)])
	text, _, closed := strings.Cut(text, `"`)
	separator := "??"
	if strings.Contains(text, "++") {
		separator = "++"
	}
	parts := strings.Split(text, separator)
	if len(parts) > len(in.parts) {
		return in
	}
	for n, p := range parts {
		if address, _, ok := endpoint([]byte(p)); ok {
			p = address
		}
		in.parts[n] = p
		if n+1 < len(parts) || closed {
			in.whole = n + 1
		}
	}
	return in
}

// end is an end of a connection, or what else a number may be of.
type end int

const (
	unknownEnd end = iota
	localEnd
	remoteEnd
	noEnd // a process
)

// endOf tells of which end the group's address and port are, by its first connection.
func (g *group) endOf() end {
	in := &g.first
	is := func(n int, v string) bool { return n < in.whole && in.parts[n] == v }
	not := func(n int, v string) bool { return n < in.whole && in.parts[n] != v }
	port := strconv.Itoa(max(g.entry.Port, g.bare))
	if g.ends {
		a := g.entry.Address
		local := is(0, a) && (g.entry.Port < 0 || is(1, port))
		remote := is(2, a) && (g.entry.Port < 0 || is(3, port))
		switch {
		case local && !remote:
			return localEnd
		case remote && !local, not(0, a) && !local, g.entry.Port >= 0 && not(1, port):
			return remoteEnd
		}
		return unknownEnd
	}
	switch {
	case is(1, port) && !is(3, port):
		return localEnd
	case is(3, port) && !is(1, port):
		return remoteEnd
	case not(1, port) && not(3, port):
		return noEnd
	}
	return unknownEnd
}

// sides settles what the addresses and numbers are that no head and no command names.
func (p *list) sides() {
	votes := [4]int{}
	numbers, fours, large := 0, 0, false
	for i := range p.groups {
		g := &p.groups[i]
		if g.bare >= 0 {
			numbers++
			large = large || g.bare > maxPort
			if g.bare%4 == 0 {
				fours++
			}
		}
		if g.ends || g.bare >= 0 {
			votes[g.endOf()]++
		}
	}
	of := unknownEnd
	for _, e := range []end{localEnd, remoteEnd, noEnd} {
		if votes[e] > 0 && votes[e] > votes[of] || of == unknownEnd && votes[e] > 0 {
			of = e
		}
	}
	if of == unknownEnd {
		of = p.command.column
	}
	for i := range p.groups {
		p.groups[i].resolve(of, large, numbers > 0 && fours == numbers, numbers)
	}
}

// minIDs is how many numbers that are all divisible by 4 are process ids and no ports:
// Windows gives no others, and of ports one in four is.
const minIDs = 4

// resolve settles a group.
func (g *group) resolve(of end, large, fours bool, numbers int) {
	if g.ends {
		switch of {
		case remoteEnd:
			g.by |= snapshot.CountByRemoteAddress
			if g.entry.Port >= 0 {
				g.by |= snapshot.CountByRemotePort
			}
		case localEnd:
			g.by |= snapshot.CountByLocalAddress
			if g.entry.Port >= 0 {
				g.by |= snapshot.CountByLocalPort
			}
		default:
			g.by |= snapshot.CountByOther
		}
	}
	if g.bare < 0 {
		return
	}
	withState := g.by&snapshot.CountByState != 0
	switch {
	case g.ends:
		g.by |= snapshot.CountByOther
	case of == localEnd:
		g.entry.Port, g.by = g.bare, g.by|snapshot.CountByLocalPort
	case of == remoteEnd:
		g.entry.Port, g.by = g.bare, g.by|snapshot.CountByRemotePort
	case of == noEnd, large, fours && (withState || numbers >= minIDs):
		g.entry.PID, g.by = uint32(g.bare), g.by|snapshot.CountByProcess
	default:
		g.by |= snapshot.CountByOther
	}
}
