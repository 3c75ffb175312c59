package measure

import (
	"github.com/portdx/portdx/parsers/snapshot"
)

// Destination is a remote endpoint and the pool ports that outbound rows to it hold.
type Destination struct {
	Address string
	Port    int
	Ports   int
	States  [snapshot.NumStates]int // outbound rows to it
	Owner   Owner                   // whose TIME_WAIT rows to it most likely are
	Sharers []Sharer                // most live connections first; only where processes share it
	Sharing int                     // how many processes do
	Holder  uint32                  // process of most rows with a PID, whatever their state; snapshot.NoPID for none
	Local   bool                    // the endpoint is on this machine
	Server  uint32                  // the process that listens there; snapshot.NoPID where none is seen

	addr  snapshot.Addr
	end   endpoint
	group uint32 // number of the endpoint
}

// Owner is a process that rows without an owner are ascribed to: the only one with live
// connections to the same endpoint. Where two have some, the one with more may be the one
// that keeps its connections, and the other the one that leaves TIME_WAIT behind.
type Owner struct {
	PID  uint32 // snapshot.NoPID where nothing points at one
	Live int    // its live connections to the endpoint
	// Persists reports that all of them were there in another capture already: such
	// connections leave no TIME_WAIT, so PID is snapshot.NoPID and Keeps the process.
	Persists bool
	Keeps    uint32
}

// Sharer is a process with live connections to an endpoint that others have too.
type Sharer struct {
	PID  uint32
	Live int
}

// Process is what one process holds.
type Process struct {
	PID      uint32
	Name     string
	Ports    int // distinct pool ports, inferred ones included
	Inferred int // of these, ports of TIME_WAIT rows ascribed to it
	Live     int // live connections that point at it as the owner of TIME_WAIT rows
	States   [snapshot.NumStates]int
	InPool   [snapshot.NumStates]int // distinct pool ports by state
}

// IsInferred reports whether most of the process's ports are ascribed, not shown.
func (p *Process) IsInferred() bool { return p.Inferred*2 > p.Ports }

// Image is all processes of one program.
type Image struct {
	Name      string
	Ports     int
	Processes int
}

// Who holds the ports of the analyzed capture, each list largest first and cut off after
// KeepHolders.
type Who struct {
	Destinations []Destination
	Processes    []Process
	Images       []Image
	UDP          []Process // Ports counts UDP pool ports
	ByState      [snapshot.NumStates]TopOfState
	// How many destinations and processes there are in all.
	DestinationCount, ProcessCount, UDPCount int
}

// KeepHolders is how many destinations, processes and images are listed.
const KeepHolders = 100

// TopOfState is the endpoint and the process with most outbound rows in one state; nil
// where there is none.
type TopOfState struct {
	Destination *Destination
	Process     *Process
	Inferred    bool
}

// keepSharers is how many of the processes that share an endpoint are named.
const keepSharers = 2

// findHolders ranks destinations and processes by the distinct pool ports they hold.
func (m *Measurement) findHolders() Who {
	var w Who
	t := m.Capture.Table
	owners := w.rankDestinations(m, t)
	w.rankProcesses(m, t, owners)
	if m.udp != nil && m.udp.Table != nil {
		w.rankUDP(m, m.udp.Table)
	}
	w.ByState[snapshot.Bound].Process = m.boundHolder(t)
	return w
}

// Process returns a process, which holds nothing unless it is among the first ones.
func (w *Who) Process(pid uint32, name string) Process {
	for i := range w.Processes {
		if w.Processes[i].PID == pid {
			return w.Processes[i]
		}
	}
	return Process{PID: pid, Name: name}
}
