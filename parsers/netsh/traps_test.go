package netsh

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestTraps holds what the two lists differ in, and what looks like one of them.
func TestTraps(t *testing.T) {
	const head = "Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n"
	tests := []struct {
		name, text, path string
		ranges           []snapshot.PortRange
		exclusions       []snapshot.ExclusionList
	}{
		{
			name:   "the second number of a dynamic range is a count",
			text:   "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port      : 10000\nNumber of Ports : 55535\n",
			ranges: []snapshot.PortRange{{Proto: snapshot.TCP, Start: 10000, Count: 55535, Line: 1}},
		},
		{
			name:       "the second number of an exclusion is an end",
			text:       "Protocol tcp " + head + "     10000       55535\n",
			exclusions: []snapshot.ExclusionList{{Proto: snapshot.TCP, Line: 1, Spans: []snapshot.PortSpan{{Start: 10000, End: 55535, Line: 5}}}},
		},
		{
			name:       "an asterisk marks an administrator's exclusion, with or without a space",
			text:       "Protocol tcp " + head + "     10000       10001     *\n     10003       10004*\n     10005       10006\n",
			exclusions: []snapshot.ExclusionList{{Proto: snapshot.TCP, Line: 1, Spans: []snapshot.PortSpan{{Start: 10000, End: 10001, Administered: true, Line: 5}, {Start: 10003, End: 10004, Administered: true, Line: 6}, {Start: 10005, End: 10006, Line: 7}}}},
		},
		{
			name:   "labels of a language that is not known",
			text:   "Het tcp-bereik\n" + dashes + "Eerste         : 10000\nAantal         : 500\n",
			ranges: []snapshot.PortRange{{Proto: snapshot.TCP, Start: 10000, Count: 500, Line: 1}},
		},
		{
			name:       "tss exchanges the names of its ipv6 files: the text's protocol counts",
			path:       "WEB01_ipv6-excludedportrange-tcp.txt",
			text:       "Protocol udp " + head + "     10000       10001\n",
			exclusions: []snapshot.ExclusionList{{Proto: snapshot.UDP, Family: snapshot.IPv6, Line: 1, Spans: []snapshot.PortSpan{{Start: 10000, End: 10001, Line: 5}}}},
		},
		{name: "rows whose numbers were made unreadable say nothing", text: "Protocol tcp " + head + "     xxx1       xxx2     *\n     xxx3       xxx4\n\n* - Administered port exclusions.\n"},
		{
			name:       "rows that were left out by hand",
			text:       "Protocol tcp " + head + "     10000       10001\n  ...\n     10005       10006\n",
			exclusions: []snapshot.ExclusionList{{Proto: snapshot.TCP, Line: 1, Spans: []snapshot.PortSpan{{Start: 10000, End: 10001, Line: 5}, {Start: 10005, End: 10006, Line: 7}}}},
		},
		{
			name:       "a list without rows says that nothing is excluded",
			text:       "Protocol tcp " + head + "\n* - Administered port exclusions.\n",
			exclusions: []snapshot.ExclusionList{{Proto: snapshot.TCP, Line: 1}},
		},
		{name: "numbers that name their default are not the setting", text: "Protocol tcp\n" + dashes + " Start Port      : 1025 (default is 49152)\n Number of Ports : 100 (default is 16384)\n"},
		{name: "counts by process are no ranges", text: "Count Name\n----- ----\n  140 61236\n  310 58204\n"},
		{name: "counts below a title with the word tcp", text: "TCP connections\n\nPID   Count\n---   -----\n4240    9000\n"},
		{name: "numbers under other heads", text: "Handles  Threads\n-------  -------\n   140     310\n"},
		{name: "numbers that are in no order", text: "Start Port    End Port\n----------    --------\n       310       58204\n       140       61236\n"},
		{name: "numbers that end before they begin", text: "Start Port    End Port\n----------    --------\n      8310        204\n"},
		{
			name:       "a list without its title",
			text:       "Start Port    End Port\n----------    --------\n       140         310\n       500         500     *\n",
			exclusions: []snapshot.ExclusionList{{Line: 1, Spans: []snapshot.PortSpan{{Start: 140, End: 310, Line: 3}, {Start: 500, End: 500, Administered: true, Line: 4}}}},
		},
		{
			name:       "a list without its title, in Chinese",
			text:       "开始端口    结束端口\n----------    --------\n       140         310\n",
			exclusions: []snapshot.ExclusionList{{Line: 1, Spans: []snapshot.PortSpan{{Start: 140, End: 310, Line: 3}}}},
		},
		{name: "a sentence of a script", text: "tcp: Start Port = 10000, Number of Ports = 55535\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ranges []snapshot.PortRange
			var exclusions []snapshot.ExclusionList
			for _, s := range run(tt.text, "", tt.path) {
				ranges, exclusions = append(ranges, s.Ranges...), append(exclusions, s.Exclusions...)
			}
			if diff := cmp.Diff(tt.ranges, ranges); diff != "" {
				t.Errorf("ranges (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.exclusions, exclusions); diff != "" {
				t.Errorf("exclusions (-want +got):\n%s", diff)
			}
		})
	}
}
