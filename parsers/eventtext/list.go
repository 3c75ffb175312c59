package eventtext

import (
	"bytes"

	"github.com/portdx/portdx/parsers/textenc"
)

// Format-List prints a line `Name : value` for each property, values of several lines
// indented, and blank lines between the objects.

// maxListLook is how many lines below the first the properties of a record are looked
// for.
const maxListLook = 40

// cutProperty splits a line of a list. The name is a property's or a calculated one's.
func cutProperty(line []byte) (name, value []byte, ok bool) {
	if len(line) == 0 || line[0] == ' ' || line[0] == '\t' {
		return nil, nil, false
	}
	i := bytes.Index(line[:min(len(line), maxLabel)], []byte(" :"))
	if i <= 0 {
		return nil, nil, false
	}
	name = bytes.TrimRight(line[:i], " ")
	for _, c := range name {
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < '_' || c > 'z' {
			return nil, nil, false
		}
	}
	return name, bytes.TrimSpace(line[i+2:]), true
}

func matchList(l *textenc.Lines) bool {
	var seen [messageField + 1]bool
	for i := 0; i <= maxListLook; i++ {
		line, more := l.Peek(i)
		if !more {
			break
		}
		name, _, ok := cutProperty(line)
		switch {
		case !ok && i == 0:
			return false
		case !ok:
			continue
		}
		f := fieldOf(name)
		if i == 0 && f == noField {
			return false
		}
		seen[f] = true
		if hasEvent(&seen) {
			return true
		}
	}
	return false
}

// hasEvent reports whether the fields are those of an event: an id with a time or a
// provider.
func hasEvent(seen *[messageField + 1]bool) bool {
	return (seen[idField] || seen[instanceField]) && (seen[timeField] || seen[providerField])
}

func readList(r *reader) {
	l := r.lines
	var rec *record
	var seen [messageField + 1]bool
	current := noField
	end := func() {
		if rec != nil {
			r.out.add(rec)
		}
		rec, seen = nil, [messageField + 1]bool{}
	}
	for ok := true; ok; ok = l.Next() {
		text := l.Text()
		if blank(text) {
			continue
		}
		name, value, isProperty := cutProperty(text)
		if isProperty {
			f := fieldOf(name)
			if rec == nil || f != noField && seen[f] {
				end()
				rec = &record{line: l.Line()}
			}
			seen[f], current = true, f
			rec.set(f, value)
			r.own()
			continue
		}
		if text[0] != ' ' && text[0] != '\t' || r.foreign() {
			break
		}
		if current == messageField && rec != nil {
			rec.message(text)
		}
		r.own()
	}
	end()
}
