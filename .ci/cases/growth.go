package main

// growthCases are what grows over several captures, or does not end.
var growthCases = []check{
	{"sim/close-wait-leak-baseline-first", func(r *run) {
		h := r.analyze()
		h.state("close-wait-leak", "present")
		h.firstCause("close-wait-leak")
		h.status("at-risk", "")
		r.report().lacks("Capture several times")
	}},
	{"sim/growth-of-noise", func(r *run) {
		h := r.analyze()
		if got := h.stateOf("pool-use-growing"); got == "present" {
			h.wrong("pool-use-growing is %s", got)
		}
		h.noCause()
		h.never("would be full", "is full", "if the growth goes on")
		r.report().lacks("if the growth goes on")
	}},
	{"field/08-time-wait-that-never-ends", func(r *run) {
		h := r.analyze()
		h.firstCause("uptime-497-days")
		h.fact("trend.time_wait_persisting", 1)
		h.noCause("time-wait-accumulation")
		r.report().has("497 days", "KB2553549")
		r.report().lacks("restart is not needed", "clears by itself")
		r.reply().lacks("restart is not needed", "clears by itself")
	}},
	{"review/estlog.zip", func(r *run) {
		h := r.analyze()
		h.firstCause("established-leak")
		h.status("at-risk", "")
		h.lean("pressure", "")
		h.never("Not found", "calm")
		r.reply().lacks("Not found")
		r.report().lacks("Capture several times")
	}},
	{"review/cw.zip", func(r *run) {
		h := r.analyze()
		h.state("pool-use-growing", "unknown")
		h.state("degrades-after-restart", "unknown")
		h.status("confirmed", "at-capture")
		h.firstCause("close-wait-leak")
	}},
	{"review/u497.zip", func(r *run) {
		h := r.analyze()
		h.firstCause("uptime-497-days")
		h.noCause("time-wait-accumulation")
		r.report().has("KB2553549")
		r.report().lacks("restart is not needed")
		r.reply().lacks("restart is not needed")
	}},
}
