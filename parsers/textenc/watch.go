package textenc

// Sizes of watch.
const (
	watchSlots  = 64
	watchField  = 24       // bytes of a word that is remembered
	watchChecks = 32       // words checked
	watchSpan   = 64 << 10 // in so many bytes of the file
	watchLine   = 8        // words of one line
)

// watch notices that a file goes on in another code page: a word comes that is known
// there and not here. It remembers the words that it has seen, for captures repeat them,
// and checks only so many others.
type watch struct {
	seen [watchSlots]struct {
		page, n byte
		b       [watchField]byte
	}
	left  int
	until int64
}

// change returns the code page of a known word in line, if the present one knows none.
func (w *watch) change(line []byte, page int, at int64) (int, bool) {
	for n := 0; n < watchLine; n++ {
		field, rest, ok := foreignField(line)
		if !ok {
			return 0, false
		}
		line = rest
		if w.isSeen(field, page) || !w.mayCheck(at) {
			continue
		}
		if len(field) > maxField || knows(page, field) {
			continue
		}
		if p, ok := findPage(field); ok {
			return p, true
		}
	}
	return 0, false
}

// find returns the code page of a known word in line.
func (w *watch) find(line []byte, at int64) (int, bool) {
	for n := 0; n < watchLine; n++ {
		field, rest, ok := foreignField(line)
		if !ok || !w.mayCheck(at) {
			return 0, false
		}
		if line = rest; len(field) <= maxField {
			if p, ok := findPage(field); ok {
				return p, true
			}
		}
	}
	return 0, false
}

// mayCheck spends one of the checks allowed around offset at of the file.
func (w *watch) mayCheck(at int64) bool {
	if at >= w.until {
		w.left, w.until = watchChecks, at+watchSpan
	}
	w.left--
	return w.left >= 0
}

// isSeen reports whether a word was seen in the code page, and remembers it.
func (w *watch) isSeen(field []byte, page int) bool {
	if len(field) > watchField {
		return false
	}
	hash := uint32(2166136261) // FNV-1a
	for _, c := range field {
		hash = (hash ^ uint32(c)) * 16777619
	}
	s := &w.seen[hash%watchSlots]
	if int(s.n) == len(field) && int(s.page) == page && string(s.b[:s.n]) == string(field) {
		return true
	}
	s.page, s.n = byte(page), byte(copy(s.b[:], field))
	return false
}

// knows reports whether a field has a known word in a code page.
func knows(page int, field []byte) bool {
	found := false
	eachWord(decode(page, field), func(word []rune) { found = found || known(page, word) > 0 })
	return found
}

// findPage returns the code page in which a field has a known word, the best of several.
func findPage(field []byte) (page int, ok bool) {
	top := 0
	for i := range codePages {
		points := 0
		eachWord(decode(i, field), func(word []rune) { points += known(i, word) })
		if points > top {
			page, top = i, points
		}
	}
	return page, top > 0
}
