package netstat

import (
	"bytes"

	"github.com/portdx/portdx/parsers/snapshot"
)

// stateOf returns the state that a word names, or snapshot.Unmapped.
func stateOf(word []byte) snapshot.State {
	switch string(word) {
	case "TIME_WAIT", "WARTEND":
		return snapshot.TimeWait
	case "ESTABLISHED", "HERGESTELLT":
		return snapshot.Established
	case "LISTENING":
		return snapshot.Listen
	case "CLOSE_WAIT", "SCHLIESSEN_WARTEN":
		return snapshot.CloseWait
	case "BOUND":
		return snapshot.Bound
	case "SYN_SENT", "SYN_GESENDET":
		return snapshot.SynSent
	case "SYN_RECEIVED", "SYN_RCVD", "SYN_EMPFANGEN":
		return snapshot.SynReceived
	case "FIN_WAIT_1", "FIN_WARTEN_1":
		return snapshot.FinWait1
	case "FIN_WAIT_2", "FIN_WARTEN_2":
		return snapshot.FinWait2
	case "LAST_ACK":
		return snapshot.LastAck
	case "CLOSING":
		return snapshot.Closing
	case "CLOSED":
		return snapshot.Closed
	case "DELETE_TCB":
		return snapshot.DeleteTCB
	}
	if isListenGerman(word) {
		return snapshot.Listen
	}
	return snapshot.Unmapped
}

// isListenGerman matches ABHÖREN, whose umlaut redirection garbles or drops.
func isListenGerman(word []byte) bool {
	word, ok := bytes.CutPrefix(word, []byte("ABH"))
	if !ok {
		return false
	}
	word, ok = bytes.CutSuffix(word, []byte("REN"))
	return ok && len([]rune(string(word))) <= 3
}
