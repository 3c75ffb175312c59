package main

// hostileCases are values of the registry that are no numbers, and other texts that are not
// what they seem.
var hostileCases = []check{
	{"formats/maxuserport-mistyped-or-out-of-range", func(r *run) {
		h := r.analyze()
		h.state("max-user-port-set", "present")
		h.fact("registry.max_user_port", 415028)
		h.fact("registry.max_user_port_meant", 65534)
		r.report().has("MaxUserPort 415028 is outside the documented range of 5000 to 65534; the effect of such a value is undocumented", "65534 was probably meant")
	}},
	{"discovery/reg-dword-of-wrong-length", func(r *run) {
		h := r.analyze()
		h.fact("registry.max_user_port", nil)
		h.fact("registry.tcp_timed_wait_delay", nil)
		h.fact("registry.max_user_port_bytes", 2)
		h.fact("registry.tcp_timed_wait_delay_bytes", 0)
		o := r.report()
		o.lacks("MaxUserPort is set to", "TcpTimedWaitDelay is 0", "/d 0")
		o.has("MaxUserPort is no number: a REG_DWORD has 4 bytes, this one has 2")
		r.reply().lacks("/d 0")
	}},
	{"discovery/reg-hivexregedit-without-prefix", func(r *run) {
		h := r.analyze()
		h.fact("registry.max_user_port", 5000)
		r.report().lacks("lines are damaged", "above the first key")
	}},
}
