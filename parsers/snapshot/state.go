package snapshot

// State is the state of a TCP connection, or StateNone for a UDP endpoint.
type State uint8

// The states, in the order of RFC 9293 where it has one. Bound is Windows' own: a
// socket that holds a local port without listening or being connected. Unmapped stands
// for a word that no table knows and that the row's shape does not decide.
const (
	StateNone State = iota
	Closed
	Listen
	SynSent
	SynReceived
	Established
	FinWait1
	FinWait2
	CloseWait
	Closing
	LastAck
	TimeWait
	DeleteTCB
	Bound
	Unmapped
	NumStates int = iota
)

var stateNames = [NumStates]string{
	"", "CLOSED", "LISTENING", "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2",
	"CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT", "DELETE_TCB", "BOUND", "UNMAPPED",
}

// String returns the name that netstat prints, such as "TIME_WAIT"; it is empty for
// StateNone.
func (s State) String() string {
	if int(s) < NumStates {
		return stateNames[s]
	}
	return stateNames[Unmapped]
}

// StateMask is a set of states: bit 1<<s stands for state s.
type StateMask uint16

// Has reports whether s is in the set.
func (m StateMask) Has(s State) bool { return m&(1<<s) != 0 }

// With returns the set with s added.
func (m StateMask) With(s State) StateMask { return m | 1<<s }
