package textenc

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAhead holds what Ahead says against the lines that Peek shows, in texts that are
// longer than the buffer.
func TestAhead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"alpha", "beta", "\"beta\"", "gamma"}
	var b strings.Builder
	for b.Len() < 3*bufSize {
		switch n := r.IntN(4000); {
		case n < len(words):
			b.WriteString("x " + words[n] + " y\n")
		case n < 20:
			b.WriteString(strings.Repeat("long ", 5000) + "\n")
		default:
			b.WriteString("some other words in a line\n")
		}
	}
	l := NewLines(strings.NewReader(b.String()))
	seen := 0
	for l.Next() {
		for _, w := range []string{"alpha", "beta"} {
			for quoted, ahead := range map[bool]bool{false: l.Ahead(w), true: l.AheadQuoted(w)} {
				sign := w
				if quoted {
					sign = `"` + w + `"`
				}
				stands := false
				for n := 0; n < 40 && !stands; n++ {
					text, ok := l.Peek(n)
					if !ok {
						break
					}
					stands = strings.Contains(string(text), sign)
				}
				if stands {
					seen++
				}
				if stands && !ahead {
					t.Fatalf("line %d: %s stands below and is not seen", l.Line(), sign)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no word was ahead")
	}
	if l.Ahead("alpha") {
		t.Error("a word is seen behind the end")
	}
}

func TestTame(t *testing.T) {
	tests := []struct {
		line string
		want bool
	}{
		{"", true}, {"words, and 12 more at 09:00:00 - (some)", true}, {`"open`, true}, {"+/abc0", true}, {"      indented", true},
		{"label: value", false}, {"a\tb", false}, {"a=b", false}, {"-----", false}, {"  ---", false}, {", a", false}, {"<b>", false}, {"[a]", false},
		{`C:\x`, false}, {"$ ls", false}, {"\x1b", false}, {"héllo", false}, {"a::b", false}, {strings.Repeat("a", maxTraits+1), false},
		{"              far to the right", false},
	}
	for _, tt := range tests {
		for at := range 4 {
			lines := []string{"words", "words", "words", "words"}
			lines[at] = tt.line
			l := NewLines(strings.NewReader(strings.Join(lines, "\n") + "\n"))
			var got []string
			for l.Next() {
				got = append(got, fmt.Sprint(l.Tame(2)))
			}
			for i, g := range got {
				if want := tt.want || at < i || at > i+2; g != fmt.Sprint(want) {
					t.Errorf("%q in line %d: Tame of line %d is %s, want %v", tt.line, at, i, g, want)
				}
			}
		}
	}
}
