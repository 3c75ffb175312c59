package main

// dateCases are events and connections whose dates are written as people's machines do.
var dateCases = []check{
	{"field/01-undated-4231-dropped", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "undated")
		h.tcpOnly()
		h.fact("events.undated", 1)
		h.says("2026-03-02", "2026-02-03")
		r.reply().has("2026-03-02", "2026-02-03")
	}},
	{"field/02-geteventlog-table-without-year", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "undated")
		h.tcpOnly()
		h.fact("events.tcp_exhausted", 4)
		h.says("4 failed TCP", "Nov 22 08:43", "08:58", "no year")
		r.reply().has("4 failed TCP")
		dated := r.analyze("--captured-at", "2026-11-22T09:00:00Z")
		dated.status("confirmed", "")
		dated.says("2026-11-22 08:43:00", "2026-11-22 08:58:00")
	}},
	{"field/03-eventviewer-csv-12-hour-clock", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "")
		h.artifact("event-text", 12)
		h.fact("events.tcp_exhausted", 12)
		h.says("2026-11-22 08:36:07", "2026-11-22 08:58:07")
	}},
	{"field/04-nettcp-csv-12-hour-creationtime", func(r *run) {
		h := r.analyze()
		h.artifact("nettcp", 9000)
		h.firstCause("bound-port-leak")
	}},
	{"sim/events-csv-us-dates", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "no-capture")
		h.artifact("event-text", 10)
		h.fact("events.tcp_exhausted", 10)
	}},
	{"sim/events-table-us", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "")
		h.artifact("event-text", 22)
		h.fact("events.tcp_exhausted", 22)
	}},
	{"sim/nettcp-csv-creationtime-last", func(r *run) {
		h := r.analyze()
		h.status("likely", "")
		h.artifact("nettcp", 943)
		h.fact("tcp.pool.used", 940)
		h.fact("tcp.pool.utilization", 0.94)
	}},
	{"sim/nettcp-csv-full-export", func(r *run) {
		r.analyze().artifact("nettcp", 43)
	}},
	{"formats/event-xml-as-event-viewer-copies-it", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "no-capture")
		h.artifact("event-text", 1)
		h.fact("events.tcp_exhausted", 1)
		if h.Host.Name != "HOST01" {
			h.wrong("host %q", h.Host.Name)
		}
		h.says("2026-03-10 08:57:00 UTC")
		r.report().has("chosen events")
	}},
}

// tcpOnly wants a verdict on TCP alone, with a headline.
func (h *host) tcpOnly() {
	if len(h.Verdict.Protocols) != 1 || h.Verdict.Protocols[0] != "tcp" || h.Verdict.Headline == "" {
		h.wrong("protocols %q, headline %q", h.Verdict.Protocols, h.Verdict.Headline)
	}
}
