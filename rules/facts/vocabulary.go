package facts

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// All returns the vocabulary, sorted by name.
func All() iter.Seq[Fact] { return slices.Values(vocabulary) }

// Lookup returns the named fact.
func Lookup(name string) (Fact, bool) {
	i, ok := slices.BinarySearchFunc(vocabulary, name, func(f Fact, n string) int { return strings.Compare(f.Name, n) })
	if !ok {
		return Fact{}, false
	}
	return vocabulary[i], true
}

func mustBe(name string, types ...Type) {
	f, ok := Lookup(name)
	if !ok || !slices.Contains(types, f.Type) {
		panic(fmt.Sprintf("facts: %q is no such fact", name))
	}
}

func sortedKeys(m map[string]Value) []string { return slices.Sorted(maps.Keys(m)) }

// States are the TCP states that facts count, as their names spell them.
var States = []string{
	"established", "time_wait", "close_wait", "syn_sent", "syn_received",
	"fin_wait_1", "fin_wait_2", "closing", "last_ack",
}

// OtherStates are those of States that the holder "other" of a port stands for.
var OtherStates = []string{"syn_sent", "syn_received", "fin_wait_1", "fin_wait_2", "closing", "last_ack"}

// Reports are the observations that an engineer may pass with --reported, and the facts
// that they set.
var Reports = map[string]string{
	"10013": "reported.error_10013", "10048": "reported.error_10048", "10055": "reported.error_10055",
	"10060": "reported.error_10060", "10061": "reported.error_10061",
	"restart-helps": "reported.restart_helps", "outbound-only": "reported.outbound_only",
	"under-load": "reported.under_load",
}

var (
	table    = []string{"netstat", "nettcp"}
	udpTable = []string{"netstat", "netudp"}
	log      = []string{"system-evtx", "event-text"}
	ranges   = []string{"dynamicport", "nettcpsetting"}
	registry = []string{"registry"}
)

var vocabulary = build()

func build() []Fact {
	var v []Fact
	add := func(sources []string, t Type, u Unit, name, meaning string) {
		v = append(v, Fact{Name: name, Type: t, Unit: u, Meaning: meaning, Sources: sources})
	}
	captureFacts(add)
	stateFacts(add)
	poolFacts(add)
	holderFacts(add)
	insideFacts(add)
	eventFacts(add)
	settingFacts(add)
	trendFacts(add)
	counterFacts(add)
	countFacts(add)
	for _, name := range slices.Sorted(maps.Keys(Reports)) {
		add(nil, Bool, None, Reports[name], "the engineer passed "+name+" with --reported")
	}
	for i := range v {
		v[i].Series = strings.HasPrefix(v[i].Name, "trend.")
	}
	slices.SortFunc(v, func(a, b Fact) int { return strings.Compare(a.Name, b.Name) })
	return v
}

type adder func(sources []string, t Type, u Unit, name, meaning string)

func captureFacts(add adder) {
	add(table, Number, Count, "capture.count", "distinct moments at which a connection table was captured")
	add(table, Number, None, "capture.index", "number of the analyzed capture, from 1, by time")
	add(table, Time, Timestamp, "capture.time", "when the analyzed capture was taken")
	add(table, String, None, "capture.time_source", "how that time is known: option, text, name, creation, archive, file")
	add(table, String, None, "capture.zone", "the zone in which the capture's wall clock was read")
	add([]string{"registry"}, Bool, None, "capture.zone_assumed", "the capture's time has no zone and none was captured: it is read as UTC")
	add(table, String, None, "capture.format", "artifact that the analyzed capture comes from: netstat or nettcp")
	add(table, Bool, None, "capture.filtered", "the table has no header or no listeners, as findstr leaves it: its counts are lower bounds")
	add(table, Bool, None, "capture.udp_only", "the table is one of UDP endpoints alone: of TCP it says nothing")
	add(table, Bool, None, "capture.selected", "the table is filtered, and its command selects rows (-State, -OwningProcess, Where-Object)")
	add(table, Number, Hours, "capture.span_hours", "time between the first and the last capture; 0 for one")
	add(table, Bool, None, "capture.has_pid", "rows carry the owning process id")
}

