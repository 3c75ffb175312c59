package textenc

import "unicode"

// eachWord calls f for each run of letters.
func eachWord(text []rune, f func(word []rune)) {
	start := -1
	for i, c := range text {
		switch in := isLetter(c); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			f(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		f(text[start:])
	}
}

// isLetter leaves out the ordinal signs, which are letters to Unicode only.
func isLetter(c rune) bool {
	if c < 0x80 {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	return c != 'ª' && c != 'º' && unicode.IsLetter(c)
}

// firstEastAsian is where the scripts begin that need few letters for a word (CJK
// Radicals Supplement, Unicode chapter 18).
const firstEastAsian = 0x2e80

// isTelling reports whether a word has letters outside ASCII, and is long enough that
// wrong decoding does not produce it by chance.
func isTelling(word []rune) bool {
	foreign := false
	for _, c := range word {
		if c >= firstEastAsian {
			return len(word) >= 2
		}
		foreign = foreign || c >= 0x80
	}
	return foreign && len(word) >= 3
}

// lower turns a word into lower case in place.
func lower(word []rune) []rune {
	for i, c := range word {
		word[i] = unicode.ToLower(c)
	}
	return word
}
