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
	eventFacts(add)
	settingFacts(add)
	trendFacts(add)
	counterFacts(add)
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
	}
	add(ranges, Number, Ports, "tcp.pool.captured_count", "ports in the TCP range as captured; unknown where the default is assumed")
	add(ranges, Bool, None, "tcp.pool.conflict", "two captured TCP ranges of one family differ, as before and after a change")
	add([]string{"excludedport"}, Bool, None, "tcp.pool.exclusions_conflict", "two captured lists of the exclusions of one family differ, as before and after a change")
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
	add(table, Number, None, "tcp.top_destination.pid", "process that holds most live connections to it; does not apply where none does")
	add(table, Number, Share, "tcp.top_destination.share_of_used", "its ports over the pool ports in use")
	add(table, Number, None, "tcp.top_process.pid", "process that holds most pool ports; TIME_WAIT ports count for the inferred owner")
	add(table, String, None, "tcp.top_process.name", "its image name")
	add(table, Number, Ports, "tcp.top_process.ports", "distinct pool ports that it holds")
	add(table, Number, Share, "tcp.top_process.share", "those ports over the pool")
	add(table, Bool, None, "tcp.top_process.inferred", "most of its ports are TIME_WAIT ports ascribed to it")
	add(table, Number, Ports, "tcp.top_process.inferred_ports", "its TIME_WAIT ports, ascribed by live connections to the same endpoints")
	add(table, Number, Ports, "tcp.top_process.shown_ports", "its ports that rows with its process id show")
	add(table, Number, Connections, "tcp.time_wait_process.live", "live connections by which TIME_WAIT rows are ascribed to the process")
	for _, s := range append(slices.Clone(States), "bound") {
		if s != "bound" {
			dest("tcp."+s+"_destination", ", rows in "+strings.ToUpper(s)+" only")
		}
		p := "tcp." + s + "_process"
		add(table, Number, None, p+".pid", "process with most outbound rows in "+strings.ToUpper(s))
		add(table, String, None, p+".name", "its image name")
		add(table, Number, Connections, p+".count", "its outbound rows in that state; for bound, its BOUND-only ports")
		add(table, Number, Ports, p+".ports", "distinct pool ports that those rows hold")
		add(table, Bool, None, p+".inferred", "the process was inferred from rows to the same endpoint")
	}
	add(table, String, None, "tcp.top_image.name", "image name whose processes together hold most pool ports")
	add(table, Number, Ports, "tcp.top_image.ports", "distinct pool ports that they hold")
	add(table, Number, Count, "tcp.top_image.processes", "how many processes they are")
	add(udpTable, Number, None, "udp.top_process.pid", "process that holds most UDP pool ports")
	add(udpTable, String, None, "udp.top_process.name", "its image name")
	add(udpTable, Number, Ports, "udp.top_process.ports", "distinct UDP pool ports that it holds")
	add(udpTable, Number, Share, "udp.top_process.share", "those ports over the UDP pool")
}

func eventFacts(add adder) {
	add(log, Time, Timestamp, "events.log.first", "earliest record of the System log")
	add(log, Time, Timestamp, "events.log.last", "latest record of the System log")
	add(log, Number, Count, "events.log.records", "records read")
	add(log, Number, Count, "events.log.gaps", "runs of record ids that are missing")
	add(log, Bool, None, "events.log.covers_capture", "the log covers the time of the analyzed capture")
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
	add(log, Bool, None, "events.boot_between", "Windows started between the last 4231 or 4266 and the analyzed capture")
	add(log, Number, Count, "events.boots", "starts of Windows that the log shows")
	add(log, Number, Count, "events.boots_exhausted", "starts of Windows that a 4231 or 4266 follows before the next start")
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
	add(sys, String, None, "host.os", "name of the operating system")
	add(sys, Number, None, "host.build", "build number of Windows")
	add(sys, Number, Hours, "host.uptime_hours", "time from the last start to the analyzed capture")
	add(sys, Bool, None, "host.domain_controller", "the machine is a domain controller")
	add(ranges, Number, None, "proposal.range.start", "first port of the larger TCP range that portdx proposes")
	add(ranges, String, None, "proposal.range.family", "family that it is for, ipv4 or ipv6: the one that holds most pool ports")
	add(ranges, Number, None, "proposal.range.present_start", "first port of that family's present range")
	add(ranges, Number, Ports, "proposal.range.present_count", "ports in that family's present range")
	add(ranges, Number, Ports, "proposal.range.present_size", "ports in it less known exclusions")
	add(ranges, Number, None, "proposal.range.end", "its last port")
	add(ranges, Number, Ports, "proposal.range.count", "ports in it")
	add(ranges, Number, Ports, "proposal.range.size", "ports in it less known exclusions")
	add(table, Number, Share, "proposal.range.utilization", "captured pool use over proposal.range.size")
	add(table, Number, Count, "proposal.range.listeners", "captured listeners on ports that the wider range adds")
	add(table, String, None, "proposal.range.listener_ports", "those ports, the first ten; does not apply where there are none")
	add(ranges, Number, Ports, "proposal.range.adds", "ports that it adds to the pool")
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

func trendFacts(add adder) {
	for _, s := range []string{"time_wait", "close_wait", "established", "bound"} {
		add(table, Number, PerHour, "trend."+s+"_per_hour", "slope of outbound "+strings.ToUpper(s)+" over at least three captures (Theil-Sen)")
	}
	add(table, Number, PerHour, "trend.ports_per_hour", "slope of used pool ports over at least three captures (Theil-Sen)")
	add(table, Number, PerHour, "trend.ports_per_hour_low", "smallest pairwise slope of used pool ports")
	add(table, Number, PerHour, "trend.ports_per_hour_high", "largest pairwise slope of used pool ports")
	add(table, Number, Hours, "trend.hours_to_exhaustion_low", "least time to a full pool at the largest pairwise slope")
	add(table, Number, Hours, "trend.hours_to_exhaustion_high", "time to a full pool at the smallest pairwise slope")
	add(table, Bool, None, "trend.apart", "two captures of the boot lie further apart than TIME_WAIT lasts; unknown otherwise")
	add(table, Number, Share, "trend.close_wait_persisting", "share of the first capture's CLOSE_WAIT connections that the last one still shows")
	add(table, Number, None, "trend.close_wait_process.pid", "process with most outbound CLOSE_WAIT rows in the last capture")
	add(table, String, None, "trend.close_wait_process.name", "its image name")
	add(table, Number, Connections, "trend.close_wait_process.first", "its rows in the first capture")
	add(table, Number, Connections, "trend.close_wait_process.last", "its rows in the last capture")
	add(table, Number, Connections, "trend.close_wait_process.second_highest", "its second highest count over all captures")
	add(table, Number, None, "trend.bound_process.pid", "process with most BOUND-only ports in the last capture")
	add(table, Number, Ports, "trend.bound_process.first", "its BOUND-only ports in the first capture")
	add(table, Number, Ports, "trend.bound_process.last", "its BOUND-only ports in the last capture")
}