func stateFacts(add adder) {
	add(table, Number, Connections, "tcp.rows", "TCP rows of the analyzed capture")
	add(table, Number, Connections, "tcp.listening", "LISTENING rows")
	add(table, Number, Ports, "tcp.bound", "local ports whose only rows are BOUND, in the whole port space")
	for _, s := range States {
		S := strings.ToUpper(s)
		add(table, Number, Connections, "tcp."+s, S+" rows, both directions")
		for _, d := range []string{"outbound", "inbound", "undirected"} {
			add(table, Number, Connections, "tcp."+d+"."+s, d+" "+S+" rows")
		}
	}
}

func poolFacts(add adder) {
	for _, p := range []string{"tcp", "tcp6", "udp"} {
		what := map[string]string{"tcp": "TCP dynamic ports", "tcp6": "TCP dynamic ports for IPv6", "udp": "UDP dynamic ports"}[p]
		src := table
		if p == "udp" {
			src = udpTable
		}
		pool := "." + "pool."
		n := func(u Unit, name, meaning string, from []string) {
			add(from, Number, u, p+pool+name, what+": "+meaning)
		}
		b := func(name, meaning string, from []string) { add(from, Bool, None, p+pool+name, what+": "+meaning) }
		n(None, "start", "first port of the range", ranges)
		n(None, "end", "last port of the range", ranges)
		n(Ports, "count", "ports in the range", ranges)
		n(Ports, "excluded", "ports of the range that are in an excluded range", []string{"excludedport"})
		n(Ports, "size", "ports in the range less excluded ones, as far as exclusions were captured", ranges)
		b("assumed", "the range was not captured; the default is assumed", ranges)
		b("exclusions_known", "the excluded port ranges were captured", []string{"excludedport"})
		n(Ports, "used", "distinct ports of the pool that any row shows", src)
		n(Ports, "free", "ports of the pool that no row shows", src)
		n(Share, "utilization", "used ports over the pool; a lower bound where bound sockets were not captured", src)
		n(Share, "utilization_peak", "highest utilization over all captures", src)
		if p == "udp" {
			continue
		}
		n(Ports, "used_hard", "used ports without those that only TIME_WAIT holds", src)
		n(Share, "utilization_hard", "used_hard over the pool", src)
		b("bound_known", "the capture shows bound sockets (netstat -q, Get-NetTCPConnection)", src)
		for _, h := range []string{"listen", "established", "close_wait", "other", "bound", "time_wait"} {
			n(Ports, h+"_ports", "ports of the pool whose first holder is "+h, src)
		}
		n(Ports, "fin_wait_ports", "those of other_ports that FIN_WAIT_1, FIN_WAIT_2, CLOSING or LAST_ACK hold", src)
		for _, s := range OtherStates {
			n(Ports, s+"_ports", "those of other_ports that "+strings.ToUpper(s)+" holds, each port once", src)
		}
	}
	add(table, Number, Share, "tcp.pool.utilization_at_failure", "utilization when the allocation near the capture failed: unknown, as a table shows its own moment; does not apply without such a failure")
	add(ranges, Number, Ports, "tcp.pool.captured_count", "ports in the TCP range as captured; unknown where the default is assumed")
	add(ranges, Bool, None, "tcp.pool.conflict", "two captured TCP ranges of one family differ, as before and after a change")
	add([]string{"excludedport"}, Bool, None, "tcp.pool.exclusions_conflict", "two captured lists of the exclusions of one family differ, as before and after a change")
	for _, p := range []string{"tcp", "udp"} {
		add([]string{"excludedport"}, Number, Count, p+".exclusions.count", "excluded "+strings.ToUpper(p)+" port ranges, in the dynamic range and outside")
		add([]string{"excludedport"}, String, None, p+".exclusions.list", "those ranges; does not apply where there are none")
	}
	add(ranges, String, None, "tcp.pool.family", "whose rows count in the pool: both, or where the ranges differ the fuller of ipv4 and ipv6")
	add(ranges, Bool, None, "tcp.pool.families_differ", "the TCP ranges of IPv4 and IPv6 differ")
	add([]string{"nettcpsetting"}, Bool, None, "tcp.pool.auto_reuse", "an auto-reuse port range is set")
}

