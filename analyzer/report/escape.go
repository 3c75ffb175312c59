package report

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what a single string of a diagnosis may take in the report, in runes.
const (
	maxProse   = 3000 // a sentence, a paragraph
	maxValue   = 200  // a value in a code span: a path, a name, an address
	maxCommand = 4000 // a command in a fenced block
)

const ellipsis = "…"

// replacement stands for a string that holds nothing that can be shown, so that a code
// span or a heading is never empty.
const replacement = "\uFFFD"

// prose returns s as one line of Markdown that shows s and nothing else: no character of
// it becomes markup. Words that look like addresses, names of hosts or files, mentions or
// links become code spans, because a backslash does not keep every renderer from linking
// them. It is safe at the start of a line and inside a heading, a list item or a table.
func prose(s string) string { return proseWith(s, nil) }

// proseWith is prose with the names as code spans, whatever they look like.
func proseWith(s string, names []string) string {
	w := writer{}
	for s = clean(cut(s, maxProse)); s != ""; {
		start, end := nextName(s, names)
		if start < 0 {
			w.words(s)
			break
		}
		w.words(s[:start])
		w.code(cutMiddle(s[start:end], maxValue))
		s = s[end:]
	}
	return startOfLine(w.String())
}

// cell is prose inside a table. Renderers disagree on how a bar inside a code span of a
// table is written, so a bar becomes a broken bar.
func cell(s string) string { return prose(noBar(s)) }

// value returns s as a code span of one line. It is empty only where s is.
func value(s string) string { return codeSpan(clean(cutMiddle(s, maxValue))) }

// cellValue is value inside a table.
func cellValue(s string) string { return value(noBar(s)) }

func noBar(s string) string { return strings.ReplaceAll(s, "|", "¦") }

// clean makes s one line of visible characters: control, format (among them those that
// change the direction of text), private and unassigned characters become spaces, and
// runs of spaces become one.
func clean(s string) string {
	if s == "" {
		return ""
	}
	fields := strings.Fields(strings.Map(visible, s))
	if len(fields) == 0 {
		return replacement
	}
	return strings.Join(fields, " ")
}

func visible(r rune) rune {
	if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
		return ' '
	}
	return r
}

// machineWord matches what is shown as code: names with a dot and letters behind it,
// addresses, paths, mentions, numbers with a sign before them, and everything that
// renderers turn into links: to issues, milestones, labels, commits and pictures.
var machineWord = regexp.MustCompile(`(?i)@|//|\\|www\.|[a-z0-9_]\.[a-z_]{2}|#[a-z0-9]|` +
	`^\[?[0-9a-f:]*::[0-9a-f:.]*\]?|^\d+\.\d+\.\d+\.\d+|^(?:mailto|xmpp|data|javascript|tel):|` +
	`[!&]\d|(?:^|[^0-9a-z_])[%~]["a-z0-9]|:[a-z+-][a-z0-9_+-]*:|\$|\b[a-z][a-z0-9_]+-\d+\b|\b[0-9a-f]{40}\b`)

// A match of machineWord holds one of machineSigns, or is as long as the id of a commit:
// most words of a report are shorter and have none.
const (
	machineSigns = `@/\.#:!&%~$-`
	commitLength = 40
)

// plainWord matches words of ours that would look like the key of an issue.
var plainWord = regexp.MustCompile(`(?i)^utf-(?:8|16)`)

// writer collects Markdown.
type writer struct {
	strings.Builder
	ends bool // the text ends with a code span
}

// code writes a code span. Two of them that touch would be one of another meaning.
func (w *writer) code(s string) {
	if s == "" {
		return
	}
	if w.ends {
		w.WriteByte(' ')
	}
	w.WriteString(codeSpan(s))
	w.ends = true
}

func (w *writer) text(s string) {
	if s != "" {
		w.WriteString(s)
		w.ends = false
	}
}

