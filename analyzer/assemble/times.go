package assemble

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/winzone"
)

// settleZone chooses the zone of times without one: the option, the output of tzutil, the
// registry's TimeZoneInformation, systeminfo, a counter log, else UTC.
func (h *Host) settleZone(opts Options) {
	h.Zone = opts.Zone
	for _, s := range h.Sections {
		if zone, ok := winzone.Load(s.Zone); ok && h.Zone == nil {
			h.Zone = zone
		}
	}
	for _, k := range h.Registry {
		if h.Zone == nil && strings.HasSuffix(strings.ToLower(k.Path), `\control\timezoneinformation`) {
			h.Zone = registryZone(k)
		}
	}
	for _, s := range h.Systems {
		if h.Zone == nil && s.OffsetKnown {
			h.Zone = systemZone(s)
		}
	}
	for _, c := range h.Counters {
		if h.Zone == nil && c.OffsetKnown {
			h.Zone = counterZone(c.Counters)
		}
	}
	if h.Zone == nil {
		h.Zone, h.ZoneAssumed = time.UTC, true
	}
	for _, s := range h.Systems {
		if s.Boot.Source != snapshot.TimeUnknown {
			s.Boot = h.zoned(s.Boot)
		}
	}
}

// systemZone returns the zone that systeminfo names, or else the distance from UTC that
// it shows, which leaves daylight saving out.
func systemZone(s System) *time.Location {
	if zone, ok := winzone.Load(s.Zone); ok {
		return zone
	}
	return fixedZone(s.OffsetMinutes)
}

// fixedZone returns the zone that is so many minutes ahead of UTC, named UTC+05:30.
func fixedZone(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	at := time.Unix(0, 0).In(time.FixedZone("", minutes*60))
	return time.FixedZone("UTC"+at.Format("-07:00"), minutes*60)
}

// maxBias is the largest distance of a zone from UTC, in minutes (IANA: 14 hours).
const maxBias = 14 * 60

// registryZone reads a zone's name, or else the bias that was in force at the dump.
func registryZone(k Key) *time.Location {
	var zone *time.Location
	for _, v := range k.Values {
		switch {
		case strings.EqualFold(v.Name, "TimeZoneKeyName"):
			if named, ok := winzone.Load(v.Text); ok {
				return named
			}
		case strings.EqualFold(v.Name, "ActiveTimeBias") && v.IsDword():
			bias := int32(v.Number) // minutes from local time to UTC
			if bias >= -maxBias && bias <= maxBias {
				zone = fixedZone(-int(bias))
			}
		}
	}
	return zone
}

// zoneLogs reads the times of logs without a zone in the host's.
func (h *Host) zoneLogs() {
	for _, s := range h.Sections {
		log := s.Events
		if log == nil || log.Zoned || log.First.IsZero() {
			continue
		}
		if h.ZoneAssumed {
			s.AddNote("eventtext.zone-assumed", s.Line)
			continue
		}
		log.Zoned = true
		log.First, log.Last = h.inZone(log.First), h.inZone(log.Last)
		for i := range log.Events {
			log.Events[i].Time = h.inZone(log.Events[i].Time)
		}
	}
}

// settleTimes gives every capture the best time that is known of it.
func (h *Host) settleTimes(files []File, opts Options) {
	byPath := make(map[string]File, len(files))
	for _, f := range files {
		byPath[f.Path] = f
	}
	dated := make(map[string]bool) // files whose text dates a table
	for _, c := range h.Captures {
		dated[c.Path] = dated[c.Path] || c.At.Source == snapshot.TimeText
	}
	for _, c := range h.Captures {
		h.settleTime(c, byPath[c.Path], dated[c.Path])
		if !opts.CapturedAt.IsZero() && (len(h.Captures) == 1 || isDoubtful(c.At.Source)) {
			c.At = h.zoned(snapshot.Moment{Time: opts.CapturedAt.UTC(), Zoned: !opts.CapturedLocal, Source: snapshot.TimeOption})
		}
	}
}

// settleTime takes the first source that knows the time. Where the text dates other
// tables of the file, its name and its own time are of another moment than this one.
func (h *Host) settleTime(c *snapshot.Capture, f File, dated bool) {
	if c.At.Source == snapshot.TimeText {
		c.At = h.zoned(c.At)
		return
	}
	if at, ok := nameTime(c.Path); ok && !dated {
		c.At = h.zoned(at)
		return
	}
	switch {
	case !c.Created.IsZero():
		c.At = h.zoned(snapshot.Moment{Time: c.Created.UTC(), Zoned: !c.CreatedWall, Source: snapshot.TimeCreation})
	case !dated:
		c.At = modTime(f)
	}
}

// modTime returns the file's own time.
func modTime(f File) snapshot.Moment {
	switch {
	case f.ModTime.IsZero():
		return snapshot.Moment{}
	case f.InArchive:
		return snapshot.Moment{Time: f.ModTime.UTC(), Zoned: true, Source: snapshot.TimeArchive}
	}
	return snapshot.Moment{Time: f.ModTime.UTC(), Zoned: true, Source: snapshot.TimeFile}
}

// isDoubtful reports whether copying or unpacking may have changed the time.
func isDoubtful(s snapshot.TimeSource) bool {
	return s == snapshot.TimeUnknown || s == snapshot.TimeArchive || s == snapshot.TimeFile
}

// zoned reads a wall clock's time in the host's zone.
func (h *Host) zoned(at snapshot.Moment) snapshot.Moment {
	if at.Zoned {
		return at
	}
	at.Time = h.inZone(at.Time)
	if at.Zoned = !h.ZoneAssumed; at.Zoned {
		at.Zone = h.Zone.String()
	}
	return at
}

// inZone returns the moment at which the host's clock showed t. The zero time stays.
func (h *Host) inZone(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), h.Zone).UTC()
}

// stamp finds 20260310-090000, 2026-03-10_09-00-00, 20260310T0900Z and the like.
var stamp = regexp.MustCompile(`(?:^|\D)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_T .](\d\d)[-_.:h]?(\d\d)(?:[-_.:m]?(\d\d))?(Z|z)?(?:\D|$)`)

// nameTime reads a time from a file's name.
func nameTime(name string) (snapshot.Moment, bool) {
	m := stamp.FindStringSubmatch(path.Base(name))
	if m == nil {
		return snapshot.Moment{}, false
	}
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	if n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31 || n[3] > 23 || n[4] > 59 || n[5] > 59 {
		return snapshot.Moment{}, false
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	return snapshot.Moment{Time: t, Zoned: m[7] != "", Source: snapshot.TimeName}, true
}
