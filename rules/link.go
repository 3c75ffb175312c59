package rules

import (
	"maps"
	"slices"
	"strings"
)

// link checks what one document says of another, once all are there.
func (l *loader) link() {
	l.set.rules = slices.SortedFunc(maps.Values(l.set.byID), func(a, b *Rule) int {
		if a.Kind != b.Kind {
			return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind)
		}
		return strings.Compare(a.ID, b.ID)
	})
	for _, r := range l.set.rules {
		l.check(r.links)
	}
	for _, id := range slices.Sorted(maps.Keys(l.set.advice)) {
		l.check(l.set.advice[id].links)
	}
	for _, name := range singleNames {
		l.check(l.single[name])
	}
	l.cycles()
}

// check reports links to documents that do not exist.
func (l *loader) check(links []link) {
	for _, k := range links {
		if ids := l.ids(k.kind); !slices.Contains(ids, k.id) {
			l.errs.at(k.at, "unknown %s %q%s", k.kind, k.id, didYouMean(k.id, ids))
		}
	}
}

func (l *loader) ids(kind linkKind) []string {
	switch kind {
	case toRule:
		return slices.Collect(maps.Keys(l.set.byID))
	case toAdvice:
		return slices.Collect(maps.Keys(l.set.advice))
	}
	return slices.Collect(maps.Keys(l.set.refs))
}

// cycles reports rules whose conditions depend on their own result.
func (l *loader) cycles() {
	w := ruleWalk{loader: l, state: map[*Rule]visit{}}
	for _, r := range l.set.rules {
		if w.state[r] == unseen {
			w.from(r)
		}
	}
}

// ruleWalk is a depth-first search along the conditions on other rules. It ends at the
// first cycle, since one mistake often closes several.
type ruleWalk struct {
	*loader
	state map[*Rule]visit
	way   []string
	found bool
}

func (w *ruleWalk) from(r *Rule) {
	w.state[r] = open
	w.way = append(w.way, r.ID)
	r.When.walk(func(c *Condition) {
		for _, next := range w.set.dependsOn(c) {
			w.step(c, next)
		}
	})
	w.way = w.way[:len(w.way)-1]
	w.state[r] = done
}

func (w *ruleWalk) step(c *Condition, next *Rule) {
	switch {
	case w.found:
	case w.state[next] == unseen:
		w.from(next)
	case w.state[next] == open:
		w.found = true
		way := append(slices.Clone(w.way[slices.Index(w.way, next.ID):]), next.ID)
		w.errs.at(c.at, "rules depend on each other: %s", strings.Join(way, " -> "))
	}
}

// dependsOn returns the rules whose results a condition reads.
func (s *Set) dependsOn(c *Condition) []*Rule {
	switch c.Op {
	case OpRule:
		if r := s.byID[c.rule]; r != nil {
			return []*Rule{r}
		}
	case OpAnyRule:
		var rules []*Rule
		for _, r := range s.rules {
			if r.Kind == c.kind && !slices.Contains(c.except, r.ID) {
				rules = append(rules, r)
			}
		}
		return rules
	}
	return nil
}
