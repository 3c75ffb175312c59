package registry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// run reads all dumps of a text the way a dispatcher does; every section is given the
// same command.
func run(text, command string) []*snapshot.Section {
	l := textenc.NewLines(strings.NewReader(text))
	var out []*snapshot.Section
	for ok := l.Next(); ok; {
		if !Match(l) {
			ok = l.Next()
			continue
		}
		s := &snapshot.Section{Line: l.Line(), Status: snapshot.StatusParsed, Command: command}
		Parse(l, s)
		out = append(out, s)
		ok = l.Text() != nil
	}
	return out
}

const (
	parameters = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
	controlSet = `HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Services\Tcpip\Parameters`
	zone       = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\TimeZoneInformation`
	names      = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`
)

func dword(name string, n uint64, line int) snapshot.RegistryValue {
	return snapshot.RegistryValue{Name: name, Type: "REG_DWORD", Number: n, Line: line}
}

func sz(name, text string, line int) snapshot.RegistryValue {
	return snapshot.RegistryValue{Name: name, Type: "REG_SZ", Text: text, Line: line}
}

func mistypedDword(name string, n, meant uint64, line int) snapshot.RegistryValue {
	v := dword(name, n, line)
	v.Meant = meant
	return v
}

func note(id string, line int, args ...string) []snapshot.Note {
	return []snapshot.Note{{ID: id, Line: line, Args: args}}
}

type test struct {
	name, text, command string
	want                []snapshot.RegistryKey
	host                string
	status              snapshot.Status // parsed where empty
	last                int
	notes               []snapshot.Note
}

func check(t *testing.T, tests []test) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(tt.text, tt.command)
			if len(got) != 1 {
				t.Fatalf("found %d dumps, want 1", len(got))
			}
			s := got[0]
			if diff := cmp.Diff(tt.want, s.Registry); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, s.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if tt.status == "" {
				tt.status = snapshot.StatusParsed
			}
			if s.Status != tt.status || s.Host != tt.host || s.Kind != snapshot.KindRegistry || s.LastLine != tt.last {
				t.Errorf("status %s, host %q, kind %s, last line %d; want %s, %q, %s, %d",
					s.Status, s.Host, s.Kind, s.LastLine, tt.status, tt.host, snapshot.KindRegistry, tt.last)
			}
		})
	}
}

func TestQuery(t *testing.T) {
	check(t, []test{
		{
			name: "whole key and its subkeys", host: "LAB7", last: 8, command: "reg query " + parameters,
			text: "\r\n" + parameters + "\r\n" +
				"    DataBasePath    REG_EXPAND_SZ    %SystemRoot%\\drivers\r\n" +
				"    NV Hostname    REG_SZ    LAB7\r\n" +
				"    NameServer    REG_SZ    \r\n" +
				"    TcpTimedWaitDelay    REG_DWORD    0x3c\r\n\r\n" +
				parameters + "\\Adapters\r\n\r\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 2, Complete: true, Values: []snapshot.RegistryValue{
				{Name: "DataBasePath", Type: "REG_EXPAND_SZ", Text: `%SystemRoot%\drivers`, Line: 3},
				sz("NV Hostname", "LAB7", 4), sz("NameServer", "", 5), dword("TcpTimedWaitDelay", 60, 6),
			}}},
		},
		{
			name: "windows xp, with tabs and another case", last: 5,
			text: "\n! REG.EXE VERSION 3.0\n\n" + strings.Replace(parameters, "Tcpip", "TCPIP", 1) + "\n    maxuserport\tREG_DWORD\t0xfffe\n\n",
			want: []snapshot.RegistryKey{{Path: strings.Replace(parameters, "Tcpip", "TCPIP", 1), Line: 4, Values: []snapshot.RegistryValue{
				dword("maxuserport", 65534, 5),
			}}},
		},
		{
			name: "one value is never all of the key", host: "LAB7", last: 2, command: `reg query "HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters" /v Hostname`,
			text: parameters + "\n    Hostname    REG_SZ    LAB7\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{sz("Hostname", "LAB7", 2)}}},
		},
		{
			name: "filtered by a pipe", host: "LAB7", last: 2, command: "reg query " + parameters + " | findstr /i name",
			text: parameters + "\n    Hostname    REG_SZ    LAB7\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{sz("Hostname", "LAB7", 2)}}},
		},
		{
			name: "no witness", last: 2,
			text: parameters + "\n    MaxUserPort    REG_DWORD    0xfffe\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{dword("MaxUserPort", 65534, 2)}}},
		},
		{
			name: "type within a name", last: 3,
			text: parameters + "\n    my REG_SZ and more    REG_SZ    b\n    a REG_X    REG_DWORD    0x1\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				sz("my", "and more    REG_SZ    b", 2), dword("a REG_X", 1, 3),
			}}},
		},
		{
			name: "mistyped", last: 3,
			text: parameters + "\n    MaxUserPort    REG_DWORD    0x65534\n    TCPTimedWaitDelay    REG_DWORD    0x30\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				mistypedDword("MaxUserPort", 415028, 65534, 2), mistypedDword("TCPTimedWaitDelay", 48, 30, 3),
			}}},
		},
		{
			name: "computer name and time zone", host: "LAB7", last: 5,
			text: zone + "\n    Bias    REG_DWORD    0xffffffc4\n\n" + names + "\n    ComputerName    REG_SZ    LAB7\n",
			want: []snapshot.RegistryKey{
				{Path: zone, Line: 1, Values: []snapshot.RegistryValue{dword("Bias", 0xffffffc4, 2)}},
				{Path: names, Line: 4, Values: []snapshot.RegistryValue{sz("ComputerName", "LAB7", 5)}},
			},
		},
		{
			name: "wrong key", last: 2,
			text:  "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\n    Start    REG_DWORD    0x0\n",
			notes: note("registry.wrong-key", 1, `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip`),
		},
		{
			name: "damaged lines amid values", last: 5, status: snapshot.StatusPartial, host: "LAB7",
			text: parameters + "\n    Hostname    REG_SZ    LAB7\n\x00\x00garbage\n    A    REG_DWORD    0x\n    B    REG_DWORD    0x2\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				sz("Hostname", "LAB7", 2), dword("B", 2, 5),
			}}},
			notes: note("registry.bad-lines", 3, "2", "3"),
		},
		{
			name: "ended by a prompt", last: 2,
			text: parameters + "\n    A    REG_DWORD    0x1\n\nC:\\>netstat\n    B    REG_DWORD    0x2\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{dword("A", 1, 2)}}},
		},
	})
}

