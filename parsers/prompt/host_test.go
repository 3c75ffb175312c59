package prompt

import "testing"

func TestHost(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"cmd", `C:\Windows\system32>netstat -ano`, ""},
		{"powershell", `PS C:\> netstat -ano`, ""},
		{"remoting", `[WEB01]: PS C:\Users\lab\Documents> netstat -ano`, "WEB01"},
		{"remoting by the whole name", `[web01.corp.example]: PS C:\> netstat`, "web01.corp.example"},
		{"remoting to itself", `[localhost]: PS C:\> netstat`, ""},
		{"remoting by the address", `[10.0.0.4]: PS C:\> netstat`, ""},
		{"debugger", `[DBG]: PS C:\> netstat`, ""},
		{"a share as the path", `PS \\FILER1\tools> netstat -ano`, ""},
		{"a name alone", `PS \\WEB01> netstat -ano`, "WEB01"},
		{"OpenSSH", `corp\admin@WEB01 C:\Users\admin>netstat -ano`, "WEB01"},
		{"OpenSSH with PowerShell", `admin@web01 PS C:\> netstat`, "web01"},
		{"one's own", `WEB01 C:\>netstat -ano`, "WEB01"},
		{"one's own for PowerShell", `PS WEB01 C:\> netstat`, "WEB01"},
		{"conda", `(base) PS C:\Users\lab> netstat`, ""},
		{"administrator", `Administrator C:\>netstat`, ""},
		{"prose", `Open C:\Users and type a > b`, ""},
		{"row", `  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   948`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Host([]byte(tt.line)); got != tt.want {
				t.Errorf("Host(%q) = %q, want %q", tt.line, got, tt.want)
			}
			if tt.want != "" && !Is([]byte(tt.line)) {
				t.Errorf("%q is no prompt", tt.line)
			}
		})
	}
}

func TestRemote(t *testing.T) {
	tests := []struct{ command, want string }{
		{`netstat -ano`, ""},
		{`psexec \\WEB01 netstat -ano`, "WEB01"},
		{`C:\tools\PsExec64.exe -accepteula -s \\web01.corp.example cmd /c netstat -anoq`, "web01.corp.example"},
		{`psexec \\WEB01,WEB02 netstat -ano`, ""},
		{`winrs -r:WEB01 netstat -ano`, "WEB01"},
		{`winrs -r:https://WEB01:5986 netstat -ano`, "WEB01"},
		{`Invoke-Command -ComputerName WEB01 -ScriptBlock { netstat -ano }`, "WEB01"},
		{`Invoke-Command -ComputerName WEB01,WEB02 -ScriptBlock { netstat -ano }`, ""},
		{`Get-NetTCPConnection -CimSession 'WEB01'`, "WEB01"},
		{`Get-WinEvent -ComputerName localhost -LogName System`, ""},
		{`tasklist /svc /s WEB01`, "WEB01"},
		{`wmic /node:WEB01 process list`, "WEB01"},
		{`wevtutil epl System s.evtx /r:WEB01 `, "WEB01"},
		{`reg query \\WEB01\HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`, "WEB01"},
		{`netsh -r WEB01 int ipv4 show dynamicport tcp`, "WEB01"},
		{`ssh admin@WEB01 netstat -ano`, "WEB01"},
		{`netstat -ano > \\FILER1\share\netstat.txt`, ""},
		{`shutdown /s /t 0`, ""},
	}
	for _, tt := range tests {
		if got := Remote(tt.command); got != tt.want {
			t.Errorf("Remote(%q) = %q, want %q", tt.command, got, tt.want)
		}
	}
}
