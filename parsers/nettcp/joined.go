package nettcp

import (
	"bytes"
	"encoding/csv"
	"io"
)

// Tools write the address and the port of an endpoint as one value: `192.0.2.1:443`, and
// Python's psutil `addr(ip='192.0.2.1', port=443)` or `('192.0.2.1', 443)`.

// endpointOf splits such a value.
func endpointOf(v []byte) (address []byte, p int, ok bool) {
	v = bytes.TrimSpace(v)
	comma := byte(':')
	if inner, is := bytes.CutSuffix(v, []byte(")")); is {
		inner, is = bytes.CutPrefix(bytes.TrimPrefix(inner, []byte("addr")), []byte("("))
		if !is {
			return nil, 0, false
		}
		v, comma = inner, ','
	}
	i := bytes.LastIndexByte(v, comma)
	if i < 0 {
		return nil, 0, false
	}
	address, value := v[:i], v[i+1:]
	if comma == ',' {
		address = bytes.Trim(bytes.TrimPrefix(address, []byte("ip=")), `'"`)
		value = bytes.TrimPrefix(bytes.TrimSpace(value), []byte("port="))
	}
	if p = port(value); p < 0 || !isAddress(bytes.Trim(address, "[]")) {
		return nil, 0, false
	}
	return address, p, true
}

// ends splits an address and its port at the last colon outside of brackets.
func ends(v []byte) (address, port []byte, ok bool) {
	i := bytes.LastIndexByte(v, ':')
	if i < 0 || bytes.IndexByte(v[i:], ']') >= 0 {
		return v, nil, false
	}
	return v[:i], v[i+1:], true
}

// isEndpoint reports whether a value is an address with its port.
func isEndpoint(v []byte) bool {
	_, _, ok := endpointOf(v)
	return ok
}

// hasPort reports whether the row has a local port, be it within its address.
func (r *record) hasPort() bool { return r.localPort >= 0 || isEndpoint(r.local.bytes()) }

// split gives a row without a local port those that stand in its addresses.
func (r *record) split() {
	address, p, ok := endpointOf(r.local.bytes())
	if !ok {
		return
	}
	r.localPort = p
	r.local.set(address)
	remote := bytes.TrimSuffix(r.remote.bytes(), []byte(":*"))
	switch address, p, ok = endpointOf(remote); {
	case ok:
		r.remotePort, r.remoteKnown = p, true
		r.remote.set(address)
	case !isAddress(remote): // none, or a word for it, as listeners have
		r.remote.n = 0
	default:
		r.remote.n = len(remote)
	}
}

// joined reports whether the columns make a connection table whose ports stand in its
// addresses; the row below the header has to show it. What begins with the protocol is
// the output of netstat in another dress.
func (h *header) joined() bool {
	return h.has[localAddress] && !h.has[localPort] && !h.has[firewall] && h.columns[0] != protocol &&
		(h.has[stateField] || h.has[status] || h.has[remoteAddress])
}

// showsEndpoint reports whether a row has an endpoint in the column of the local address.
func (h *header) showsEndpoint(row []byte) bool {
	if len(row) > maxHeader {
		return false
	}
	r, err := csvReader(bytes.NewReader(row), h.comma).Read()
	if err != nil || len(r) < len(h.columns) {
		return false
	}
	for i, f := range h.columns {
		if f == localAddress {
			return isEndpoint([]byte(r[i]))
		}
	}
	return false
}

// csvReader reads rows of any length with a separator.
func csvReader(in io.Reader, comma byte) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma = rune(comma)
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = comma != '\t' // a tab is white space too
	r.ReuseRecord = true
	return r
}