func holderFacts(add adder) {
	dest := func(prefix, what string) {
		add(table, String, None, prefix+".address", "remote address of the endpoint that holds most pool ports"+what)
		add(table, Number, None, prefix+".port", "its remote port")
		add(table, Number, Ports, prefix+".ports", "distinct pool ports to it")
		add(table, Number, Share, prefix+".share", "those ports over the pool")
	}
	dest("tcp.top_destination", "")
	add(table, Number, None, "tcp.top_destination.pid", "the only process with live connections (ESTABLISHED, SYN_SENT) to it; does not apply where none or several have some")
	add(table, Number, Share, "tcp.top_destination.share_of_used", "its ports over the pool ports in use")
	add(table, Bool, None, "tcp.top_destination.local", "it is on this machine: its address stands as a local one, or is a loopback address")
	add(table, Number, None, "tcp.top_destination.listener_pid", "process that listens on it on this machine")
	add(table, String, None, "tcp.top_destination.listener_name", "its image name")
	add(table, Number, None, "tcp.top_destination.holder_pid", "process of most rows to it that carry a process id, in any state")
	add(table, String, None, "tcp.top_destination.holder_name", "its image name")
	add(table, Number, None, "tcp.top_process.pid", "process that holds most pool ports; TIME_WAIT ports count for the inferred owner")
	identityFacts(add, table, "tcp.top_process")
	add(table, Number, Ports, "tcp.top_process.ports", "distinct pool ports that it holds")
	add(table, Number, Share, "tcp.top_process.share", "those ports over the pool")
	add(table, Number, Share, "tcp.top_process.share_of_used", "those ports over the pool ports in use")
	add(table, Bool, None, "tcp.top_process.inferred", "most of its ports are TIME_WAIT ports ascribed to it")
	add(table, Number, Ports, "tcp.top_process.inferred_ports", "its TIME_WAIT ports, ascribed by live connections to the same endpoints")
	add(table, Number, Ports, "tcp.top_process.shown_ports", "its ports that rows with its process id show")
	add(table, Number, Connections, "tcp.time_wait_process.live", "live connections (ESTABLISHED, SYN_SENT) by which TIME_WAIT rows are ascribed to the process")
	candidateFacts(add)
	for _, s := range append(slices.Clone(States), "bound") {
		if s != "bound" {
			dest("tcp."+s+"_destination", ", rows in "+strings.ToUpper(s)+" only")
		}
		p := "tcp." + s + "_process"
		add(table, Number, None, p+".pid", "process with most outbound rows in "+strings.ToUpper(s))
		identityFacts(add, table, p)
		add(table, Number, Connections, p+".count", "its outbound rows in that state; for bound, its BOUND-only ports")
		add(table, Number, Ports, p+".ports", "distinct pool ports that those rows hold")
		add(table, Number, Share, p+".share", "those ports over the pool")
		add(table, Bool, None, p+".inferred", "the process was inferred from rows to the same endpoint")
	}
	add(table, String, None, "tcp.top_image.name", "image name whose processes together hold most pool ports")
	add(table, Number, Ports, "tcp.top_image.ports", "distinct pool ports that they hold")
	add(table, Number, Count, "tcp.top_image.processes", "how many processes they are")
	add(udpTable, Number, None, "udp.top_process.pid", "process that holds most UDP pool ports")
	identityFacts(add, udpTable, "udp.top_process")
	add(udpTable, Number, Ports, "udp.top_process.ports", "distinct UDP pool ports that it holds")
	add(udpTable, Number, Share, "udp.top_process.share", "those ports over the UDP pool")
}

// candidateFacts are the processes that TIME_WAIT rows may be of, where none is named.
func candidateFacts(add adder) {
	const p = "tcp.time_wait_process"
	add(table, Number, Count, p+".candidates", "processes with live connections to the endpoint that most TIME_WAIT rows go to, where none of them can be told to be their owner")
	add(table, Bool, None, p+".persists", "the only process with live connections to that endpoint keeps them open over captures: such connections leave no TIME_WAIT")
	for _, c := range []string{"first", "second"} {
		add(table, Number, None, p+"."+c+"_pid", "the "+c+" of these processes")
		add(table, String, None, p+"."+c+"_name", "its image name")
		add(table, Number, Connections, p+"."+c+"_live", "its live connections to the endpoint")
	}
}