func (w *writer) words(s string) {
	for i, word := range strings.Split(s, " ") {
		if i > 0 {
			w.text(" ")
		}
		w.word(word)
	}
}

// word writes a word, which holds no space. Only runs of ASCII are looked at: text in
// other scripts has no spaces around the names in it.
func (w *writer) word(word string) {
	for word != "" {
		n := strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf })
		switch {
		case n < 0:
			n = len(word)
		case n == 0:
			n = strings.IndexFunc(word, func(r rune) bool { return r < utf8.RuneSelf })
			if n < 0 {
				n = len(word)
			}
			w.text(word[:n])
			word = word[n:]
			continue
		}
		w.ascii(word[:n])
		word = word[n:]
	}
}

func (w *writer) ascii(s string) {
	core := strings.TrimLeft(s, `("'[<{`)
	lead := s[:len(s)-len(core)]
	trimmed := strings.TrimRight(core, `.,;:!?)'"]>}`)
	if !isMachineWord(trimmed) {
		// What the trimming removed can be part of it: "www.", "http://".
		if !isMachineWord(core) {
			w.text(backslash(s))
			return
		}
		trimmed = core
	}
	w.text(backslash(lead))
	w.code(trimmed)
	w.text(backslash(core[len(trimmed):]))
}

func isMachineWord(s string) bool {
	if len(s) < commitLength && !strings.ContainsAny(s, machineSigns) {
		return false
	}
	return machineWord.MatchString(s) && !plainWord.MatchString(s)
}

// backslash escapes what Markdown, or one of its widespread dialects, gives a meaning
// inside a line. An underscore between letters or digits has none and stays readable.
// Angle brackets and ampersands are entities, which every dialect shows as text.
func backslash(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case '<':
			b.WriteString("&lt;")
			continue
		case '>':
			b.WriteString("&gt;")
			continue
		case '&':
			if i < len(s)-1 && (alnum(s[i+1]) || s[i+1] == '#') {
				b.WriteString("&amp;")
				continue
			}
		case '\\', '`', '*', '[', ']', '~', '$', '|', '{':
			b.WriteByte('\\')
		case '_':
			if i == 0 || i == len(s)-1 || !alnum(s[i-1]) || !alnum(s[i+1]) {
				b.WriteByte('\\')
			}
		case '#':
			if i == 0 || s[i-1] == '#' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

var (
	blockStart  = regexp.MustCompile(`^(?:[=:]|[-+](?:[^0-9A-Za-z]|$))`)
	orderedItem = regexp.MustCompile(`^(\d{1,9})([.)])(?: |$)`)
)

// startOfLine escapes what has a meaning only where a block begins: bullets, numbers of
// list items, underlines of headings, definitions.
func startOfLine(s string) string {
	if blockStart.MatchString(s) {
		return `\` + s
	}
	if m := orderedItem.FindStringSubmatchIndex(s); m != nil {
		return s[:m[3]] + `\` + s[m[3]:]
	}
	return s
}

// codeSpan returns s, which is one line, between backticks: as many as no run in it has.
func codeSpan(s string) string {
	if s == "" {
		return ""
	}
	runs := map[int]bool{}
	for i := 0; i < len(s); {
		n := 0
		for i+n < len(s) && s[i+n] == '`' {
			n++
		}
		runs[n] = true
		i += n + 1
	}
	n := 1
	for runs[n] {
		n++
	}
	ticks := strings.Repeat("`", n)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// cut returns at most limit runes of s, the last one an ellipsis where s is longer.
func cut(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	return head(s, limit-1) + ellipsis
}

// cutMiddle is cut for names, whose end tells as much as their start.
func cutMiddle(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	keep := limit / 2
	end := len(s)
	for range keep - 1 {
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
	}
	return head(s, limit-keep) + ellipsis + s[end:]
}

func head(s string, runes int) string {
	i := 0
	for range runes {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}
