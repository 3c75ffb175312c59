package registry

import (
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
)

// TestNoNumbers holds values that look like numbers and are none, and numbers that are
// written in an unusual way.
func TestNoNumbers(t *testing.T) {
	const head = "[" + parameters + "]\n"
	none := func(name, kind, text string, bytes, line int) snapshot.RegistryValue {
		return snapshot.RegistryValue{Name: name, Type: kind, Text: text, NoNumber: true, Bytes: bytes, Line: line}
	}
	other := func(kind, text string) snapshot.RegistryValue {
		return snapshot.RegistryValue{Name: "MaxUserPort", Type: kind, Text: text, Line: 2}
	}
	key := func(values ...snapshot.RegistryValue) []snapshot.RegistryKey {
		return []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: values}}
	}
	port := key(dword("MaxUserPort", 5000, 2))
	check(t, []test{
		{
			name: "a dword of two bytes, of none, of eight", last: 4,
			text: head + "\"MaxUserPort\"=hex(4):34,12\n\"TcpTimedWaitDelay\"=hex(4):\n\"x\"=hex(4):88,13,00,00,00,00,00,00\n",
			want: key(none("MaxUserPort", "REG_DWORD", "34,12", 2, 2), none("TcpTimedWaitDelay", "REG_DWORD", "", 0, 3),
				none("x", "REG_DWORD", "88,13,00,00,00,00,00,00", 8, 4)),
			notes: append(note("registry.no-number", 2, "MaxUserPort", "2", "4", "REG_DWORD"),
				note("registry.no-number", 3, "TcpTimedWaitDelay", "0", "4", "REG_DWORD")...),
		},
		{
			name: "a qword of four bytes", last: 2, text: head + "\"MaxUserPort\"=hex(b):88,13,00,00\n",
			want:  key(none("MaxUserPort", "REG_QWORD", "88,13,00,00", 4, 2)),
			notes: note("registry.no-number", 2, "MaxUserPort", "4", "8", "REG_QWORD"),
		},
		{
			name: "a qword", last: 2, text: head + "\"MaxUserPort\"=hex(b):88,13,00,00,00,00,00,00\n",
			want:  key(snapshot.RegistryValue{Name: "MaxUserPort", Type: "REG_QWORD", Number: 5000, Line: 2}),
			notes: note("registry.no-dword", 2, "MaxUserPort", "REG_QWORD"),
		},
		{
			name: "the other byte order", last: 2, text: head + "\"MaxUserPort\"=hex(5):00,00,13,88\n",
			want: key(other("REG_DWORD_BIG_ENDIAN", "00,00,13,88")), notes: note("registry.no-dword", 2, "MaxUserPort", "REG_DWORD_BIG_ENDIAN"),
		},
		{
			name: "a string", last: 2, text: head + "\"MaxUserPort\"=\"5000\"\n",
			want: key(sz("MaxUserPort", "5000", 2)), notes: note("registry.no-dword", 2, "MaxUserPort", "REG_SZ"),
		},
		{
			name: "a string as bytes", last: 3, text: head + "\"MaxUserPort\"=hex(1):35,00,30,00,\\\n  30,00,00,00\n",
			want: key(sz("MaxUserPort", "500", 2)), notes: note("registry.no-dword", 2, "MaxUserPort", "REG_SZ"),
		},
		{
			name: "the other byte order, of reg query", last: 2, text: parameters + "\n    MaxUserPort    REG_DWORD_BIG_ENDIAN    0x88130000\n",
			want: key(other("REG_DWORD_BIG_ENDIAN", "0x88130000")), notes: note("registry.no-dword", 2, "MaxUserPort", "REG_DWORD_BIG_ENDIAN"),
		},
		{
			name: "more than a dword holds", last: 2, text: parameters + "\n    MaxUserPort    REG_DWORD    0x100001388\n",
			want: key(), notes: note("registry.bad-lines", 2, "1", "2"), status: snapshot.StatusPartial,
		},
		{name: "a dword as bytes", last: 2, text: head + "\"MaxUserPort\"=hex(4):88,13,00,00\n", want: port},
		{name: "a comma and a comment too many", last: 2, text: head + "\"MaxUserPort\"=hex(00000004):88,13,00,00, ; five thousand\n", want: port},
		{name: "padding", last: 4, text: head + "\"MaxUserPort\"=dword:00001388 \x00\x00\n\x00\x00\n\"MaxUserPort\"=dword:00001388\x00\n", want: key(dword("MaxUserPort", 5000, 4))},
		{name: "the other name of the type", last: 2, text: parameters + "\n    MaxUserPort    REG_DWORD_LITTLE_ENDIAN    0x1388\n", want: port},
		{name: "as regedit shows it", last: 2, text: parameters + "\n    MaxUserPort    REG_DWORD    0x00001388 (5000)\n", want: port},
		{
			name: "a negative number of powershell", last: 2, command: `Get-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`,
			text: "MaxUserPort : -1\nPSPath : Microsoft.PowerShell.Core\\Registry::" + parameters + "\n",
			want: key(dword("MaxUserPort", 0xffffffff, 1)),
		},
		{
			name: "decimal that powershell shows of digits typed as hexadecimal", last: 2,
			text: "MaxUserPort : 415028\nPSPath : Microsoft.PowerShell.Core\\Registry::" + parameters + "\n",
			want: key(mistypedDword("MaxUserPort", 415028, 65534, 1)),
		},
	})
}

// TestUnnamedRoot holds keys of exports that are made without Windows.
func TestUnnamedRoot(t *testing.T) {
	const root = `\ControlSet001\Services\Tcpip\Parameters`
	values := "\"DataBasePath\"=hex(2):25,00\n\"Hostname\"=hex(1):57,00,31,00,00,00\n\"MaxUserPort\"=dword:00001388\n"
	want := func(path string, line int) []snapshot.RegistryKey {
		return []snapshot.RegistryKey{{Path: path, Line: line, Complete: true, Values: []snapshot.RegistryValue{
			{Name: "DataBasePath", Type: "REG_EXPAND_SZ", Text: "25,00", Line: line + 1}, sz("Hostname", "W1", line+2), dword("MaxUserPort", 5000, line+3),
		}}}
	}
	check(t, []test{
		{
			name: "hivexregedit", host: "W1", last: 9,
			text: "Windows Registry Editor Version 5.00\n\n[\\ControlSet001\\Services]\n\"a\"=dword:00000001\n\n[" + root + "]\n" + values,
			want: want(root, 6),
		},
		{name: "without its head", host: "W1", last: 4, text: "[" + root + "]\n" + values, want: want(root, 1)},
		{
			name: "the short name of the root", host: "W1", last: 4,
			text: "[HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n" + values,
			want: want(`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`, 1),
		},
	})
	for _, text := range []string{"[\\w+]\n", "[\\]\n", "[]\n", "[\\\\server\\share]\n", "[-\\x]\n"} {
		if got := run(text, ""); len(got) > 0 {
			t.Errorf("%q: found %d dumps, want none", text, len(got))
		}
	}
}
