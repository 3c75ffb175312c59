package eventtext

import (
	"github.com/portdx/portdx/parsers/flatjson"
	"github.com/portdx/portdx/parsers/textenc"
)

// JSON of events is written by ConvertTo-Json, of what Get-WinEvent and Get-EventLog give.

// The members of an event, and the fields that they are.
var (
	jsonNames = []string{
		"Id", "EventID", "InstanceId", "ProviderName", "Source", "TimeCreated", "TimeGenerated", "TimeWritten",
		"RecordId", "Index", "MachineName", "LogName", "LevelDisplayName", "Message",
	}
	jsonFields = []field{
		idField, idField, instanceField, providerField, providerField, timeField, timeField, writtenField,
		recordField, recordField, computerField, channelField, levelField, messageField,
	}
)

// isEvent reports whether an object has an id, a provider and a time.
func isEvent(o *flatjson.Object) bool {
	var seen [messageField + 1]bool
	for n, f := range jsonFields {
		seen[f] = seen[f] || o.Has(n)
	}
	return (seen[idField] || seen[instanceField]) && seen[providerField] && (seen[timeField] || seen[writtenField])
}

func matchJSON(l *textenc.Lines) bool { return flatjson.Match(l, jsonNames, isEvent) }

func readJSON(r *reader) {
	list := flatjson.New(jsonNames, isEvent, func(o *flatjson.Object) {
		rec := &record{line: o.Line}
		for n, f := range jsonFields {
			if o.Has(n) {
				rec.set(f, o.Value(n))
			}
		}
		r.out.add(rec)
	})
	last, truncated := list.Read(r.lines)
	r.section.LastLine = last
	if truncated {
		r.out.bad.add(last)
	}
}
