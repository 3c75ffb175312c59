package nettcp

import "bytes"

// header is what a header line says.
type header struct {
	comma   byte
	columns []field
	has     [numFields]bool
	flow    bool // the port is called SrcPort, as logs of packets call it too
}

// parseHeader reads a header line and reports whether it is one of a connection table,
// given the row below it.
func parseHeader(text, row []byte) (header, bool) {
	if len(text) < len("LocalPort") || len(text) > maxHeader || !containsPort(text) && !containsLocal(text) {
		return header{}, false
	}
	for _, comma := range []byte{',', ';', '\t', '|'} {
		if bytes.IndexByte(text, comma) < 0 {
			continue
		}
		h := header{comma: comma}
		var buf [40]byte
		for _, cell := range bytes.Split(text, []byte{comma}) {
			if isCommand(cell) {
				return header{}, false
			}
			key := normal(buf[:], cell)
			f := fieldOf(key)
			h.flow = h.flow || isFlow(key)
			if f != other && f != owner && h.has[f] { // the first of two columns counts
				f = other
			}
			h.has[f] = true
			h.columns = append(h.columns, f)
		}
		if h.usable() || h.joined() && h.showsEndpoint(row) {
			return h, true
		}
	}
	return header{}, false
}

// containsLocal is a cheap test for a column named LocalAddress, Local Address or laddr.
func containsLocal(text []byte) bool {
	return bytes.Contains(text, []byte("ocal")) || bytes.Contains(text, []byte("laddr"))
}

// isCommand reports whether a cell is part of a command that lists columns, such as
// `Select-Object LocalAddress,LocalPort,State | Export-Csv x.csv`.
func isCommand(cell []byte) bool {
	if bytes.ContainsAny(cell, "|{}$@>") {
		return true
	}
	cell = bytes.Trim(cell, ` "`)
	i := bytes.LastIndexAny(cell, " \t")
	if i < 0 {
		return false
	}
	var buf [40]byte
	switch fieldOf(normal(buf[:], cell[i:])) {
	case localAddress, localPort, remoteAddress, remotePort:
		return true
	}
	return false
}

// usable reports whether the columns make a connection table: a local port with a state
// or a remote port, or an endpoint of Get-NetUDPEndpoint.
func (h *header) usable() bool {
	if !h.has[localPort] || h.has[firewall] {
		return false
	}
	if h.flow && !(h.has[owner] && (h.has[stateField] || h.has[status])) {
		return false
	}
	return h.tcp() || h.has[localAddress]
}

// isFlow reports whether a column is called as in logs of packets, which have no owner
// and no state.
func isFlow(key []byte) bool { return string(key) == "srcport" }

func (h *header) tcp() bool { return h.has[stateField] || h.has[status] || h.has[remotePort] }

// containsPort is a cheap test for a column named LocalPort, Local Port or local_port.
func containsPort(text []byte) bool {
	for i := 0; ; i++ {
		j := bytes.IndexAny(text[i:], "pP")
		if j < 0 {
			return false
		}
		i += j
		if i+4 <= len(text) && bytes.EqualFold(text[i:i+4], []byte("port")) {
			return true
		}
	}
}
