package evtx

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"

	"github.com/portdx/portdx/parsers/events"
)

// filter tells which records may be wanted events without decoding them.
//
// It is exact in what it leaves out. A chunk is self-contained, and a record's provider
// and id stand either in the record itself or in the template that the record names:
// the provider in UTF-16LE, the id as a number or as text. Where the template has the
// element EventID, the id is one of the record's values or a text of the template;
// elsewhere it may stand anywhere in the record. A record that has no wanted pair of
// them in these places is no wanted event. What the filter lets through may still be
// something else.
type filter struct {
	names [256][]anchored // by the folded letter to look for
	look  [256]bool
	ids   [][]idBytes // by kind
	hits  []hit       // names in the current chunk, by offset

	// Of the current chunk: where the name EventID stands, and what is known of the
	// templates, by their offset.
	eventID   [][]byte
	templates map[int]template
}

// template is what a template's definition holds.
type template struct {
	eventID bool   // it refers to the name EventID
	texts   uint32 // kinds of which it has an id as text, as bits
}

// anchored is a folded name of a provider, and which letter of it to look for.
type anchored struct {
	name   string
	letter int
	kind   int
}

// idBytes are the two ways to write an event id.
type idBytes struct{ number, text []byte }

// hit is a name that stands in the chunk.
type hit struct{ at, kind int }

// newFilter returns a filter for the events of some kinds.
func newFilter(kinds []events.Kind) *filter {
	f := &filter{ids: make([][]idBytes, len(kinds)), templates: make(map[int]template)}
	for i, k := range kinds {
		for _, id := range k.IDs {
			f.ids[i] = append(f.ids[i], bytesOf(id))
		}
		var names []string
		for _, p := range k.Providers {
			// The prefix is in nearly every record: what follows it is enough.
			names = append(names, strings.TrimPrefix(strings.ToLower(p), "microsoft-windows-"))
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			f.add(name, i)
		}
	}
	return f
}

func (f *filter) add(name string, kind int) {
	a := anchored{name: name, letter: rarest(name), kind: kind}
	c := name[a.letter]
	f.names[c] = append(f.names[c], a)
	f.look[c] = true
	if 'a' <= c && c <= 'z' {
		f.look[c-'a'+'A'] = true
	}
}

// rarest returns the index of the rarest character, so that the search stops as seldom
// as possible.
func rarest(name string) int {
	// From the commonest in English text and in names of providers on. What is not
	// listed is rarer still.
	const byFrequency = "eitnorsaclmduwp-hgfvbykxjqz"
	best, rank := 0, -1
	for i := range len(name) {
		r := strings.IndexByte(byFrequency, name[i])
		if r < 0 {
			return i
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// scan finds the wanted names in a chunk, and reports whether there are any.
func (f *filter) scan(b []byte) bool {
	f.hits = f.hits[:0]
	f.eventID = f.eventID[:0]
	clear(f.templates)
	for i, c := range b[:len(b)-1] {
		if f.look[c] && b[i+1] == 0 {
			f.namesAt(b, i)
		}
	}
	return len(f.hits) > 0
}

// namesAt adds the names that have their anchor at i.
func (f *filter) namesAt(b []byte, i int) {
	for _, a := range f.names[lower(b[i])] {
		start := i - 2*a.letter
		if start >= 0 && start+2*len(a.name) <= len(b) && isName(b[start:], a.name) {
			f.hits = append(f.hits, hit{i, a.kind})
		}
	}
}

func isName(b []byte, name string) bool {
	for i := range len(name) {
		if lower(b[2*i]) != name[i] || b[2*i+1] != 0 {
			return false
		}
	}
	return true
}

// kinds returns the kinds whose names stand between two offsets, as bits.
func (f *filter) kinds(from, to int) (set uint32) {
	i, _ := slices.BinarySearchFunc(f.hits, from, func(h hit, at int) int { return h.at - at })
	for ; i < len(f.hits) && f.hits[i].at < to; i++ {
		set |= 1 << f.hits[i].kind
	}
	return set
}

// mayBe reports whether a record may be a wanted event. The chunk has to be the one
// that was scanned last.
func (f *filter) mayBe(b []byte, r record) bool {
	in, ok := instanceAt(b, r.start+recordHeader, r.end)
	if !ok {
		return true
	}
	set := f.kinds(r.start, r.end) | f.kinds(in.definition, in.definitionEnd)
	if set == 0 {
		return false
	}
	t := f.template(b, in.definition, in.definitionEnd)
	if t.texts&set != 0 {
		return true
	}
	xml := b[r.start+recordHeader : r.end]
	holds := func(id idBytes) bool { return bytes.Contains(xml, id.number) || bytes.Contains(xml, id.text) }
	if t.eventID {
		if values, ok := in.valuesOf(b, r.end); ok {
			holds = values.hold
		}
	}
	for ; set != 0; set &= set - 1 {
		for _, id := range f.ids[bits.TrailingZeros32(set)] {
			if holds(id) {
				return true
			}
		}
	}
	return false
}
