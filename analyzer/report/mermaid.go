package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

const (
	// maxLabel is the length of a label of the flowchart, in runes.
	maxLabel = 240
	// maxOthers is how many answers that were not given are shown at one question.
	maxOthers = 5
)

// path writes the decision path as a flowchart: thick arrows for the way taken, dotted
// ones for the answers that were not given. Names of nodes are numbers of their own, so
// that no text of the diagnosis stands outside a quoted label.
func (p *page) path() {
	if len(p.d.Path) == 0 {
		return
	}
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for i, n := range p.d.Path {
		fmt.Fprintf(&b, "  n%d[%s]\n", i, label(n.Question))
	}
	fmt.Fprintf(&b, "  n%d([%s])\n", len(p.d.Path), label(p.plainVerdict()))
	for i, n := range p.d.Path {
		fmt.Fprintf(&b, "  n%d ==>|%s| n%d\n", i, label(answer(n)), i+1)
		if len(n.Others) > 0 {
			fmt.Fprintf(&b, "  n%d -.-> x%d(%s)\n  class x%d other\n", i, i, label(p.others(n)), i)
		}
	}
	fmt.Fprintf(&b, "  class n%d verdict\n", len(p.d.Path))
	b.WriteString("  classDef other fill:none,stroke:#999,color:#777,stroke-dasharray:4\n")
	b.WriteString("  classDef verdict stroke-width:3px")

	p.heading(2, p.t.PathTitle)
	p.para(p.t.PathNote)
	p.fence("mermaid", b.String())
}

// plainVerdict is the label of the verdict as plain text.
func (p *page) plainVerdict() string {
	if p.d.Verdict.Label != "" {
		return p.d.Verdict.Label
	}
	if t, ok := p.t.Status[p.d.Verdict.Status]; ok {
		return t
	}
	return p.d.Verdict.Status
}

// answer is the answer given, with its value where the answer does not show it.
func answer(n diagnosis.Node) string {
	if n.Value == "" || strings.Contains(bare(n.Answer), bare(n.Value)) {
		return n.Answer
	}
	return n.Answer + ": " + n.Value
}

// others names the answers that were not given; one box for all keeps the way taken in
// sight.
func (p *page) others(n diagnosis.Node) string {
	shown := slices.Clone(n.Others[:min(len(n.Others), maxOthers)])
	for i := range shown {
		shown[i] = cut(shown[i], maxLabel/maxOthers)
	}
	if rest := len(n.Others) - len(shown); rest > 0 {
		shown = append(shown, fmt.Sprintf(p.t.MoreOthers, count(rest)))
	}
	return strings.Join(shown, " / ")
}

// bare keeps letters and digits.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// label returns s as a quoted Mermaid label. What could end the label, start markup in it,
// or be read as a directive is written as an entity code of Mermaid, #N; with the decimal
// code point ("Entity codes to escape characters" in Mermaid's flowchart syntax).
func label(s string) string {
	s = clean(cut(s, maxLabel))
	if s == "" {
		s = " "
	}
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		if (harmless(r) || r == '%' && !strings.Contains(s, "%%")) && !(i == 0 && strings.ContainsRune("-+", r)) && !listNumber(s, i) {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "#%d;", r)
	}
	b.WriteByte('"')
	return b.String()
}

func harmless(r rune) bool {
	return r >= 0x80 || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,:?()+/='-_", r)
}

// listNumber tells whether the character at i ends a number at the start of a label, which
// Mermaid would take for a list.
func listNumber(s string, i int) bool {
	return i > 0 && (s[i] == '.' || s[i] == ')') && i+1 < len(s) && s[i+1] == ' ' &&
		strings.Trim(s[:i], "0123456789") == ""
}
