package netstat

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/snapshot"
)

// slow reads a row that copying has damaged or that holds names instead of numbers. It
// is lenient about everything but the order of the columns.
func (rr *rowReader) slow(line []byte, r *snapshot.Row) (word []byte, ok bool) {
	rr.image = nil
	known := rr.services
	defer func() {
		if !ok {
			rr.services = known
		}
	}()
	f := fields(withoutMarkup(line))
	if len(f) < 3 {
		return nil, false
	}
	local, lname, ok := rr.endpoint(f[1])
	if !ok {
		return nil, false
	}
	remote, rname, ok := rr.endpoint(unmasked(f[2]))
	if !ok {
		return nil, false
	}
	*r = snapshot.Row{Proto: snapshot.TCP, PID: snapshot.NoPID}
	rest := f[3:]
	if f[0][0] == 'U' {
		r.Proto = snapshot.UDP
		if len(rest) > 0 && (isNone(rest[0]) || stateOf(rest[0]) != snapshot.Unmapped) { // where tools write a state
			rest = rest[1:]
		}
	} else {
		if len(rest) == 0 {
			return nil, false // cut off before its state
		}
		word = rest[0]
		r.State, rest = stateOf(word), rest[1:]
	}
	if hasProto(rest) {
		return nil, false // its line end was lost: several rows stand in one line
	}
	if len(rest) > 0 {
		if pid, err := strconv.ParseUint(string(rest[0]), 10, 32); err == nil && pid < uint64(snapshot.NoPID) {
			r.PID = uint32(pid)
			rr.image = imageIn(rest[1:])
		} else if !isOffload(rest[0]) && !isNone(rest[0]) {
			return nil, false
		}
	}
	t := rr.target()
	r.LPort, r.RPort = local.port, remote.port
	r.Local, r.Remote = address(t, local, lname), address(t, remote, rname)
	if r.Family = local.addr.Family(); r.Family == snapshot.FamilyUnknown {
		r.Family = snapshot.IPv4
		if local.v6 { // masked before it was sent
			r.Family = snapshot.IPv6
		}
	}
	return word, true
}

// unmasked replaces a remote port that was made unreadable before the file was sent by
// none: what the row says of its local port still counts.
func unmasked(word []byte) []byte {
	colon := bytes.LastIndexByte(word, ':')
	port := word[colon+1:]
	if colon <= 0 || len(port) < 2 || port[0] < '0' || port[0] > '9' || !bytes.ContainsAny(port, "*xX#") {
		return word
	}
	return append(bytes.Clone(word[:colon+1]), '*')
}

// isNone reports whether a word says that a table's cell is empty.
func isNone(word []byte) bool {
	return string(word) == "-" || string(word) == "—" || string(word) == "N/A"
}

// imageIn returns the name of a program behind the PID, where scripts write it that join
// netstat's rows with those of tasklist. It is nil where there is none.
func imageIn(words [][]byte) []byte {
	if len(words) == 0 {
		return nil
	}
	name := bytes.Trim(words[0], "[]()")
	if len(name) > len(".exe") && bytes.EqualFold(name[len(name)-len(".exe"):], []byte(".exe")) || string(name) == "System" {
		return name
	}
	return nil
}

func hasProto(words [][]byte) bool {
	for _, w := range words {
		if len(w) == 3 && isProto(w) {
			return true
		}
	}
	return false
}

func address(t *snapshot.Table, e endpoint, name []byte) uint32 {
	if name != nil {
		return t.Addrs.AddName(name)
	}
	return t.Addrs.Add(e.addr)
}

// fields splits a line into words and drops what copying has put before the first.
func fields(line []byte) [][]byte {
	f := bytes.FieldsFunc(line, isGap)
	for len(f) > 0 && (len(f[0]) != 3 || !isProto(f[0])) {
		f = f[1:]
	}
	return f
}

// endpoint reads an endpoint whose host or port may be a name. Without -n netstat prints
// host:https, and host:0 as the remote end of a listener.
func (rr *rowReader) endpoint(word []byte) (e endpoint, name []byte, ok bool) {
	if e, end, ok := parseEndpoint(word, 0); ok && end == len(word) {
		return e, nil, true
	}
	colon := bytes.LastIndexByte(word, ':')
	if colon <= 0 || colon == len(word)-1 {
		return e, nil, false
	}
	host, port := word[:colon], word[colon+1:]
	if e.port, ok = rr.port(port); !ok {
		return e, nil, false
	}
	if v, end, ok := parseIPv4(host, 0); ok && end == len(host) {
		e.addr = snapshot.IPv4Addr(v)
		return e, nil, true
	}
	if host[0] == '[' {
		e.v6 = true
		if hi, lo, end, ok := parseIPv6(host, 1); ok && end == len(host)-1 && host[end] == ']' {
			e.addr = snapshot.IPv6Addr(hi, lo)
			return e, nil, true
		}
		host = bytes.Trim(host, "[]") // masked before it was sent: keep it as a name
		if zone := bytes.IndexByte(host, '%'); zone >= 0 {
			host = host[:zone]
		}
		return e, host, len(host) > 0 && len(host) <= maxWord && isHostName(bytes.ReplaceAll(host, []byte(":"), nil))
	}
	if len(host) == 1 && host[0] == '*' {
		return e, nil, true
	}
	if len(host) > maxWord || !isHostName(host) {
		return e, nil, false
	}
	return e, host, true
}

// isHostName allows what NetBIOS and DNS names hold.
func isHostName(host []byte) bool {
	for _, c := range host {
		if c < '-' || c == '/' || c > '9' && c < 'A' {
			return false
		}
	}
	return true
}

// port reads a number or a service's name; an unknown name is port 0 and is counted.
func (rr *rowReader) port(word []byte) (uint16, bool) {
	if p, end, ok := parsePort(word, 0); ok && end == len(word) {
		return p, true
	}
	if word[0]-'0' <= 9 || len(word) > 40 {
		return 0, false
	}
	if p, ok := services[string(word)]; ok {
		return p, true
	}
	rr.services++
	return 0, true
}
