package measure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

const title = "\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n"

// host assembles files given as name and text.
func host(t testing.TB, files ...string) *assemble.Host {
	t.Helper()
	var in []assemble.File
	for i := 0; i < len(files); i += 2 {
		in = append(in, assemble.File{Path: files[i], Sections: parsers.Read(files[i], strings.NewReader(files[i+1]), int64(len(files[i+1])))})
	}
	return assemble.Hosts(in, assemble.Options{Zone: time.UTC})[0]
}

func take(t testing.TB, h *assemble.Host) *Measurement {
	t.Helper()
	m, err := Take(h, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// addLog gives a host a System log.
func addLog(h *assemble.Host, first, last string, events ...snapshot.Event) {
	h.Logs = append(h.Logs, assemble.Log{Path: "System.evtx", EventLog: &snapshot.EventLog{
		Channel: "System", Records: 10, First: at(first), Last: at(last), Events: events,
	}})
}

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func event(when string, id uint32) snapshot.Event {
	provider := "Tcpip"
	if id == 6005 {
		provider = "EventLog"
	}
	return snapshot.Event{Time: at(when), ID: id, Provider: provider}
}

// TestDirection has a case for each row of the design's table, and for their order.
func TestDirection(t *testing.T) {
	tests := []struct {
		name, rows string
		want       string // of the last row
	}{
		{"listen", "TCP 0.0.0.0:443 0.0.0.0:0 LISTENING 4\n", "held"},
		{"bound", "TCP 0.0.0.0:50000 0.0.0.0:0 BOUND 4\n", "held"},
		{"syn sent", "TCP 10.0.0.4:1000 192.0.2.7:443 SYN_SENT 9\n", "outbound"},
		{"syn received", "TCP 10.0.0.4:50000 192.0.2.7:443 SYN_RECEIVED 9\n", "inbound"},
		{"exact listener", "TCP 10.0.0.4:443 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:443 192.0.2.7:50000 ESTABLISHED 4\n", "inbound"},
		{"listener of another address", "TCP 10.0.0.5:50443 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:50443 192.0.2.7:50000 ESTABLISHED 4\n", "outbound"},
		{"wildcard listener", "TCP 0.0.0.0:443 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:443 192.0.2.7:50000 TIME_WAIT 0\n", "inbound"},
		{"wildcard listener inside the pool", "TCP 0.0.0.0:49664 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:49664 192.0.2.7:50000 ESTABLISHED 4\n", "inbound"},
		{"ipv6 row, ipv6 wildcard", "TCP [::]:443 [::]:0 LISTENING 4\nTCP [2001:db8::4]:443 [2001:db8::7]:50000 ESTABLISHED 4\n", "inbound"},
		{"ipv6 row, only an ipv4 wildcard", "TCP 0.0.0.0:50443 0.0.0.0:0 LISTENING 4\nTCP [2001:db8::4]:50443 [2001:db8::7]:50000 ESTABLISHED 4\n", "outbound"},
		{"ipv4 row, only an ipv6 wildcard, same pid", "TCP [::]:443 [::]:0 LISTENING 4\nTCP 10.0.0.4:443 192.0.2.7:50000 ESTABLISHED 4\n", "inbound"},
		{"ipv4 row, only an ipv6 wildcard, other pid", "TCP [::]:50443 [::]:0 LISTENING 4\nTCP 10.0.0.4:50443 192.0.2.7:50000 TIME_WAIT 0\n", "undirected"},
		{"mapped row, ipv4 wildcard", "TCP 0.0.0.0:443 0.0.0.0:0 LISTENING 4\nTCP [::ffff:10.0.0.4]:443 [::ffff:192.0.2.7]:50000 ESTABLISHED 4\n", "inbound"},
		{"loopback, the client's end", "TCP 127.0.0.1:8080 0.0.0.0:0 LISTENING 4\nTCP 127.0.0.1:8080 127.0.0.1:50000 ESTABLISHED 4\nTCP 127.0.0.1:50000 127.0.0.1:8080 ESTABLISHED 9\n", "outbound"},
		{"loopback, the listener's end", "TCP 127.0.0.1:8080 0.0.0.0:0 LISTENING 4\nTCP 127.0.0.1:50000 127.0.0.1:8080 ESTABLISHED 9\nTCP 127.0.0.1:8080 127.0.0.1:50000 ESTABLISHED 4\n", "inbound"},
		{"loopback pair, nobody listens", "TCP 127.0.0.1:50001 127.0.0.1:50000 ESTABLISHED 9\nTCP 127.0.0.1:50000 127.0.0.1:50001 ESTABLISHED 9\n", "undirected"},
		{"loopback, the server's side in TIME_WAIT: the ephemeral port is the remote one", "TCP 0.0.0.0:19575 0.0.0.0:0 LISTENING 4\nTCP 127.0.0.1:19575 127.0.0.1:50000 TIME_WAIT 0\n", "inbound"},
		{"loopback without its mirror", "TCP 127.0.0.1:50000 127.0.0.1:8080 TIME_WAIT 0\n", "outbound"},
		{"shared by two remotes", "TCP 10.0.0.4:50443 192.0.2.7:1111 TIME_WAIT 0\nTCP 10.0.0.4:50443 192.0.2.8:1112 TIME_WAIT 0\n", "inbound"},
		{"one port to the same service of two remotes", "TCP 10.0.0.4:50443 192.0.2.7:443 ESTABLISHED 9\nTCP 10.0.0.4:50443 192.0.2.8:443 ESTABLISHED 9\n", "outbound"},
		{"inside the pool", "TCP 10.0.0.4:49152 192.0.2.7:443 ESTABLISHED 9\n", "outbound"},
		{"last port of the pool", "TCP 10.0.0.4:65535 192.0.2.7:443 ESTABLISHED 9\n", "outbound"},
		{"outside the pool", "TCP 10.0.0.4:49151 192.0.2.7:443 ESTABLISHED 9\n", "undirected"},
		{"udp", "UDP 10.0.0.4:50000 192.0.2.7:443 9\n", "held"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := take(t, host(t, "netstat.txt", title+tt.rows))
			got := [...]string{"held", "outbound", "inbound", "undirected"}[m.Flow.Of[len(m.Flow.Of)-1]]
			if got != tt.want {
				t.Errorf("direction %s, want %s", got, tt.want)
			}
		})
	}
}

// TestListenerGone sees a listener in an earlier capture, unless Windows started since.
func TestListenerGone(t *testing.T) {
	files := []string{
		"netstat-20260310-080000.txt", title + "TCP 0.0.0.0:50443 0.0.0.0:0 LISTENING 4\n",
		"netstat-20260310-090000.txt", title + "TCP 0.0.0.0:1 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:50443 192.0.2.7:1111 TIME_WAIT 0\nTCP 10.0.0.4:50444 192.0.2.7:1111 TIME_WAIT 0\n",
	}
	for _, tt := range []struct {
		name    string
		restart string
		want    Direction
	}{
		{"same boot", "2026-03-10 07:00", Inbound},
		{"restart between", "2026-03-10 08:30", Outbound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t, files...)
			addLog(h, "2026-03-01 00:00", "2026-03-10 09:10", event(tt.restart, 6005))
			m := take(t, h)
			if got := m.Flow.Of[1]; m.Index != 2 || got != tt.want {
				t.Errorf("capture %d, direction %v; want capture 2, %v", m.Index, got, tt.want)
			}
		})
	}
}

