// Package nettcpsetting reads the output of Get-NetTCPSetting and Get-NetUDPSetting, as
// the list or table that the console prints, as CSV of Export-Csv and as JSON: the dynamic
// port ranges, and the range of TCP whose ports may serve several remote endpoints at once.
package nettcpsetting

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/parsers/textenc"
)

// Limits of what an output can hold.
const (
	maxProfiles = 64  // of one section; Windows has six
	maxLabel    = 64  // bytes of a property's name
	maxLine     = 512 // bytes of a line of the list
	maxBlock    = 60  // lines of one profile; Windows Server 2025 prints 25
	maxPort     = 65535
)

// Match reports whether an output begins at the current line.
func Match(l *textenc.Lines) bool { return isList(l) || isCSV(l) || isTable(l) || isJSON(l) }

// Parse reads all profiles of one output, up to a line that another parser knows.
func Parse(l *textenc.Lines, s *snapshot.Section, other func(*textenc.Lines) bool) {
	s.Kind, s.LastLine = snapshot.KindNetTCPSetting, l.Line()
	p := &output{lines: l, section: s, other: other}
	switch {
	case isList(l):
		p.readList()
	case isCSV(l):
		p.readCSV()
	case isTable(l):
		p.readTable()
	case isJSON(l):
		p.readJSON()
	default:
		s.Kind, s.Status = snapshot.KindUnrecognized, snapshot.StatusUnrecognized
		l.Next()
		return
	}
	p.settle()
}

// output is the state of one output while it is read.
type output struct {
	lines    *textenc.Lines
	section  *snapshot.Section
	other    func(*textenc.Lines) bool
	profiles []profile
	typeOf   string // the type that Export-Csv names
	tcp      bool   // a property is of TCP
	bad      snapshot.Damage
}

// own makes the current line the last one of the section.
func (p *output) own() { p.section.LastLine = p.lines.Line() }

// begin starts a profile and returns it; past the limit it is one that is not kept.
func (p *output) begin() *profile {
	if len(p.profiles) == maxProfiles {
		p.bad.Add(p.lines.Line())
		return &profile{}
	}
	p.profiles = append(p.profiles, profile{})
	return &p.profiles[len(p.profiles)-1]
}

func (p *output) readList() {
	current := p.begin()
	first, _, _ := property(p.lines.Text())
	strange := 0 // the line above, if it is damaged or heads what follows
	for ok := true; ok; ok = p.lines.Next() {
		text := p.lines.Text()
		name, value, isProperty := property(text)
		switch {
		case prompt.Is(text) || !isOwn(name) && p.other(p.lines):
			return
		case isBlank(text):
			if next := p.below(); next != first {
				return
			}
			current = p.begin()
		case isProperty:
			p.own()
			if strange > 0 {
				p.bad.Add(strange)
				strange = 0
			}
			p.tcp = p.tcp || isOfTCP(name)
			if !current.set(name, value, p.lines.Line()) {
				p.bad.Add(p.lines.Line())
			}
		case p.below() == "":
			return
		case !isWrapped(text):
			strange = p.lines.Line()
		}
	}
}

// below returns the name of the property below the current line, past blank lines; it is
// empty where something else stands there. All profiles begin with the same property.
func (p *output) below() string {
	for n := 1; n <= 3; n++ {
		next, ok := p.lines.Peek(n)
		if !ok {
			return ""
		}
		if !isBlank(next) {
			name, _, _ := property(next)
			return name
		}
	}
	return ""
}

// isList reports whether the first property of a profile stands at the current line: up
// to the next blank line there is one that only this cmdlet prints.
func isList(l *textenc.Lines) bool {
	name, _, ok := cutProperty(l.Text())
	if !ok {
		return false
	}
	for n := 1; n < maxBlock; n++ {
		if mayBeOwn(name) && isOwn(string(name)) {
			return true
		}
		next, more := l.Peek(n)
		if !more {
			return false
		}
		if name, _, ok = cutProperty(next); !ok && !isWrapped(next) {
			return false
		}
	}
	return false
}

