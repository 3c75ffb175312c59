package main

// whoCases ask whose connections hold the ports, where they go, and which way.
var whoCases = []check{
	{"sim/owner-two-processes-one-endpoint", func(r *run) {
		h := r.analyze()
		h.fact("tcp.time_wait_process.pid", nil)
		h.fact("tcp.time_wait_process.first_pid", 6400)
		h.fact("tcp.time_wait_process.first_live", 120)
		h.fact("tcp.time_wait_process.second_pid", 6000)
		h.fact("tcp.time_wait_process.second_live", 80)
		h.never("PID 6400, 9")
	}},
	{"sim/range-not-captured-ports-outside-default", func(r *run) {
		h := r.analyze()
		h.status("undetermined", "")
		h.lean("none", "pressure")
		h.fact("tcp.outside.ports", 3020)
		h.fact("tcp.pool.contradicted", true)
		h.state("assumed-range", "present")
		h.evidence("assumed-range", "3,020", "10000", "20019")
		h.table("destinations", "10.0.0.50")
		h.table("processes", "6000")
	}},
	{"sim/time-wait-port-shared-by-two-destinations", func(r *run) {
		h := r.analyze()
		h.fact("tcp.outbound.time_wait", 10)
		h.fact("tcp.outbound.established", 10)
		h.fact("tcp.inbound.time_wait", 0)
		h.fact("tcp.inbound.established", 0)
	}},
	{"field/07-bound-table-without-owner", func(r *run) {
		h := r.analyze()
		h.firstCause("bound-port-leak")
		h.never("no single cause explains it")
		h.fact("tcp.bound_process.pid", 31412)
		r.report().lacks("as findstr leaves it")
	}},
	{"field/09-own-address-server-side-time-wait", func(r *run) {
		h := r.analyze()
		h.state("inbound-time-wait", "absent")
		h.evidence("self-connections", "9,000", "8080", "11840", "75/s")
		h.lean("none", "pressure")
	}},
	{"field/10-who-holds-zero-percent", func(r *run) {
		h := r.analyze()
		h.never("PID 708", "services.exe", "0.0 % of the pool")
		h.fact("tcp.top_destination.local", true)
		h.fact("tcp.top_destination.listener_pid", 7740)
		h.fact("tcp.top_destination.listener_name", "bun.exe")
		h.state("local-proxy-doubling", "absent")
	}},
	{"field/10-who-holds-zero-percent where", func(r *run) { r.analyze().says("7740") }},
	{"field/12-holder-is-no-longer-alive", func(r *run) {
		h := r.analyze()
		h.firstCause("bound-port-leak")
		h.evidence("holder-not-listed", "5868", "restart of Windows")
		h.fact("tcp.bound_process.listed", false)
	}},
	{"field/13-assumed-range-contradicted", func(r *run) {
		h := r.analyze()
		h.lean("none", "pressure")
		h.evidence("assumed-range", "18003", "48996")
		h.table("destinations", "10.0.0.50")
		h.table("processes", "12004")
	}},
	{"field/15-inbound-close-wait-unmentioned", func(r *run) {
		h := r.analyze()
		h.evidence("inbound-close-wait", "CLOSE_WAIT", "1,850", "6332", "443", "10.20.0.9")
		h.table("processes", "6332", "1850")
	}},
	{"field/18-idle-system-process-named-as-holder", func(r *run) {
		h := r.analyze()
		h.firstCause("time-wait-accumulation")
		h.state("protected-holder", "absent")
		h.never("PID 708", "services.exe", "lsass")
		h.says("10.0.0.50")
		r.reply().lacks("PID 708", "services.exe")
	}},
	{"review/house/lsass.zip", lsassStaysUp},
	{"review/house/sql.zip", lsassStaysUp},
	{"review/house/lsass2.zip", lsassStaysUp},
}

// lsassStaysUp wants no word of a restart of a process that must not be ended.
func lsassStaysUp(r *run) {
	h := r.analyze()
	h.state("protected-holder", "present")
	h.fact("tcp.close_wait_process.protected", true)
	h.says("for whom PID 712 connects")
	r.report().lacks("Then restart it", "Take a dump of the process", "Close sockets on every path")
	r.reply().lacks("estart the process", "dump of the process")
}
