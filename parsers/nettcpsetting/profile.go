package nettcpsetting

import (
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

func (r *ports) portRange() snapshot.PortRange {
	return snapshot.PortRange{Proto: snapshot.TCP, Start: r.start.n, Count: r.count.n, Line: r.start.line}
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
	switch strings.ToLower(name) {
	case "dynamicportrangestartport":
		return &p.dynamic.start
	case "dynamicportrangenumberofports":
		return &p.dynamic.count
	case "autoreuseportrangestartport":
		return &p.reuse.start
	case "autoreuseportrangenumberofports":
		return &p.reuse.count
	}
	return nil
}

// isOwn reports whether no other cmdlet prints a property of this name.
func isOwn(name string) bool {
	switch strings.ToLower(name) {
	case "minrto(ms)", "minrto", "minrtoms", "initialcongestionwindow(mss)", "initialcongestionwindow", "initialcongestionwindowmss":
		return true
	}
	return new(profile).field(name) != nil
}