// mayBeOwn is a cheap look at how a name begins.
func mayBeOwn(name []byte) bool {
	for _, start := range [...]string{"MinRto", "Initial", "Dynamic", "AutoReuse"} {
		if len(name) >= len(start) && bytes.EqualFold(name[:len(start)], []byte(start)) {
			return true
		}
	}
	return false
}

// property reads `Name   : value`. Names are of letters with a unit in parentheses.
func property(text []byte) (name string, value []byte, ok bool) {
	left, value, ok := cutProperty(text)
	return string(left), value, ok
}

func cutProperty(text []byte) (name, value []byte, ok bool) {
	if len(text) > maxLine {
		return nil, nil, false
	}
	left, right, ok := bytes.Cut(text, []byte(":"))
	left = bytes.TrimSpace(left)
	if !ok || len(left) == 0 || len(left) > maxLabel {
		return nil, nil, false
	}
	for _, c := range left {
		if (c|0x20 < 'a' || c|0x20 > 'z') && c != '(' && c != ')' && c != '_' {
			return nil, nil, false
		}
	}
	return left, bytes.TrimSpace(right), true
}

// settle decides which values the section holds: the profile Internet is the one that
// connections use where no filter says otherwise, else the first profile that has them.
func (p *output) settle() {
	s := p.section
	if p.bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcpsetting.bad-lines", p.bad.First, strconv.Itoa(p.bad.Count), strconv.Itoa(p.bad.First))
	}
	if r := p.choose(); r == nil {
		s.AddNote("nettcpsetting.no-range", 0)
	} else if proto := p.protocol(); proto == snapshot.ProtoUnknown {
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcpsetting.no-protocol", r.start.line, strconv.Itoa(r.start.n), strconv.Itoa(r.count.n))
	} else if r.isPlausible() {
		s.Ranges = append(s.Ranges, r.portRange(proto))
		p.compare(r)
	} else {
		s.Status = snapshot.StatusPartial
		s.AddNote("nettcpsetting.implausible-range", r.start.line, strconv.Itoa(r.start.n), strconv.Itoa(r.count.n))
	}
	p.settleReuse()
}

func (p *output) choose() *ports {
	var first *ports
	for i := range p.profiles {
		r := &p.profiles[i].dynamic
		switch {
		case !r.isSet():
		case p.profiles[i].name == "Internet":
			return r
		case first == nil:
			first = r
		}
	}
	return first
}

// compare notes the first profile whose range is another one.
func (p *output) compare(r *ports) {
	for i := range p.profiles {
		o := &p.profiles[i].dynamic
		if o.isSet() && (o.start.n != r.start.n || o.count.n != r.count.n) {
			p.section.AddNote("nettcpsetting.profiles-differ", o.start.line, p.profiles[i].name,
				strconv.Itoa(o.start.n), strconv.Itoa(o.count.n), strconv.Itoa(r.start.n), strconv.Itoa(r.count.n))
			return
		}
	}
}

// settleReuse keeps the ranges that any profile sets, or else one that is known to be
// off.
func (p *output) settleReuse() {
	var off *ports
	var on []snapshot.PortRange
	for i := range p.profiles {
		r := &p.profiles[i].reuse
		switch {
		case !r.isSet():
		case r.count.n == 0:
			if off == nil {
				off = r
			}
		case !r.isPlausible():
			p.section.AddNote("nettcpsetting.implausible-range", r.start.line, strconv.Itoa(r.start.n), strconv.Itoa(r.count.n))
		case !contains(on, r):
			on = append(on, r.portRange(snapshot.TCP))
		}
	}
	if len(on) == 0 && off != nil {
		on = append(on, off.portRange(snapshot.TCP))
	}
	p.section.AutoReuse = on
}

func contains(list []snapshot.PortRange, r *ports) bool {
	for _, o := range list {
		if o.Start == r.start.n && o.Count == r.count.n {
			return true
		}
	}
	return false
}

// isWrapped reports whether a line is the rest of a value that did not fit above.
func isWrapped(text []byte) bool { return len(text) > 0 && text[0] == ' ' && !isBlank(text) }

func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
