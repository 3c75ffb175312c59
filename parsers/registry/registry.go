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
func Match(l *textenc.Lines) bool { return readerOf(l) != nil }

// reader reads one dump.
type reader func(*dump)

// readerOf returns how to read the dump that begins at the current line, nil where none
// does. No line begins two of them, so those that look at the fewest lines come first.
func readerOf(l *textenc.Lines) reader {
	text := l.Text()
	switch {
	case matchFile(text):
		return (*dump).file
	case !l.Traits().Has(textenc.Colon | textenc.Wide | textenc.Backslash | textenc.Dash | textenc.Upper):
		return nil
	case l.Traits().Has(textenc.Colon|textenc.Wide) && isNotFound(text):
		return (*dump).notFound
	case isMissing(text):
		return (*dump).missing
	case matchQuery(l):
		return (*dump).query
	case matchText(l):
		return (*dump).text
	case matchSelected(l):
		return (*dump).selected
	case matchHive(l):
		return (*dump).hive
	case matchListed(l):
		return (*dump).listed
	case matchProperties(l):
		return (*dump).properties
	}
	return nil
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
	s.Kind, s.LastLine = snapshot.KindRegistry, l.Line()
	read := readerOf(l)
	if read == nil {
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
		return
	}
	d := dump{lines: l, section: s}
	if read(&d); !d.answered {
		d.finish()
	}
}

// dump is the state of one dump while it is read.
type dump struct {
	lines   *textenc.Lines
	section *snapshot.Section
	keys    keeper
	bad     snapshot.Damage
	// whole reports a dump that holds all values of the keys it shows.
	whole bool
	// answered reports that the text is no dump but an answer, which was entered.
	answered bool
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
	d.noteNoNumbers()
	if len(s.Registry) == 0 && d.keys.firstOther != "" {
		s.AddNote("registry.wrong-key", d.keys.firstOtherLine, d.keys.firstOther)
	}
}

// goesOn reports whether the current line, which is none of a dump's, is damage amid it:
// what would be the dump's stands below it. A prompt always ends a dump.
func (d *dump) goesOn(mine func(text []byte) bool) bool {
	if prompt.Is(d.lines.Text()) {
		return false
	}
	next, ok := d.lines.Peek(1)
	return ok && mine(next)
}

// isBlank reports whether a line shows nothing. Files that were cut out of larger ones end
// in zeros.
func isBlank(text []byte) bool { return len(bytes.Trim(text, padding)) == 0 }

// padding is what may stand around a text without being part of it.
const padding = " \t\r\v\f\x00"
