package registry

import (
	"fmt"
	"strings"
	"testing"

	"github.com/portdx/portdx/parsers/snapshot"
)

func TestFile(t *testing.T) {
	const v5 = "Windows Registry Editor Version 5.00\r\n\r\n"
	check(t, []test{
		{
			name: "whole key", last: 7, host: "LAB7",
			text: v5 + "[" + parameters + "]\r\n\"DataBasePath\"=hex(2):25,00,\\\r\n  53,00\r\n\"Hostname\"=\"LAB7\"\r\n\"TcpTimedWaitDelay\"=dword:0000003c\r\n\r\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 3, Complete: true, Values: []snapshot.RegistryValue{
				{Name: "DataBasePath", Type: "REG_EXPAND_SZ", Text: "25,00,53,00", Line: 4},
				sz("Hostname", "LAB7", 6), dword("TcpTimedWaitDelay", 60, 7),
			}}},
		},
		{
			name: "the old header, no blank line, short dwords, a comment, a control set", last: 5,
			text: "REGEDIT4\n[" + controlSet + "]\n\"MaxUserPort\"=dword:fffe ; the most\n; \"A\"=dword:1\n\"B\"=DWORD:1e\n",
			want: []snapshot.RegistryKey{{Path: controlSet, Line: 2, Values: []snapshot.RegistryValue{
				dword("MaxUserPort", 65534, 3), dword("B", 30, 5),
			}}},
		},
		{
			name: "one key twice, in another case, with a backslash at its end", last: 6,
			text: "[" + parameters + "]\n\"A\"=dword:1\n\"B\"=dword:2\n\n[" + strings.ToUpper(parameters) + "\\]\n\"a\"=dword:00000003\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				dword("a", 3, 6), dword("B", 2, 3),
			}}},
		},
		{
			name: "deleted values and keys", last: 4,
			text: "[" + parameters + "]\n\"MaxUserPort\"=-\n[-" + zone + "]\n\"Bias\"=dword:1\n",
			want: []snapshot.RegistryKey{
				{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{{Name: "MaxUserPort", Deleted: true, Line: 2}}},
			},
		},
		{
			name: "decimal typed as hexadecimal", last: 5,
			text: "[" + parameters + "]\n\"MaxUserPort\"=dword:00065534\n\"TCPTimedWaitDelay\"=dword:00000030\n\"Other\"=dword:00000030\n\"x\"=dword:00000078\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				mistypedDword("MaxUserPort", 0x65534, 65534, 2), mistypedDword("TCPTimedWaitDelay", 48, 30, 3),
				dword("Other", 48, 4), dword("x", 120, 5),
			}}},
		},
		{
			name: "numbers as bytes, escapes, the default value", last: 5,
			text: "[" + parameters + "]\n\"a\\\"b\\\\\"=hex(4):01,02,00,00\n\"q\"=hex(b):ff,00,00,00,00,00,00,01\n@=\"c:\\\\x\"\n\"bin\"=hex:01,02\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				dword(`a"b\`, 0x201, 2),
				{Name: "q", Type: "REG_QWORD", Number: 0x01000000000000ff, Line: 3},
				sz("(Default)", `c:\x`, 4),
				{Name: "bin", Type: "REG_BINARY", Text: "01,02", Line: 5},
			}}},
		},
		{
			name: "values above the first key", last: 4, status: snapshot.StatusPartial,
			text:  "\"MaxUserPort\"=dword:0000fffe\n\"A\"=hex:01,\\\n  02\n[" + parameters + "\\Adapters]\n",
			notes: append(note("registry.no-key", 1, "2"), note("registry.wrong-key", 4, parameters+`\Adapters`)...),
		},
		{
			name: "values of other keys are passed over", last: 7,
			text:  v5 + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n\"a\"=hex:01,\\\n  02,\\\n  03\n\"b\"=\"c\"\n",
			notes: note("registry.wrong-key", 3, `HKEY_LOCAL_MACHINE\SOFTWARE\X`),
		},
		{
			name: "damaged values", last: 8, status: snapshot.StatusPartial, host: "LAB7",
			text: "[" + parameters + "]\n\"Hostname\"=\"LAB7\"\n\"A\"=dword:0123456789\n\"B\"=dword:xyz\n\"C\"=\"open\n\"D\"=hex:01,\\\n\"E\"=dword:00000001\n\"F\"=what\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{
				sz("Hostname", "LAB7", 2), dword("E", 1, 7),
			}}},
			notes: note("registry.bad-lines", 3, "5", "3"),
		},
		{
			name: "cut in a continuation", last: 2, status: snapshot.StatusPartial,
			text:  "[" + parameters + "]\n\"D\"=hex:01,\\\n",
			want:  []snapshot.RegistryKey{{Path: parameters, Line: 1}},
			notes: note("registry.bad-lines", 2, "1", "2"),
		},
		{
			name: "ended by a prompt", last: 2,
			text: "[" + parameters + "]\n\"A\"=dword:00000001\nC:\\>type b.reg\n",
			want: []snapshot.RegistryKey{{Path: parameters, Line: 1, Values: []snapshot.RegistryValue{dword("A", 1, 2)}}},
		},
	})
}

// TestLimits checks that a dump of any size keeps little.
func TestLimits(t *testing.T) {
	var b strings.Builder
	for i := range maxKeys + 3 {
		fmt.Fprintf(&b, "[HKEY_LOCAL_MACHINE\\X%d\\Services\\Tcpip\\Parameters]\n\"a\"=dword:1\n", i)
	}
	fmt.Fprintf(&b, "[HKEY_LOCAL_MACHINE\\X0\\Services\\Tcpip\\Parameters]\n\"long\"=\"%s\"\n", strings.Repeat("x", 10*maxText))
	fmt.Fprintf(&b, "\"bytes\"=hex:%s00\n", strings.Repeat("00,\\\n", 10*maxText))
	for i := range maxValues + 3 {
		fmt.Fprintf(&b, "\"v%d\"=dword:1\n", i)
	}
	s := run(b.String(), "")[0]
	if len(s.Registry) != maxKeys || len(s.Registry[0].Values) != maxValues || s.Status != snapshot.StatusPartial {
		t.Fatalf("%d keys, %d values, status %s; want %d, %d, partial",
			len(s.Registry), len(s.Registry[0].Values), s.Status, maxKeys, maxValues)
	}
	for _, v := range s.Registry[0].Values {
		if len(v.Text) > maxText {
			t.Errorf("value %q keeps %d bytes", v.Name, len(v.Text))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("REGEDIT4\n["+parameters+"]\n\"a\"=hex:01,\\\n 02\n\"b\"=\"c\"\n", "")
	f.Add(parameters+"\n    A    REG_DWORD    0x1\n\n"+zone+"\n", "reg query HKLM\\A /v B")
	f.Add("ERROR: no such registry key\n", `reg query HKLM\S\Services\Tcpip\Parameters /v B`)
	f.Add("A : 1\nB : x\n   y\nPSPath : M\\Registry::"+parameters+"\nPSDrive : H\n", "")
	f.Add("K: "+parameters+"\nC: x\nT: y\nV 0\n  N: A\n  T: REG_DWORD\n  D: 0x1\n", "")
	f.Add("  Hive: HKEY_LOCAL_MACHINE\\S\\Services\\Tcpip\n\nN  P\n-  -\nParameters  A : 1\n", "")
	f.Add("MaxUserPort B\n----------- -\n  1 2\n", "")
	f.Add("Property MaxUserPort does not exist at path HKEY_LOCAL_MACHINE\\S\\Services\\Tcpip\\\nParameters.\n", "")
	f.Fuzz(func(t *testing.T, text, command string) {
		for _, s := range run(text, command) {
			if s.LastLine < s.Line {
				t.Errorf("section %+v", s)
			}
		}
	})
}
