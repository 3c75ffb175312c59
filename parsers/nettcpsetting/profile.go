package nettcpsetting

import (
	"slices"
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
)

// profile is one setting of TCP. The one named Automatic has no values: it stands for
// the choice between Internet and Datacenter.
type profile struct {
	name           string
	dynamic, reuse ports
}

// ports are the two values of a range; either may be missing.
type ports struct{ start, count number }

// number is a value and its line; line 0 is a value that is not there.
type number struct{ n, line int }

func (r *ports) isSet() bool { return r.start.line > 0 && r.count.line > 0 }

// isPlausible reports whether the range fits into the ports that exist.
func (r *ports) isPlausible() bool {
	return r.start.n > 0 && r.count.n > 0 && r.start.n+r.count.n-1 <= maxPort
}

func (r *ports) portRange(proto snapshot.Proto) snapshot.PortRange {
	return snapshot.PortRange{Proto: proto, Start: r.start.n, Count: r.count.n, Line: r.start.line}
}

// set takes over a property and reports false where its value is damaged.
func (p *profile) set(name string, value []byte, line int) bool {
	if strings.EqualFold(name, "SettingName") {
		p.name = string(value)
		return true
	}
	to := p.field(name)
	if to == nil || len(value) == 0 {
		return true
	}
	n, err := strconv.ParseUint(string(value), 10, 16)
	if err != nil {
		return false
	}
	*to = number{int(n), line}
	return true
}

func (p *profile) field(name string) *number {
	switch {
	case strings.EqualFold(name, "DynamicPortRangeStartPort"):
		return &p.dynamic.start
	case strings.EqualFold(name, "DynamicPortRangeNumberOfPorts"):
		return &p.dynamic.count
	case strings.EqualFold(name, "AutoReusePortRangeStartPort"):
		return &p.reuse.start
	case strings.EqualFold(name, "AutoReusePortRangeNumberOfPorts"):
		return &p.reuse.count
	}
	return nil
}

// ownNames are the other properties that no other cmdlet prints, by the versions of
// Windows and as list, table and CSV spell them.
var ownNames = []string{
	"MinRto(ms)", "MinRto", "MinRtoMs",
	"InitialCongestionWindow(MSS)", "InitialCongestionWindow", "InitialCongestionWindowMss",
}

// isOwn reports whether no other cmdlet prints a property of this name.
func isOwn(name string) bool {
	if len(name) < len("MinRto") {
		return false
	}
	own := func(n string) bool { return strings.EqualFold(n, name) }
	return slices.ContainsFunc(ownNames, own) || new(profile).field(name) != nil
}
