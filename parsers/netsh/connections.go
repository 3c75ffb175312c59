package netsh

import (
	"bytes"
	"net/netip"
	"strconv"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
)

// Limits of a table of connections.
const (
	maxRows   = snapshot.KeepRows
	minRuler  = 40  // dashes under the heads; Windows prints 77
	maxRow    = 160 // bytes of a row; Windows prints about 70
	maxWords  = 3   // of a state, such as Fin Wait 1
	maxSample = 40  // bytes of an unknown state that a note shows
)

// isConnections reports whether the table of `netsh int ipv4 show tcpconnections` begins
// at the current line: a title and heads, or the heads alone, over one ruler and a row.
func (p ahead) isConnections() bool {
	for range 2 {
		text := p.next()
		if isRuler(text) {
			_, ok := connection(p.next())
			return ok
		}
		if isBlank(text) || hasDigit(text) {
			return false
		}
	}
	return false
}

func isRuler(text []byte) bool { return isDashes(text) && len(bytes.TrimSpace(text)) >= minRuler }

// connections reads a table of connections. It shows IPv4 only, no process ids and no
// sockets that are bound and not connected, so it is of netstat's kind.
func (p *list) connections() {
	s := p.section
	c := &snapshot.Capture{
		Line: p.line, LastLine: p.line, Format: snapshot.KindNetstat, Command: s.Command, Header: true,
		At: s.At, Table: new(snapshot.Table),
	}
	s.At = snapshot.Moment{}
	for !isRuler(p.lines.Text()) && p.lines.Next() {
	}
	var bad, unknown snapshot.Damage
	word := ""
	for ok := p.lines.Next(); ok; ok = p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) {
			if next, more := p.lines.Peek(1); !more || !isConnection(next) {
				break
			}
			continue
		}
		r, isRow := connection(text)
		switch {
		case isRow && c.Table.Len() < maxRows:
			if r.row.State == snapshot.Unmapped {
				if word == "" {
					word = string(bytes.ToValidUTF8(r.word[:min(len(r.word), maxSample)], nil))
				}
				unknown.Add(p.lines.Line())
				r.byShape()
			}
			r.row.Line = uint32(p.lines.Line())
			r.row.Local, r.row.Remote = c.Table.Addrs.Add(r.local), c.Table.Addrs.Add(r.remote)
			c.Table.Append(r.row)
		case isRow || p.damagedRow():
			bad.Add(p.lines.Line())
		default:
			ok = false
		}
		if !ok {
			break
		}
		p.own()
		c.LastLine = p.lines.Line()
	}
	s.AddCapture(c)
	s.AddNote("netsh.connections", p.line)
	if bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("netsh.bad-rows", bad.First, strconv.Itoa(bad.Count), strconv.Itoa(bad.First))
	}
	if unknown.Count > 0 {
		s.AddNote("netstat.unknown-state", unknown.First, strconv.Itoa(unknown.Count), word, strconv.Itoa(unknown.First))
	}
}

// damagedRow reports whether the current line is damaged amid the table.
func (p *list) damagedRow() bool {
	if prompt.Is(p.lines.Text()) {
		return false
	}
	next, ok := p.lines.Peek(1)
	return ok && isConnection(next)
}

// connectionRow is a row whose addresses are in no table yet.
type connectionRow struct {
	row           snapshot.Row
	local, remote snapshot.Addr
	word          []byte
}

// byShape decides what can be told of a state under a word of an unknown language.
func (r *connectionRow) byShape() {
	if r.row.RPort == 0 {
		r.row.State = snapshot.Listen
	}
}

func isConnection(text []byte) bool {
	_, ok := connection(text)
	return ok
}

// connection reads `10.0.0.4  50123  192.0.2.7  443  Established`.
func connection(text []byte) (connectionRow, bool) {
	var out connectionRow
	if len(text) > maxRow || !hasDigit(text) {
		return out, false
	}
	f := bytes.Fields(text)
	if len(f) < 5 || len(f) > 4+maxWords {
		return out, false
	}
	local, err1 := netip.ParseAddr(string(f[0]))
	remote, err2 := netip.ParseAddr(string(f[2]))
	lport, ok1 := number(f[1])
	rport, ok2 := number(f[3])
	if err1 != nil || err2 != nil || !ok1 || !ok2 || lport > maxPort || rport > maxPort {
		return out, false
	}
	if _, ok := number(f[4]); ok {
		return out, false
	}
	out.local, out.remote = snapshot.AddrFrom(local.WithZone("")), snapshot.AddrFrom(remote.WithZone(""))
	out.word = bytes.Join(f[4:], []byte(" "))
	out.row = snapshot.Row{
		PID: snapshot.NoPID, LPort: uint16(lport), RPort: uint16(rport),
		Proto: snapshot.TCP, Family: out.local.Family(), State: mibState(f[4:]),
	}
	return out, true
}

// mibState reads a state of MIB-II (RFC 1213, tcpConnState) as netsh writes it, in one
// word or in several.
func mibState(words [][]byte) snapshot.State {
	switch string(bytes.ToLower(bytes.ReplaceAll(bytes.Join(words, nil), []byte("-"), nil))) {
	case "closed":
		return snapshot.Closed
	case "listen", "listening":
		return snapshot.Listen
	case "synsent":
		return snapshot.SynSent
	case "synreceived", "synrcvd":
		return snapshot.SynReceived
	case "established", "estab":
		return snapshot.Established
	case "finwait1":
		return snapshot.FinWait1
	case "finwait2":
		return snapshot.FinWait2
	case "closewait":
		return snapshot.CloseWait
	case "closing":
		return snapshot.Closing
	case "lastack":
		return snapshot.LastAck
	case "timewait":
		return snapshot.TimeWait
	case "deletetcb":
		return snapshot.DeleteTCB
	}
	return snapshot.Unmapped
}
