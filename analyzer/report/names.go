package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portdx/portdx/analyzer/diagnosis"
)

// fixedFacts are the ends of the facts whose texts are words of portdx, not of a file.
var fixedFacts = []string{".format", ".family", ".time_source", "_type"}

// namesOf returns what the texts of a diagnosis may quote from a customer's files: the
// names of hosts, processes and zones, and addresses; longer ones first.
func namesOf(d *diagnosis.Diagnosis) []string {
	names := []string{clean(d.Host.Name), clean(d.Host.OS), clean(d.Bundle.Name)}
	for id, v := range d.Facts {
		isFixed := func(end string) bool { return strings.HasSuffix(id, end) }
		if s, ok := v.(string); ok && !isList(s) && !slices.ContainsFunc(fixedFacts, isFixed) {
			names = append(names, clean(s))
		}
	}
	names = slices.DeleteFunc(names, func(s string) bool { return s == "" || len(s) > maxProse })
	slices.SortFunc(names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(names)
}

// isList reports whether a text is a list of numbers.
func isList(s string) bool {
	return strings.Trim(s, "0123456789, -") == "" || strings.Trim(s, "0123456789, -.") == "" && strings.Contains(s, ", ")
}

// prose is the function of that name with the names of the diagnosis as code spans.
func (p *page) prose(s string) string { return proseWith(s, p.names) }

// cell is prose inside a table.
func (p *page) cell(s string) string { return proseWith(noBar(s), p.cellNames) }

// nextName returns where the first of the names stands in a text, as words of their own;
// start is -1 where none does.
func nextName(s string, names []string) (start, end int) {
	start = -1
	for _, name := range names {
		for from := 0; from < len(s); {
			i := strings.Index(s[from:], name)
			if i < 0 || start >= 0 && from+i >= start {
				break
			}
			i += from
			if isNamed(s, i, i+len(name)) {
				start, end = i, i+len(name)
				break
			}
			from = i + 1
		}
	}
	return start, end
}

// isNamed reports whether a name stands alone at a place of a text. A name that is a word
// of letters, such as System, is told from the word by the process id next to it: it is
// harmless wherever it stands.
func isNamed(s string, start, end int) bool {
	before, n := utf8.DecodeLastRuneInString(s[:start])
	if n > 0 && before < utf8.RuneSelf && !strings.ContainsRune(` ("'[<{`, before) {
		return false
	}
	after, n := utf8.DecodeRuneInString(s[end:])
	if n > 0 && after < utf8.RuneSelf {
		next, _ := utf8.DecodeRuneInString(s[end+n:])
		stop := strings.ContainsRune(".:!?", after) && (end+n == len(s) || next == ' ' || next >= utf8.RuneSelf)
		if !stop && !strings.ContainsRune(` )"'],;>}`, after) {
			return false
		}
	}
	return !isWord(s[start:end]) || hasPID(s[:start]) || strings.HasPrefix(s[end:], " (PID") || strings.HasPrefix(s[end:], "（PID")
}

// isWord reports whether a name is letters only, and few enough to be no hash.
func isWord(name string) bool {
	return len(name) < 40 && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// hasPID reports whether a text ends with the number of a process, as it stands before a
// name: `PID 1000 `, `PID 1000 (`.
func hasPID(s string) bool {
	s = strings.TrimRight(s, " (（")
	digits := strings.TrimRight(s, "0123456789")
	return len(digits) < len(s) && strings.HasSuffix(digits, "PID ")
}
