package netsh

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const longDashes = "----------------------------------------------\n"

func TestGlobal(t *testing.T) {
	settings := "Receive-Side Scaling State          : enabled\nReceive Window Auto-Tuning Level    : normal\nInitial RTO                         : 1000\nPacing Profile                      : off\n"
	ports := "Protocol tcp Dynamic Port Range\n" + dashes + "Start Port      : 49152\nNumber of Ports : 16384\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"global", "Querying active state...\n\nTCP Global Parameters\n" + longDashes + settings, []string{"3-8 nettcpsetting netsh.tcp-settings"}},
		{"remark below", "TCP Global Parameters\n" + longDashes + settings + "\n** The above level is the result of\noverriding any policy\n", []string{"1-8 nettcpsetting netsh.tcp-settings"}},
		{"heuristics, a value missing", "TCP Window Scaling heuristics Parameters\n" + longDashes + "Window Scaling heuristics : disabled\nThreshold : 3\nProfile type unknown : normal\nProfile type public :\n",
			[]string{"1-6 nettcpsetting netsh.tcp-settings"}},
		{"supplemental, numbers only", "TCP Supplemental Parameters\n" + longDashes + "Minimum RTO (msec)       : 300\nInitial Window (MSS)     : 10\nDelayed ACK timeout      : 50\n", []string{"1-5 nettcpsetting netsh.tcp-settings"}},
		{"german", "Globale TCP-Parameter\n" + longDashes + "Zustand der Skalierung : enabled\nFensterautom. : normal\nECN-Funktion : disabled\n", []string{"1-5 nettcpsetting netsh.tcp-settings"}},
		{"copied from a page", "TCP Global Parameters\n-----\nReceive-Side Scaling State : enabled\nInitial RTO : 3000\nPacing Profile : off\n", []string{"1-5 nettcpsetting netsh.tcp-settings"}},
		{"a range below", "TCP Global Parameters\n" + longDashes + settings + "\n" + ports, []string{"1-6 nettcpsetting netsh.tcp-settings", "8-11 dynamicport"}},
		{"a prompt below", "TCP Global Parameters\n" + longDashes + settings + "\nC:\\>echo a : b\n", []string{"1-6 nettcpsetting netsh.tcp-settings"}},
		{"a range alone", ports, []string{"1-4 dynamicport"}},
		{"a range with another line right below", ports + "Host: WEB01\n", []string{"1-4 dynamicport"}},
		{"a range with a prompt right below", strings.Replace(ports, dashes, "-----\n", 1) + "C:\\>echo a : b\n", []string{"1-4 dynamicport"}},
		{"two settings", "TCP Global Parameters\n" + longDashes + "a : b\nc : d\n", nil},
		{"another title", "Interface Parameters\n" + longDashes + settings, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range run(tt.text, "netsh int tcp show global", "netsh.txt") {
				line := fmt.Sprintf("%d-%d %s", s.Line, s.LastLine, s.Kind)
				for _, n := range s.Notes {
					line += " " + strings.Join(append([]string{n.ID}, n.Args...), " ")
				}
				if got = append(got, line); s.Kind == "nettcpsetting" && len(s.Ranges)+len(s.Exclusions) > 0 {
					t.Error("settings hold ports")
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}
