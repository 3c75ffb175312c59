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

// services holds the names that netstat prints without -n for the ports that outbound
// connections of Windows servers meet most (Windows: drivers\etc\services).
var services = map[string]uint16{
	"echo": 7, "discard": 9, "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25,
	"nameserver": 42, "domain": 53, "bootps": 67, "bootpc": 68, "tftp": 69, "http": 80,
	"kerberos": 88, "pop3": 110, "sunrpc": 111, "ntp": 123, "epmap": 135, "netbios-ns": 137,
	"netbios-dgm": 138, "netbios-ssn": 139, "imap": 143, "snmp": 161, "snmptrap": 162,
	"bgp": 179, "ldap": 389, "https": 443, "microsoft-ds": 445, "kpasswd": 464, "isakmp": 500,
	"syslog": 514, "printer": 515, "ms-rome": 569, "nntps": 563, "ldaps": 636, "imaps": 993,
	"pop3s": 995, "ms-sql-s": 1433, "ms-sql-m": 1434, "ssdp": 1900, "nfsd": 2049,
	"msft-gc": 3268, "msft-gc-ssl": 3269, "ms-wbt-server": 3389, "llmnr": 5355, "wsd": 5357,
	"wsman": 5985, "wsmans": 5986,
}
