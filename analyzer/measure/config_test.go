package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/rules/facts"
)

// TestSettingFacts tells a value that is set from one that is there and no number, and
// from one that a text may tell to set.
func TestSettingFacts(t *testing.T) {
	const key = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
	const dump = key + "\n    DataBasePath    REG_EXPAND_SZ    x\n"
	const guide = "Is this what we have to set on the server?\n\n[" + key + "]\n"
	names := []string{
		"registry.tcp_timed_wait_delay", "registry.tcp_timed_wait_delay_set", "registry.tcp_timed_wait_delay_mistyped",
		"registry.tcp_timed_wait_delay_type", "registry.tcp_timed_wait_delay_bytes", "registry.tcp_timed_wait_delay_meant",
		"registry.tcp_timed_wait_delay_told", "time_wait.seconds_low", "time_wait.seconds_high",
	}
	tests := []struct {
		name string
		text []string
		want []any // nil is unknown, "-" does not apply
	}{
		{"not captured", []string{"a.txt", "\n"}, []any{nil, nil, nil, "-", "-", "-", "-", 120.0, 240.0}},
		{"not set", []string{"a.txt", dump}, []any{"-", false, false, "-", "-", "-", "-", 120.0, 240.0}},
		{"set", []string{"a.txt", dump + "    TcpTimedWaitDelay    REG_DWORD    0x3c\n"}, []any{60.0, true, false, "-", "-", "-", "-", 60.0, 60.0}},
		{"typed in the wrong base", []string{"a.txt", dump + "    TcpTimedWaitDelay    REG_DWORD    0x30\n"}, []any{48.0, true, false, "-", "-", 30.0, "-", 48.0, 48.0}},
		{"of another type", []string{"a.txt", dump + "    TcpTimedWaitDelay    REG_SZ    60\n"}, []any{nil, true, true, "REG_SZ", "-", "-", "-", 30.0, 240.0}},
		{"of another length", []string{"a.reg", "[" + key + "]\n\"TcpTimedWaitDelay\"=hex(4):1e\n"}, []any{nil, true, true, "REG_DWORD", 1.0, "-", "-", 30.0, 240.0}},
		{"told", []string{"a.txt", guide + "\"TcpTimedWaitDelay\"=dword:0000003c\n"}, []any{nil, nil, nil, "-", "-", "-", 60.0, 60.0, 240.0}},
		{"told out of the range", []string{"a.txt", guide + "\"TcpTimedWaitDelay\"=dword:00000005\n"}, []any{nil, nil, nil, "-", "-", "-", 5.0, 30.0, 240.0}},
		{"told and known not to be set", []string{"a.txt", guide + "\"TcpTimedWaitDelay\"=dword:0000003c\n", "b.txt", dump}, []any{"-", false, false, "-", "-", "-", "-", 120.0, 240.0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := take(t, host(t, tt.text...)).Facts()
			var got []any
			for _, name := range names {
				f, _ := facts.Lookup(name)
				switch v := set.Get(name); {
				case v.State == facts.NotApplicable:
					got = append(got, "-")
				case v.State == facts.Unknown:
					got = append(got, nil)
				case f.Type == facts.Bool:
					got = append(got, v.Bool)
				case f.Type == facts.String:
					got = append(got, v.Str)
				default:
					got = append(got, v.Num)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", names, diff)
			}
		})
	}
}
