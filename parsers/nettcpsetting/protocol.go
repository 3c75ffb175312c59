package nettcpsetting

import (
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// protocol returns the protocol whose range an output shows. Get-NetUDPSetting prints
// the two properties of the dynamic range and nothing else, which Get-NetTCPSetting may
// have been reduced to: where nothing names one of them and there is a single pair of
// values, the protocol is unknown.
func (p *output) protocol() snapshot.Proto {
	switch hint := strings.ToLower(p.section.Command + p.typeOf); {
	case strings.Contains(hint, "netudpsetting"):
		return snapshot.UDP
	case strings.Contains(hint, "nettcpsetting"), p.tcp, len(p.profiles) > 1:
		return snapshot.TCP
	}
	return snapshot.ProtoUnknown
}

// isOfTCP reports whether a property is none of Get-NetUDPSetting's.
func isOfTCP(name string) bool {
	return strings.EqualFold(name, "SettingName") || isOwn(name) && !strings.HasPrefix(strings.ToLower(name), "dynamic")
}
