package main

import "strings"

// fieldCases are threads and pages of the public on port exhaustion, rebuilt.
var fieldCases = []check{
	{"field/11-kubernetes-node-range-crosses-nodeports", func(r *run) {
		o := r.report()
		o.lacks("start=10000", "start=16384", "start=32768")
		h := r.analyze()
		h.fact("host.kubernetes_node", true)
		h.never("Widen")
	}},
	{"field/14-udp-only-table-headline", func(r *run) {
		h := r.analyze()
		h.firstCause("udp-port-exhaustion")
		if at := strings.Index(h.Verdict.Headline, "UDP"); at < 0 || at > 60 {
			h.wrong("the headline does not begin with UDP: %q", h.Verdict.Headline)
		}
		h.says("85.4 %")
		h.never("0.0 % of the 16,384 TCP", "filtered")
		r.reply().lacks("0.0 % of the")
	}},
	{"field/16-bind-10013-inside-an-exclusion", func(r *run) {
		plain, told := r.report(), r.report("--reported", "10013")
		if plain.text == told.text {
			r.wrong("--reported 10013 changes nothing")
		}
		told.has("50069-50168", "54315-54414", "10013")
	}},
}
