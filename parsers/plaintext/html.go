package plaintext

import (
	"bytes"
	"html"
	"unicode"
)

// Limits of what a page can hold.
const (
	maxTagName = 16 // bytes that are looked at
	maxEntity  = 32 // bytes; the longest name has 31
)

// page turns HTML into its text. Lines of the source stay lines, as <pre> shows them, and
// what begins a line of its own on a screen begins one here. A row of a table is a line
// with tabs between its cells; a cell that holds lines keeps them.
type page struct {
	out    []byte
	tag    []byte // what has come of a tag behind its <
	inTag  bool
	entity []byte // what has come of an entity, its & included
	raw    string // the element whose content is no text: script or style
	note   int    // in a comment: dashes that have come at its end, from 1

	owed  bool // a line end is due before the next text
	text  bool // the line holds text
	row   bool // in a row of a table, where a line end is a space
	cells int
	cell  bool // the cell holds text
	pre   bool // in <pre>, where a line end is one, in a row as well
}

func (p *page) feed(c byte) {
	switch {
	case p.note > 0:
		p.comment(c)
	case p.inTag:
		p.markup(c)
	case c == '<':
		p.flush()
		p.inTag, p.tag = true, p.tag[:0]
	case p.raw != "":
	case len(p.entity) > 0:
		p.name(c)
	case c == '&':
		p.entity = append(p.entity, c)
	default:
		p.put(c)
	}
}

// markup reads on in a tag. What < begins and no tag follows is text.
func (p *page) markup(c byte) {
	if len(p.tag) == 0 && c != '/' && c != '!' && c != '?' && (c|0x20 < 'a' || c|0x20 > 'z') {
		p.inTag = false
		if p.raw == "" {
			p.put('<')
		}
		p.feed(c)
		return
	}
	if c == '>' {
		p.inTag = false
		p.element(tagName(p.tag))
		return
	}
	if len(p.tag) < maxTagName {
		p.tag = append(p.tag, c)
	}
	if len(p.tag) == 3 && string(p.tag) == "!--" {
		p.inTag, p.note = false, 1
	}
}

// comment reads on to --> at the end of a comment.
func (p *page) comment(c byte) {
	switch {
	case c == '-':
		p.note = min(p.note+1, 3)
	case c == '>' && p.note == 3:
		p.note = 0
	default:
		p.note = 1
	}
}

// tagName returns the name of an element in lower case, with a slash where it ends.
func tagName(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	name := bytes.ToLower(tag[:end])
	if len(name) > 1 {
		name = bytes.TrimSuffix(name, []byte("/"))
	}
	return string(name)
}

// element acts on a tag.
func (p *page) element(name string) {
	if p.raw != "" {
		if name == "/"+p.raw {
			p.raw = ""
		}
		return
	}
	switch name {
	case "script", "style":
		p.raw = name
	case "br":
		if p.owed {
			p.end()
		}
		p.owed = true
	case "td", "th":
		if p.cells == 0 && p.owed {
			p.end()
		}
		p.owed = false // a cell's last line goes on with the next cell
		if p.cells++; p.cells > 1 {
			p.put('\t')
		}
		p.cell = false
	case "tr":
		p.row, p.cells, p.cell = true, 0, false
		p.owed = p.owed || p.text
	case "/tr", "/table":
		p.row = false
		p.owed = p.owed || p.text
	case "p", "/p", "div", "/div", "li", "pre", "/pre", "table", "h1", "/h1", "h2", "/h2", "h3", "/h3", "h4", "/h4", "/title", "body":
		p.owed = p.owed || p.text && (!p.row || p.cell || name == "pre")
		p.pre = name == "pre" || p.pre && name != "/pre"
	}
}

// name reads on in an entity.
func (p *page) name(c byte) {
	p.entity = append(p.entity, c)
	switch {
	case c == ';':
		text := html.UnescapeString(string(p.entity))
		p.entity = p.entity[:0]
		for _, r := range text {
			if unicode.IsSpace(r) && r != '\n' && r != '\t' {
				r = ' '
			}
			for _, b := range []byte(string(r)) {
				p.put(b)
			}
		}
	case len(p.entity) == maxEntity, c != '#' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z'):
		p.flush()
	}
}

// flush delivers what looked like an entity and is none.
func (p *page) flush() {
	for _, c := range p.entity {
		p.put(c)
	}
	p.entity = p.entity[:0]
}

// put delivers a byte of text.
func (p *page) put(c byte) {
	switch {
	case c == '\r', c == '\n' && p.row && !p.pre && p.owed:
		return
	case c == '\n' && p.row && !p.pre:
		c = ' '
	case c == '\n':
		p.end()
		return
	}
	if p.owed {
		p.end()
	}
	p.text = p.text || c > ' '
	p.cell = p.cell || c > ' '
	p.out = append(p.out, c)
}

// end ends the line.
func (p *page) end() {
	p.out = append(p.out, '\n')
	p.owed, p.text = false, false
}
