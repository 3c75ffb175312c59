package rules

// Item is a line of the first screen.
type Item struct {
	ID   string // cause, who, who-close-wait, who-bound, where, since, first, ask, unknown
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
		i.id = r.word(fs["id"], "cause", "who", "who-close-wait", "who-bound", "where", "since", itemFirst, "ask", "unknown")
	}
	return i
}

// itemFirst is the id of the line that says what to do first.
const itemFirst = "first"

// summary gives, per id, the first item that holds and whose values are known. What to do
// first is what the first advice says; an item speaks only where no advice is given.
func (e *evaluator) summary(given []Advice) []Item {
	lines := []Item{}
	seen := map[string]bool{}
	add := func(id string, text Text) {
		seen[id] = true
		lines = append(lines, Item{id, text})
	}
	thing, toDo := firstThing(given)
	for _, i := range e.set.summary {
		if toDo && !seen[itemFirst] && follows(i.id) {
			add(itemFirst, thing)
		}
		if seen[i.id] || !e.holds(i.when) {
			continue
		}
		if text, ok := e.text(i.text, e.lang); ok {
			add(i.id, text)
		}
	}
	if toDo && !seen[itemFirst] {
		add(itemFirst, thing)
	}
	return lines
}

// follows reports whether an item stands below the line of what to do first, or in its
// place.
func follows(id string) bool { return id == itemFirst || id == "ask" || id == "unknown" }