func TestNotFound(t *testing.T) {
	const v = `reg query HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort`
	unset := []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{{Name: "MaxUserPort", Deleted: true, Line: 1}}}}
	check(t, []test{
		{name: "english", command: v, last: 1, want: unset, text: "ERROR: The system was unable to find the registry key or value.\n"},
		{name: "german", command: v, last: 1, want: unset, text: "FEHLER: Der Registrierungsschlüssel wurde nicht gefunden.\n"},
		{name: "chinese", command: v, last: 1, want: unset, text: "错误: 找不到注册表项或值。\n"},
		{name: "powershell", command: v, last: 1, want: unset, text: "reg : ERROR: unable to find the specified registry key\n"},
		{
			name: "the key", command: `reg query HKLM\SOFTWARE\X`, last: 1, text: "ERROR: unable to find the registry key\n",
			notes: note("registry.not-found", 1, `HKEY_LOCAL_MACHINE\SOFTWARE\X`),
		},
		{
			name: "one of two commands", command: v + " & " + v, last: 1, text: "ERROR: unable to find the registry key\n",
			notes: note("registry.not-found", 1, parameters),
		},
	})
	got := run("ERROR: the host is not registered\n", "nslookup lab7")
	if len(got) != 1 || got[0].Status != snapshot.StatusUnrecognized {
		t.Errorf("another command's error gave %+v, want unrecognized", got)
	}
}

func TestParseCommand(t *testing.T) {
	tests := []struct {
		name, line string
		want       command
	}{
		{"whole key", `reg query HKLM\A\B`, command{key: `HKEY_LOCAL_MACHINE\A\B`}},
		{"subkeys too", `REG.EXE QUERY "HKLM\A\B C\" /s`, command{key: `HKEY_LOCAL_MACHINE\A\B C`}},
		{"one value", `reg query HKLM\A /v "NV Hostname"`, command{key: `HKEY_LOCAL_MACHINE\A`, value: "NV Hostname", filtered: true}},
		{"remote", `reg query \\WEB01\HKLM\A /ve`, command{key: `HKEY_LOCAL_MACHINE\A`, filtered: true}},
		{"within another shell", `cmd /c reg query HKEY_LOCAL_MACHINE\A`, command{key: `HKEY_LOCAL_MACHINE\A`}},
		{"full path", `C:\Windows\System32\reg.exe query HKLM\A`, command{key: `HKEY_LOCAL_MACHINE\A`}},
		{"both streams", `reg query HKLM\A /v B 2>&1`, command{key: `HKEY_LOCAL_MACHINE\A`, value: "B", filtered: true}},
		{"another command", `reg add HKLM\A /v B`, command{}},
		{"none", ``, command{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, parseCommand(tt.line), cmp.AllowUnexported(command{})); diff != "" {
				t.Errorf("command (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNotADump holds what looks alike and is not.
func TestNotADump(t *testing.T) {
	tests := []struct{ name, text string }{
		{"echoed expectation", "echo value(s): TcpTimedWaitDelay    REG_DWORD    0x1e = 30\nREG QUERY HKLM\\SYSTEM /v TcpTimedWaitDelay\n"},
		{"path in a text", parameters + " is the key\nto look at.\n"},
		{"section of an ini file", "[HKLM]\na=b\n"},
		{"json", "{\"a\": 1}\n"},
		{"other error", "ERROR: Access is denied.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := run(tt.text, ""); len(got) != 0 {
				t.Errorf("recognized %+v", got[0])
			}
		})
	}
}
