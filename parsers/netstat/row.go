package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// rowReader turns lines into rows whose addresses stand in table.
type rowReader struct {
	table    *snapshot.Table
	spare    snapshot.Table // where the first row of a headerless table is read
	services int            // ports whose service name no table knows
	image    []byte         // of the program that the row read last names, see slow

	// Addresses that were read last, by side: hosts have few of their own.
	recent   [2][64]recentAddr
	recentOf *snapshot.Table
}

// recentAddr is an address and its index in the table.
type recentAddr struct {
	addr snapshot.Addr
	ix   uint32
}

func (rr *rowReader) target() *snapshot.Table {
	if rr.table == nil {
		return &rr.spare
	}
	return rr.table
}

// move carries a row that was read before its table began into the table.
func (rr *rowReader) move(r *snapshot.Row) {
	rr.carry(&rr.spare, r)
	rr.spare = snapshot.Table{}
}

// carry enters the addresses of another table's row.
func (rr *rowReader) carry(from *snapshot.Table, r *snapshot.Row) {
	for _, ix := range []*uint32{&r.Local, &r.Remote} {
		a := from.Addrs.At(*ix)
		if a.Kind == snapshot.AddrName {
			*ix = rr.table.Addrs.AddName([]byte(from.Addrs.Text(*ix)))
			continue
		}
		*ix = rr.table.Addrs.Add(a)
	}
}

// index enters an address; side is 0 for local and 1 for remote.
func (rr *rowReader) index(a snapshot.Addr, side int) uint32 {
	t := rr.target()
	if rr.recentOf != t {
		rr.recentOf = t
		rr.recent = [2][64]recentAddr{}
	}
	r := &rr.recent[side][(a.Lo^a.Lo>>6)%64]
	if r.addr != a {
		r.addr, r.ix = a, t.Addrs.Add(a)
	}
	return r.ix
}

// fast reads a row exactly as netstat -n prints it. It returns the state's word where
// no table knows it, and false for everything unexpected.
func (rr *rowReader) fast(line []byte, r *snapshot.Row) (word []byte, ok bool) {
	i := skip(line, 0)
	if len(line)-i < 4 || !isProto(line[i:]) || line[i+3] != ' ' {
		return nil, false
	}
	udp := line[i] == 'U'
	local, i, ok := parseEndpoint(line, skip(line, i+3))
	if !ok {
		return nil, false
	}
	remote, i, ok := parseEndpoint(line, skip(line, i))
	if !ok {
		return nil, false
	}
	r.PID = snapshot.NoPID
	if udp {
		r.Proto, r.State = snapshot.UDP, snapshot.StateNone
	} else {
		start := skip(line, i)
		for i = start; i < len(line) && line[i] > ' '; i++ {
		}
		word = line[start:i]
		if len(word) == 0 {
			return nil, false
		}
		r.Proto, r.State = snapshot.TCP, stateOf(word)
		if r.State == snapshot.Unmapped && bytes.IndexByte(word, '<') > 0 { // a tag of a page
			return nil, false
		}
	}
	if !rr.tail(line, skip(line, i), r) {
		return nil, false
	}
	if r.Family = local.addr.Family(); r.Family == snapshot.FamilyUnknown { // *:port
		r.Family = snapshot.IPv4
	}
	r.LPort, r.RPort = local.port, remote.port
	r.Local, r.Remote = rr.index(local.addr, 0), rr.index(remote.addr, 1)
	return word, true
}

// tail reads what follows the state: a PID, and with -t the offload state, a word that
// stands where the PID would without -o.
func (rr *rowReader) tail(line []byte, i int, r *snapshot.Row) bool {
	if i == len(line) {
		return true
	}
	start, pid := i, uint64(0)
	for ; i < len(line) && line[i]-'0' <= 9 && i-start < 11; i++ {
		pid = pid*10 + uint64(line[i]-'0')
	}
	if i > start {
		if pid >= uint64(snapshot.NoPID) || i < len(line) && line[i] > ' ' {
			return false
		}
		r.PID = uint32(pid)
		i = skip(line, i)
	}
	return i == len(line) || isOffload(bytes.TrimRight(line[i:], " \t"))
}

// isOffload recognizes the words of netstat -t, localized ones included: one word of
// letters.
func isOffload(word []byte) bool {
	for _, c := range word {
		if c < 'A' && c != ' ' {
			return false
		}
	}
	return len(word) < 40
}

func skip(line []byte, i int) int {
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}
