package measure

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// held is what a slow count with maps finds of a destination or a process.
type held struct {
	Name            string
	Ports, Inferred int
	States          string
	Owner           uint32
}

// TestHoldersAgree compares the ranking of destinations and processes with a count that is
// slow and obvious, on random tables: with more local addresses than have arrays, both
// families with pools of their own, names of hosts, and rows without an owner.
func TestHoldersAgree(t *testing.T) {
	for seed := range uint64(60) {
		m := take(t, host(t, "netstat.txt", randomTable(rand.New(rand.NewPCG(seed, 7))),
			"ranges.txt", "netsh int ipv4 show dynamicport tcp\n\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 50000\nNumber of Ports : 300\n",
			"ranges6.txt", "netsh int ipv6 show dynamicport tcp\n\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 50100\nNumber of Ports : 300\n"))
		wantDests, owner := slowDestinations(m)
		var dests, procs []held
		for _, d := range m.Who.Destinations {
			dests = append(dests, held{fmt.Sprint(d.Address, " ", d.Port), d.Ports, 0, fmt.Sprint(d.States), d.Owner.PID})
		}
		for _, p := range m.Who.Processes {
			procs = append(procs, held{fmt.Sprint(p.PID), p.Ports, p.Inferred, fmt.Sprint(p.States, p.InPool), 0})
		}
		wantProcs := slowProcesses(m, owner)
		if len(wantDests) < 5 || len(wantProcs) < 3 {
			t.Fatalf("seed %d: %d destinations and %d processes tell nothing", seed, len(wantDests), len(wantProcs))
		}
		if diff := gocmp.Diff(byPorts(wantDests), byPorts(dests)); diff != "" {
			t.Fatalf("seed %d: destinations (-want +got):\n%s", seed, diff)
		}
		if diff := gocmp.Diff(byPorts(wantProcs), byPorts(procs)); diff != "" {
			t.Fatalf("seed %d: processes (-want +got):\n%s", seed, diff)
		}
		for s := range snapshot.NumStates {
			checkTopOfState(t, m, snapshot.State(s))
		}
	}
}

// checkTopOfState checks that nothing has more rows in a state than what is named for it.
func checkTopOfState(t *testing.T, m *Measurement, s snapshot.State) {
	t.Helper()
	top := m.Who.ByState[s]
	most := 0
	for _, d := range m.Who.Destinations {
		most = max(most, d.States[s])
	}
	if got := top.Destination; most > 0 && (got == nil || got.States[s] != most || got.Address == "") {
		t.Errorf("%s: destination %+v, want one with %d rows", s, got, most)
	}
	if s == snapshot.Bound {
		return // counts ports, not rows
	}
	most = 0
	for _, p := range m.Who.Processes {
		most = max(most, p.States[s])
	}
	if got := top.Process; most > 0 && (got == nil || got.States[s] != most) {
		t.Errorf("%s: process %+v, want one with %d rows", s, got, most)
	}
}

// byPorts puts holders in one order, since equal ones may come in any.
func byPorts(list []held) []held {
	slices.SortFunc(list, func(a, b held) int { return cmp.Or(cmp.Compare(b.Ports, a.Ports), cmp.Compare(a.Name, b.Name)) })
	return list
}

// slowDestinations counts by remote endpoint, and names the owner of each.
func slowDestinations(m *Measurement) (list []held, owner map[string]uint32) {
	ports, live := make(map[string]map[uint16]bool), make(map[string]map[uint32]int)
	states := make(map[string]*[snapshot.NumStates]int)
	for i, r := range m.Capture.Table.All() {
		if m.Flow.Of[i] != Outbound {
			continue
		}
		end := remoteOf(m, r)
		if ports[end] == nil {
			ports[end], live[end], states[end] = make(map[uint16]bool), make(map[uint32]int), new([snapshot.NumStates]int)
		}
		states[end][r.State]++
		if m.poolFor(r.Family).Has(r.LPort) {
			ports[end][r.LPort] = true
		}
		if r.PID != 0 && r.PID != snapshot.NoPID && (r.State == snapshot.Established || r.State == snapshot.SynSent) {
			live[end][r.PID]++
		}
	}
	owner = make(map[string]uint32)
	for end := range ports {
		owner[end] = snapshot.NoPID
		for pid := range live[end] {
			if len(live[end]) == 1 {
				owner[end] = pid
			}
		}
		list = append(list, held{end, len(ports[end]), 0, fmt.Sprint(*states[end]), owner[end]})
	}
	return list, owner
}

