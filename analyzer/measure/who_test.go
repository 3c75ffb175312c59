package measure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules/facts"
)

// idle are the listeners of every machine.
const idle = "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    920\n  TCP    0.0.0.0:49664    0.0.0.0:0    LISTENING    708\n"

// pairsOf writes n rows from local ports counted up to remote ports counted up by step.
func pairsOf(n int, local string, lport, lstep int, remote string, rport, rstep int, state string, pid int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  TCP    %s:%d    %s:%d    %s    %d\n", local, lport+i*lstep, remote, rport+i*rstep, state, pid)
	}
	return b.String()
}

// tasklist lists System, what else runs on every machine, and the given processes.
func tasklist(processes ...string) string {
	var b strings.Builder
	b.WriteString("\nImage Name                     PID Session Name        Session#    Mem Usage\n========================= ======== ================ =========== ============\n")
	row := func(name string, pid int) {
		fmt.Fprintf(&b, "%-25s %8d Services                   0     24,000 K\n", name, pid)
	}
	row("System", 4)
	for i := range 10 {
		row("svchost.exe", 900+20*i)
	}
	for i := 0; i < len(processes); i += 2 {
		var pid int
		fmt.Sscan(processes[i+1], &pid)
		row(processes[i], pid)
	}
	return b.String()
}

// unset stands for a fact that is unknown, and none for one that does not apply.
const (
	unset = "unknown"
	none  = "none"
)

// shown writes a fact's value.
func shown(v *facts.Set, name string) any {
	f, _ := facts.Lookup(name)
	got := v.Get(name)
	switch {
	case got.State == facts.Unknown:
		return unset
	case got.State != facts.Known:
		return none
	case f.Type == facts.Bool:
		return got.Bool
	case f.Type == facts.String:
		return got.Str
	}
	return int(got.Num)
}

