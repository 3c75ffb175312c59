package parsers

import "testing"

func TestCommandOf(t *testing.T) {
	for line, want := range map[string]string{
		"netstat -anoq":                            "netstat -anoq",
		"---- netstat -ano":                        "---- netstat -ano",
		"20260310 09:00:00.123 : NETSTAT -anob":    "NETSTAT -anob",
		"netstat -ano   10.03.2026  9:05:00,12":    "netstat -ano",
		"netstat -ano at 9:05":                     "netstat -ano at",
		"netstat -ano 5":                           "netstat -ano 5",
		"netstat -ano | findstr 10.0.0.4":          "netstat -ano | findstr 10.0.0.4",
		"1. netsh int ipv4 show dynamicport tcp":   "netsh int ipv4 show dynamicport tcp",
		`reg query HKLM\SYSTEM\ControlSet001 /s`:   `reg query HKLM\SYSTEM\ControlSet001 /s`,
		"ipv6 udp":                                 "ipv6 udp",
		"The network statistics were not captured": "",
	} {
		if got, ok := commandOf([]byte(line)); got != want || ok != (want != "") {
			t.Errorf("commandOf(%q) = %q, %v; want %q", line, got, ok, want)
		}
	}
}
