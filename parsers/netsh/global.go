package netsh

import (
	"bytes"

	"github.com/portdx/portdx/parsers/prompt"
	"github.com/portdx/portdx/parsers/textenc"
)

// minSettings is how many lines a list of settings of TCP has at least; `show heuristics`
// prints three on Windows Server 2025, `show global` about 14.
const minSettings = 3

// isGlobal reports whether dashes and settings follow the title, which has the word TCP in
// all languages. The dashes of a dynamic port range, whose title has it too, are of
// another length.
func isGlobal(l *textenc.Lines) bool {
	if hasWord(l.Text(), "mib") { // show tcpstats: counters
		return false
	}
	a := ahead{lines: l}
	dashes := a.next()
	if !isDashes(dashes) || len(bytes.TrimSpace(dashes)) == titleDashes {
		return false
	}
	for range minSettings {
		if !isSetting(a.next()) {
			return false
		}
	}
	return true
}

// isSetting reports whether a line is `label : value`.
func isSetting(text []byte) bool {
	v, ok := value(text)
	return ok && len(v) > 0
}

// hasValue reports whether a line is a setting amid others, whose value may be missing.
func hasValue(text []byte) bool {
	_, ok := value(text)
	return ok
}

// global passes over a list of settings, with the remarks below it that stars begin.
func (p *list) global(other func(*textenc.Lines) bool) {
	p.section.AddNote("netsh.tcp-settings", p.line)
	p.take() // the dashes
	p.own()
	for p.lines.Next() {
		text := p.lines.Text()
		if isBlank(text) {
			if next, ok := p.lines.Peek(1); !ok || !hasValue(next) && !isRemark(next) || prompt.Is(next) {
				return
			}
			continue
		}
		if !hasValue(text) && !isRemark(text) || prompt.Is(text) || Match(p.lines) || other(p.lines) {
			return
		}
		p.own()
	}
}

func isRemark(text []byte) bool { return bytes.HasPrefix(text, []byte("**")) }
