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
	Set   bool // the value is there, whatever it holds
	// Value is the number; there is none where NoNumber is set: the value is of another
	// type than REG_DWORD, or has not its four bytes. Type and Bytes say which; Bytes is -1
	// where the length is not known.
	Value    uint64
	NoNumber bool
	Type     string
	Bytes    int
	Meant    uint64    // the decimal number that the hexadecimal digits look like; 0 where they do not
	Ref      facts.Ref // the value's line, or the key's where it is not set
	// Told is what a text sets that may be an instruction, where nothing else is known.
	Told *Setting
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

// findSetting looks a value up in the key of the IPv4 stack.
func findSetting(keys []assemble.Key, name string) Setting {
	s := findIn(keys, name, false)
	if told := findIn(keys, name, true); !s.Known && told.Set && !told.NoNumber {
		s.Told = &told
	}
	return s
}

// findIn looks a value up in the keys that are doubtful, or in those that are not. The
// control set in use comes before numbered ones.
func findIn(keys []assemble.Key, name string, doubtful bool) Setting {
	var found Setting
	for _, k := range keys {
		path := strings.ToLower(k.Path)
		if k.Doubtful != doubtful || !strings.HasSuffix(path, `\services\tcpip\parameters`) {
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
	for i := range k.Values {
		v := &k.Values[i]
		if !strings.EqualFold(v.Name, name) {
			continue
		}
		s := Setting{Known: true, Set: !v.Deleted, Ref: at(v.Line), Type: v.Type, Bytes: -1}
		switch {
		case v.Deleted:
		case v.IsDword():
			s.Value, s.Meant = v.Number, v.Meant
		default:
			s.NoNumber = true
			if v.NoNumber {
				s.Bytes = v.Bytes
			}
		}
		return s
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
// seconds. The effect of a value outside the documented range, or of one that is no
// number, is not documented, so both ends of what is possible are given. A value that may
// only be told to be set widens what the default leaves open.
func (c Config) TimeWait() (low, high float64) {
	d := c.TimedWaitDelay
	switch {
	case d.Told != nil && d.Told.documented():
		told := float64(d.Told.Value)
		return min(told, timeWaitLow), max(told, timeWaitHigh)
	case !d.Set && d.Told == nil:
		return timeWaitLow, timeWaitHigh
	case d.documented():
		return float64(d.Value), float64(d.Value)
	}
	return MinTimedWaitDelay, timeWaitHigh
}

// documented reports whether a TcpTimedWaitDelay is one whose effect is documented.
func (s *Setting) documented() bool {
	return s.Set && !s.NoNumber && s.Value >= MinTimedWaitDelay && s.Value <= maxTimedWaitDelay
}

// refOf returns the line span of a capture as a reference.
func refOf(c *snapshot.Capture) facts.Ref {
	return facts.Ref{File: c.Path, Line: c.Line, LastLine: c.LastLine}
}
