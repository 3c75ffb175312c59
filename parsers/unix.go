package parsers

import (
	"bytes"
	"strconv"
)

// maxUnixRow is how many bytes of a line are looked at; the rows of ss are the longest, with
// two addresses of IPv6 and a process.
const maxUnixRow = 256

// isUnixRow recognizes `tcp 0 0 local remote STATE` of netstat of Linux, BSD and macOS,
// where the sizes of two queues stand between the protocol and the addresses, and the same
// of ss, whose state stands before them. Summaries leave the queues out.
func isUnixRow(line []byte) bool {
	if first := firstWord(line); !isUnixProtocol(first) && !isSocketState(first) {
		return false
	}
	f := bytes.Fields(line[:min(len(line), maxUnixRow)])
	if len(f) >= 4 && isUnixProtocol(f[0]) && isSocketState(f[3]) {
		return bytes.IndexByte(f[1], ':') > 0 && bytes.IndexByte(f[2], ':') > 0
	}
	if len(f) < 5 {
		return false
	}
	if isUnixProtocol(f[0]) && !isNumber(f[1]) { // ss with both, the protocol and the state
		f = f[1:]
	}
	f = f[1:]
	return len(f) >= 4 && isNumber(f[0]) && isNumber(f[1]) && bytes.ContainsAny(f[2], ":.")
}

func firstWord(line []byte) []byte {
	if i := bytes.IndexAny(line, " \t"); i >= 0 {
		return line[:i]
	}
	return line
}

func isUnixProtocol(word []byte) bool {
	switch string(word) {
	case "tcp", "tcp4", "tcp6", "tcp46", "udp", "udp4", "udp6", "udp46":
		return true
	}
	return false
}

// isSocketState knows the states of ss (iproute2, misc/ss.c).
func isSocketState(word []byte) bool {
	switch string(word) {
	case "LISTEN", "ESTAB", "UNCONN", "TIME-WAIT", "CLOSE-WAIT", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "LAST-ACK", "CLOSING":
		return true
	}
	return false
}

func isNumber(word []byte) bool {
	_, err := strconv.Atoi(string(word))
	return err == nil
}