func rangeText(start, count int) string {
	return fmt.Sprintf("C:\\>netsh int ipv4 show dynamicport tcp\n\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : %d\nNumber of Ports : %d\n\n", start, count)
}

// rows writes n rows with consecutive local ports.
func rows(n, from int, remote, state string, pid int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  TCP    10.0.0.4:%d    %s    %s    %d\n", from+i, remote, state, pid)
	}
	return b.String()
}

func TestPool(t *testing.T) {
	listener := "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"
	excluded := "C:\\>netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50000       50099\n     50050       50149     *\n     65000       65535\n\n* - Administered port exclusions.\n"
	tests := []struct {
		name  string
		files []string
		want  map[string]float64
	}{
		{"default assumed", []string{"n.txt", title + listener + rows(10, 50000, "192.0.2.7:443", "ESTABLISHED", 9)},
			map[string]float64{"tcp.pool.size": 16384, "tcp.pool.used": 10, "tcp.pool.established_ports": 10}},
		{"a port counts once, for its first holder", []string{"n.txt", title + listener + rows(5, 50000, "192.0.2.7:443", "TIME_WAIT", 0) + rows(5, 50000, "192.0.2.7:443", "CLOSE_WAIT", 9)},
			map[string]float64{"tcp.pool.used": 5, "tcp.pool.close_wait_ports": 5, "tcp.pool.time_wait_ports": 0}},
		{"captured range and exclusions", []string{"n.txt", title + listener + rows(200, 50000, "192.0.2.7:443", "TIME_WAIT", 0), "r.txt", rangeText(49152, 16384) + excluded},
			map[string]float64{"tcp.pool.count": 16384, "tcp.pool.excluded": 686, "tcp.pool.size": 15698, "tcp.pool.used": 50}},
		{"other states, each port once", []string{"n.txt", title + listener + rows(7, 50000, "192.0.2.7:443", "SYN_SENT", 9) + rows(9, 50004, "192.0.2.7:444", "FIN_WAIT_2", 9) + rows(2, 50012, "192.0.2.7:443", "ESTABLISHED", 9)},
			map[string]float64{"tcp.pool.other_ports": 12, "tcp.pool.syn_sent_ports": 7, "tcp.pool.fin_wait_2_ports": 5, "tcp.pool.last_ack_ports": 0, "tcp.pool.established_ports": 2}},
		{"listeners hold ports of the pool", []string{"n.txt", title + "TCP 0.0.0.0:49664 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:49664 192.0.2.7:5 TIME_WAIT 0\n"},
			map[string]float64{"tcp.pool.used": 1, "tcp.pool.listen_ports": 1, "tcp.pool.used_hard": 1}},
		{"both families, one pool", []string{"n.txt", title + listener + "TCP [::1]:50000 [::1]:80 TIME_WAIT 0\nTCP 10.0.0.4:50000 192.0.2.7:5 TIME_WAIT 0\n"},
			map[string]float64{"tcp.pool.used": 1, "tcp.pool.used_hard": 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, tt.files...)).Facts()
			for name, want := range tt.want {
				if got := v.Get(name); got.State != facts.Known || got.Num != want {
					t.Errorf("%s = %+v, want %v", name, got, want)
				}
			}
		})
	}
}

