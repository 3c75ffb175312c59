package prompt

import "testing"

func TestParse(t *testing.T) {
	tests := []struct {
		name, line, command string
		ok                  bool
	}{
		{"cmd", `C:\Windows\system32>netsh int ipv4 show dynamicport tcp`, "netsh int ipv4 show dynamicport tcp", true},
		{"bare cmd", `C:\Users\lab>`, "", true},
		{"powershell", `PS C:\Users\lab> Get-NetTCPConnection`, "Get-NetTCPConnection", true},
		{"remote powershell", `[WEB01]: PS C:\> netstat -ano`, "netstat -ano", true},
		{"conda", `(base) PS C:\Users\lab> netsh int ipv4 show dynamicport tcp`, "netsh int ipv4 show dynamicport tcp", true},
		{"html entity", `PS C:\Users\acs&gt; Get-NetTCPSetting`, "Get-NetTCPSetting", true},
		{"netsh interactive", `netsh interface ipv4>show dynamicport tcp`, "netsh interface ipv4 show dynamicport tcp", true},
		{"unix shell", `$ netsh interface ipv4 show excludedportrange protocol=tcp`, "netsh interface ipv4 show excludedportrange protocol=tcp", true},
		{"quoted command", `> netsh int ipv4 show dynamicport tcp`, "netsh int ipv4 show dynamicport tcp", true},
		{"quoted row", `>   TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948`, "", false},
		{"row", `  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948`, "", false},
		{"xml", `<Event xmlns="x">`, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			command, ok := Parse([]byte(tt.line))
			if command != tt.command || ok != tt.ok {
				t.Errorf("Parse(%q) = %q, %v; want %q, %v", tt.line, command, ok, tt.command, tt.ok)
			}
		})
	}
}