// insideFacts are of connections of the machine to itself, of those that it accepts, and
// of ports that are dynamic though the known range does not hold them.
func insideFacts(add adder) {
	add(table, Number, Ports, "tcp.outside.ports", "distinct local ports outside the TCP range, from 1024 on, without a listener, that are connected to services or only bound")
	add(table, Number, None, "tcp.outside.low", "the lowest of them")
	add(table, Number, None, "tcp.outside.high", "the highest of them")
	add(table, Bool, None, "tcp.pool.contradicted", "TCP dynamic ports: the range is assumed, and many client ports lie outside it")
	add([]string{"nettcpsetting"}, Number, None, "tcp.reuse_pool.start", "first port of the auto-reuse range, which connections share; does not apply where there is none")
	add([]string{"nettcpsetting"}, Number, None, "tcp.reuse_pool.end", "its last port")
	add([]string{"nettcpsetting"}, Number, Ports, "tcp.reuse_pool.count", "ports in the auto-reuse ranges")
	add(table, Number, Ports, "tcp.reuse_pool.used", "of these, ports that any row shows")
	add(table, Number, Share, "tcp.reuse_pool.utilization", "used ports over the auto-reuse ranges; a port may serve several connections")
	add(table, Number, Connections, "tcp.self.rows", "connections whose remote address is the machine's own")
	add(table, Number, Ports, "tcp.self.remote_ports", "distinct dynamic ports that stand as remote ports of such rows and in no row as local ones: clients on this machine used them")
	add(table, String, None, "tcp.self_server.address", "local address that most of those rows are on")
	add(table, Number, None, "tcp.self_server.port", "its port")
	add(table, Number, None, "tcp.self_server.pid", "process that listens there")
	identityFacts(add, table, "tcp.self_server")
	add(table, Number, None, "tcp.local_agent.pid", "process on this machine that most dynamic ports are connected to; does not apply where none is")
	identityFacts(add, table, "tcp.local_agent")
	add(table, Number, Ports, "tcp.local_agent.ports", "distinct dynamic ports of the connections to it")
	add(table, Number, Share, "tcp.local_agent.share_of_used", "those ports over the pool ports in use")
	add(table, Number, Ports, "tcp.local_agent.own_ports", "dynamic ports that it holds itself")
	const in = "tcp.inbound_close_wait"
	add(table, Number, None, in+".pid", "process with most inbound CLOSE_WAIT rows; does not apply where there is none")
	identityFacts(add, table, in)
	add(table, Number, Connections, in+".count", "its inbound CLOSE_WAIT rows")
	add(table, Number, Connections, in+".live", "its inbound ESTABLISHED rows")
	add(table, Number, None, in+".port", "local port with most inbound CLOSE_WAIT rows")
	add(table, String, None, in+".address", "remote address with most of them")
	add(table, Number, Connections, in+".address_count", "its rows")
}

// identityFacts are what is known of the program that a process runs.
func identityFacts(add adder, from []string, prefix string) {
	add(from, String, None, prefix+".name", "its image name")
	add(from, String, None, prefix+".image", "the same as names are compared: in lower case, without .exe")
	add(from, Bool, None, prefix+".protected", "it must not be ended: a process of Windows itself, or a database server")
	add(from, Bool, None, prefix+".listed", "a captured list of processes has it; unknown where no list of all of them was captured")
}

