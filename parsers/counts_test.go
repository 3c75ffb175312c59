package parsers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCounted reads counts amid other output of a console: which command they are of
// decides what they are.
func TestCounted(t *testing.T) {
	ports := "\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n\n"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"numbers right below their commands", "C:\\>netstat -ano | find /c \"TIME_WAIT\"\n15402\n\nC:\\>netstat -ano | find /c \"CLOSE_WAIT\"\n7\n\nC:\\>netsh int ipv4 show dynamicport tcp\n" + ports, []string{
			`2-2 counts parsed [netstat -ano | find /c "TIME_WAIT"] counts.rows`, `5-5 counts parsed [netstat -ano | find /c "CLOSE_WAIT"] counts.rows`,
			"9-12 dynamicport parsed [netsh int ipv4 show dynamicport tcp]"}},
		{"a command without a prompt", "netstat -ano | find /c \"TIME_WAIT\"\n15402\n", []string{`2-2 counts parsed [netstat -ano | find /c "TIME_WAIT"] counts.rows`}},
		{"a number further down is of something else", "C:\\>netstat -ano | find /c \"TIME_WAIT\"\nsome words\n15402\n", []string{"1-3 unrecognized unrecognized text.command-only"}},
		{"a second number is of something else", "C:\\>netstat -ano | find /c \"TIME_WAIT\"\n15402\n88\n", []string{`2-2 counts parsed [netstat -ano | find /c "TIME_WAIT"] counts.rows`}},
		{"a number without a command", "C:\\>\n15402\n", []string{"1-2 unrecognized unrecognized text.unrecognized"}},
		{"a command over several lines", "PS C:\\> Get-NetTCPConnection -State Established |\n>>     Group-Object OwningProcess |\n>>     ForEach-Object {\n>>         [PSCustomObject]@{\n>>             PID = $_.Name\n>>         }\n>>     }\n\nCount Name\n----- ----\n   60 4240\n", []string{
			"9-11 counts parsed [Get-NetTCPConnection -State Established | Group-Object OwningProcess | ForEach-Object { [PSCustomObject]@{ PID = $_.Name } }] counts.rows"}},
		{"two columns of numbers are no excluded ports", "netsh int ipv4 show excludedportrange protocol=tcp\n\nPS C:\\> Get-NetTCPConnection -State Bound | group OwningProcess -NoElement\n\nCount Name\n----- ----\n  140 61236\n  310 58204\n", []string{
			"5-8 counts parsed [Get-NetTCPConnection -State Bound | group OwningProcess -NoElement] counts.rows"}},
		{"nothing tells what is counted", "Count Name\n----- ----\n  140 61236\n  310 58204\n", []string{"1-4 unrecognized unrecognized text.unrecognized"}},
		{"a heading tells the state", "=== CLOSE_WAIT by process ===\n\nPID  Count ProcessName\n---  ----- -----------\n4240   600 OrderGateway\n", []string{"3-5 counts parsed counts.rows"}},
		{"events are no connections", "PS C:\\> Get-WinEvent -LogName System | group Id -NoElement\n\nCount Name\n----- ----\n   12 4231\n", []string{"1-5 unrecognized unrecognized text.command-only"}},
		{"a list of processes below", "PS C:\\> Get-NetTCPConnection | group State -NoElement\n\nCount Name\n----- ----\n   12 Bound\n\nPS C:\\> Get-Process | select Id,ProcessName\n\n  Id ProcessName\n  -- -----------\n4240 OrderGateway\n", []string{
			"3-5 counts parsed [Get-NetTCPConnection | group State -NoElement] counts.rows", "9-11 process parsed [Get-Process | select Id,ProcessName]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sections(Read("console.txt", strings.NewReader(tt.text), int64(len(tt.text))))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sections (-want +got):\n%s", diff)
			}
		})
	}
}
