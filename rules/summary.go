package rules

// Item is a line of the first screen.
type Item struct {
	ID   string // cause, who, where, since, first, unknown
	Text Text
}

// summary reads summary.yaml.
func (r *reader) summary(n *node) []item {
	fs := r.mapping(n, "params", "items")
	r.need(n, fs, "items")
	r.params(fs["params"])
	var items []item
	if fs["items"] != nil {
		for _, i := range r.list(fs["items"]) {
			items = append(items, r.summaryItem(i))
		}
	}
	r.unusedParams()
	return items
}

func (r *reader) summaryItem(n *node) item {
	fs := r.mapping(n, "id", "when", "en", "zh")
	r.need(n, fs, "id")
	i := item{when: r.condition(fs["when"]), text: r.textsOf(n, fs, prose)}
	if fs["id"] != nil {
		i.id = r.word(fs["id"], "cause", "who", "where", "since", "first", "unknown")
	}
	return i
}

// summary gives, per id, the first item that holds and whose values are known.
func (e *evaluator) summary() []Item {
	lines := []Item{}
	seen := map[string]bool{}
	for _, i := range e.set.summary {
		if seen[i.id] || !e.holds(i.when) {
			continue
		}
		if text, ok := e.text(i.text, e.lang); ok {
			seen[i.id] = true
			lines = append(lines, Item{i.id, text})
		}
	}
	return lines
}
