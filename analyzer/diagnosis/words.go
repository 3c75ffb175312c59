package diagnosis

import (
	"strconv"
	"strings"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules"
)

// phrase is a text in both languages. {0}, {1} ... stand for its arguments.
type phrase struct{ en, zh string }

// words looks texts up in one language.
type words struct{ zh bool }

func wordsOf(lang rules.Lang) words { return words{zh: lang == rules.Chinese} }

// text returns the text of an id with its arguments filled in. An id without a text is
// returned as it is: a missing word must not hide a finding.
func (w words) text(id string, args ...string) string {
	p, ok := phrases[id]
	if !ok {
		p, ok = fileNotes[id]
	}
	if !ok {
		p, ok = natureNotes[id]
	}
	if !ok {
		return strings.Join(append([]string{id}, args...), " ")
	}
	text := p.en
	if w.zh {
		text = p.zh
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// note returns the text of a parser's note.
func (w words) note(n snapshot.Note) string { return w.text(n.ID, n.Args...) }

// join connects the status and the moment of a verdict.
func (w words) join(status, moment string) string {
	if w.zh {
		return status + "，" + moment
	}
	return status + ", " + moment
}