// TestPartsAgreeWithRows counts the holders of each port from the rows, slowly, and
// compares: they are disjoint and make up what is used.
func TestPartsAgreeWithRows(t *testing.T) {
	states := []string{"LISTENING", "ESTABLISHED", "CLOSE_WAIT", "SYN_SENT", "BOUND", "TIME_WAIT", "LAST_ACK"}
	order := []string{"LISTENING", "ESTABLISHED", "CLOSE_WAIT", "other", "BOUND", "TIME_WAIT"}
	var b strings.Builder
	b.WriteString(title)
	held := make(map[int]string)
	for i := range 3000 {
		ip, port, state := "10.0.0.4", 49000+i*7919%17000, states[i*31%len(states)]
		if i%3 == 0 {
			ip = "[2001:db8::4]"
		}
		fmt.Fprintf(&b, "TCP %s:%d 192.0.2.7:443 %s 9\n", ip, port, state)
		if state == "SYN_SENT" || state == "LAST_ACK" {
			state = "other"
		}
		if before, ok := held[port]; port >= 49152 && port <= 65535 && (!ok || slices.Index(order, state) < slices.Index(order, before)) {
			held[port] = state
		}
	}
	var want [NumHolders]int
	for _, state := range held {
		want[slices.Index(order, state)]++
	}
	p := take(t, host(t, "n.txt", b.String())).TCP
	if p.Ports != want || p.Used != len(held) || p.Used+p.Free() != 16384 {
		t.Errorf("parts %v, used %d, free %d; want %v, %d", p.Ports, p.Used, p.Free(), want, len(held))
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	table := title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\nTCP 10.0.0.4:50000 192.0.2.7:443 ESTABLISHED 9\n"
	v := take(t, host(t, "n.txt", table)).Facts()
	for _, name := range []string{
		"tcp.bound", "tcp.pool.bound_ports", "tcp.pool.excluded", "tcp.pool.captured_count", "capture.time",
		"events.tcp_exhausted", "events.tcp_exhausted_near", "events.log.covers_capture",
		"registry.max_user_port_set", "trend.close_wait_per_hour", "host.uptime_hours", "proposal.range.start",
	} {
		if got := v.Get(name); got.State != facts.Unknown {
			t.Errorf("%s = %+v, want unknown", name, got)
		}
	}
	if got := v.Get("tcp.outbound.close_wait"); got.State != facts.Known || got.Num != 0 {
		t.Errorf("tcp.outbound.close_wait = %+v, want 0: the table shows that there are none", got)
	}
	empty := take(t, host(t)).Facts()
	for _, name := range []string{"tcp.rows", "tcp.pool.used", "tcp.pool.utilization_peak", "tcp.outbound.time_wait"} {
		if got := empty.Get(name); got.State != facts.Unknown {
			t.Errorf("without a table %s = %+v, want unknown", name, got)
		}
	}
	if got := empty.Get("capture.count"); got.State != facts.Known || got.Num != 0 {
		t.Errorf("capture.count = %+v, want 0", got)
	}
}

func TestEventsNear(t *testing.T) {
	capture := []string{"netstat-20260310-090000.txt", title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"}
	tests := []struct {
		name        string
		first, last string
		events      []snapshot.Event
		near, all   float64
		covers      bool
	}{
		{"near", "2026-03-01 00:00", "2026-03-10 09:10", []snapshot.Event{event("2026-03-10 08:50", 4231), event("2026-03-10 09:14", 4231)}, 2, 2, true},
		{"too early", "2026-03-01 00:00", "2026-03-10 09:10", []snapshot.Event{event("2026-03-10 08:40", 4231)}, 0, 1, true},
		{"another boot", "2026-03-01 00:00", "2026-03-10 09:10", []snapshot.Event{event("2026-03-10 08:50", 4231), event("2026-03-10 08:55", 6005)}, 0, 1, true},
		{"quiet tail", "2026-03-01 00:00", "2026-03-09 21:30", nil, 0, 0, true},
		{"log ends too early", "2026-03-01 00:00", "2026-03-09 20:30", nil, 0, 0, false},
		{"log begins too late", "2026-03-10 09:01", "2026-03-10 10:00", nil, 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := host(t, capture...)
			addLog(h, tt.first, tt.last, tt.events...)
			v := take(t, h).Facts()
			got := []any{v.Get("events.tcp_exhausted_near").Num, v.Get("events.tcp_exhausted").Num, v.Get("events.log.covers_capture").Bool}
			if diff := cmp.Diff([]any{tt.near, tt.all, tt.covers}, got); diff != "" {
				t.Errorf("near, all, covers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInferredOwner(t *testing.T) {
	text := title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n" +
		rows(30, 50000, "192.0.2.7:443", "TIME_WAIT", 0) + rows(3, 51000, "192.0.2.7:443", "ESTABLISHED", 9) +
		rows(40, 52000, "192.0.2.8:443", "TIME_WAIT", 0) + // nobody live: no owner
		rows(20, 53000, "192.0.2.9:443", "TIME_WAIT", 0) + rows(1, 54000, "192.0.2.9:443", "ESTABLISHED", 9) + rows(1, 54001, "192.0.2.9:443", "ESTABLISHED", 10) // two owners: none
	m := take(t, host(t, "n.txt", text))
	top := m.Who.Processes[0]
	if top.PID != 9 || top.Ports != 34 || top.Inferred != 30 || !top.IsInferred() {
		t.Errorf("top process %+v, want PID 9 with 34 ports, 30 inferred", top)
	}
	if d := m.Who.Destinations[0]; d.Address != "192.0.2.8" || d.Ports != 40 || d.Owner.PID != snapshot.NoPID {
		t.Errorf("top destination %+v, want 192.0.2.8 with 40 ports and no owner", d)
	}
}

func TestTrend(t *testing.T) {
	var files []string
	for i, n := range []int{300, 900, 1500, 2100} {
		name := fmt.Sprintf("netstat-20260310-%02d0000.txt", 8+i)
		files = append(files, name, title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"+rows(n, 50000, "192.0.2.7:443", "CLOSE_WAIT", 9))
	}
	v := take(t, host(t, files...)).Facts()
	want := map[string]float64{
		"capture.count": 4, "capture.index": 4, "capture.span_hours": 3,
		"trend.close_wait_per_hour": 600, "trend.ports_per_hour": 600, "trend.close_wait_persisting": 1,
		"trend.close_wait_process.pid": 9, "trend.close_wait_process.first": 300,
		"trend.close_wait_process.last": 2100, "trend.close_wait_process.second_highest": 1500,
	}
	for name, w := range want {
		if got := v.Get(name); got.State != facts.Known || got.Num != w {
			t.Errorf("%s = %+v, want %v", name, got, w)
		}
	}
	low, high := v.Get("trend.hours_to_exhaustion_low").Num, v.Get("trend.hours_to_exhaustion_high").Num
	if full := (16384 - 2101) / 600.0; low > full || high < full || high > maxSpread*low {
		t.Errorf("hours to exhaustion %v to %v, want (16384-2101)/600 = %v among them", low, high, full)
	}
}

func range6Text(start, count int) string {
	return strings.Replace(rangeText(start, count), "ipv4", "ipv6", 1)
}

// TestFamiliesDiffer fills the small range of IPv6 and leaves IPv4 calm: the pool, the
// proposal and what it rolls back to are all of IPv6.
func TestFamiliesDiffer(t *testing.T) {
	var six strings.Builder
	for i := range 900 {
		fmt.Fprintf(&six, "  TCP    [2001:db8::4]:%d    [2001:db8::9]:443    ESTABLISHED    9\n", 60000+i)
	}
	files := []string{
		"n.txt", title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n" + rows(50, 50000, "192.0.2.7:443", "ESTABLISHED", 9) + six.String(),
		"r4.txt", rangeText(49152, 16384), "r6.txt", range6Text(60000, 1000),
	}
	v := take(t, host(t, files...)).Facts()
	for name, want := range map[string]float64{
		"tcp.pool.start": 60000, "tcp.pool.count": 1000, "tcp.pool.used": 900, "tcp6.pool.used": 900,
		"proposal.range.present_start": 60000, "proposal.range.present_count": 1000, "proposal.range.start": 49152,
	} {
		if got := v.Get(name); got.State != facts.Known || got.Num != want {
			t.Errorf("%s = %+v, want %v", name, got, want)
		}
	}
	if got := v.Get("proposal.range.family").Str; got != "ipv6" || v.Get("tcp.pool.family").Str != "ipv6" || !v.Get("tcp.pool.families_differ").Bool {
		t.Errorf("family %q, pool %+v, differ %+v; want ipv6", got, v.Get("tcp.pool.family"), v.Get("tcp.pool.families_differ"))
	}
}

// TestConflict has the output from before and after a change: nothing is proposed.
func TestConflict(t *testing.T) {
	m := take(t, host(t, "n.txt", title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"+rows(950, 49200, "192.0.2.7:443", "ESTABLISHED", 9),
		"after.txt", rangeText(32768, 32768), "before.txt", rangeText(49152, 1000)))
	v := m.Facts()
	if !v.Get("tcp.pool.conflict").Bool || m.Proposal != nil || v.Get("proposal.range.start").State != facts.Unknown {
		t.Errorf("conflict %+v, proposal %+v, start %+v; want a conflict and nothing proposed", v.Get("tcp.pool.conflict"), m.Proposal, v.Get("proposal.range.start"))
	}
}

// TestExclusionsConflict has lists from before and after a change: the ports of both are
// taken out, and the difference is told. The lists of two families may differ.
func TestExclusionsConflict(t *testing.T) {
	list := func(family, spans string) string {
		return "C:\\>netsh int " + family + " show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n" + spans + "\n"
	}
	tests := []struct {
		name, text string
		excluded   float64
		conflict   bool
	}{
		{"the same twice", list("ipv4", "50000 50059\n") + list("ipv4", "50000 50059\n"), 60, false},
		{"two families", list("ipv4", "50000 50059\n") + list("ipv6", "50000 50009\n"), 60, false},
		{"before and after", list("ipv4", "50000 50059\n51000 51999\n") + list("ipv4", "50000 50059\n"), 1060, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, "n.txt", title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n", "e.txt", tt.text)).Facts()
			if got, conflict := v.Get("tcp.pool.excluded").Num, v.Get("tcp.pool.exclusions_conflict").Bool; got != tt.excluded || conflict != tt.conflict {
				t.Errorf("%v excluded, conflict %v; want %v, %v", got, conflict, tt.excluded, tt.conflict)
			}
		})
	}
}

// TestOneStateIsFiltered has the tables that -State leaves.
func TestOneStateIsFiltered(t *testing.T) {
	head := "\"LocalAddress\",\"LocalPort\",\"RemoteAddress\",\"RemotePort\",\"State\",\"OwningProcess\"\n"
	listen := "\"0.0.0.0\",\"135\",\"0.0.0.0\",\"0\",\"Listen\",\"948\"\n"
	live := "\"10.0.0.4\",\"50000\",\"192.0.2.7\",\"443\",\"Established\",\"9\"\n"
	tests := []struct {
		name, csv       string
		filtered, bound bool
	}{
		{"listeners only", head + listen, true, false},
		{"live only", head + live, true, false},
		{"both", head + listen + live, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, "n.csv", tt.csv)).Facts()
			if v.Get("capture.filtered").Bool != tt.filtered || v.Get("tcp.pool.bound_known").Bool != tt.bound {
				t.Errorf("filtered %v, bound known %v; want %v, %v", v.Get("capture.filtered").Bool, v.Get("tcp.pool.bound_known").Bool, tt.filtered, tt.bound)
			}
		})
	}
}

// TestDoubtfulTime compares events with a file's time: near is near, but far may be near
// as well, since copying changes the time.
func TestDoubtfulTime(t *testing.T) {
	for _, tt := range []struct {
		name, event string
		want        facts.State
	}{
		{"near", "2026-03-10 08:50", facts.Known},
		{"far", "2026-03-02 08:50", facts.Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"
			f := assemble.File{Path: "n.txt", ModTime: at("2026-03-10 09:00"), Sections: parsers.Read("n.txt", strings.NewReader(text), -1)}
			h := assemble.Hosts([]assemble.File{f}, assemble.Options{})[0]
			addLog(h, "2026-03-01 00:00", "2026-03-10 09:10", event(tt.event, 4231))
			v := take(t, h).Facts()
			if got := v.Get("events.tcp_exhausted_near"); got.State != tt.want {
				t.Errorf("near = %+v, want state %d", got, tt.want)
			}
			if got := v.Get("events.log.covers_capture"); got.State != facts.Unknown {
				t.Errorf("covers_capture = %+v, want unknown", got)
			}
		})
	}
}

func TestProposal(t *testing.T) {
	table := title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\nTCP 0.0.0.0:47001 0.0.0.0:0 LISTENING 4\n"
	tests := []struct {
		name         string
		start, count int
		used         int
		want         string
	}{
		{"default", 49152, 16384, 12000, "32768-65535, 1 listener"},
		{"default, nearly full and beyond", 49152, 16384, 16384, "16384-65535, 1 listener"},
		{"small", 50000, 1000, 900, "49152-65535, 0 listener"},
		{"already wide", 10000, 55536, 100, "none"},
		{"as wide as it gets", 1025, 64511, 100, "none"},
		{"MaxUserPort", 1024, 64511, 100, "none"},
		{"low and small: back to the default", 1025, 3976, 900, "49152-65535, 0 listener"},
		{"small by a widely copied example", 10000, 1000, 950, "49152-65535, 0 listener"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := take(t, host(t, "n.txt", table+rows(tt.used, tt.start, "192.0.2.7:443", "ESTABLISHED", 9), "r.txt", rangeText(tt.start, tt.count)))
			got := "none"
			if p := m.Proposal; p != nil {
				got = fmt.Sprintf("%d-%d, %d listener", p.Pool.Start, p.Pool.End(), len(p.Listeners))
				if p.Pool.Size() <= m.range4.Size() {
					t.Errorf("the proposal %s shrinks %d-%d", got, tt.start, tt.start+tt.count-1)
				}
			}
			if got != tt.want {
				t.Errorf("proposal %s, want %s", got, tt.want)
			}
		})
	}
}

// TestUDPOfAnotherMoment must not take what the analyzed capture does not show for zero.
func TestUDPOfAnotherMoment(t *testing.T) {
	var udp strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&udp, "  UDP    0.0.0.0:%d    *:*    9\n", 50000+i)
	}
	listener := "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"
	v := take(t, host(t,
		"a-20260310-080000.txt", title+listener+udp.String(),
		"b-20260310-090000.txt", title+listener+rows(100, 50000, "192.0.2.7:443", "ESTABLISHED", 9))).Facts()
	if got := v.Get("udp.pool.used"); got.State != facts.Unknown {
		t.Errorf("udp.pool.used = %+v, want unknown", got)
	}
	if got := v.Get("udp.pool.utilization_peak"); got.State != facts.Known || got.Num < 0.54 {
		t.Errorf("udp.pool.utilization_peak = %+v, want 0.549", got)
	}
}

