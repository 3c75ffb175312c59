package main

import "strings"

// evtxCases are event logs as exports and collectors leave them.
var evtxCases = []check{
	{"formats/evtx-empty-channel-log-is-no-system-log", func(r *run) {
		h := r.analyze()
		h.fact("events.tcp_exhausted", nil)
		h.fact("events.log.covers_capture", nil)
		asked := false
		for _, q := range h.Requests {
			asked = asked || q.Artifact == "system-evtx" && q.Reason == "absent"
		}
		if !asked {
			h.wrong("the System log is not asked for")
		}
		h.never("The System log that was read")
		h.fact("events.log.records", nil)
		h.sectionNote("Microsoft-Windows-VPN%4Operational.evtx", "parsed", "empty")
	}},
	{"formats/evtx-export-header-time-is-next-records", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "at-capture")
		h.fact("events.tcp_exhausted_near", 1)
		h.fact("events.log.records", 3)
		h.fact("events.log.first", "2026-03-09T03:00:00Z")
		h.fact("events.log.last", "2026-03-10T11:40:00Z")
		h.fact("events.first_near", "2026-03-10T08:57:00Z")
		h.sectionNote("System.evtx", "parsed", "")
	}},
	{"formats/evtx-filtered-export-covers-nothing", func(r *run) {
		h := r.analyze()
		h.status("undetermined", "")
		h.lean("no-pressure")
		h.fact("events.log.covers_capture", false)
		h.fact("events.log.gaps", 40)
		h.fact("events.log.filtered", true)
		h.sectionNote("System.evtx", "parsed", "chosen events")
		r.report().has("chosen events")
	}},
	{"formats/evtx-late-shutdown-record-is-no-clock-change", func(r *run) { r.report().lacks("set back") }},
	{"formats/evtx-saved-event-header-time-zero", func(r *run) {
		h := r.analyze()
		h.status("confirmed", "no-capture")
		h.fact("events.log.records", 1)
		h.fact("events.tcp_exhausted", 1)
		h.fact("events.first_exhausted", "2026-03-10T08:57:00Z")
		h.sectionNote("System-selected.evtx", "parsed", "")
		if h.Host.Name != "WEB01" || strings.Contains(r.report().text, "no readable record") {
			h.wrong("host %q, or damage is noted", h.Host.Name)
		}
	}},
	{"sim/not-found-range-assumed-log-younger-than-boot", func(r *run) {
		h := r.analyze()
		h.status("undetermined", "")
		h.fact("events.log.reaches_boot", false)
	}},
}

// sectionNote wants the section of a file to have this status, and a note with these words.
func (h *host) sectionNote(path, status, words string) {
	for _, a := range h.Artifacts {
		if a.Path != path {
			continue
		}
		if notes := strings.Join(a.Notes, "; "); a.Status != status || !strings.Contains(notes, words) {
			h.wrong("%s is %s, with the notes %q", path, a.Status, notes)
		}
		return
	}
	h.wrong("no section of %s", path)
}
