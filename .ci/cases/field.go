package main

import "strings"

// fieldCases are threads and pages of the public on port exhaustion, rebuilt.
var fieldCases = []check{
	{"field/14-udp-only-table-headline", func(r *run) {
		h := r.analyze()
		h.firstCause("udp-port-exhaustion")
		if at := strings.Index(h.Verdict.Headline, "UDP"); at < 0 || at > 60 {
			h.wrong("the headline does not begin with UDP: %q", h.Verdict.Headline)
		}
		h.says("85.4 %")
		h.never("0.0 % of the 16,384 TCP")
		r.reply().lacks("0.0 % of the")
	}},
}