func eventFacts(add adder) {
	add(log, Time, Timestamp, "events.log.first", "earliest record of the System log")
	add(log, Time, Timestamp, "events.log.last", "latest record of the System log")
	add(log, Number, Count, "events.log.records", "records read")
	add(log, Number, Count, "events.log.gaps", "runs of record ids that are missing")
	add(log, Bool, None, "events.log.covers_capture", "the log covers the time of the analyzed capture")
	add(log, Bool, None, "events.log.reaches_boot", "the log that covers the capture shows the last start of Windows before it, and no record since then is missing")
	add(log, Bool, None, "events.log.filtered", "the log holds chosen events, not all: it shows nothing by what it lacks")
	add(log, Number, Events, "events.tcp_exhausted", "event 4231: allocation from the global TCP port space failed")
	add(log, Number, Events, "events.tcp_exhausted_near", "those in the same boot and near the analyzed capture")
	add(log, Number, Events, "events.udp_exhausted", "event 4266: allocation from the global UDP port space failed")
	add(log, Number, Events, "events.udp_exhausted_near", "those in the same boot and near the analyzed capture")
	add(log, Number, Events, "events.tuple_collision", "event 4227: the local endpoint was recently used to connect to the same remote endpoint")
	add(log, Number, Events, "events.tuple_collision_near", "those in the same boot and near the analyzed capture")
	add(log, Time, Timestamp, "events.first_exhausted", "first 4231 or 4266")
	add(log, Time, Timestamp, "events.last_exhausted", "last 4231 or 4266")
	add(log, Time, Timestamp, "events.first_near", "first 4231 or 4266 near the analyzed capture")
	add(log, Time, Timestamp, "events.last_near", "last 4231 or 4266 near the analyzed capture")
	add(log, Number, Events, "events.undated", "4231 and 4266 whose time is not certain; they count as logged, never as near")
	add(log, String, None, "events.undated_doubt", "what is not certain: day-month, year, time (none can be read), mixed")
	add(log, String, None, "events.undated_first_reading", "their time as the export may be read, of several from - to: the month first; a wall clock's")
	add(log, String, None, "events.undated_second_reading", "the same with the day first, where that is another time")
	add(log, Bool, None, "events.year_assumed", "the year of a 4231 or 4266 is not shown; it is that of the last date in the bundle that fits")
	add(log, Bool, None, "events.boot_between", "Windows started between the last 4231 or 4266 and the analyzed capture")
	add(log, Number, Count, "events.boots", "starts of Windows that the log shows")
	add(log, Number, Count, "events.boots_exhausted", "starts of Windows that a 4231 or 4266 follows before the next start")
	add(log, Number, Count, "events.repeated_exhaustion", "the same, where the log shows at least two starts; unknown with fewer, which cannot rule a pattern out")
	add(log, Time, Timestamp, "events.next_due_low", "when a 4231 or 4266 is due after the last start, by the shortest time of at least two starts; does not apply where one was logged since, or the time is over")
	add(log, Time, Timestamp, "events.next_due_high", "the same by the longest such time")
	add(log, Number, Hours, "events.hours_boot_to_exhaustion", "median time from a start to its first 4231 or 4266")
	add(log, Number, Hours, "events.hours_boot_to_exhaustion_low", "shortest such time")
	add(log, Number, Hours, "events.hours_boot_to_exhaustion_high", "longest such time")
	add(log, Number, Hours, "events.hours_boot_to_near", "time from the last start before the capture to its first 4231 or 4266")
}