func TestRegistrySettings(t *testing.T) {
	const current = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
	const first = `HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Services\Tcpip\Parameters`
	data := "    DataBasePath    REG_EXPAND_SZ    x\n"
	port := "    MaxUserPort    REG_DWORD    0x1388\n"
	tests := []struct {
		name, text string
		known, set bool
	}{
		{"set", current + "\n" + data + port, true, true},
		{"not set", current + "\n" + data, true, false},
		{"not the whole key", current + "\n    Other    REG_DWORD    0x1\n", false, false},
		{"the control set in use wins", first + "\n" + data + port + "\n" + current + "\n" + data, true, false},
		{"another control set", first + "\n" + data + port, true, true},
		{"a text is no number, but there", current + "\n" + data + "    MaxUserPort    REG_SZ    5000\n", true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := take(t, host(t, "reg.txt", "\n"+tt.text)).Facts().Get("registry.max_user_port_set")
			if known := v.State == facts.Known; known != tt.known || v.Bool != tt.set {
				t.Errorf("known %v, set %v; want %v, %v", known, v.Bool, tt.known, tt.set)
			}
		})
	}
}

func TestBoots(t *testing.T) {
	h := host(t)
	start := func(when string) snapshot.Event { return event(when, 6005) }
	requested := snapshot.Event{Time: at("2026-03-02 07:59"), ID: 1074, Provider: "User32"}
	crashed := snapshot.Event{Time: at("2026-03-03 08:01"), ID: 6008, Provider: "EventLog"}
	addLog(h, "2026-03-01 08:00", "2026-03-03 20:00",
		start("2026-03-01 08:00"), event("2026-03-01 20:00", 4231), event("2026-03-01 21:00", 4231),
		requested, start("2026-03-02 08:00"),
		start("2026-03-03 08:00"), crashed, event("2026-03-03 20:00", 4231)) // the log ends with the failure
	type run struct {
		Reason   BootReason
		Failures int
		Hours    float64
	}
	var got []run
	for _, b := range take(t, h).Log.Boots {
		r := run{Reason: b.Reason, Failures: b.Failures}
		if b.Failures > 0 {
			r.Hours = b.HoursToFailure()
		}
		got = append(got, r)
	}
	want := []run{{BootUnknown, 2, 12}, {BootRequested, 0, 0}, {BootUnexpected, 1, 12}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// TestNamesOfTheBoot must not take the name that a process id had before a restart.
func TestNamesOfTheBoot(t *testing.T) {
	named := func(name string) string {
		return title + "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n  TCP    10.0.0.4:50000    192.0.2.7:443    ESTABLISHED    900\n [" + name + "]\n"
	}
	h := host(t, "old-20260301-090000.txt", named("old.exe"), "same-20260310-080000.txt", named("same.exe"),
		"now-20260310-090000.txt", title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"+rows(50, 50000, "192.0.2.7:443", "ESTABLISHED", 900))
	addLog(h, "2026-02-01 00:00", "2026-03-10 09:10", event("2026-03-05 08:00", 6005))
	if got := take(t, h).Who.Processes[0]; got.PID != 900 || got.Name != "same.exe" {
		t.Errorf("process %d %q, want 900 same.exe", got.PID, got.Name)
	}
}

// TestTooCloseForATrend has captures that lie closer than one TIME_WAIT: nothing is said
// of growth or persistence.
func TestTooCloseForATrend(t *testing.T) {
	var files []string
	for i, n := range []int{300, 900, 1500} {
		name := fmt.Sprintf("netstat-20260310-0900%02d.txt", 10*i)
		files = append(files, name, title+"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n"+rows(n, 50000, "192.0.2.7:443", "CLOSE_WAIT", 9))
	}
	v := take(t, host(t, files...)).Facts()
	for f := range facts.All() {
		if got := v.Get(f.Name); f.Series && got.State != facts.Unknown {
			t.Errorf("%s = %+v, want unknown", f.Name, got)
		}
	}
	if got := v.Get("capture.count"); got.Num != 3 {
		t.Errorf("%v captures, want 3", got.Num)
	}
}
