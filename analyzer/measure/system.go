package measure

import (
	"time"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// System is what systeminfo says of the machine, each value of the first output that has
// it.
type System struct {
	OS         string
	Build      int // of Windows; 0 where unknown
	Controller snapshot.Answer

	os, build, controller []facts.Ref
}

func readSystem(h *assemble.Host) System {
	var s System
	for _, o := range h.Systems {
		at := func(line int) []facts.Ref { return []facts.Ref{{File: o.Path, Line: line, LastLine: line}} }
		if s.OS == "" && o.OSName != "" {
			s.OS, s.os = o.OSName, at(o.OSLine)
		}
		if s.Build == 0 && o.Build > 0 {
			s.Build, s.build = o.Build, at(o.BuildLine)
		}
		if s.Controller == snapshot.AnswerUnknown && o.DomainController != snapshot.AnswerUnknown {
			s.Controller, s.controller = o.DomainController, at(o.RoleLine)
		}
	}
	return s
}

// Build returns the build number of Windows, or 0: as the System log names it, else as
// systeminfo does.
func (m *Measurement) Build() int {
	if m.Log.Build > 0 {
		return m.Log.Build
	}
	return m.System.Build
}

// systemFacts sets the facts of the machine; host.uptime_hours only where the log does
// not show the start.
func (m *Measurement) systemFacts(v *facts.Set) {
	s := &m.System
	switch {
	case s.OS != "":
		v.String("host.os", s.OS, s.os...)
	case m.Config.OS != "":
		v.String("host.os", m.Config.OS)
	}
	switch {
	case m.Log.Build > 0:
		v.Number("host.build", float64(m.Log.Build))
	case s.Build > 0:
		v.Number("host.build", float64(s.Build), s.build...)
	}
	if s.Controller != snapshot.AnswerUnknown {
		v.Bool("host.domain_controller", s.Controller == snapshot.AnswerYes, s.controller...)
	}
	if _, known := m.Log.uptime(); known {
		return
	}
	if up, ref, ok := m.systemUptime(); ok {
		v.Number("host.uptime_hours", up.Hours(), ref)
	}
}

// systemUptime returns the time from the last start before the analyzed capture that
// systeminfo names. Where the zone is not known, the two can only be compared if both
// are a wall clock's.
func (m *Measurement) systemUptime() (up time.Duration, ref facts.Ref, ok bool) {
	if m.Capture == nil || !isSureTime(m.Capture.At) {
		return 0, facts.Ref{}, false
	}
	at := m.Capture.At
	for _, o := range m.Host.Systems {
		since := at.Time.Sub(o.Boot.Time)
		if o.Boot.Source == snapshot.TimeUnknown || o.Boot.Zoned != at.Zoned || since < 0 || ok && since >= up {
			continue
		}
		up, ref, ok = since, facts.Ref{File: o.Path, Line: o.BootLine, LastLine: o.BootLine}, true
	}
	return up, ref, ok
}