func settingFacts(add adder) {
	setting := func(name, value string, u Unit) {
		add(registry, Number, u, name, "value of "+value+", where it is a number")
		add(registry, Bool, None, name+"_set", value+" is set, to a number or to something else")
		add(registry, Bool, None, name+"_mistyped", value+" is set and no number: it is no REG_DWORD of 4 bytes")
		add(registry, String, None, name+"_type", "type of such a value")
		add(registry, Number, Count, name+"_bytes", "length of such a value, where it is of the right type")
		add(registry, Number, u, name+"_meant", "decimal number that the hexadecimal digits of "+value+" look like, where that was probably meant")
		add(registry, Number, u, name+"_told", value+" in a text that may tell what to set, where nothing shows what is set")
	}
	setting("registry.tcp_timed_wait_delay", "TcpTimedWaitDelay", Seconds)
	setting("registry.max_user_port", "MaxUserPort", None)
	add(registry, Number, Seconds, "time_wait.seconds_low", "shortest time that TIME_WAIT may last: the value set, or 120")
	add(registry, Number, Seconds, "time_wait.seconds_high", "longest time that TIME_WAIT may last: the value set, or 240")
	add(table, Number, PerSecond, "rate.opens_per_second_low", "least rate of outbound connections, if TIME_WAIT lasts seconds_high")
	add(table, Number, PerSecond, "rate.opens_per_second_high", "least rate of outbound connections, if TIME_WAIT lasts seconds_low")
	sys := []string{"systeminfo", "system-evtx"}
	add(table, String, None, "host.former_name", "earlier names of the machine in its logs: it was renamed")
	add(table, String, None, "host.name_source", "what names the host: text (of a file), file (its name, or a folder that is called after the machine), folder (nothing names it)")
	add(table, String, None, "host.file_name_doubt", "names in the names of files with tables that may be another machine's")
	add(table, Number, Count, "host.unclear_folders", "folders with tables that nothing shows to be of one machine")
	add(table, Number, Count, "host.unassigned_files", "files of the bundle that name no machine while it holds several: they are in no report of a named host")
	add(sys, String, None, "host.os", "name of the operating system")
	add(sys, Number, None, "host.build", "build number of Windows")
	add(sys, Number, Hours, "host.uptime_hours", "time from the last start to the analyzed capture")
	add(sys, Bool, None, "host.domain_controller", "the machine is a domain controller, as systeminfo says or by its listeners on 88, 389 and 3268")
	add([]string{"process", "netstat", "nettcp"}, Bool, None, "host.cluster_node", "the machine is a node of a failover cluster: clussvc runs, or it listens on 3343")
	add([]string{"process", "netstat", "nettcp"}, Bool, None, "host.kubernetes_node", "the machine is a node of Kubernetes: kubelet or kube-proxy runs")
	add(ranges, Number, None, "proposal.range.start", "first port of the larger TCP range that portdx proposes")
	add(ranges, String, None, "proposal.range.family", "family that it is for, ipv4 or ipv6: the one that holds most pool ports")
	add(ranges, Number, None, "proposal.range.present_start", "first port of that family's present range")
	add(ranges, Number, Ports, "proposal.range.present_count", "ports in that family's present range")
	add(ranges, Number, Ports, "proposal.range.present_size", "ports in it less known exclusions")
	add(ranges, Number, None, "proposal.range.end", "its last port")
	add(ranges, Number, Ports, "proposal.range.count", "ports in it")
	add(ranges, Number, Ports, "proposal.range.size", "ports in it less known exclusions")
	add(table, Number, Share, "proposal.range.utilization", "captured pool use over proposal.range.size")
	add(table, Number, Count, "proposal.range.listeners", "captured listeners on ports that the wider range adds, without the RPC endpoints of Windows' own services")
	add(table, String, None, "proposal.range.listener_ports", "those ports, runs of them as ranges; does not apply where there are none")
	add(table, Number, None, "proposal.range.first_listener", "the first of those ports")
	add(ranges, Number, Ports, "proposal.range.adds", "ports that it adds to the pool")
	add(ranges, Number, None, "proposal.udp.start", "first port of the larger UDP range that portdx proposes")
	add(ranges, Number, None, "proposal.udp.end", "its last port")
	add(ranges, Number, Ports, "proposal.udp.count", "ports in it")
	add(ranges, Number, Ports, "proposal.udp.size", "ports in it less known exclusions")
	add(ranges, Number, None, "proposal.udp.present_start", "first port of the present UDP range")
	add(ranges, Number, Ports, "proposal.udp.present_count", "ports in the present UDP range")
	add(ranges, Number, Ports, "proposal.udp.present_size", "ports in it less known exclusions")
}

