package rules

// Truth is an answer in Kleene's three-valued logic. The order of the values is the
// order of truth.
type Truth uint8

// The answers.
const (
	No Truth = iota
	Maybe
	Yes
)

// String returns false, unknown or true, as the JSON of a diagnosis spells them.
func (t Truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

func truthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// not returns the opposite; the opposite of unknown is unknown.
func not(t Truth) Truth { return Yes - t }

// all is true when every answer is, and false when one is.
func all(ts []Truth) Truth { return atLeast(len(ts), ts) }

// some is true when one answer is, and false when every one is.
func some(ts []Truth) Truth { return atLeast(1, ts) }

// atLeast tells whether count answers are true: it is unknown while the unknown ones
// could still decide it.
func atLeast(count int, ts []Truth) Truth {
	yes, possible := 0, 0
	for _, t := range ts {
		if t == Yes {
			yes++
		}
		if t != No {
			possible++
		}
	}
	switch {
	case yes >= count:
		return Yes
	case possible < count:
		return No
	}
	return Maybe
}
