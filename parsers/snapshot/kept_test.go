package snapshot

import (
	"strings"
	"testing"
)

// TestKept counts each kind of content once: twice as much of it is more.
func TestKept(t *testing.T) {
	long := strings.Repeat("x", 1000)
	named := new(Table)
	named.Addrs.AddName([]byte(long))
	tests := map[string]Section{
		"notes":      {Notes: []Note{{ID: "a", Args: []string{long}}}},
		"capture":    {Captures: []*Capture{{Command: long}}},
		"images":     {Captures: []*Capture{{Names: map[uint32]string{4: long}}}},
		"host names": {Captures: []*Capture{{Table: named}}},
		"registry":   {Registry: []RegistryKey{{Values: []RegistryValue{{Name: "a", Text: long}}}}},
		"events":     {Events: &EventLog{Events: []Event{{Data: []string{long}}}}},
		"gaps":       {Events: &EventLog{Gaps: make([]RecordGap, 100)}},
		"processes":  {Processes: []Process{{Services: long}}},
		"exclusions": {Exclusions: []ExclusionList{{Spans: make([]PortSpan, 100)}}},
		"ranges":     {Ranges: make([]PortRange, 50)},
		"counters":   {Counters: &Counters{Readings: make([]Reading, 10)}},
		"system":     {System: &SystemInfo{OSName: long}},
		"heading":    {Heading: long},
	}
	empty := new(Section)
	for name, s := range tests {
		if got := s.Kept() - empty.Kept(); got < 1000 || got > 20_000 {
			t.Errorf("%s: %d bytes more than nothing", name, got)
		}
	}
}