func counterFacts(add adder) {
	n := func(u Unit, name, meaning string) {
		add([]string{"counters", "netstat-s"}, Number, u, "counters."+name, meaning)
	}
	n(Count, "samples", "readings of TCP's counters, of netstat -s and of performance counters; 0 without any")
	n(Seconds, "span_seconds", "time that opens_per_second is taken over, without what lies across a start of Windows")
	n(PerSecond, "opens_per_second", "connections that the machine began per second, on average: the growth of Connections Active, IPv4 and IPv6 together")
	n(PerSecond, "opens_per_second_peak", "the same between the two readings where it was highest")
	n(PerSecond, "failures_per_second", "the growth of Connection Failures per second: SYN_SENT or SYN_RECEIVED to CLOSED, SYN_RECEIVED to LISTEN; no failed allocations")
	n(Connections, "established_first", "connections in ESTABLISHED and CLOSE_WAIT at the first reading, inbound ones included, TIME_WAIT and BOUND not")
	n(Connections, "established_last", "the same at the last reading")
	n(Connections, "established_max", "the same at the highest reading")
	n(PerHour, "established_per_hour", "slope of the same since the last start of Windows, over at least 10 minutes and three readings (Theil-Sen)")
	n(Connections, "active_opens", "connections that the machine began since Windows started, at the last reading")
	n(Connections, "failed_attempts", "attempts to connect or accept that ended before they were established, since Windows started; no failed allocations")
	n(Share, "failed_share", "failed_attempts over active_opens")
	n(Connections, "current_connections", "connections in ESTABLISHED and CLOSE_WAIT at that reading")
	n(PerSecond, "opens_per_second_since_boot", "active_opens over the time since Windows started, where both times are certain")
}

// countFacts are of outputs that count connections and do not list them. They count rows,
// and what was not counted does not apply.
func countFacts(add adder) {
	counts := []string{"counts"}
	add(counts, Number, Count, "counts.sections", "outputs that count connections (Group-Object, find /c and the like); 0 without any")
	n := func(name, meaning string) { add(counts, Number, Connections, "counts."+name, meaning) }
	n("total", "TCP rows in all states, as counted")
	n("lines", "lines of netstat, as counted: those of UDP and of its heads are among them")
	n("listening", "LISTENING rows, as counted")
	for _, s := range append(slices.Clone(States), "bound") {
		n(s, strings.ToUpper(s)+" rows, as counted")
	}
	n("rows", "rows that may hold a dynamic port each: all but listeners where they were counted, else the largest count")
	add(counts, Number, Share, "counts.share", "counts.rows over the TCP pool")
	add(counts, String, None, "counts.top_state.name", "state that most of the counted rows are in, listeners left out")
	n("top_state.count", "rows in it")
	n("udp", "UDP endpoints, as counted")
	add(counts, Number, Share, "counts.udp_share", "counts.udp over the UDP pool")
	for p, what := range map[string]string{"top_process": "TCP rows", "udp_process": "UDP endpoints"} {
		add(counts, Number, None, "counts."+p+".pid", "process with most "+what+" as counted; PID 0, which owns TIME_WAIT rows, is none")
		add(counts, String, None, "counts."+p+".name", "its image name")
		n(p+".count", "its "+what)
	}
	add(counts, String, None, "counts.top_process.state", "state of those rows; does not apply where states were not told apart")
	add(counts, String, None, "counts.top_image.name", "image name with most rows, where rows were counted by it and without process ids")
	n("top_image.count", "its rows")
	add(counts, String, None, "counts.top_destination.address", "remote address of the endpoint with most rows, where rows were counted by address and port")
	add(counts, Number, None, "counts.top_destination.port", "its remote port")
	add(counts, String, None, "counts.top_destination.endpoint", "both, as one text")
	n("top_destination.count", "rows to it; rows to one endpoint have a local port each, unless the machine has several addresses")
	add(counts, String, None, "counts.top_destination.state", "state of those rows; does not apply where states were not told apart")
	add(counts, String, None, "counts.top_remote_address.address", "remote address with most rows, where rows were counted by address alone")
	n("top_remote_address.count", "rows with it, of either direction")
	add(counts, Number, None, "counts.top_remote_port.port", "remote port with most rows, where rows were counted by it alone")
	n("top_remote_port.count", "rows with it")
	add(counts, Number, None, "counts.top_local_port.port", "local port with most rows, where rows were counted by it")
	n("top_local_port.count", "rows that share it: they hold one port, most often a listener's")
}

