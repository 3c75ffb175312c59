package nettcp

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// MatchTcpvcon reports whether the current line is a row of Sysinternals' tcpvcon -c,
// which writes no head: `TCP,w3wp.exe,4312,ESTABLISHED,10.0.0.4:50123,10.0.0.9:1433`, or
// begins an object of its list.
func MatchTcpvcon(l *textenc.Lines) bool {
	if _, ok := tcpvconCells(l.Text()); ok {
		return true
	}
	return isTcpvconObject(l, 0)
}

// ParseTcpvcon reads rows up to the first line that is none. TCPView 4 prints addresses
// without their ports: such files hold nothing to go by.
func ParseTcpvcon(l *textenc.Lines, s *snapshot.Section) {
	c := &collector{section: s}
	c.begin(l.Line())
	c.capture.HasPID = true
	rows, bare := 0, 0
	for ok := true; ok; ok = l.Next() {
		if len(bytes.TrimSpace(l.Text())) == 0 && isTcpvconObject(l, 1) {
			l.Next()
		}
		line := l.Line()
		cells, isRow := tcpvconCells(l.Text())
		if !isRow {
			cells, isRow = tcpvconObject(l)
		}
		if !isRow {
			break
		}
		rows++
		s.LastLine = l.Line()
		if !c.tcpvconRow(cells) {
			bare++
		}
		if !c.add(line) {
			c.bad.Add(line)
		}
	}
	if bare == rows {
		c.capture = nil
		unusable(s, "nettcp.tcpvcon-without-ports")
		return
	}
	c.notes()
}

// tcpvconCells splits a row into protocol, process, PID, state, local and remote end. The
// process may have commas in its name.
func tcpvconCells(line []byte) (cells [6][]byte, ok bool) {
	line = bytes.TrimSpace(line)
	if len(line) > maxTableLine || !bytes.HasPrefix(line, []byte("TCP")) && !bytes.HasPrefix(line, []byte("UDP")) {
		return cells, false
	}
	first, rest, ok := bytes.Cut(line, []byte{','})
	if kind := string(first[3:]); !ok || kind != "" && kind != "V6" && kind != "6" {
		return cells, false
	}
	cells[0] = first
	for i := 5; i >= 2; i-- {
		at := bytes.LastIndexByte(rest, ',')
		if at < 0 {
			return cells, false
		}
		cells[i], rest = bytes.Trim(rest[at+1:], ` "`), rest[:at]
	}
	cells[1] = bytes.Trim(rest, ` "`)
	return cells, len(cells[1]) > 0 && isDigits(cells[2]) && len(cells[4]) > 0
}

// tcpvconRow enters the cells into the record and reports whether the local end names a
// port, by number or by service.
func (c *collector) tcpvconRow(cells [6][]byte) bool {
	r := &c.rec
	r.reset()
	r.proto = transport(cells[0])
	r.set(processName, cells[1])
	r.set(owner, cells[2])
	r.set(stateField, cells[3])
	address, port, ok := ends(cells[4])
	r.set(localAddress, address)
	r.set(localPort, port)
	address, port, whole := ends(cells[5])
	r.set(remoteAddress, address)
	r.set(remotePort, port)
	if ok && (!whole || len(port) == 0) && r.proto == snapshot.TCP { // cut off, perhaps within the address
		r.localPort = -1
	}
	return ok
}
