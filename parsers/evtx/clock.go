package evtx

import (
	"encoding/binary"
	"time"

	"github.com/portdx/portdx/parsers/events"
)

// clockChange is the event that says that the clock was changed: its first two values are
// the new and the old time. It is counted and not kept.
//
// Only this event tells that the clock was set back. A record that is older than the one
// before it does not: what a shutdown has to say is written at the next start, with the
// time at which it was said.
var clockChange = events.Kind{
	Providers: []string{"Microsoft-Windows-Kernel-General", "Kernel-General"},
	IDs:       []uint32{1},
}

// clockSlack is the least step back that is counted. Smaller ones come from keeping the
// time exact.
const clockSlack = 2 * time.Minute

// isClockChange reports whether a decoded record is a clockChange.
func isClockChange(f *fields) bool {
	if f.id != clockChange.IDs[0] {
		return false
	}
	for _, p := range clockChange.Providers {
		if events.EqualFold(p, f.provider) {
			return true
		}
	}
	return false
}

// clockStep returns the step of a clockChange, negative where the clock was set back.
func clockStep(f *fields) time.Duration {
	if len(f.data) < 2 {
		return 0
	}
	to, err := time.Parse(time.RFC3339Nano, f.data[0])
	if err != nil {
		return 0
	}
	from, err := time.Parse(time.RFC3339Nano, f.data[1])
	if err != nil {
		return 0
	}
	return to.Sub(from)
}

// clockStepAt is clockStep of a record that is not decoded. It knows records that hold both
// times as Windows writes them: first in the instance of a template that is a value of the
// record.
func clockStepAt(b []byte, r record) (step time.Duration, ok bool) {
	in, ok := instanceAt(b, r.start+recordHeader, r.end)
	if !ok {
		return 0, false
	}
	v, ok := in.valuesOf(b, r.end)
	if !ok {
		return 0, false
	}
	at := v.at
	for d := v.descriptors; len(d) > 0; d = d[4:] {
		size := int(binary.LittleEndian.Uint16(d))
		if d[2] == typeBinXML {
			return stepIn(b, at, at+size)
		}
		at += size
	}
	return 0, false
}

// stepIn returns the step of the template instance that stands between two offsets.
func stepIn(b []byte, from, to int) (step time.Duration, ok bool) {
	in, ok := instanceAt(b, from, to)
	if !ok {
		return 0, false
	}
	v, ok := in.valuesOf(b, to)
	if !ok {
		return 0, false
	}
	now, before := v.filetime(0), v.filetime(1)
	return fromFiletime(now).Sub(fromFiletime(before)), isTime(now) && isTime(before)
}
