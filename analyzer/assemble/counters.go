package assemble

import (
	"time"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/winzone"
)

// Counters are the readings of TCP's counters of one section.
type Counters struct {
	*snapshot.Counters
	Kind snapshot.Kind // KindCounters or KindNetstatS
	Path string
}

// counterZone returns the zone that the head of a counter log names, or else the distance
// from UTC that was in force at its start.
func counterZone(c *snapshot.Counters) *time.Location {
	if zone, ok := winzone.Load(c.Zone); ok {
		return zone
	}
	return fixedZone(c.OffsetMinutes)
}

// settleReadings gives the readings of counters the best times that are known. A netstat
// -s without a time of its own was run with the table above it in its file.
func (h *Host) settleReadings(files []File) {
	for _, f := range files {
		above := snapshot.Moment{}
		for _, s := range f.Sections {
			for _, c := range s.Captures {
				above = c.At
			}
			if s.Counters == nil {
				continue
			}
			for i := range s.Counters.Readings {
				r := &s.Counters.Readings[i]
				switch {
				case r.At.Source == snapshot.TimeText:
					r.At = h.zoned(r.At)
				case s.Kind != snapshot.KindNetstatS || i > 0:
				case above.Source == snapshot.TimeText:
					r.At = above
				default:
					r.At = h.fileTime(f)
				}
			}
		}
	}
}

// fileTime returns the time that a file's name bears, or else the file's own.
func (h *Host) fileTime(f File) snapshot.Moment {
	if at, ok := nameTime(f.Path); ok {
		return h.zoned(at)
	}
	return modTime(f)
}
