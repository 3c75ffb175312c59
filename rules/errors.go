package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// maxErrors is how many errors Load collects before it stops adding to them.
const maxErrors = 200

// maxSourceWidth is how much of a source line an error quotes, in characters.
const maxSourceWidth = 160

// Error is a mistake in a rule file.
type Error struct {
	File    string // as the file system names it
	Line    int    // from 1; 0 when the whole file is meant
	Column  int    // in characters, from 1; 0 when the whole line is meant
	Message string
	Source  string // the line, empty when Line is 0
}

// Error returns "file:line:column: message", and below it the source line with a caret.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	b.WriteString(": " + e.Message)
	if e.Line > 0 && e.Column > 0 {
		writeCaret(&b, []rune(e.Source), e.Column)
	}
	return b.String()
}

// writeCaret quotes the line around the column and points at it.
func writeCaret(b *strings.Builder, line []rune, column int) {
	start := 0
	if column > maxSourceWidth {
		start = column - maxSourceWidth/2
	}
	end := min(len(line), start+maxSourceWidth)
	if start >= end {
		return
	}
	b.WriteString("\n    ")
	for _, r := range line[start:end] {
		b.WriteRune(printable(r))
	}
	b.WriteString("\n    ")
	for _, r := range line[start:min(end, column-1)] {
		b.WriteString(blank(r))
	}
	b.WriteByte('^')
}

// printable replaces what a terminal would act on.
func printable(r rune) rune {
	if r == '\t' || !unicode.IsGraphic(r) {
		return ' '
	}
	return r
}

// blank is white space as wide as r: East Asian characters take two columns.
func blank(r rune) string {
	wide := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		(r >= 0x3000 && r <= 0x303f) || (r >= 0xff01 && r <= 0xff60)
	if wide {
		return "  "
	}
	return " "
}

// Errors are all mistakes that Load found, sorted by file and place. Load never returns
// an empty one.
type Errors []*Error

// Error returns one error after the other.
func (es Errors) Error() string {
	all := make([]string, len(es))
	for i, e := range es {
		all[i] = e.Error()
	}
	return strings.Join(all, "\n")
}

// Unwrap lets errors.As find the single errors.
func (es Errors) Unwrap() []error {
	all := make([]error, len(es))
	for i, e := range es {
		all[i] = e
	}
	return all
}

// errorList collects the errors of a load.
type errorList struct {
	errs    Errors
	omitted bool
}

func (l *errorList) add(e *Error) {
	if len(l.errs) >= maxErrors {
		l.omitted = true
		return
	}
	l.errs = append(l.errs, e)
}

// file reports a mistake of a whole file or folder.
func (l *errorList) file(name, format string, args ...any) {
	l.add(&Error{File: name, Message: fmt.Sprintf(format, args...)})
}

// at reports a mistake at a node.
func (l *errorList) at(n *node, format string, args ...any) { l.within(n, 0, format, args...) }

// within reports a mistake inside the text of a scalar, offset characters from its start.
func (l *errorList) within(n *node, offset int, format string, args ...any) {
	line, column := n.place(offset)
	l.add(&Error{
		File: n.file.name, Line: line, Column: column,
		Message: fmt.Sprintf(format, args...), Source: n.file.line(line),
	})
}

// result returns nil or Errors.
func (l *errorList) result() error {
	if len(l.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(l.errs, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	if l.omitted {
		last := l.errs[len(l.errs)-1]
		l.errs = append(l.errs, &Error{File: last.File, Message: "more errors follow; correct these first"})
	}
	return l.errs
}
