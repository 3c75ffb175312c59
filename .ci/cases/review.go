package main

// reviewCases are bundles whose reports were read word by word.
var reviewCases = []check{
	{"review/cw.zip", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "")
		h.firstCause("close-wait-leak")
		r.report().lacks("Twelve captures over one hour", "Decides: the verdict")
	}},
	{"review/dc.zip", func(r *run) {
		h := r.analyze()
		h.fact("host.domain_controller", true)
		h.never("Widen the range")
		for _, a := range h.Advice {
			if a.When == "now" && a.ID == "widen-range" {
				h.wrong("the range of a domain controller is widened now")
			}
		}
	}},
	{"review/dns.zip", func(r *run) { r.analyze() }},
	{"review/dt.zip", func(r *run) {
		h := r.analyze()
		h.never("--captured-at")
		reply := r.reply()
		reply.lacks("--captured-at", "--tz", "Ask us for the steps")
		reply.has("When was the connection table taken")
	}},
	{"review/exch.zip", func(r *run) { r.analyze() }},
	{"review/lis.zip", func(r *run) {
		o := r.report()
		o.has("33060-33069", "34571", "35357", "40000", "44818", "45000", "47001", "48000", "48888", "add excludedportrange")
		o.lacks("....")
	}},
	{"review/lowtw.zip", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "")
		h.noCause()
		h.never("Widen")
	}},
	{"review/mup.zip", func(r *run) { r.report().lacks("49664, 49665") }},
	{"review/nb.zip", func(r *run) {
		hosts := r.hosts()
		if len(hosts) != 3 || hosts[0].Verdict.Status != "at-risk" {
			r.wrong("%d hosts, the worst is not the first", len(hosts))
		}
	}},
	{"review/r2.zip", func(r *run) {
		h := r.analyze()
		h.noCause()
		h.never("(netstat without -q)")
		for _, f := range h.Summary {
			if f.ID == "who" || f.ID == "where" {
				h.wrong("%s: %s", f.ID, f.Text)
			}
		}
	}},
	{"review/rds.zip", func(r *run) { r.analyze() }},
	{"review/reuse.zip", func(r *run) { r.analyze() }},
	{"review/sql.zip", func(r *run) { protects(r) }},
	{"review/system.zip", func(r *run) { protects(r) }},
	{"review/syn.zip", func(r *run) {
		h := r.analyze()
		h.firstCause("syn-sent-pileup")
		h.says("not answered")
		for _, a := range h.Advice {
			if a.ID == "pool-connections" || a.ID == "reuse-one-destination" {
				h.wrong("%s is advised", a.ID)
			}
		}
	}},
	{"review/u497.zip", func(r *run) {
		o := r.report()
		o.has("497")
		o.lacks("a restart is not needed", "netstat -anoq")
		r.reply().lacks("a restart is not needed")
	}},
	{"review/estlog.zip", func(r *run) {
		h := r.analyze()
		h.status("at-risk", "")
		h.firstCause("established-leak")
	}},
	{"review/house/lsass.zip", func(r *run) { protects(r) }},
	{"review/house/sql.zip", func(r *run) { protects(r) }},
	{"review/house/lsass2.zip", func(r *run) { protects(r) }},
}

// protects wants no word of ending the holder, which must stay up.
func protects(r *run) {
	r.report().lacks("Take a dump of the process", "Then restart it", "restart it, after a dump")
	r.reply().lacks("Take a dump of the process", "Then restart it", "restart it, after a dump")
}
