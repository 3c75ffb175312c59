package evtx

import (
	"slices"
	"strconv"
)

// system is the channel whose events count.
const system = "System"

// kind is one provider's events that rules ask about.
type kind struct {
	providers []string // the spellings in use; case does not matter
	ids       []uint32
}

// wanted lists all events that are kept. A provider is named as the Provider element of
// a record names it: classic sources by their registry key under
// Services\EventLog\System, manifest-based ones by their manifest.
var wanted = []kind{
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

// kindOf returns the index of the kind that an event is of, or -1.
func kindOf(provider string, id uint32) int {
	for i, k := range wanted {
		if slices.Contains(k.ids, id) && slices.ContainsFunc(k.providers, func(p string) bool { return equalFold(p, provider) }) {
			return i
		}
	}
	return -1
}

// bytesOf returns the ways in which a record may hold an event id.
func bytesOf(id uint32) idBytes {
	b := idBytes{number: []byte{byte(id), byte(id >> 8)}}
	for _, c := range strconv.FormatUint(uint64(id), 10) {
		b.text = append(b.text, byte(c), 0)
	}
	return b
}

// equalFold compares without regard to the case of ASCII letters. The prefilter folds
// the same letters and no others, so the two agree on every spelling.
func equalFold(a, b string) bool {
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