func trendFacts(add adder) {
	n := func(u Unit, name, meaning string) { add(table, Number, u, "trend."+name, meaning) }
	b := func(name, meaning string) { add(table, Bool, None, "trend."+name, meaning) }
	b("apart", "two captures of one run of Windows lie further apart than TIME_WAIT lasts; unknown otherwise")
	for _, s := range []string{"established", "close_wait", "bound"} {
		what := "outbound " + strings.ToUpper(s)
		if s == "bound" {
			what = "ports whose only rows are BOUND"
		}
		n(PerHour, s+"_per_hour", "slope of "+what+" over the judged stretch of at least three captures (Theil-Sen)")
		b(s+"_growing", what+" grow by more than chance over at least three captures without a reset between them, the last such stretch; unknown with fewer, and where one jump is all of it")
	}
	n(Share, "established_persisting", "share of a capture's outbound ESTABLISHED connections that the next one, later by more than TIME_WAIT, still shows")
	n(Share, "close_wait_persisting", "share of a capture's outbound CLOSE_WAIT connections that the next one, later by more than TIME_WAIT, still shows")
	n(Share, "established_staying", "share of the growth of outbound ESTABLISHED that is of connections which later captures still show")
	n(Share, "close_wait_staying", "share of the growth of outbound CLOSE_WAIT that is of connections which later captures still show")
	b("growing", "pool ports without those that only TIME_WAIT holds grow by more than chance over at least three captures; unknown with fewer")
	n(Share, "utilization_hard", "such ports over the pool in the last judged capture; unknown with fewer than three captures")
	add(table, String, None, "trend.growing_state", "what grows most: ESTABLISHED, CLOSE_WAIT or BOUND; does not apply where none of them does")
	n(Connections, "growing_first", "its count in the first judged capture")
	n(Connections, "growing_last", "its count in the last judged capture")
	n(None, "growing_process.pid", "process that at least half of that growth is of; does not apply where it is spread")
	identityFacts(add, table, "trend.growing_process")
	n(Connections, "growing_process.first", "what it holds in the first judged capture")
	n(Connections, "growing_process.last", "what it holds in the last judged capture")
	n(Count, "captures", "captures that growth is judged on: those between two resets")
	n(Hours, "span_hours", "time from the first to the last of them")
	n(Count, "resets", "starts of Windows or of the process that holds most, and falls of the count, between the captures")
	n(Connections, "earlier_peak", "highest count before the last reset; does not apply without any")
	n(PerHour, "ports_per_hour", "slope of used pool ports over the judged captures (Theil-Sen)")
	n(PerHour, "ports_per_hour_low", "smallest pairwise slope of used pool ports")
	n(PerHour, "ports_per_hour_high", "largest pairwise slope of used pool ports")
	n(PerHour, "hard_per_hour", "slope of used pool ports without those that only TIME_WAIT holds")
	n(PerHour, "time_wait_per_hour", "slope of outbound TIME_WAIT over the judged captures (Theil-Sen)")
	n(Hours, "hours_to_exhaustion_low", "earliest time from the last capture to a full pool, if the growth goes on and may speed up; unknown where it cannot be told within a factor of six")
	n(Hours, "hours_to_exhaustion_high", "latest such time, if the growth goes on and may slow down")
	n(None, "close_wait_process.pid", "process with most outbound CLOSE_WAIT rows in the last capture of the stretch that persistence is judged by")
	identityFacts(add, table, "trend.close_wait_process")
	n(Connections, "close_wait_process.first", "its rows in the first capture of the stretch")
	n(Connections, "close_wait_process.last", "its rows in the last capture of the stretch")
	n(Connections, "close_wait_process.second_highest", "its second highest count over the stretch")
	n(None, "bound_process.pid", "process with most BOUND-only ports in the last capture of the stretch")
	identityFacts(add, table, "trend.bound_process")
	n(Ports, "bound_process.first", "its BOUND-only ports in the first capture of the stretch")
	n(Ports, "bound_process.last", "its BOUND-only ports in the last capture of the stretch")
	n(Share, "time_wait_persisting", "share of a capture's outbound TIME_WAIT connections that one later than TIME_WAIT can last still shows")
	n(Connections, "time_wait_persisting_count", "how many those are, of the last two such captures")
	n(Share, "time_wait_persisting_chance", "share that may be shown again by chance, where new connections use the ports of old ones to one endpoint")
	n(Hours, "time_wait_persisting_hours", "time between the last two such captures")
}