// TestWho measures whose the ports are, where they go and which way, on small tables that
// each show one thing.
func TestWho(t *testing.T) {
	outside := func(n int) string { return pairsOf(n, "10.0.0.4", 10000, 3, "10.0.0.50", 443, 0, "TIME_WAIT", 0) }
	tests := []struct {
		name  string
		files []string
		want  map[string]any
	}{
		{"ports of the pool with two destinations each are no server's",
			[]string{"n.txt", title + idle + pairsOf(10, "10.0.0.5", 50000, 1, "10.0.0.50", 8443, 0, "TIME_WAIT", 0) +
				pairsOf(10, "10.0.0.5", 50000, 1, "10.0.0.51", 1433, 0, "ESTABLISHED", 6000)},
			map[string]any{"tcp.outbound.time_wait": 10, "tcp.outbound.established": 10, "tcp.inbound.time_wait": 0, "tcp.undirected.time_wait": 0}},
		{"nor are they with two destinations in TIME_WAIT each",
			[]string{"n.txt", title + idle + pairsOf(9, "10.0.0.5", 50000, 1, "10.0.0.50", 8443, 0, "TIME_WAIT", 0) +
				pairsOf(9, "10.0.0.5", 50000, 1, "10.0.0.51", 1433, 0, "TIME_WAIT", 0)},
			map[string]any{"tcp.outbound.time_wait": 18, "tcp.inbound.time_wait": 0}},
		{"a listener that is gone has clients with ports of their own",
			[]string{"n.txt", title + idle + pairsOf(500, "10.0.0.5", 50443, 0, "192.0.2.7", 20000, 7, "TIME_WAIT", 0) +
				pairsOf(20, "10.0.0.5", 51000, 1, "10.0.0.50", 20007, 0, "ESTABLISHED", 6000)},
			map[string]any{"tcp.inbound.time_wait": 500, "tcp.outbound.established": 20}},
		{"two listeners that are gone, with the same clients",
			[]string{"n.txt", title + idle + pairsOf(50, "10.0.0.5", 50443, 0, "192.0.2.7", 20000, 1, "TIME_WAIT", 0) +
				pairsOf(50, "10.0.0.5", 50444, 0, "192.0.2.7", 20000, 1, "TIME_WAIT", 0)},
			map[string]any{"tcp.inbound.time_wait": 100, "tcp.outbound.time_wait": 0}},
		{"one port, two services below 1024",
			[]string{"n.txt", title + idle + "TCP 10.0.0.5:50000 192.0.2.7:443 TIME_WAIT 0\nTCP 10.0.0.5:50000 192.0.2.8:80 TIME_WAIT 0\n"},
			map[string]any{"tcp.outbound.time_wait": 2}},

		{"clients outside the assumed range",
			[]string{"n.txt", title + idle + outside(120) + "  TCP    10.0.0.4:9999    10.0.0.50:443    ESTABLISHED    6000\n"},
			map[string]any{"tcp.pool.contradicted": true, "tcp.outside.ports": 121, "tcp.outside.low": 9999, "tcp.outside.high": 10357,
				"tcp.outbound.time_wait": 120, "tcp.top_destination.address": "10.0.0.50", "tcp.top_destination.ports": 121,
				"tcp.top_destination.share": unset, "tcp.top_process.pid": 6000, "tcp.top_process.ports": 121, "tcp.pool.used": 1}},
		{"clients outside a range that was captured",
			[]string{"n.txt", title + idle + outside(120), "r.txt", rangeText(49152, 16384)},
			map[string]any{"tcp.pool.contradicted": false, "tcp.outside.ports": 120, "tcp.outbound.time_wait": 0, "tcp.undirected.time_wait": 120}},
		{"some clients outside, and none inside",
			[]string{"n.txt", title + idle + outside(20)},
			map[string]any{"tcp.pool.contradicted": true, "tcp.outbound.time_wait": 20}},
		{"few clients outside",
			[]string{"n.txt", title + idle + outside(19)},
			map[string]any{"tcp.pool.contradicted": false, "tcp.undirected.time_wait": 19, "tcp.outside.ports": 0, "tcp.outside.low": none}},
		{"some clients outside, more inside",
			[]string{"n.txt", title + idle + outside(50) + rows(51, 50000, "10.0.0.50:443", "TIME_WAIT", 0)},
			map[string]any{"tcp.pool.contradicted": false, "tcp.undirected.time_wait": 50, "tcp.outside.ports": 50}},
		{"services' ports outside are no clients",
			[]string{"n.txt", title + idle + "TCP 0.0.0.0:8080 0.0.0.0:0 LISTENING 4\n" +
				pairsOf(300, "10.0.0.4", 8080, 0, "192.0.2.7", 20000, 3, "ESTABLISHED", 4) + pairsOf(300, "10.0.0.4", 9090, 0, "192.0.2.7", 20000, 5, "TIME_WAIT", 0)},
			map[string]any{"tcp.pool.contradicted": false, "tcp.outside.ports": 0, "tcp.inbound.established": 300, "tcp.inbound.time_wait": 300}},
		{"bound ports outside",
			[]string{"n.txt", title + idle + pairsOf(150, "0.0.0.0", 20000, 1, "0.0.0.0", 0, 0, "BOUND", 7)},
			map[string]any{"tcp.pool.contradicted": true, "tcp.outside.ports": 150, "tcp.bound_process.ports": 150}},
		{"Windows that reserves ports below 1024 contradicts nothing",
			[]string{"n.txt", title + idle + pairsOf(200, "10.0.0.4", 600, 1, "10.0.0.9", 2049, 0, "TIME_WAIT", 0)},
			map[string]any{"tcp.pool.contradicted": false, "tcp.outside.ports": 0}},

		{"the server's side of connections to oneself",
			[]string{"n.txt", title + idle + "TCP 0.0.0.0:8080 0.0.0.0:0 LISTENING 11840\n" +
				pairsOf(40, "100.64.12.108", 8080, 0, "100.64.12.108", 50000, 1, "TIME_WAIT", 0) +
				pairsOf(7, "100.64.12.108", 8080, 0, "192.0.2.7", 51000, 1, "TIME_WAIT", 0)},
			map[string]any{"tcp.self.rows": 40, "tcp.self.remote_ports": 40, "tcp.self_server.address": "100.64.12.108",
				"tcp.self_server.port": 8080, "tcp.self_server.pid": 11840, "tcp.inbound.time_wait": 47}},
		{"both sides are shown: no further port",
			[]string{"n.txt", title + idle + "TCP 127.0.0.1:8080 0.0.0.0:0 LISTENING 7\n" +
				pairsOf(5, "127.0.0.1", 8080, 0, "127.0.0.1", 50000, 1, "ESTABLISHED", 7) +
				pairsOf(5, "127.0.0.1", 50000, 1, "127.0.0.1", 8080, 0, "ESTABLISHED", 9)},
			map[string]any{"tcp.self.rows": 10, "tcp.self.remote_ports": 0, "tcp.self_server.port": none, "tcp.local_agent.pid": 7,
				"tcp.local_agent.ports": 5, "tcp.top_destination.local": true, "tcp.top_destination.listener_pid": 7}},
		{"an agent on this machine that connects on",
			[]string{"n.txt", title + idle + "TCP 127.0.0.1:9000 0.0.0.0:0 LISTENING 3380\n" +
				pairsOf(90, "127.0.0.1", 50000, 1, "127.0.0.1", 9000, 0, "ESTABLISHED", 5000) +
				pairsOf(30, "10.0.0.4", 51000, 1, "192.0.2.7", 443, 0, "ESTABLISHED", 3380), "t.txt", tasklist("ZSATunnel.exe", "3380")},
			map[string]any{"tcp.local_agent.pid": 3380, "tcp.local_agent.name": "ZSATunnel.exe", "tcp.local_agent.ports": 90, "tcp.local_agent.own_ports": 30}},
		{"nothing connects to this machine",
			[]string{"n.txt", title + idle + rows(3, 50000, "10.0.0.50:443", "ESTABLISHED", 9)},
			map[string]any{"tcp.self.rows": 0, "tcp.self.remote_ports": 0, "tcp.local_agent.pid": none, "tcp.top_destination.local": false,
				"tcp.top_destination.listener_pid": none}},

		{"the only process with live connections owns TIME_WAIT",
			[]string{"n.txt", title + idle + rows(90, 50000, "10.0.0.50:8443", "TIME_WAIT", 0) + rows(2, 51000, "10.0.0.50:8443", "ESTABLISHED", 6000) +
				rows(9, 52000, "10.0.0.50:8443", "CLOSE_WAIT", 7000)},
			map[string]any{"tcp.time_wait_process.pid": 6000, "tcp.time_wait_process.ports": 90, "tcp.time_wait_process.live": 2,
				"tcp.time_wait_process.candidates": none, "tcp.top_destination.pid": 6000, "tcp.top_destination.holder_pid": 7000}},
		{"of two processes none owns TIME_WAIT",
			[]string{"n.txt", title + idle + rows(90, 50000, "10.0.0.50:8443", "TIME_WAIT", 0) + rows(12, 51000, "10.0.0.50:8443", "ESTABLISHED", 6400) +
				rows(8, 52000, "10.0.0.50:8443", "SYN_SENT", 6000) + rows(3, 53000, "10.0.0.51:8443", "TIME_WAIT", 0) + rows(1, 54000, "10.0.0.51:8443", "ESTABLISHED", 5)},
			map[string]any{"tcp.time_wait_process.pid": unset, "tcp.time_wait_process.candidates": 2,
				"tcp.time_wait_process.first_pid": 6400, "tcp.time_wait_process.first_live": 12,
				"tcp.time_wait_process.second_pid": 6000, "tcp.time_wait_process.second_live": 8,
				"tcp.time_wait_process.persists": false, "tcp.top_destination.pid": none, "tcp.top_destination.holder_pid": 6400}},
		{"CLOSE_WAIT is not live",
			[]string{"n.txt", title + idle + rows(90, 50000, "10.0.0.50:8443", "TIME_WAIT", 0) + rows(9, 52000, "10.0.0.50:8443", "CLOSE_WAIT", 7000)},
			map[string]any{"tcp.time_wait_process.pid": unset, "tcp.top_destination.pid": none, "tcp.top_destination.holder_pid": 7000}},

		{"a process that the list has",
			[]string{"n.txt", title + idle + rows(9, 50000, "10.0.0.50:8443", "ESTABLISHED", 5868), "t.txt", tasklist("Gateway.exe", "5868")},
			map[string]any{"tcp.top_process.listed": true, "tcp.top_process.protected": false, "tcp.top_process.image": "gateway"}},
		{"a process that the list does not have",
			[]string{"n.txt", title + idle + rows(9, 50000, "10.0.0.50:8443", "ESTABLISHED", 5868), "t.txt", tasklist()},
			map[string]any{"tcp.top_process.listed": false, "tcp.top_process.name": none, "tcp.top_process.protected": none}},
		{"a list of one process",
			[]string{"n.txt", title + idle + rows(9, 50000, "10.0.0.50:8443", "ESTABLISHED", 5868), "t.txt",
				"\nImage Name                     PID Session Name        Session#    Mem Usage\n========================= ======== ================ =========== ============\nother.exe                     7740 Services                   0     24,740 K\n"},
			map[string]any{"tcp.top_process.listed": unset, "tcp.top_process.name": unset, "tcp.top_process.protected": unset}},

		{"inbound CLOSE_WAIT",
			[]string{"n.txt", title + idle + "TCP 0.0.0.0:443 0.0.0.0:0 LISTENING 6332\n" +
				pairsOf(50, "10.0.0.4", 443, 0, "10.20.0.9", 30000, 1, "CLOSE_WAIT", 6332) +
				pairsOf(20, "10.0.0.4", 443, 0, "10.20.0.10", 30000, 1, "CLOSE_WAIT", 6332) +
				pairsOf(6, "10.0.0.4", 443, 0, "10.20.0.10", 40000, 1, "ESTABLISHED", 6332) +
				pairsOf(60, "10.0.0.4", 49664, 0, "10.20.0.11", 30000, 1, "CLOSE_WAIT", 708)},
			map[string]any{"tcp.inbound.close_wait": 130, "tcp.inbound_close_wait.pid": 6332, "tcp.inbound_close_wait.count": 70,
				"tcp.inbound_close_wait.live": 6, "tcp.inbound_close_wait.port": 443, "tcp.inbound_close_wait.address": "10.20.0.11",
				"tcp.inbound_close_wait.address_count": 60}},
		{"no inbound CLOSE_WAIT",
			[]string{"n.txt", title + idle + rows(9, 50000, "10.0.0.50:8443", "CLOSE_WAIT", 5)},
			map[string]any{"tcp.inbound_close_wait.pid": none, "tcp.inbound_close_wait.port": none}},

		{"an auto-reuse range beside the dynamic one is a pool of its own",
			[]string{"n.txt", title + idle + pairsOf(50, "10.0.0.4", 10000, 1, "10.0.0.50", 443, 0, "ESTABLISHED", 6000) +
				pairsOf(50, "10.0.0.4", 10000, 1, "10.0.0.51", 443, 0, "ESTABLISHED", 6000), "s.txt", settings(49152, 16384, 10000, 100)},
			map[string]any{"tcp.reuse_pool.start": 10000, "tcp.reuse_pool.end": 10099, "tcp.reuse_pool.count": 100, "tcp.reuse_pool.used": 50,
				"tcp.outbound.established": 100, "tcp.top_process.ports": 50, "tcp.top_destination.ports": 50, "tcp.outside.ports": 0}},
		{"no auto-reuse range",
			[]string{"n.txt", title + idle, "s.txt", settings(49152, 16384, 0, 0)},
			map[string]any{"tcp.reuse_pool.used": none, "tcp.pool.auto_reuse": false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, tt.files...)).Facts()
			got := make(map[string]any)
			for name := range tt.want {
				got[name] = shown(v, name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPersistingOwner doubts an owner whose live connections were there in another capture.
func TestPersistingOwner(t *testing.T) {
	const live = 40
	capture := func(from, timeWait int) string {
		return title + idle + rows(live, from, "10.0.0.50:8443", "ESTABLISHED", 6400) + rows(timeWait, 52000, "10.0.0.50:8443", "TIME_WAIT", 0)
	}
	tests := []struct {
		name          string
		minute        int // of the first capture; the second is of 09:00
		first, second string
		want          any // owner of TIME_WAIT
		persists      any
	}{
		{"all of them persist", 40, capture(50000, 10), capture(50000, 900), unset, true},
		{"all are new", 40, capture(51000, 10), capture(50000, 900), 6400, none},
		{"half are new", 40, capture(50020, 10), capture(50000, 900), 6400, none},
		{"the captures are a moment apart", 59, capture(50000, 10), capture(50000, 900), 6400, none},
		{"a tenth is new, which explains one row", 40, capture(50004, 1), capture(50000, 1), 6400, none},
		{"a tenth is new, which explains no two rows", 40, capture(50004, 2), capture(50000, 2), unset, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			second := "netstat-20260310-090000.txt"
			if tt.minute == 59 {
				second = "netstat-20260310-085930.txt"
			}
			v := take(t, host(t, fmt.Sprintf("netstat-20260310-08%d00.txt", tt.minute), tt.first, second, tt.second)).Facts()
			if got := shown(v, "tcp.time_wait_process.pid"); got != tt.want {
				t.Errorf("owner %v, want %v", got, tt.want)
			}
			if got := shown(v, "tcp.time_wait_process.persists"); got != tt.persists {
				t.Errorf("persists %v, want %v", got, tt.persists)
			}
			if tt.persists == true && (shown(v, "tcp.time_wait_process.first_pid") != 6400 || shown(v, "tcp.time_wait_process.first_live") != live) {
				t.Errorf("the process that keeps its connections is not named")
			}
		})
	}
}
