package assemble

import (
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
)

// piece is what one machine wrote into one file: mostly all of it.
type piece struct {
	File
	host   string // key of the machine that the text names; empty where it names none
	path   string // key of the machine that the file's name or its folder's names
	former string // a name in a log that is not used, as it stands there
	apart  bool   // the file holds other machines' sections, and nothing says whose these are
}

// nameIn returns the computer that a section is of for certain. A log that is not used
// names none: a machine keeps logs from before it was given its name.
func nameIn(s *snapshot.Section) string {
	switch {
	case s.Events != nil && !s.IsSystemLog():
		return ""
	case s.Host != "":
		return s.Host
	}
	for _, c := range s.Captures {
		if n := c.Summary.Name; n != "" && isPlausible(n) {
			return n
		}
	}
	return ""
}

// isPlausible reports whether a word has the shape of a computer's name.
func isPlausible(word string) bool {
	c := candidates(ShortName(word))
	return len(c) == 1 && c[0].trust == plausible && c[0].name == ShortName(word)
}

// split takes a file apart by the machines that its sections are of. A section without a
// name is of the machine of the one above, unless that was asked for by a command alone.
func (n *names) split(f File) []piece {
	keys := make([]string, len(f.Sections))
	apart := make([]bool, len(f.Sections))
	current, only, several, here := "", "", false, false
	for i, s := range f.Sections {
		key := n.keyOf(s)
		if key != "" {
			several = several || only != "" && only != key
			only = key
			here = here || s.HostHere
			if !s.HostHere && !isCounters(s) {
				current = key
			}
		} else {
			key = current
		}
		keys[i] = key
	}
	former := ""
	for _, s := range f.Sections {
		if s.Events != nil && !s.IsSystemLog() {
			former = s.Host
		}
	}
	for i := range keys {
		switch {
		case keys[i] != "":
		case !several && !here:
			keys[i] = only
		default:
			apart[i] = true
		}
	}
	var out []piece
	for i, s := range f.Sections {
		at := slices.IndexFunc(out, func(p piece) bool { return p.host == keys[i] && p.apart == apart[i] })
		if at < 0 {
			at = len(out)
			part := f
			part.Sections = nil
			out = append(out, piece{File: part, host: keys[i], apart: apart[i], former: former})
		}
		out[at].Sections = append(out[at].Sections, s)
	}
	if len(out) == 0 {
		out = append(out, piece{File: f})
	}
	return out
}

// keyOf returns the key of the machine that a section names, or that a word above it
// names which is known to be a machine's, or looks like it.
func (n *names) keyOf(s *snapshot.Section) string {
	if name := nameIn(s); name != "" {
		return n.key(name)
	}
	if s.Word == "" || s.Events != nil {
		return ""
	}
	if key := n.key(s.Word); n.known(key) || isPlausible(s.Word) {
		return key
	}
	return ""
}

func isCounters(s *snapshot.Section) bool { return s.Counters != nil }

// hasTable reports whether a piece holds connections.
func (p *piece) hasTable() bool {
	return slices.ContainsFunc(p.Sections, func(s *snapshot.Section) bool { return len(s.Captures) > 0 })
}

// isEvidence reports whether anything in a piece could be read.
func (p *piece) isEvidence() bool {
	return slices.ContainsFunc(p.Sections, func(s *snapshot.Section) bool {
		return s.Status != snapshot.StatusUnrecognized && s.Status != snapshot.StatusUnreadable
	})
}

// isCounterLog reports whether a piece holds counters and nothing else: they can be taken
// from afar.
func (p *piece) isCounterLog() bool {
	return !slices.ContainsFunc(p.Sections, func(s *snapshot.Section) bool { return s.Counters == nil })
}
