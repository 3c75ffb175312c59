package nettcp

import (
	"bytes"
	"time"
)

// The years in which a creation time is believed: Windows writes 1601 for no time.
const firstYear, lastYear = 1990, 2200

// instant reads the spellings of a time that name their zone: /Date(ms)/ of Windows
// PowerShell's JSON, ISO 8601 of PowerShell 7's, and `2006-01-02 15:04:05 UTC` of tools.
// All else, such as the local dates of CSV, gives the zero time; see [readWall].
func instant(v []byte) time.Time {
	var t time.Time
	if i := bytes.Index(v, []byte("Date(")); i >= 0 {
		rest := v[i+len("Date("):]
		end := 0
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		if end == 0 || end > 15 {
			return time.Time{}
		}
		ms := int64(0)
		for _, c := range rest[:end] {
			ms = ms*10 + int64(c-'0')
		}
		t = time.UnixMilli(ms).UTC()
	} else {
		t = iso(v)
	}
	if t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}
	}
	return t
}

// iso reads 2006-01-02T15:04:05[.fraction] with Z, an offset or UTC, to the second: rows are
// too many to call [time.Parse], which allocates the zone.
func iso(v []byte) time.Time {
	const shape = "0000-00-00T00:00:00"
	if len(v) <= len(shape) {
		return time.Time{}
	}
	for i := range len(shape) {
		if shape[i] == '0' && (v[i] < '0' || v[i] > '9') || shape[i] != '0' && v[i] != shape[i] && (shape[i] != 'T' || v[i] != ' ') {
			return time.Time{}
		}
	}
	two := func(i int) int { return int(v[i]-'0')*10 + int(v[i+1]-'0') }
	year, month, day, hour, minute, second := two(0)*100+two(2), two(5), two(8), two(11), two(14), two(17)
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60 {
		return time.Time{}
	}
	offset, ok := zone(v[len(shape):])
	if !ok {
		return time.Time{}
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC).Add(-offset)
}

// zone reads an optional fraction and Z, UTC or +hh:mm.
func zone(v []byte) (time.Duration, bool) {
	if len(v) > 0 && v[0] == '.' {
		v = bytes.TrimLeft(v[1:], "0123456789")
	}
	switch string(v) {
	case "Z", " UTC", " UTC+0000":
		return 0, true
	}
	if len(v) != 6 || v[0] != '+' && v[0] != '-' || v[3] != ':' {
		return 0, false
	}
	h, ok1 := number(v[1:3], 14)
	m, ok2 := number(v[4:6], 59)
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if v[0] == '-' {
		d = -d
	}
	return d, ok1 && ok2
}
