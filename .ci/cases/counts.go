package main

import (
	"encoding/json"
	"fmt"
)

// countsCases are outputs that count connections and do not list them.
var countsCases = []check{
	{"field/05-group-by-state-and-process", func(r *run) {
		h := r.analyze()
		h.status("undetermined", "")
		h.lean("pressure")
		h.says("15,012", "Bound", "25740", "com.docker.backend", "rows")
		h.never("nothing is known of the use of ports", "counts by state")
		h.artifact("counts", 8)
		r.report().lacks("nothing is known of the use of ports")
	}},
	{"field/06-pid-counts-read-as-excluded-ranges", func(r *run) {
		h := r.analyze()
		h.noArtifact("excludedport")
		h.artifact("counts", 4)
		h.fact("counts.bound", 2533)
		h.says("2,140", "61236")
		r.noExclusions()
	}},
	{"field/17-outputs-of-the-maps-own-steps", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "no-capture")
		h.lean("pressure")
		h.says("10.0.0.50:8443", "TIME_WAIT", "15,402", "15,460", "94.4 %", "4242", "OrderGateway", "rows")
		h.never("what held the ports is not known")
		h.noCause()
		for name, want := range map[string]int{"counts.time_wait": 15402, "counts.established": 143, "counts.close_wait": 7, "counts.top_destination.count": 15460} {
			h.fact(name, want)
		}
		// The bare numbers by find are listed as read, each by its line.
		for _, line := range []int{18, 21, 24, 27} {
			found := false
			for _, a := range h.Artifacts {
				found = found || a.Kind == "counts" && a.Line == line
			}
			if !found {
				r.wrong("the count in line %d is not listed", line)
			}
		}
	}},
}

// noExclusions wants no excluded range in the snapshot.
func (r *run) noExclusions() {
	_, out, _ := r.portdx("snapshot", r.input())
	var s struct {
		Hosts []struct{ Exclusions []any }
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		r.wrong("snapshot: %v", err)
	}
	for _, h := range s.Hosts {
		if len(h.Exclusions) > 0 {
			r.wrong("exclusions in the snapshot: %s", fmt.Sprint(h.Exclusions))
		}
	}
}
