package registry

import (
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestProperties holds what PowerShell shows of a key.
func TestProperties(t *testing.T) {
	const tail = "PSPath                   : Microsoft.PowerShell.Core\\Registry::" + parameters + "\n" +
		"PSParentPath             : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\n" +
		"PSChildName              : Parameters\nPSDrive                  : HKLM\nPSProvider               : Microsoft.PowerShell.Core\\Registry\n"
	gone := func(name string, line int) snapshot.RegistryValue {
		return snapshot.RegistryValue{Name: name, Deleted: true, Line: line}
	}
	key := func(line int, complete bool, values ...snapshot.RegistryValue) []snapshot.RegistryKey {
		return []snapshot.RegistryKey{{Path: parameters, Line: line, Complete: complete, Values: values}}
	}
	check(t, []test{
		{
			name: "a whole key",
			text: "DataBasePath             : C:\\Windows\\System32\\drivers\\etc\nDomain                   : \nNV Hostname              : WEB01\nMaxUserPort              : 65534\n" + tail,
			want: key(1, true, sz("DataBasePath", `C:\Windows\System32\drivers\etc`, 1), sz("Domain", "", 2), sz("NV Hostname", "WEB01", 3), dword("MaxUserPort", 65534, 4)),
			host: "WEB01", last: 9,
		},
		{
			name: "a narrow console",
			text: "SearchList        : a.example,b.ex\n                    ample\nMaxUserPort       : 65534\n" +
				"PSPath            : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentCon\n                    trolSet\\Services\\Tcpip\\Parameters\nPSChildName       : Parameters\n\nother\n",
			want: key(1, false, sz("SearchList", "a.example,b.example", 1), dword("MaxUserPort", 65534, 3)), last: 6,
		},
		{
			name: "one value by its name", text: "TcpTimedWaitDelay        : 30\n" + tail,
			want: key(1, false, dword("TcpTimedWaitDelay", 30, 1)), last: 6,
		},
		{
			name: "another computer", text: "TcpTimedWaitDelay        : 30\n" + tail + "PSComputerName           : WEB02\n",
			want: key(1, false, dword("TcpTimedWaitDelay", 30, 1)), host: "WEB02", last: 7,
		},
		{
			name: "chosen values", text: "MaxUserPort TcpTimedWaitDelay\n----------- -----------------\n      65534                30\n\n",
			want: key(3, false, dword("MaxUserPort", 65534, 3), dword("TcpTimedWaitDelay", 30, 3)), last: 3,
		},
		{
			name: "a chosen value that is not set", text: "MaxUserPort TcpTimedWaitDelay\n----------- -----------------\n                           30\n\n",
			want: key(3, false, gone("MaxUserPort", 3), dword("TcpTimedWaitDelay", 30, 3)), last: 3,
		},
		{
			name: "chosen values as a list", command: `Get-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters | Select MaxUserPort, TcpTimedWaitDelay | fl`,
			text: "MaxUserPort       : 65534\nTcpTimedWaitDelay : \n\nother\n",
			want: key(1, false, dword("MaxUserPort", 65534, 1), gone("TcpTimedWaitDelay", 2)), last: 2,
		},
		{
			name: "get-item", text: "    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\n\n\nName                Property\n----                --------\n" +
				"Parameters          DataBasePath      : C:\\etc\n                    MaxUserPort       : 65534\nPerformance         Open              : x\n\n\nother\n",
			want: key(6, true, sz("DataBasePath", `C:\etc`, 6), dword("MaxUserPort", 65534, 7)), last: 8,
		},
		{
			name: "regedit's export as text", text: "Schlüsselname:     " + parameters + "\nKlassenname:       <KEINE KLASSE>\nLetzter Schreibzugriff: 10.03.2026 - 09:00\n" +
				"Wert 0\n  Name:            DataBasePath\n  Typ:             REG_EXPAND_SZ\n  Daten:           C:\\etc\n\n" +
				"Wert 1\n  Name:            Blob\n  Typ:             REG_BINARY\n  Daten:           \n00000000   00 01 02 03 - 04\n\n" +
				"Wert 2\n  Name:            MaxUserPort\n  Typ:             REG_DWORD\n  Daten:           0xfffe\n\n\nHost: WEB01\n",
			want: key(1, true, snapshot.RegistryValue{Name: "DataBasePath", Type: "REG_EXPAND_SZ", Text: `C:\etc`, Line: 7},
				snapshot.RegistryValue{Name: "Blob", Type: "REG_BINARY", Line: 12}, dword("MaxUserPort", 65534, 18)), last: 18,
		},
		{
			name: "reg query /z", text: parameters + "\n    Hostname    REG_SZ (1)    WEB01\n    MaxUserPort    REG_DWORD (4)    0xfffe\n    Domain    REG_SZ    (1) x\n",
			want: key(1, true, sz("Hostname", "WEB01", 2), dword("MaxUserPort", 65534, 3), sz("Domain", "(1) x", 4)), host: "WEB01", last: 4,
		},
		{
			name: "a list of unknown origin", text: "MaxUserPort       : 65534\nTcpTimedWaitDelay : 30\n",
			last: 2, status: snapshot.StatusPartial, notes: note("registry.no-key", 1, "2"),
		},
		{
			name: "a value by its name that is not set", text: "Get-ItemProperty : Property MaxUserPort does not exist at path " + parameters + ".\nAt line:1 char:1\n",
			want: key(1, false, gone("MaxUserPort", 1)), last: 1,
		},
		{
			name: "the same on a narrow console", text: "Get-ItemProperty : Property MaxUserPort does not exist at path HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\\nParameters.\n",
			want: key(1, false, gone("MaxUserPort", 1)), last: 1,
		},
	})
}

// TestNoProperties holds lists and tables that show no key.
func TestNoProperties(t *testing.T) {
	for _, text := range []string{
		"MaxUserPort : 65534 (was 5000)\n",
		"Key: HKEY_LOCAL_MACHINE\\SYSTEM\\A\nis the key to set\n",
		"    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\n\nno table\n",
		"Server MaxUserPort TcpTimedWaitDelay\n------ ----------- -----------------\nWEB01        65534                30\n",
		"MaxUserPort TcpTimedWaitDelay\n----------- -----------------\n      65534                30\n       5000               120\n",
		"Name : a\n\nPSPath : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\A\n",
		"Name : a\nPSPath : Microsoft.PowerShell.Core\\FileSystem::C:\\a\n",
		"MaxUserPort is set\n-----------\n65534\n",
		"| MaxUserPort | 65534 |\n|-----|----|\n",
	} {
		if got := run(text, ""); len(got) > 0 {
			t.Errorf("%q: found %d dumps, want none", text, len(got))
		}
	}
}
