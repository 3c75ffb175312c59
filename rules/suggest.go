package rules

import (
	"fmt"
	"slices"
	"strings"
)

// maxSuggestLength bounds the work of comparing names.
const maxSuggestLength = 80

// didYouMean returns `; did you mean "x"?` with the candidate that is most like the
// name, or nothing when none is.
func didYouMean(name string, candidates []string) string {
	best, bestDistance := "", len(name)/3+2
	if len(name) > maxSuggestLength {
		return ""
	}
	for _, c := range slices.Sorted(slices.Values(candidates)) {
		if len(c) > maxSuggestLength || c == name {
			continue
		}
		if d := distance(name, c); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// oneOf lists words for a message.
func oneOf(words []string) string { return strings.Join(words, ", ") }

// distance is the number of single-byte insertions, deletions and replacements between
// two names (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
