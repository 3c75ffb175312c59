package main

import (
	"slices"
	"strings"
)

// hostsCases are bundles in which it matters whose a file is, and in which zone a clock ran.
var hostsCases = []check{
	{"formats/one-machine-old-name-in-other-log", func(r *run) {
		h := r.analyze()
		h.named("WEB01")
		h.status("confirmed", "at-capture")
		h.firstCause("time-wait-accumulation")
	}},
	{"sim/table-of-another-host", func(r *run) {
		hosts := r.hosts()
		r.wantHosts(hosts, "APP01", "WEB25")
		for _, h := range hosts {
			if h.Verdict.When == "at-capture" {
				h.wrong("%s is confirmed at the capture", h.Host.Name)
			}
		}
		r.report().has("2 hosts")
	}},
	{"sim/zone-in-its-own-file", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "at-capture")
		h.fact("capture.time", "2026-03-15T09:00:00Z")
	}},
	{"review/ren.zip", func(r *run) {
		h := r.analyze()
		h.named("WEB01.corp.example")
		h.status("confirmed", "at-capture")
		h.fact("host.former_name", "WIN-7F3K2LQ9")
	}},
	{"review/nb.zip", func(r *run) {
		hosts := r.hosts()
		r.wantHosts(hosts, "", "SVC03", "SVC99")
		if len(hosts) > 0 && hosts[0].Verdict.Status != "at-risk" {
			r.wrong("the first host is %s, want the worst, at-risk", hosts[0].Verdict.Status)
		}
		r.report().has("3 hosts")
	}},
	{"review/u497.zip --host x", func(r *run) {
		_, _, errs := r.portdx("analyze", r.input(), "--host", "x")
		if !strings.Contains(errs, "the bundle holds WEB01") {
			r.wrong("--host x: %s", errs)
		}
	}},
	{"field/13-assumed-range-contradicted --host x", func(r *run) {
		_, _, errs := r.portdx("analyze", r.input(), "--host", "x")
		if !strings.Contains(errs, "names no host") {
			r.wrong("--host x: %s", errs)
		}
	}},
}

// named wants the host to have this name.
func (h *host) named(name string) {
	if h.Host.Name != name {
		h.wrong("host %q, want %q", h.Host.Name, name)
	}
}

// wantHosts wants these hosts, in any order.
func (r *run) wantHosts(hosts []*host, want ...string) {
	var got []string
	for _, h := range hosts {
		got = append(got, h.Host.Name)
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		r.wrong("hosts %q, want %q", got, want)
	}
}