func remoteOf(m *Measurement, r *snapshot.Row) string {
	return fmt.Sprint(m.Capture.Table.Addrs.Text(r.Remote), " ", r.RPort)
}

// slowProcesses counts by process: the rows that are not inbound, and the outbound rows of
// PID 0 to the endpoints that it owns, which count as TIME_WAIT.
func slowProcesses(m *Measurement, owner map[string]uint32) (list []held) {
	type use struct {
		shown, ascribed map[uint16]bool
		byState         [snapshot.NumStates]map[uint16]bool
		states          [snapshot.NumStates]int
	}
	uses := make(map[uint32]*use)
	for i, r := range m.Capture.Table.All() {
		pid, state := r.PID, r.State
		if pid == 0 && m.Flow.Of[i] == Outbound {
			pid = owner[remoteOf(m, r)]
		}
		if pid == 0 || pid == snapshot.NoPID || r.Proto != snapshot.TCP || m.Flow.Of[i] == Inbound {
			continue
		}
		u := uses[pid]
		if u == nil {
			u = &use{shown: make(map[uint16]bool), ascribed: make(map[uint16]bool)}
			uses[pid] = u
		}
		if m.Flow.Of[i] == Outbound || state == snapshot.Bound {
			u.states[state]++
		}
		if !m.poolFor(r.Family).Has(r.LPort) {
			continue
		}
		if u.byState[state] == nil {
			u.byState[state] = make(map[uint16]bool)
		}
		u.byState[state][r.LPort] = true
		if r.PID == 0 {
			u.ascribed[r.LPort] = true
		} else {
			u.shown[r.LPort] = true
		}
	}
	for pid, u := range uses {
		inferred := 0
		for p := range u.ascribed {
			if !u.shown[p] {
				inferred++
			}
		}
		var inPool [snapshot.NumStates]int
		for s := range inPool {
			inPool[s] = len(u.byState[s])
		}
		list = append(list, held{fmt.Sprint(pid), len(u.shown) + inferred, inferred, fmt.Sprint(u.states, inPool), 0})
	}
	return list
}

// randomTable draws a table of netstat.
func randomTable(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString(title)
	b.WriteString("TCP 0.0.0.0:443 0.0.0.0:0 LISTENING 4\nTCP [::]:50005 [::]:0 LISTENING 9\nTCP 10.0.0.1:50007 0.0.0.0:0 LISTENING 9\n")
	for range 300 + r.IntN(500) {
		local, remote := fmt.Sprintf("10.0.0.%d", r.IntN(12)), fmt.Sprintf("192.0.2.%d", r.IntN(3))
		switch r.IntN(6) {
		case 0:
			local, remote = fmt.Sprintf("[2001:db8::%d]", r.IntN(3)), fmt.Sprintf("[2001:db8:1::%d]", r.IntN(3))
		case 1:
			remote = fmt.Sprintf("db%d.corp.example", r.IntN(2))
		case 2:
			local, remote = "127.0.0.1", "127.0.0.1"
		}
		rport := []int{443, 1433, 8443, 50001 + r.IntN(3)}[r.IntN(4)]
		state := []string{"ESTABLISHED", "TIME_WAIT", "TIME_WAIT", "CLOSE_WAIT", "SYN_SENT", "BOUND", "FIN_WAIT_2"}[r.IntN(7)]
		pid := 1000 + r.IntN(5)
		switch state {
		case "TIME_WAIT":
			pid = 0
		case "BOUND":
			remote, rport = "0.0.0.0", 0
			if local[0] == '[' {
				remote = "[::]"
			}
		}
		fmt.Fprintf(&b, "TCP %s:%d %s:%d %s %d\n", local, 49990+r.IntN(500), remote, rport, state, pid)
	}
	return b.String()
}
