package measure

import (
	"strings"

	"github.com/portdx/portdx/analyzer/assemble"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// How long TIME_WAIT lasts where nothing is set: Microsoft's documents say 120 s
// (KB314053) and 240 s (port exhaustion troubleshooting), so both count.
const (
	timeWaitLow, timeWaitHigh = 120, 240
	maxTimedWaitDelay         = 300
)

// MinTimedWaitDelay is the shortest documented TcpTimedWaitDelay, in seconds; 300 is the
// longest (KB314053).
const MinTimedWaitDelay = 30

// Setting is a value of the registry.
type Setting struct {
	Known bool // the key was dumped
	Set   bool
	Value uint64
	Ref   facts.Ref // the value's line, or the key's where it is not set
	Odd   bool      // digits that look decimal where hexadecimal is meant
}

// Config is what the registry sets.
type Config struct {
	TimedWaitDelay Setting
	MaxUserPort    Setting
	OS             string // product name; empty where not dumped
}

func readConfig(h *assemble.Host) Config {
	return Config{
		TimedWaitDelay: findSetting(h.Registry, "TcpTimedWaitDelay"),
		MaxUserPort:    findSetting(h.Registry, "MaxUserPort"),
		OS:             findText(h.Registry, `\windows nt\currentversion`, "ProductName"),
	}
}

// findSetting looks a value up in the key of the IPv4 stack. The control set in use
// comes before numbered ones.
func findSetting(keys []assemble.Key, name string) Setting {
	var found Setting
	for _, k := range keys {
		path := strings.ToLower(k.Path)
		if !strings.HasSuffix(path, `\services\tcpip\parameters`) {
			continue
		}
		s := lookUp(k, name)
		switch {
		case !s.Known:
		case strings.Contains(path, `\currentcontrolset\`):
			return s
		case !found.Known:
			found = s
		}
	}
	return found
}

func lookUp(k assemble.Key, name string) Setting {
	at := func(line int) facts.Ref { return facts.Ref{File: k.File, Line: line, LastLine: line} }
	for _, v := range k.Values {
		if !strings.EqualFold(v.Name, name) {
			continue
		}
		if v.Deleted {
			return Setting{Known: true, Ref: at(v.Line)}
		}
		if v.Type != "REG_DWORD" { // Windows ignores a value of another type
			return Setting{Known: true, Ref: at(v.Line), Odd: true}
		}
		return Setting{Known: true, Set: true, Value: v.Number, Ref: at(v.Line), Odd: v.Mistyped}
	}
	return Setting{Known: k.Complete, Ref: at(k.Line)}
}

func findText(keys []assemble.Key, suffix, name string) string {
	for _, k := range keys {
		if !strings.HasSuffix(strings.ToLower(k.Path), suffix) {
			continue
		}
		for _, v := range k.Values {
			if strings.EqualFold(v.Name, name) && v.Type == "REG_SZ" {
				return v.Text
			}
		}
	}
	return ""
}

// TimeWait returns the shortest and the longest time that TIME_WAIT may last, in
// seconds. The effect of a value outside the documented range is not documented, so
// both ends of what is possible are given.
func (c Config) TimeWait() (low, high float64) {
	d := c.TimedWaitDelay
	switch {
	case !d.Set:
		return timeWaitLow, timeWaitHigh
	case d.Value >= MinTimedWaitDelay && d.Value <= maxTimedWaitDelay:
		return float64(d.Value), float64(d.Value)
	}
	return MinTimedWaitDelay, timeWaitHigh
}

// refOf returns the line span of a capture as a reference.
func refOf(c *snapshot.Capture) facts.Ref {
	return facts.Ref{File: c.Path, Line: c.Line, LastLine: c.LastLine}
}
