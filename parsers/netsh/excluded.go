package netsh

import (
	"bytes"
	"strconv"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/snapshot"
)

// excluded reads an exclusion list. A list without spans says that nothing is excluded,
// one whose rows could not be read says nothing.
func (p *list) excluded() {
	s := p.section
	for !isTwoGroups(p.lines.Text()) {
		if !p.take() {
			return
		}
		p.own()
	}
	out := snapshot.ExclusionList{Proto: p.proto, Family: p.family, Line: p.line}
	bad := snapshot.Damage{}
	for p.row() {
		p.own()
		span, ok := pair(p.lines.Text())
		span.Line = p.lines.Line()
		switch {
		case !ok || !plausible(span.Start, span.End):
			bad.Add(span.Line)
		case len(out.Spans) == maxSpans:
			bad.Add(span.Line)
		default:
			out.Spans = append(out.Spans, span)
		}
	}
	if len(out.Spans) > 0 || bad.Count == 0 {
		s.Exclusions = append(s.Exclusions, out)
	}
	if bad.Count > 0 {
		s.Status = snapshot.StatusPartial
		s.AddNote("netsh.bad-lines", bad.First, strconv.Itoa(bad.Count), strconv.Itoa(bad.First))
	}
}

// row advances to the next line of the list, its footer included in what it passes, and
// reports whether there is one. The footer `* - Administered port exclusions.` ends the
// list.
func (p *list) row() bool {
	for p.lines.Next() {
		text := p.lines.Text()
		switch {
		case isPair(p.lines, 0), isMasked(text), isEllipsis(text):
			return true
		case isBlank(text):
			if !p.goesOn() {
				return false
			}
		case isFooter(text):
			p.own()
			p.lines.Next()
			return false
		default:
			return p.damaged()
		}
	}
	return false
}

// goesOn reports whether the list continues below a blank line: the footer stands there,
// and texts that were copied with doubled line ends have one between all lines.
func (p *list) goesOn() bool {
	next, ok := p.lines.Peek(1)
	return ok && (isFooter(next) || isPairText(next))
}

// damaged reports whether the current line is a damaged line amid the list: pairs go on
// below it.
func (p *list) damaged() bool {
	text := p.lines.Text()
	if prompt.Is(text) || protocol(text) != snapshot.ProtoUnknown {
		return false
	}
	return isPair(p.lines, 1)
}

// isMasked reports whether a line is a row whose numbers were replaced, such as `xxx1  xxx2`:
// two words in the place of the numbers.
func isMasked(text []byte) bool {
	if len(text) > maxTitle || !bytes.HasPrefix(text, []byte("   ")) && !bytes.HasPrefix(text, []byte("\t")) {
		return false
	}
	f := bytes.Fields(bytes.TrimSuffix(bytes.TrimSpace(text), []byte("*")))
	return len(f) == 2 && isMask(f[0]) && isMask(f[1])
}

// isEllipsis reports whether a line stands for rows that were left out: `...`, `[…]`.
func isEllipsis(text []byte) bool {
	text = bytes.Trim(text, " \t\r[]()<>")
	return bytes.HasPrefix(text, []byte("..")) && len(bytes.Trim(text, ". ")) == 0 || string(text) == "…"
}

// isMask reports whether a word is a number some of whose digits were replaced by one
// sign.
func isMask(word []byte) bool {
	if len(word) > maxMask {
		return false
	}
	sign := byte(0)
	for _, c := range word {
		switch {
		case c >= '0' && c <= '9', c == sign:
		case sign != 0:
			return false
		default:
			sign = c
		}
	}
	return sign != 0
}

// pair reads `START END` with an optional `*`, which marks an administrator's
// reservation. Numbers of any length are read, for the caller to refuse.
func pair(text []byte) (snapshot.PortSpan, bool) {
	var span snapshot.PortSpan
	text = bytes.TrimSpace(text)
	if rest, ok := bytes.CutSuffix(text, []byte("*")); ok {
		span.Administered, text = true, bytes.TrimSpace(rest)
	}
	i := bytes.IndexAny(text, " \t")
	if i < 0 {
		return span, false
	}
	var ok1, ok2 bool
	span.Start, ok1 = number(text[:i])
	span.End, ok2 = number(bytes.TrimSpace(text[i:]))
	return span, ok1 && ok2
}
