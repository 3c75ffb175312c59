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

	addr snapshot.Addr
	end  endpoint
}

// Owner is a process that rows without an owner are ascribed to.
type Owner struct {
	PID   uint32 // snapshot.NoPID where nothing points at one
	Live  int    // live outbound connections to the endpoint with a PID
	Share float64
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

// ownerMajority is the share of the live connections to an endpoint that one process
// must hold for TIME_WAIT rows to the endpoint to be ascribed to it.
const ownerMajority = 0.5

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
