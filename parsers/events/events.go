// Package events lists the events of System logs that rules ask about. What an event is
// follows from its provider and its id, never from its text, which is localized.
package events

import "slices"

// System is the channel whose events count.
const System = "System"

// Kind is one provider's events that rules ask about.
type Kind struct {
	Providers []string // the spellings in use; case does not matter
	IDs       []uint32
}

// Kinds returns all events that are kept. A provider is named as the Provider element of
// a record names it: classic sources by their registry key under
// Services\EventLog\System, manifest-based ones by their manifest.
func Kinds() []Kind { return kinds }

// kinds is never written to.
var kinds = []Kind{
	// Port exhaustion and its neighbours.
	{[]string{"Tcpip", "Microsoft-Windows-TCPIP"}, []uint32{4226, 4227, 4228, 4229, 4230, 4231, 4265, 4266}},
	// The start and the end of a boot, how it ended, uptime, and the log's clearing.
	{[]string{"EventLog", "Microsoft-Windows-Eventlog"}, []uint32{104, 6005, 6006, 6008, 6009, 6013}},
	{[]string{"Microsoft-Windows-Kernel-General", "Kernel-General"}, []uint32{12, 13}},
	{[]string{"Microsoft-Windows-Kernel-Power", "Kernel-Power"}, []uint32{41}},
	{[]string{"User32", "Microsoft-Windows-User32"}, []uint32{1074}},
	// What fails when ports or memory run out.
	{[]string{"Service Control Manager", "Microsoft-Windows-Service Control Manager"}, []uint32{7031, 7034}},
	{
		[]string{"Microsoft-Windows-Resource-Exhaustion-Detector", "Resource-Exhaustion-Detector"},
		[]uint32{2004},
	},
	{[]string{"Srv", "Microsoft-Windows-Srv"}, []uint32{2019, 2020}},
	{[]string{"Microsoft-Windows-GroupPolicy", "GroupPolicy"}, []uint32{1129}},
	{[]string{"NETLOGON", "Microsoft-Windows-NETLOGON"}, []uint32{5719, 5816, 5817, 5818, 5819}},
}

// KindOf returns the index of the kind that an event is of, or -1.
func KindOf(provider string, id uint32) int {
	for i, k := range kinds {
		if slices.Contains(k.IDs, id) && slices.ContainsFunc(k.Providers, func(p string) bool { return EqualFold(p, provider) }) {
			return i
		}
	}
	return -1
}

// EqualFold compares without regard to the case of ASCII letters and no others.
func EqualFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
