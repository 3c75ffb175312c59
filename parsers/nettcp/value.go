package nettcp

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// number reads a decimal number of at most limit.
func number(v []byte, limit int64) (int64, bool) {
	v = bytes.TrimSpace(v)
	if len(v) == 0 || len(v) > 12 {
		return 0, false
	}
	n := int64(0)
	for _, c := range v {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, n <= limit
}

// port reads a port; it is -1 where v is none.
func port(v []byte) int {
	if n, ok := number(v, 65535); ok {
		return int(n)
	}
	return -1
}

func isPort(v []byte) bool { return port(v) >= 0 }

// maxAddress is how long an address may be: the 45 characters of IPv6, and a zone.
const maxAddress = 80

func isAddress(v []byte) bool {
	if len(v) == 0 || len(v) > maxAddress {
		return false
	}
	_, err := netip.ParseAddr(string(v))
	return err == nil
}

func isDigits(v []byte) bool {
	_, ok := number(v, 1<<40)
	return ok
}

func equalFold(b []byte, s string) bool {
	return len(b) == len(s) && (string(b) == s || strings.EqualFold(string(b), s))
}

// state reads a state: the words of the enumeration State of MSFT_NetTCPConnection in
// any spelling, or its numbers as Windows PowerShell's JSON has them.
func state(v []byte) snapshot.State {
	if cut, ok := isCutOff(v); ok {
		return statePrefix(cut)
	}
	var buf [16]byte
	switch string(normal(buf[:], v)) {
	case "closed", "1":
		return snapshot.Closed
	case "listen", "listening", "2":
		return snapshot.Listen
	case "synsent", "sent", "3": // sent, synrcvd and estab are Velociraptor's
		return snapshot.SynSent
	case "synreceived", "synrecv", "synrcvd", "rcvd", "4":
		return snapshot.SynReceived
	case "established", "estab", "5":
		return snapshot.Established
	case "finwait1", "6":
		return snapshot.FinWait1
	case "finwait2", "7":
		return snapshot.FinWait2
	case "closewait", "8":
		return snapshot.CloseWait
	case "closing", "9":
		return snapshot.Closing
	case "lastack", "10":
		return snapshot.LastAck
	case "timewait", "11":
		return snapshot.TimeWait
	case "deletetcb", "12":
		return snapshot.DeleteTCB
	case "bound", "100":
		return snapshot.Bound
	}
	return snapshot.Unmapped
}

// isCutOff reports whether the console has cut a text off to fit its column, and returns
// what it left: Windows PowerShell prints three dots, PowerShell 7 one character.
func isCutOff(v []byte) ([]byte, bool) {
	if left, ok := bytes.CutSuffix(v, []byte("...")); ok {
		return left, true
	}
	return bytes.CutSuffix(v, []byte("…"))
}

// statePrefix returns the only state that begins so, Unmapped where several do.
func statePrefix(v []byte) snapshot.State {
	var buf [16]byte
	left := string(normal(buf[:], v))
	found := snapshot.Unmapped
	for _, w := range []struct {
		word  string
		state snapshot.State
	}{
		{"closed", snapshot.Closed}, {"listen", snapshot.Listen}, {"synsent", snapshot.SynSent},
		{"synreceived", snapshot.SynReceived}, {"established", snapshot.Established}, {"finwait1", snapshot.FinWait1},
		{"finwait2", snapshot.FinWait2}, {"closewait", snapshot.CloseWait}, {"closing", snapshot.Closing},
		{"lastack", snapshot.LastAck}, {"timewait", snapshot.TimeWait}, {"deletetcb", snapshot.DeleteTCB}, {"bound", snapshot.Bound},
	} {
		if left == "" || !strings.HasPrefix(w.word, left) {
			continue
		}
		if found != snapshot.Unmapped {
			return snapshot.Unmapped
		}
		found = w.state
	}
	return found
}

// transport reads TCP, TCPv6, UDP and the like, the numbers that IANA has given to
// protocols (osquery), and Python's names for the kinds of sockets (psutil).
func transport(v []byte) snapshot.Proto {
	var buf [24]byte
	w := normal(buf[:], v)
	switch {
	case bytes.HasPrefix(w, []byte("tcp")), string(w) == "6", bytes.HasSuffix(w, []byte("sockstream")):
		return snapshot.TCP
	case bytes.HasPrefix(w, []byte("udp")), string(w) == "17", bytes.HasSuffix(w, []byte("sockdgram")):
		return snapshot.UDP
	}
	return snapshot.ProtoUnknown
}

// protocolOf tells the protocol that the name of a list holds, as in ListeningTcpPorts.
func protocolOf(name []byte) snapshot.Proto {
	tcp, udp := bytes.Contains(name, []byte("tcp")), bytes.Contains(name, []byte("udp"))
	switch {
	case tcp && !udp:
		return snapshot.TCP
	case udp && !tcp:
		return snapshot.UDP
	}
	return snapshot.ProtoUnknown
}

// familyOf tells the family of an address that does not parse from its spelling.
func familyOf(v []byte) snapshot.Family {
	switch {
	case bytes.IndexByte(v, ':') >= 0:
		return snapshot.IPv6
	case bytes.IndexByte(v, '.') >= 0:
		return snapshot.IPv4
	}
	return snapshot.FamilyUnknown
}
