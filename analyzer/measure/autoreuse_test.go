package measure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules/facts"
)

// settings is the profile Internet as Get-NetTCPSetting prints it.
func settings(start, count, reuseStart, reuseCount int) string {
	return fmt.Sprintf("SettingName : Internet\nMinRto(ms) : 300\nDynamicPortRangeStartPort : %d\nDynamicPortRangeNumberOfPorts : %d\n"+
		"AutoReusePortRangeStartPort : %d\nAutoReusePortRangeNumberOfPorts : %d\n", start, count, reuseStart, reuseCount)
}

// TestAutoReuseDirection has one local port with two remote ends.
func TestAutoReuseDirection(t *testing.T) {
	const shared = "TCP 10.0.0.4:50443 192.0.2.7:1111 TIME_WAIT 0\nTCP 10.0.0.4:50443 192.0.2.8:1112 TIME_WAIT 0\n"
	const other = "TCP 0.0.0.0:1 0.0.0.0:0 LISTENING 4\n"
	tests := []struct {
		name  string
		files []string
		want  Direction
	}{
		{"not captured", []string{"n.txt", title + shared}, Inbound},
		{"off", []string{"n.txt", title + shared, "s.txt", settings(49152, 16384, 0, 0)}, Inbound},
		{"in the range", []string{"n.txt", title + shared, "s.txt", settings(49152, 16384, 50443, 1)}, Outbound},
		{"below the range", []string{"n.txt", title + shared, "s.txt", settings(49152, 16384, 50444, 100)}, Inbound},
		{"above the range", []string{"n.txt", title + shared, "s.txt", settings(49152, 16384, 50343, 100)}, Inbound},
		{"in the range, outside the pool", []string{"n.txt", title + shared, "s.txt", settings(60000, 1000, 50000, 1000)}, Outbound},
		{"a listener wins", []string{"n.txt", title + "TCP 0.0.0.0:50443 0.0.0.0:0 LISTENING 4\n" + shared, "s.txt", settings(49152, 16384, 50000, 1000)}, Inbound},
		{"an earlier listener wins", []string{
			"netstat-20260310-080000.txt", title + "TCP 0.0.0.0:50443 0.0.0.0:0 LISTENING 4\n",
			"netstat-20260310-090000.txt", title + other + shared, "s.txt", settings(49152, 16384, 50000, 1000),
		}, Inbound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := take(t, host(t, tt.files...))
			if got := m.Flow.Of[len(m.Flow.Of)-1]; got != tt.want {
				t.Errorf("direction %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAutoReuseFact(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  facts.Value
	}{
		{"not captured", []string{"n.txt", title}, facts.Value{State: facts.Unknown}},
		{"not shown", []string{"s.txt", "SettingName : Internet\nDynamicPortRangeStartPort : 49152\nDynamicPortRangeNumberOfPorts : 16384\n"}, facts.Value{State: facts.Unknown}},
		{"off", []string{"s.txt", settings(49152, 16384, 0, 0)}, facts.Value{State: facts.Known, Refs: []facts.Ref{{File: "s.txt", Line: 5, LastLine: 5}}}},
		{"on in one of two", []string{"s.txt", settings(49152, 16384, 0, 0), "t.txt", settings(49152, 16384, 50000, 100)},
			facts.Value{State: facts.Known, Bool: true, Refs: []facts.Ref{{File: "t.txt", Line: 5, LastLine: 5}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := take(t, host(t, tt.files...))
			if diff := cmp.Diff(tt.want, m.Facts().Get("tcp.pool.auto_reuse")); diff != "" {
				t.Errorf("fact (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSettingRange takes the range of Get-NetTCPSetting for both families, and netsh's
// where it was captured.
func TestSettingRange(t *testing.T) {
	setting := settings(10000, 50000, 0, 0)
	withoutFamily := "Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1025\nNumber of Ports : 60000\n"
	tests := []struct {
		name           string
		files          []string
		start4, start6 int
		file           string
	}{
		{"alone", []string{"s.txt", setting}, 10000, 10000, "s.txt"},
		{"netsh of one family", []string{"a.txt", setting, "b.txt", rangeText(1025, 60000)}, 1025, 10000, "b.txt"},
		{"netsh without a family", []string{"a.txt", setting, "b.txt", withoutFamily}, 1025, 1025, "b.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := take(t, host(t, tt.files...))
			p, p6 := &m.TCP, &m.TCP6
			if p.Start != tt.start4 || p6.Start != tt.start6 || p.Assumed || p.RangeRef[0].File != tt.file {
				t.Errorf("ranges start at %d and %d, assumed %v, from %v", p.Start, p6.Start, p.Assumed, p.RangeRef)
			}
		})
	}
}
