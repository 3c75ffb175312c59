// Package registry reads dumps of the registry: what `reg query` prints, in all versions
// since Windows XP, .reg files as regedit and `reg export` write them, and what PowerShell's
// Get-ItemProperty shows.
//
// Only the keys that say something about TCP/IP, time and the computer's name are kept;
// of the others the dump is known to hold them, no more.
package registry

import (
	"bytes"
	"slices"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Match reports whether a dump begins at the current line.
func Match(l *textenc.Lines) bool {
	text := l.Text()
	return matchFile(text) || matchQuery(l) || isNotFound(text) || isMissing(text) || matchProperties(l) || matchSelected(l) || matchListed(l) || matchText(l) || matchHive(l)
}

// MatchFile reports whether a .reg text begins at the current line.
func MatchFile(l *textenc.Lines) bool { return matchFile(l.Text()) }

// IsWhole reports whether a section holds a key of TCP/IP with all of its values, as an
// export does. Texts that set values hold no more than these.
func IsWhole(s *snapshot.Section) bool {
	return slices.ContainsFunc(s.Registry, func(k snapshot.RegistryKey) bool { return k.Complete })
}

// Parse reads one dump: a .reg text, the output of one `reg query` or Get-ItemProperty, or
// its answer that the value does not exist.
func Parse(l *textenc.Lines, s *snapshot.Section) {
	s.Kind = snapshot.KindRegistry
	s.LastLine = l.Line()
	d := dump{lines: l, section: s}
	switch text := l.Text(); {
	case matchFile(text):
		d.file()
	case isNotFound(text):
		d.notFound()
		return
	case isMissing(text):
		d.missing()
		return
	case matchProperties(l):
		d.properties()
	case matchSelected(l):
		d.selected()
	case matchText(l):
		d.text()
	case matchHive(l):
		d.hive()
	case matchListed(l):
		d.listed()
	default:
		d.query()
	}
	d.finish()
}

// dump is the state of one dump while it is read.
type dump struct {
	lines   *textenc.Lines
	section *snapshot.Section
	keys    keeper
	bad     snapshot.Damage
	// whole reports a dump that holds all values of the keys it shows.
	whole bool
}

// own makes the current line the last one of the section.
func (d *dump) own() { d.section.LastLine = d.lines.Line() }

// finish hands over what was kept and says what is wrong with it.
func (d *dump) finish() {
	s := d.section
	if host := d.keys.host(); host != "" {
		s.Host = host
	}
	s.Registry = d.keys.take(d.whole && d.bad.Count == 0)
	if d.bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("registry.bad-lines", d.bad.First, itoa(d.bad.Count), itoa(d.bad.First))
	}
	if d.keys.dropped.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("registry.too-many-values", d.keys.dropped.First, itoa(d.keys.dropped.Count), itoa(d.keys.dropped.First))
	}
	if d.keys.homeless.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("registry.no-key", d.keys.homeless.First, itoa(d.keys.homeless.Count))
	}
	if len(s.Registry) == 0 && d.keys.firstOther != "" {
		s.AddNote("registry.wrong-key", d.keys.firstOtherLine, d.keys.firstOther)
	}
}

// goesOn reports whether the current line, which is none of a dump's, is damage amid it:
// what would be the dump's stands below it. A prompt always ends a dump.
func (d *dump) goesOn(mine func(text []byte) bool) bool {
	if _, ok := prompt.Parse(d.lines.Text()); ok {
		return false
	}
	next, ok := d.lines.Peek(1)
	return ok && mine(next)
}

func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
