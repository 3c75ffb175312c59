package measure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers"
	"github.com/portdx/portdx/rules/facts"
)

// countsOf measures a console and returns the facts of what it counts.
func countsOf(t *testing.T, text string) map[string]any {
	t.Helper()
	sections := parsers.Read("console.txt", strings.NewReader(text), int64(len(text)))
	m, err := Take(assemble.Hosts([]assemble.File{{Path: "console.txt", Sections: sections}}, assemble.Options{})[0], Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, out := m.Facts(), map[string]any{}
	for _, name := range v.Names() {
		if !strings.HasPrefix(name, "counts.") {
			continue
		}
		f, _ := facts.Lookup(name)
		switch value := v.Get(name); {
		case value.State == facts.Unknown:
			out[name] = nil
		case f.Type == facts.String:
			out[name] = value.Str
		default:
			out[name] = value.Num
		}
	}
	delete(out, "counts.sections")
	return out
}

func TestCounts(t *testing.T) {
	group := func(command string, rows ...string) string {
		return "PS C:\\> " + command + "\n\nCount Name\n----- ----\n" + strings.Join(rows, "\n") + "\n\n"
	}
	byState := group("Get-NetTCPConnection | Group-Object State", " 9000 TimeWait", "   60 Listen", "  100 Established")
	byEnd := func(rows ...string) string {
		return group("Get-NetTCPConnection | Group-Object RemoteAddress,RemotePort", rows...)
	}
	tests := []struct {
		name, text string
		want       map[string]any
	}{
		{"nothing", "PS C:\\> hostname\n", map[string]any{}},
		{"numbers of states, the larger one counts", byState + "C:\\>netstat -ano | find /c \"TIME_WAIT\"\n9001\n", map[string]any{
			"counts.time_wait": 9001.0, "counts.established": 100.0, "counts.listening": 60.0, "counts.total": 9160.0, "counts.rows": 9101.0, "counts.share": 9101.0 / 16384,
			"counts.top_state.name": "TIME_WAIT", "counts.top_state.count": 9001.0,
			"counts.close_wait": 0.0, "counts.syn_sent": 0.0, "counts.syn_received": 0.0, "counts.fin_wait_1": 0.0, "counts.fin_wait_2": 0.0, "counts.closing": 0.0, "counts.last_ack": 0.0, "counts.bound": 0.0,
		}},
		{"lines only", "C:\\>netstat -ano | find /c \":\"\n15661\n", map[string]any{"counts.lines": 15661.0, "counts.rows": 15661.0, "counts.share": 15661.0 / 16384}},
		{"listeners and PID 0 are no destination and no holder",
			byEnd(" 9000 0.0.0.0, 0", "  700 192.0.2.7, 443") + group("Get-NetTCPConnection -State TimeWait | Group-Object OwningProcess", " 800 0"), map[string]any{
				"counts.top_destination.address": "192.0.2.7", "counts.top_destination.port": 443.0, "counts.top_destination.endpoint": "192.0.2.7:443", "counts.top_destination.count": 700.0,
				"counts.total": 9700.0, "counts.time_wait": 800.0, "counts.top_state.name": "TIME_WAIT", "counts.top_state.count": 800.0, "counts.rows": 9700.0, "counts.share": 9700.0 / 16384,
			}},
		{"an endpoint of IPv6", byEnd("  700 2001:db8::7, 443"), map[string]any{
			"counts.top_destination.address": "2001:db8::7", "counts.top_destination.port": 443.0, "counts.top_destination.endpoint": "[2001:db8::7]:443", "counts.top_destination.count": 700.0,
			"counts.total": 700.0, "counts.rows": 700.0, "counts.share": 700.0 / 16384,
		}},
		{"rows on one local port hold one", group("Get-NetTCPConnection | Group-Object LocalPort", " 9000 443", "    1 50001"), map[string]any{
			"counts.top_local_port.port": 443.0, "counts.top_local_port.count": 9000.0, "counts.total": 9001.0, "counts.rows": 2.0, "counts.share": 2.0 / 16384,
		}},
		{"names stand beside the counts", "PS C:\\> Get-NetTCPConnection -State CloseWait | Group-Object OwningProcess | % { ... }\n\nPID  Count ProcessName\n---  ----- -----------\n4240   600 OrderGateway\n", map[string]any{
			"counts.close_wait": 600.0, "counts.rows": 600.0, "counts.share": 600.0 / 16384, "counts.top_state.name": "CLOSE_WAIT", "counts.top_state.count": 600.0,
			"counts.top_process.pid": 4240.0, "counts.top_process.name": "OrderGateway", "counts.top_process.count": 600.0, "counts.top_process.state": "CLOSE_WAIT",
		}},
		{"no name is known", group("Get-NetTCPConnection -State Bound | Group-Object OwningProcess", " 800 4240"), map[string]any{
			"counts.bound": 800.0, "counts.rows": 800.0, "counts.share": 800.0 / 16384, "counts.top_state.name": "BOUND", "counts.top_state.count": 800.0,
			"counts.top_process.pid": 4240.0, "counts.top_process.name": nil, "counts.top_process.count": 800.0, "counts.top_process.state": "BOUND",
		}},
		{"UDP is no TCP", group("Get-NetUDPEndpoint | Group-Object OwningProcess", " 9000 4240"), map[string]any{
			"counts.udp": 9000.0, "counts.udp_share": 9000.0 / 16384, "counts.udp_process.pid": 4240.0, "counts.udp_process.name": nil, "counts.udp_process.count": 9000.0,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, countsOf(t, tt.text)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}
